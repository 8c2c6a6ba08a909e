using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Geo.Core;
using Geo.Core.Store;
using Geo.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using NetTopologySuite.Geometries;

namespace Geo.Api.Tests.Auth;

/// <summary>Mine sites are shown to visitors without their names and planned years, their places in cells of 2 km: two or three sites a cell.</summary>
public sealed class CoarsenedTests(CoarsenedWorkspace served) : IClassFixture<CoarsenedWorkspace>
{
    private const string Items = "/collections/mine-sites/items";

    // South-west corner (110.01, 40.5) of M01 and north-east corner of the last one's neighbours: what no visitor may find.
    private static readonly string[] Hidden = ["矿 ", "planned_year", "110.014", "110.024", "40.504"];

    [Fact]
    public async Task A_visitor_is_shown_the_cell_round_a_site_and_staff_the_site()
    {
        // The formula of CoarseGrid, by Python: 2000·360/40007863 = 0.01799646° high; at 40.50° 0.0236277° wide.
        double[][] cell = [[110.0067479, 40.4923485], [110.0303756, 40.4923485], [110.0303756, 40.5103449], [110.0067479, 40.5103449]];
        var seen = await served.Json($"{Items}/M01");
        Assert.Equal("Polygon", seen.GetProperty("geometry").GetProperty("type").GetString());
        Assert.Equal(cell.Select(c => $"{c[0]} {c[1]}").Order(), seen.GetProperty("geometry").GetProperty("coordinates")[0].EnumerateArray().Select(c => $"{c[0].GetDouble()} {c[1].GetDouble()}").Distinct().Order());
        Assert.Equal(seen.GetProperty("geometry").GetRawText(), (await served.Json($"{Items}?code=M02")).GetProperty("features")[0].GetProperty("geometry").GetRawText());
        Assert.False(seen.GetProperty("properties").TryGetProperty("name", out _));
        Assert.Equal(JsonValueKind.Null, (await served.Json($"{Items}/M13")).GetProperty("geometry").ValueKind);
        var known = JsonElement.Parse(await Text($"{Items}/M01", staff: true));
        Assert.Contains("[110.01,40.5]", known.GetProperty("geometry").GetRawText(), StringComparison.Ordinal);
        Assert.Equal("矿 <1>", known.GetProperty("properties").GetProperty("name").GetString());
    }

    [Theory]
    [InlineData(Items), InlineData(Items + "?f=html"), InlineData(Items + "?f=csv"), InlineData(Items + "?f=fgb"), InlineData(Items + "?f=gpkg"), InlineData(Items + "?f=xlsx"), InlineData(Items + "?known-on=2100-01-01")]
    [InlineData(Items + "/M01"), InlineData(Items + "/M01?f=html"), InlineData(Items + "/M01/versions"), InlineData(Items + "?sortby=-code"), InlineData(Items + "?bbox=110,40,111,41&limit=3"), InlineData(Items + "?filter=code%20LIKE%20'M%25'")]
    [InlineData("/collections/mine-sites"), InlineData("/collections/mine-sites/queryables"), InlineData("/collections/mine-sites/schema"), InlineData("/api?f=json"), InlineData("/collections?f=json")]
    [InlineData("/collections/mine-sites/tiles/WebMercatorQuad/9/192/412"), InlineData("/tiles/WebMercatorQuad/9/192/412?collections=mine-sites"), InlineData("/tiles/WebMercatorQuad?collections=mine-sites&f=tilejson")]
    public async Task No_form_of_an_answer_holds_what_is_hidden_and_staffs_holds_it(string path)
    {
        byte[] staff = await Bytes(path, staff: true), seen = await Bytes(path);
        Assert.DoesNotContain(Hidden, hidden => Holds(seen, hidden));
        Assert.DoesNotContain(Hidden.Skip(2), hidden => Holds(seen, double.Parse(hidden, CultureInfo.InvariantCulture)));
        if (!path.StartsWith("/collections?", StringComparison.Ordinal) && !path.EndsWith("/mine-sites", StringComparison.Ordinal))
        {
            Assert.Contains(Hidden, hidden => Holds(staff, hidden) || (double.TryParse(hidden, CultureInfo.InvariantCulture, out double number) && Holds(staff, number)));
        }

        Assert.Equal(seen, await Bytes(path), Same(path)); // what staff asked between does not stay
    }

