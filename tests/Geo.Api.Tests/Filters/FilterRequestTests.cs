using System.Globalization;
using System.Net;
using System.Text.Json;
using Geo.Api.Tests.Conformance;
using Geo.Core.Store;

namespace Geo.Api.Tests.Filters;

/// <summary>filter, filter-lang and filter-crs of the items: the abstract tests of Features Part 3 (19-079r2), and what clients send.</summary>
[Collection(nameof(Served))]
public sealed class FilterRequestTests(ServedWorkspace served)
{
    private const string Part3 = "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/", Items = "/collections/mine-sites/items", Epsg = "http://www.opengis.net/def/crs/EPSG/0/";

    [Fact]
    [Proves(Part3 + "queryables", "get-conformance"), Proves(Part3 + "queryables-query-parameters", "get-conformance"), Proves(Part3 + "filter", "get-conformance"), Proves(Part3 + "features-filter", "get-conformance")]
    public async Task The_conformance_page_holds_what_QGIS_looks_for()
    {
        string[] classes = [.. (await served.Json("/conformance")).GetProperty("conformsTo").EnumerateArray().Select(c => c.GetString()!)];
        // qgis/QGIS src/providers/wfs/oapif/qgsoapifprovider.cpp: filters are sent only where all of these are there; 3.32 knew the last by its older name.
        Assert.All((string[])
        [
            Part3 + "filter", Part3 + "features-filter", "http://www.opengis.net/spec/cql2/1.0/conf/cql2-text", "http://www.opengis.net/spec/cql2/1.0/conf/basic-cql2",
            "http://www.opengis.net/spec/cql2/1.0/conf/advanced-comparison-operators", "http://www.opengis.net/spec/cql2/1.0/conf/case-insensitive-comparison",
            "http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions", "http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-operators",
            Part3 + "queryables", Part3 + "queryables-query-parameters",
        ], one => Assert.Contains(one, classes));
    }

    [Fact]
    [Proves(Part3 + "queryables", "get-collections"), Proves(Part3 + "queryables", "get-queryables"), Proves(Part3 + "queryables", "get-collection")]
    public async Task Every_collection_links_its_queryables()
    {
        foreach (var collection in (await served.Json("/collections")).GetProperty("collections").EnumerateArray())
        {
            string id = collection.GetProperty("id").GetString()!;
            using var answer = await served.Send(HttpMethod.Get, $"/collections/{id}/queryables", null, ("Accept", "application/schema+json"));
            Assert.Equal("application/schema+json", answer.Content.Headers.ContentType?.MediaType);
            var schema = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
            Assert.Equal("https://json-schema.org/draft/2020-12/schema", schema.GetProperty("$schema").GetString());
            Assert.Equal($"{served.Url}/collections/{id}/queryables", schema.GetProperty("$id").GetString());
            Assert.Equal("object", schema.GetProperty("type").GetString());
            Assert.NotEmpty(schema.GetProperty("properties").EnumerateObject());
            Assert.Contains((await served.Json($"/collections/{id}")).GetProperty("links").EnumerateArray(), link =>
                link.GetProperty("rel").GetString() == "http://www.opengis.net/def/rel/ogc/1.0/queryables" && link.GetProperty("href").GetString() == $"{served.Url}/collections/{id}/queryables");
        }
    }

    [Fact]
    [Proves(Part3 + "queryables-query-parameters", "query-param")]
    public async Task Every_queryable_but_the_geometry_is_a_parameter()
    {
        var first = served.Store.Layer("mine-sites").Get("M01");
        foreach (var column in Layers.MineSites.Columns)
        {
            if (first.Properties[column.Name] is { } value and not IEnumerable<string> || column.Name == "code")
            {
                string text = first.Properties[column.Name] switch { DateTimeOffset at => at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), var other => Convert.ToString(other, CultureInfo.InvariantCulture)! };
                Assert.Contains("M01", await Ids($"{Items}?{column.Name}={Uri.EscapeDataString(text)}"));
            }

            if (column.Type is ColumnType.Integer or ColumnType.Real or ColumnType.DateTime or ColumnType.Boolean)
            {
                Assert.Equal(column.Name, (await served.Problem($"{Items}?{column.Name}=x", 400)).GetProperty("field").GetString());
            }
        }
    }

    [Fact]
    [Proves(Part3 + "filter", "filter-param"), Proves(Part3 + "filter", "filter-lang-default"), Proves(Part3 + "filter", "expression-construction"), Proves(Part3 + "features-filter", "filter-on-items")]
    public async Task Every_collection_takes_a_filter_and_refuses_what_is_none()
    {
        foreach (var layer in Layers.All.Where(l => l.Visibility == Visibility.Public))
        {
            string items = $"/collections/{layer.Id}/items?limit=1000";
            string[] all = await Ids(items), some = [layer.Queryables.All.First().Name, layer.Columns[0].Name];
            foreach (string name in some)
            {
                foreach (string language in (string[])["", "&filter-lang=cql2-text"])
                {
                    string[] nothing = await Ids($"{items}{language}&filter={name}%20IS%20NULL"), something = await Ids($"{items}{language}&filter={name}%20IS%20NOT%20NULL");
                    Assert.Equal(all, all.Where(id => nothing.Contains(id) != something.Contains(id)));
                    await Refused($"{items}{language}&filter=THIS%20IS%20NOT%20A%20FILTER", "filter");
                }
            }

            var problem = await Refused($"{items}&filter-lang=cql2-text&filter=this_is_not_a_queryable%20IS%20NULL", "filter");
            Assert.Contains("this_is_not_a_queryable", problem.GetProperty("problem").GetString(), StringComparison.Ordinal);
            Assert.Contains(layer.Columns[0].Name, problem.GetProperty("mend").GetString(), StringComparison.Ordinal);
        }

        await Refused($"{Items}?filter-lang=cql-text&filter=true", "filter-lang");
        await Refused($"{Items}?filter-lang=cql2-json&filter=true%20AND", "filter");
    }

    // The box of all sites (110 to 110.27, 40.49 to 40.52) in each CRS; cs2cs 9.1.1 -f %.3f EPSG:4326 EPSG:4546 (3857, 32649).
    [Theory]
    [InlineData("", "110,40.49,110.27,40.52"), InlineData("http://www.opengis.net/def/crs/OGC/1.3/CRS84", "110,40.49,110.27,40.52"), InlineData(Epsg + "4326", "40.49,110,40.52,110.27"), InlineData(Epsg + "4490", "40.49,110,40.52,110.27")]
    [InlineData(Epsg + "4546", "4484418.735,415218.967,4487525.694,438137.649"), InlineData(Epsg + "3857", "12245143.987,4937405.337,12275200.250,4941797.509"), InlineData(Epsg + "32649", "415252.879,4482624.967,438162.394,4485730.684")]
    [Proves(Part3 + "filter", "filter-crs-wgs84"), Proves(Part3 + "filter", "filter-crs-param")]
    public async Task A_box_is_read_in_the_CRS_that_is_named(string crs, string box)
    {
        string query = crs.Length > 0 ? $"&filter-crs={Uri.EscapeDataString(crs)}" : "";
        Assert.Equal(ServedWorkspace.Sites - 1, (await Ids($"{Items}?filter=S_INTERSECTS(geometry,BBOX({box})){query}&limit=1000")).Length); // M13 lies nowhere
        await Refused($"{Items}?filter=S_INTERSECTS(geometry,BBOX(1000000,1000000,2000000,2000000))", "filter");
        await Refused($"{Items}?filter=S_INTERSECTS(geometry,BBOX(1,1,2,2))&filter-crs=http://www.opengis.net/def/crs/OGC/0/does_not_exist", "filter-crs");
    }

    [Fact]
    [Proves(Part3 + "filter", "mixing-expression")]
    public async Task Filter_box_time_and_properties_hold_together()
    {
        const string filter = "filter=S_INTERSECTS(geometry,BBOX(110,40,111,41))";
        Assert.Equal(24, (await Ids($"{Items}?{filter}&bbox=110,40,111,41")).Length);
        Assert.Empty(await Ids($"{Items}?{filter}&bbox=10,10,11,11"));
        Assert.Equal(["M05"], await Ids($"{Items}?filter=planned_year%3D2020&bbox=110.05,40.5,110.09,40.6&town={Uri.EscapeDataString("河东镇")}"));
        Assert.Equal(["D2"], await Ids("/collections/detections/items?filter=probability<0.95&datetime=2025-06-15T00:00:00Z/.."));
    }

    [Fact]
    [Proves(Part3 + "filter", "get-functions")]
    public async Task Functions_have_the_form_of_the_standard()
    {
        string[] types = ["string", "number", "integer", "datetime", "geometry", "boolean"];
        var functions = (await served.Json("/functions")).GetProperty("functions").EnumerateArray().ToList();
        Assert.NotEmpty(functions);
        Assert.All(functions, f =>
        {
            Assert.NotEmpty(f.GetProperty("name").GetString()!);
            Assert.All(f.GetProperty("returns").EnumerateArray(), type => Assert.Contains(type.GetString(), types));
            Assert.All(f.GetProperty("args").EnumerateArray(), a => Assert.All(a.GetProperty("type").EnumerateArray(), type => Assert.Contains(type.GetString(), types)));
        });
    }

    [Theory]
    [InlineData("filter=town%20%3D%20'河东镇'%20AND%20S_INTERSECTS(geometry,BBOX(40,110,41,111))&filter-crs=" + Epsg + "4490&filter-lang=cql2-text"), InlineData("filter={\"op\":\"<\",\"args\":[{\"property\":\"planned_year\"},2023]}&filter-lang=cql2-json")]
    public async Task Pages_keep_the_filter_and_sum_to_the_whole(string query)
    {
        string[] whole = await Ids($"{Items}?{query}&limit=1000");
        var seen = new List<string>();
        string? next = $"{Items}?{query}&limit=4";
        while (next is not null)
        {
            var page = await served.Json(next);
            Assert.Equal(whole.Length, page.GetProperty("numberMatched").GetInt32());
            seen.AddRange(IdsOf(page));
            next = page.GetProperty("links").EnumerateArray().Where(l => l.GetProperty("rel").GetString() == "next").Select(l => l.GetProperty("href").GetString()).FirstOrDefault();
        }

        Assert.True(whole.Length > 8);
        Assert.Equal(whole, seen);
    }

    public static TheoryData<string, Func<Feature, bool>> Rows => new()
    {
        { "town = '河东镇' AND planned_year >= 2022", f => (string)f.Properties["town"]! == "河东镇" && (long)f.Properties["planned_year"]! >= 2022 },
        { "NOT (area_m2 > 5000) OR code LIKE 'M2_'", f => (double)f.Properties["area_m2"]! <= 5000 || f.Id.StartsWith("M2", StringComparison.Ordinal) },
        { "status IS NULL AND geometry IS NOT NULL", f => f.Properties["status"] is null && f.Geometry is not null },
        { "last_observed_at > '2025-05-20T00:00:00Z'", f => (DateTimeOffset)f.Properties["last_observed_at"]! > new DateTimeOffset(2025, 5, 20, 0, 0, 0, TimeSpan.Zero) },
        { "last_observed_at = DATE('2025-05-07')", f => f.Id == "M07" },
        { "T_DURING(last_observed_at, INTERVAL('2025-05-10', '..')) AND planned_year IN (2020, 2024)", f => ((DateTimeOffset)f.Properties["last_observed_at"]!).Day >= 10 && (long)f.Properties["planned_year"]! is 2020 or 2024 && ((DateTimeOffset)f.Properties["last_observed_at"]!).Day >= 10 },
        { "area_m2 / 1000.5 % 5 = 0", f => int.Parse(f.Id[1..], CultureInfo.InvariantCulture) % 5 == 0 },
        { "S_WITHIN(geometry, POLYGON((110.045 40.4, 110.125 40.4, 110.125 40.6, 110.045 40.6, 110.045 40.4)))", f => int.Parse(f.Id[1..], CultureInfo.InvariantCulture) is >= 5 and <= 12 },
        { "S_TOUCHES(geometry, LINESTRING(110.054 40, 110.054 41)) OR S_CONTAINS(geometry, POINT(110.072 40.502))", f => f.Id is "M05" or "M07" },
        { "area_m2(geometry) > 100 AND distance_m(geometry, POINT(110.012 40.502)) < 1000", f => f.Id is "M01" or "M02" }, // the gap from M01's middle to M02 is 0.008 degrees, 678 m
        { "name = '矿 <3>' OR id = 'M04'", f => f.Id is "M03" or "M04" },
        { "town <> lead_unit", f => false }, // lead_unit is null
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Rows_are_those_that_a_look_at_each_finds(string filter, Func<Feature, bool> holds)
    {
        string[] expected = [.. served.Store.Layer("mine-sites").Items(ItemsRequest.Everything).Where(holds).Select(f => f.Id)];
        Assert.Equal(expected, await Ids($"{Items}?limit=1000&filter={Uri.EscapeDataString(filter)}"));
    }

    // As QGIS 3.32 and later write them (tests/src/python/test_provider_oapif.py, testCQL2TextFiltering), on our columns.
    [Theory]
    [InlineData("filter=((town%20%3D%20'河东镇')%20AND%20(%22planned_year%22%20%3D%202021))&filter-lang=cql2-text", "M01 M11 M21")]
    [InlineData("filter=(NOT%20((%22planned_year%22%20%3C%3E%202021)))&filter-lang=cql2-text", "M01 M06 M11 M16 M21")]
    [InlineData("filter=%22planned_year%22%20IN%20(2021,2022)&filter-lang=cql2-text&limit=3", "M01 M02 M06")]
    [InlineData("filter=%22planned_year%22%20NOT%20IN%20(2020,2021,2022,2023)&filter-lang=cql2-text", "M04 M09 M14 M19 M24")]
    [InlineData("filter=%22area_m2%22%20BETWEEN%200%20AND%202001&filter-lang=cql2-text", "M01 M02")]
    [InlineData("filter=(%22lead_unit%22%20IS%20NOT%20NULL)&filter-lang=cql2-text", "")]
    [InlineData("filter=(%22last_observed_at%22%20%3D%20TIMESTAMP('2025-05-07T03:20:00.000Z'))&filter-lang=cql2-text", "M07")]
    [InlineData("filter=(CASEI(code)%20LIKE%20CASEI('m0%25'))&filter-lang=cql2-text&limit=2", "M01 M02")]
    [InlineData("filter=(code%20NOT%20LIKE%20'M%25')&filter-lang=cql2-text", "")]
    [InlineData("filter=S_INTERSECTS(geometry,BBOX(110.05,40.5,110.055,40.6))&filter-lang=cql2-text", "M05")]
    [InlineData("filter=S_INTERSECTS(geometry,POINT(40.502%20110.052))&filter-lang=cql2-text&filter-crs=http://www.opengis.net/def/crs/EPSG/0/4490", "M05")]
    [InlineData("filter=((code%20%3C%3E%20'x'))%20AND%20((code%20%3D%20'M03'))&filter-lang=cql2-text", "M03")]
    [InlineData("filter=((%22area_m2%22%20*%202)%20%3E%20(%20-%20(%22planned_year%22)))&filter-lang=cql2-text&limit=1", "M01")]
    public async Task Requests_as_QGIS_sends_them_are_answered(string query, string ids) => Assert.Equal(ids, string.Join(' ', await Ids($"{Items}?{query}{(query.Contains("limit", StringComparison.Ordinal) ? "" : "&limit=1000")}")));

    // As GDAL builds them (ogroapifdriver.cpp, BuildFilterCQLText): instants as plain texts.
    [Theory]
    [InlineData("(town = '河东镇') AND (NOT (area_m2 > 2000))", "M01"), InlineData("(code = 'M01') OR (code = 'M02')", "M01 M02"), InlineData("(lead_unit IS NULL)", null), InlineData("last_observed_at >= '2025-05-25T00:00:00Z'", "M25"), InlineData("code LIKE 'M2%'", "M20 M21 M22 M23 M24 M25")]
    public async Task Filters_as_GDAL_builds_them_are_answered(string filter, string? ids)
    {
        string[] found = await Ids($"{Items}?limit=1000&filter-lang=cql2-text&filter={Uri.EscapeDataString(filter)}");
        if (ids is null) Assert.Equal(ServedWorkspace.Sites, found.Length);
        else Assert.Equal(ids, string.Join(' ', found));
    }

    [Fact]
    public async Task The_geometry_is_one_as_QGIS_reads_queryables()
    {
        var geometry = (await served.Json("/collections/mine-sites/queryables")).GetProperty("properties").GetProperty("geometry");
        Assert.Equal("https://geojson.org/schema/Geometry.json", geometry.GetProperty("$ref").GetString());
        Assert.False(geometry.TryGetProperty("type", out _)); // with a type QGIS takes it for an attribute
    }

    [Fact]
    public async Task A_filter_holds_for_the_layer_as_it_was_known()
    {
        Assert.Empty(await Ids($"{Items}?filter=code%3D'M01'&known-on=2001-01-01"));
        Assert.Equal(["M01"], await Ids($"{Items}?filter=code%3D'M01'&known-on=2099-01-01"));
    }

    [Fact]
    public async Task A_long_filter_fits_an_address_and_a_deep_one_is_refused_by_name()
    {
        // A circle of 0.001 degrees round the middle of M05.
        string circle = string.Join(',', Enumerable.Range(0, 2001).Select(i => string.Create(CultureInfo.InvariantCulture, $"{110.052 + 0.001 * Math.Cos(i % 2000 * Math.Tau / 2000):0.#######} {40.502 + 0.001 * Math.Sin(i % 2000 * Math.Tau / 2000):0.#######}")));
        Assert.InRange(circle.Length, 40_000, 60_000);
        Assert.Equal(["M05"], await Ids($"{Items}?filter={Uri.EscapeDataString($"S_INTERSECTS(geometry,POLYGON(({circle})))")}"));
        using (var answer = await served.Client.GetAsync($"{Items}?limit=1&filter={Uri.EscapeDataString($"town IS NOT NULL OR code = '{new string('x', 5000)}'")}"))
        {
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.InRange(answer.Headers.TryGetValues("Link", out var links) ? links.Sum(link => link.Length) : 0, 0, 4000); // no proxy takes more; the body has it
            Assert.Contains(JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("links").EnumerateArray(), l => l.GetProperty("rel").GetString() == "next");
        }

        var problem = await Refused($"{Items}?filter={new string('(', 100)}true{new string(')', 100)}", "filter");
        Assert.Contains("64 levels", problem.GetProperty("problem").GetString(), StringComparison.Ordinal);
    }

    private async Task<JsonElement> Refused(string path, string parameter)
    {
        var problem = await served.Problem(path, 400);
        Assert.Equal(parameter, problem.GetProperty("field").GetString());
        return problem;
    }

    private async Task<string[]> Ids(string path) => IdsOf(await served.Json(path));

    private static string[] IdsOf(JsonElement page) => [.. page.GetProperty("features").EnumerateArray().Select(f => f.GetProperty("id").GetString()!)];
}