    [Theory]
    [InlineData("filter=name='x'", "filter"), InlineData("filter=planned_year>2000", "filter"), InlineData("sortby=planned_year", "sortby"), InlineData("properties=name", "properties"), InlineData("name=x", "name"), InlineData("planned_year=2021", "planned_year")]
    public async Task A_property_left_out_is_one_that_there_is_not(string query, string field)
    {
        var problem = await served.Problem($"{Items}?{query}", 400);
        Assert.Equal(field, problem.GetProperty("field").GetString());
        Assert.DoesNotContain("planned_year,", problem.GetRawText(), StringComparison.Ordinal);
        using var staff = await served.Send(HttpMethod.Get, $"{Items}?{query}", null, served.Key("viewer"));
        Assert.Equal(HttpStatusCode.OK, staff.StatusCode);
    }

    [Theory]
    [InlineData("bbox={0},{1},{2},{3}"), InlineData("bbox={0},{1},{2},{3}&sortby=-code"), InlineData("filter=S_INTERSECTS(geometry,BBOX({0},{1},{2},{3}))"), InlineData("filter=S_WITHIN(geometry,BBOX({0},{1},{2},41))"), InlineData("filter=distance_m(geometry,POINT({0} {1}))<300")]
    public async Task Narrow_boxes_never_tell_the_rows_of_a_cell_apart(string question)
    {
        var cells = (await served.Json($"{Items}?limit=100")).GetProperty("features").EnumerateArray().Where(f => f.GetProperty("geometry").ValueKind != JsonValueKind.Null)
            .GroupBy(f => f.GetProperty("geometry").GetRawText(), f => f.GetProperty("id").GetString()!).Select(g => g.Order().ToList()).ToList();
        Assert.Contains(cells, cell => cell.Count >= 2);
        int found = 0;
        for (double x = 110.005; x < 110.08; x += 0.0037)
        {
            for (double y = 40.487; y < 40.515; y += 0.0061)
            {
                string query = string.Format(CultureInfo.InvariantCulture, question, Math.Round(x, 7), Math.Round(y, 7), Math.Round(x + 0.0007, 7), Math.Round(y + 0.0007, 7));
                var answer = await served.Json($"{Items}?limit=100&{query.Replace(" ", "%20", StringComparison.Ordinal)}");
                var ids = answer.GetProperty("features").EnumerateArray().Select(f => f.GetProperty("id").GetString()!).ToHashSet();
                Assert.Equal(ids.Count, answer.GetProperty("numberMatched").GetInt32());
                Assert.All(cells, cell => Assert.True(cell.TrueForAll(ids.Contains) || !cell.Exists(ids.Contains), $"{query}: {string.Join(',', ids)}"));
                found += ids.Count;
            }
        }

        Assert.True(found > 0 || question.Contains("WITHIN", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Small_tiles_within_a_cell_hold_all_of_its_rows()
    {
        // 0.0055° wide: some meet none of the two sites of the cell 110.0067479…110.0303756, 40.4923485…40.5103449.
        const int level = 16;
        int Column(double x) => (int)Math.Floor((x + 180) / 360 * (1 << level));
        int Row(double y) => (int)Math.Floor((1 - Math.Asinh(Math.Tan(y * Math.PI / 180)) / Math.PI) / 2 * (1 << level));
        foreach (double x in (double[])[110.009, 110.016, 110.022, 110.028])
        {
            foreach (double y in (double[])[40.494, 40.5, 40.508])
            {
                byte[] tile = await Bytes($"/collections/mine-sites/tiles/WebMercatorQuad/{level}/{Row(y)}/{Column(x)}");
                Assert.True(Holds(tile, "M01") && Holds(tile, "M02"), $"{x} {y}");
            }
        }
    }

    [Fact]
    public async Task The_extent_is_that_of_the_cells()
    {
        var seen = (await served.Json("/collections/mine-sites")).GetProperty("extent").GetProperty("spatial").GetProperty("bbox")[0];
        Assert.Equal(40.4923485, seen[1].GetDouble(), 6);
        Assert.Equal(40.5, JsonElement.Parse(await Text("/collections/mine-sites", staff: true)).GetProperty("extent").GetProperty("spatial").GetProperty("bbox")[0][1].GetDouble(), 6);
    }

    [Fact]
    public async Task The_past_is_coarsened_as_the_present()
    {
        var before = TimeProvider.System.GetUtcNow();
        await Task.Delay(1100);
        var then = (await served.Json($"{Items}/M25")).GetProperty("geometry").GetRawText();
        var moved = new GeometryFactory().CreatePolygon([new(111.014, 41), new(111.02, 41), new(111.02, 41.004), new(111.014, 41)]);
        served.Store.Write("test", null, null, writer => writer.Put("mine-sites", [new Feature("M25", moved, new Dictionary<string, object?> { ["name"] = "矿 moved" })]));
        string at = Uri.EscapeDataString(before.ToString("O", CultureInfo.InvariantCulture));
        foreach (string path in (string[])[$"{Items}/M25?known-on={at}", $"{Items}/M25", $"{Items}?known-on={at}", $"/collections/mine-sites/tiles/WebMercatorQuad/9/192/412?known-on={at}"])
        {
            byte[] seen = await Bytes(path);
            Assert.DoesNotContain(Hidden.Append("110.254").Append("111.014"), hidden => Holds(seen, hidden));
            Assert.True(Holds(await Bytes(path, staff: true), "矿 "), path);
        }

        Assert.NotEqual(then, (await served.Json($"{Items}/M25")).GetProperty("geometry").GetRawText());
    }

    [Fact]
    public async Task The_history_shows_a_visitor_cells_and_no_change_of_what_is_left_out()
    {
        using var named = await served.Send(HttpMethod.Patch, $"{Items}/M24", """{"properties":{"name":"renamed"}}""", served.Key("ecology"), ("If-Match", "*"));
        Assert.Equal(HttpStatusCode.NoContent, named.StatusCode);
        var seen = (await served.Json($"{Items}/M24/versions")).GetProperty("versions");
        Assert.Equal(1, seen.GetArrayLength());
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null, JsonValueKind.Null), (seen[0].GetProperty("author").ValueKind, seen[0].GetProperty("valid_to").ValueKind, seen[0].GetProperty("area_m2").ValueKind));
        Assert.Equal((await served.Json($"{Items}/M24")).GetProperty("geometry").GetRawText(), seen[0].GetProperty("geometry").GetRawText());
        var staff = JsonElement.Parse(await Text($"{Items}/M24/versions", staff: true)).GetProperty("versions");
        Assert.Equal(["test", "k-ecology"], staff.EnumerateArray().Select(v => v.GetProperty("author").GetString()));
        Assert.Contains("[110.24,40.5]", staff[0].GetProperty("geometry").GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Items), InlineData(Items + "/M01"), InlineData("/collections/mine-sites/schema"), InlineData("/collections/mine-sites/tiles/WebMercatorQuad/9/192/412"), InlineData("/collections/mine-sites/preview")]
    public async Task An_answer_kept_for_staff_is_not_taken_for_a_visitors(string path)
    {
        using var staff = await served.Send(HttpMethod.Get, path, null, served.Key("viewer"));
        using var seen = await served.Send(HttpMethod.Get, path);
        Assert.NotEqual(staff.Headers.ETag, seen.Headers.ETag);
        Assert.True(staff.Headers.CacheControl?.Private);
        Assert.Contains("Authorization", string.Join(',', seen.Headers.Vary), StringComparison.Ordinal);
        using var stale = await served.Send(HttpMethod.Get, path, null, ("If-None-Match", staff.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.OK, stale.StatusCode);
        using var kept = await served.Send(HttpMethod.Get, path, null, ("If-None-Match", seen.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.NotModified, kept.StatusCode);
    }

    [Theory]
    [InlineData("/mine-sites"), InlineData("/mine-sites.csv"), InlineData("/mine-sites.xlsx"), InlineData("/mine-sites/M01"), InlineData("/mine-sites/M01/dossier"), InlineData("/mine-sites/M01/flight.kml"), InlineData("/mine-sites/M01/curve.svg")]
    [InlineData("/flight.kml?codes=M01"), InlineData("/indicators"), InlineData("/collections/mine-sites/items/M01/trace"), InlineData("/results/recovery.png?bbox=0,0,1,1&width=8&height=8"), InlineData("/wmts?service=WMTS&request=GetTile&layer=recovery&format=image/png&tileMatrixSet=WebMercatorQuad&tileMatrix=0&tileRow=0&tileCol=0")]
    public async Task A_page_that_knows_nothing_of_coarsening_is_closed(string path)
    {
        await served.Problem(path, 401);
        using var staff = await served.Send(HttpMethod.Get, path, null, served.Key("viewer"));
        Assert.False(staff.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden, $"{path} {staff.StatusCode}");
    }

    [Fact]
    public async Task No_route_that_there_is_tells_a_visitor_what_is_hidden()
    {
        var routes = served.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(route => route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") == true).Select(route => "/" + route.RoutePattern.RawText!.TrimStart('/')).Distinct().ToList();
        Assert.True(routes.Count > 100, $"{routes.Count} routes");
        foreach (string route in routes.Where(r => !r.EndsWith("/events", StringComparison.Ordinal)))
        {
            string path = route.Replace("{id}", route.StartsWith("/collections", StringComparison.Ordinal) || route.StartsWith("/styles", StringComparison.Ordinal) ? "mine-sites" : "scene-1", StringComparison.Ordinal)
                .Replace("{fid}", "M01", StringComparison.Ordinal).Replace("{code}", "M01", StringComparison.Ordinal).Replace("{tms}/{z}/{row}/{col}", "WebMercatorQuad/9/192/412", StringComparison.Ordinal)
                .Replace("{tms}", "WebMercatorQuad", StringComparison.Ordinal).Replace("{format}", "csv", StringComparison.Ordinal).Replace("{extension}", "csv", StringComparison.Ordinal);
            path = path.Contains('{', StringComparison.Ordinal) ? System.Text.RegularExpressions.Regex.Replace(path, @"\{[^}]*\}", "x") : path;
            foreach (string query in (string[])["", "?f=html", "?codes=M01", "?collections=mine-sites"])
            {
                using var answer = await served.Client.GetAsync(path + query);
                byte[] seen = await answer.Content.ReadAsByteArrayAsync();
                Assert.DoesNotContain(Hidden, hidden => Holds(seen, hidden));
                Assert.True((int)answer.StatusCode < 500, $"{path}{query} {answer.StatusCode}");
            }
        }
    }

    [Theory]
    [InlineData("""{"mine-sites": {"grid_m": 5}}""", "mine-sites.grid_m"), InlineData("""{"mine-sites": {"grid_m": "500"}}""", "mine-sites.grid_m"), InlineData("""{"observations": {"grid_m": 500}}""", "observations.grid_m")]
    [InlineData("""{"dumps": {"without": ["colour"]}}""", "dumps.without"), InlineData("""{"dumps": {"without": "name"}}""", "dumps.without"), InlineData("""{"dumps": {"without": ["geometry"]}}""", "dumps.without"), InlineData("""{"dumps": {"visibilty": "public"}}""", "dumps.visibilty")]
    [InlineData("""{"dumps": {"visibility": "all"}}""", "dumps.visibility"), InlineData("""{"dumps": {"visibility": "staff", "without": ["name"]}}""", "dumps"), InlineData("""{"alerts": {"without": ["town"]}}""", "alerts"), InlineData("""{"scenes": {"grid_m": 500}}""", "scenes"), InlineData("""{"dumps": 3}""", "dumps")]
    [InlineData("""{"dumps": {"grid_m": 500}}""", "dumps.grid_m"), InlineData("""{"dumps": {"grid_m": 500}, "detections": {"grid_m": 400}, "volumes": "staff", "river-corridor": "staff"}""", "dumps.grid_m")]
    public void A_setting_that_cannot_be_is_refused_with_its_field_and_a_mend(string json, string field)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("visibility.json"), json);
        var refused = Assert.Throws<InputException>(() => VisibilityTable.Load(new Workspace(folder.File("."))));
        Assert.Equal(field, refused.Field);
        Assert.EndsWith("visibility.json", refused.Where, StringComparison.Ordinal);
        Assert.NotEmpty(refused.Mend);
    }

    [Fact]
    public void The_shipped_setting_coarsens_nothing()
    {
        using var folder = new TemporaryFolder();
        Assert.Empty(VisibilityTable.Load(new Workspace(folder.File("."))).Coarsened);
        File.WriteAllText(folder.File("visibility.json"), """{"dumps": {"grid_m": 500, "without": ["name"]}, "detections": {"grid_m": 500}, "volumes": "staff", "river-corridor": "staff"}""");
        Assert.Equal(500, VisibilityTable.Load(new Workspace(folder.File("."))).Coarse("dumps")!.GridMetres);
    }

    [Fact]
    public void Columns_may_be_left_out_where_places_stay_and_places_coarsened_where_columns_stay()
    {
        using var folder = new TemporaryFolder();
        StoredLayer Shown(string rule, out WorkspaceStore store)
        {
            File.WriteAllText(folder.File("visibility.json"), $$"""{"mine-sites": {{rule}}, "detections": "staff", "volumes": "staff", "river-corridor": "staff"}""");
            store = served.Store.Coarsened(VisibilityTable.Load(new Workspace(folder.File("."))).Coarsened);
            return store.Layer("mine-sites");
        }

        var box = new ItemsRequest { Bbox = new Core.Extent(110.0304, 40.4999, 110.0341, 40.5041) };
        var whole = served.Store.Layer("mine-sites");
        var unnamed = Shown("""{"without": ["name", "last_observed_at"]}""", out var first);
        Assert.Equal(whole.Items(box).Select(f => (f.Id, f.Geometry!.AsText())), unnamed.Items(box).Select(f => (f.Id, f.Geometry!.AsText())));
        Assert.Equal(whole.Extent(), unnamed.Extent());
        Assert.DoesNotContain("name", unnamed.Get("M03").Properties.Keys);
        Assert.Null(unnamed.Definition.Queryables.Find("name"));
        var placed = Shown("""{"grid_m": 2000}""", out var second);
        Assert.Equal(["M03", "M04", "M05"], placed.Items(box).Select(f => f.Id)); // whole: M03 alone; the box lies east of the cell of M01 and M02 by 2 m
        Assert.Equal("矿 <3>", placed.Get("M03").Properties["name"]);
        Assert.All(placed.Versions("M03"), version => Assert.Equal(placed.Get("M03").Geometry!.AsText(), version.Feature.Geometry!.AsText()));
        Assert.Equal(Sites, placed.Count());
        first.Dispose();
        second.Dispose();
    }

    private const int Sites = ServedWorkspace.Sites;

    private async Task<byte[]> Bytes(string path, bool staff = false)
    {
        using var answer = staff ? await served.Send(HttpMethod.Get, path, null, served.Key("viewer")) : await served.Client.GetAsync(path);
        byte[] bytes = await answer.Content.ReadAsByteArrayAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {answer.StatusCode} {Encoding.UTF8.GetString(bytes)}");
        if (!bytes.AsSpan().StartsWith("PK"u8)) return bytes;
        using var sheet = new System.IO.Compression.ZipArchive(new MemoryStream(bytes));
        using var unpacked = new MemoryStream();
        foreach (var entry in sheet.Entries)
        {
            using var content = entry.Open();
            content.CopyTo(unpacked);
        }

        return unpacked.ToArray();
    }

    private async Task<string> Text(string path, bool staff) => Encoding.UTF8.GetString(await Bytes(path, staff));

    private static bool Holds(byte[] all, string text) => all.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;

    private static bool Holds(byte[] all, double number) => all.AsSpan().IndexOf(BitConverter.GetBytes(number)) >= 0;

    // GeoJSON and GeoPackage say when they were made.
    private static Func<byte[], byte[], bool> Same(string path) => path.Contains("gpkg", StringComparison.Ordinal) || path.StartsWith(Items, StringComparison.Ordinal) ? (_, _) => true : (one, other) => one.AsSpan().SequenceEqual(other);
}

/// <summary>A workspace that shows the public its mine sites coarsened.</summary>
public sealed class CoarsenedWorkspace : ServedWorkspace
{
    protected override string Visibility => """
        {
          "mine-sites": {"visibility": "public", "without": ["name", "planned_year"], "grid_m": 2000},
          "detections": "staff", "volumes": "staff", "river-corridor": "staff"
        }
        """;
}
