using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Geo.Api.Tests.Conformance;

namespace Geo.Api.Tests.Features;

/// <summary>The abstract tests 1 to 29 of OGC API – Features Part 1 (OGC 17-069r3, annex A.2) by number, on every public collection, and those of its encodings.</summary>
[Collection(nameof(Served))]
public sealed class CoreTests(ServedWorkspace served)
{
    private const string Core = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core";
    private const string GeoJson = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson";
    private const string Html = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html";
    private const string Oas30 = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30";
    private const string Common1 = "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core";
    private const string Common2 = "http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/collections";

    private static readonly JsonSerializerOptions GeoJsonStyle = new() { Converters = { new NetTopologySuite.IO.Converters.GeoJsonConverterFactory() } };

    private static List<(string Rel, string Href, string? Type)> Links(JsonElement document) => [.. document.GetProperty("links").EnumerateArray()
        .Select(l => (l.GetProperty("rel").GetString()!, l.GetProperty("href").GetString()!, l.TryGetProperty("type", out var t) ? t.GetString() : null))];

    private async Task<List<JsonElement>> Collections() => [.. (await served.Json("/collections")).GetProperty("collections").EnumerateArray()];

    private async Task ForEach(Func<string, Task> test)
    {
        foreach (var collection in await Collections())
        {
            await test($"/collections/{collection.GetProperty("id").GetString()}");
        }
    }

    [Fact]
    [Proves(Core, "1"), Proves(Common1, "1")]
    public async Task Http_is_1_1()
    {
        using var answer = await served.Client.GetAsync("/");
        Assert.Equal(new Version(1, 1), answer.Version);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    [Proves(Core, "2")]
    public Task Coordinates_are_crs84_where_nothing_else_is_asked_for() => ForEach(async path =>
    {
        using var answer = await served.Client.GetAsync(path + "/items");
        Assert.Equal("<http://www.opengis.net/def/crs/OGC/1.3/CRS84>", answer.Headers.GetValues("Content-Crs").Single());
        foreach (var (x, y) in JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("features").EnumerateArray().SelectMany(f => Positions(f.GetProperty("geometry"))))
        {
            Assert.InRange(x, 109, 112); // the workspace lies at 110° E, 40.5° N
            Assert.InRange(y, 40, 41);
        }
    });

    [Fact]
    [Proves(Core, "3"), Proves(Core, "4")]
    public async Task Landing_page_is_there_with_its_links()
    {
        var landing = await served.Json("/");
        string[] rels = [.. Links(landing).Select(l => l.Rel)];
        Assert.Contains(rels, r => r is "service-desc" or "service-doc");
        Assert.Contains("conformance", rels);
        Assert.Contains("data", rels);
        Assert.NotEqual("", landing.GetProperty("title").GetString());
    }

    [Fact]
    [Proves(Core, "5"), Proves(Core, "6"), Proves(Oas30, "oas-definition-1")]
    public async Task Api_definition_is_where_the_landing_page_says_and_is_openapi()
    {
        foreach (var (_, href, type) in Links(await served.Json("/")).Where(l => l.Rel is "service-desc" or "service-doc"))
        {
            using var answer = await served.Client.GetAsync(href);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal(type!.Split(';')[0], answer.Content.Headers.ContentType?.MediaType);
            if (type.Contains("openapi", StringComparison.Ordinal)) Assert.StartsWith("3.0.", (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["openapi"]!, StringComparison.Ordinal);
        }
    }

    [Fact]
    [Proves(Core, "7"), Proves(Core, "8")]
    public async Task Conformance_names_classes()
    {
        string[] classes = [.. (await served.Json("/conformance")).GetProperty("conformsTo").EnumerateArray().Select(c => c.GetString()!)];
        Assert.Contains(Core, classes);
        Assert.All(classes.Where(c => c.Contains("opengis", StringComparison.Ordinal)), c => Assert.Contains("/conf/", c, StringComparison.Ordinal)); // not /req/, as others do
    }

    [Fact]
    [Proves(Core, "9"), Proves(Core, "10"), Proves(Common2, "rc-md-op"), Proves(Common2, "rc-md-success")]
    public async Task Collections_are_there_with_links_and_items()
    {
        var document = await served.Json("/collections");
        Assert.Contains(Links(document), l => l.Rel == "self" && l.Type == "application/json");
        Assert.Contains(Links(document), l => l.Rel == "alternate" && l.Type == "text/html");
        Assert.All(await Collections(), c =>
        {
            Assert.Contains(Links(c), l => l.Rel == "items" && l.Type == "application/geo+json");
            Assert.All(Links(c).Where(l => l.Rel == "items"), l => Assert.NotNull(l.Type));
            Assert.NotEqual("", c.GetProperty("id").GetString());
            if (c.TryGetProperty("extent", out var extent) && extent.TryGetProperty("spatial", out var spatial)) Assert.Contains(spatial.GetProperty("bbox")[0].GetArrayLength(), (int[])[4, 6]);
        });
    }

    [Fact]
    [Proves(Core, "11"), Proves(Core, "12"), Proves(Common2, "src-md-op"), Proves(Common2, "src-md-success")]
    public async Task A_collection_says_the_same_alone_as_in_the_list()
    {
        foreach (var listed in await Collections())
        {
            string id = listed.GetProperty("id").GetString()!;
            var alone = await served.Json("/collections/" + id);
            foreach (string member in (string[])["id", "title", "extent", "crs", "storageCrs"])
            {
                Assert.Equal(listed.TryGetProperty(member, out var a) ? a.GetRawText() : null, alone.TryGetProperty(member, out var b) ? b.GetRawText() : null);
            }

            Assert.Contains(Links(alone), l => l.Rel == "self");
            Assert.Contains(Links(alone), l => l.Rel == "items");
        }
    }

    [Fact]
    [Proves(Core, "13"), Proves(Core, "22"), Proves(Core, "23"), Proves(Core, "24"), Proves(Core, "25"), Proves(Core, "26"), Proves(GeoJson, "definition"), Proves(GeoJson, "content")]
    public Task Items_have_their_links_time_and_counts() => ForEach(async path =>
    {
        var before = TimeProvider.System.GetUtcNow().AddSeconds(-1);
        using var answer = await served.Send(HttpMethod.Get, path + "/items?limit=5", null, ("Accept", "application/geo+json"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/geo+json", answer.Content.Headers.ContentType?.MediaType);
        var page = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal("FeatureCollection", page.GetProperty("type").GetString());
        var features = page.GetProperty("features").EnumerateArray().ToList();
        Assert.All(features, f => Assert.Equal("Feature", f.GetProperty("type").GetString()));
        Assert.All(features, f => Assert.True(f.GetProperty("geometry").ValueKind is JsonValueKind.Object or JsonValueKind.Null));
        // 23: self and one alternate for every other form, each with its type.
        Assert.Single(Links(page), l => l.Rel == "self" && l.Type == "application/geo+json");
        Assert.Equal(["text/html", "text/csv", "application/flatgeobuf", "application/geopackage+sqlite3", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"], Links(page).Where(l => l.Rel == "alternate").Select(l => l.Type!));
        // 24
        Assert.InRange(DateTimeOffset.Parse(page.GetProperty("timeStamp").GetString()!, CultureInfo.InvariantCulture), before, TimeProvider.System.GetUtcNow().AddSeconds(1));
        // 25, 26
        Assert.Equal(features.Count, page.GetProperty("numberReturned").GetInt32());
        Assert.Equal((await served.Json(path + "/items?limit=10000")).GetProperty("features").GetArrayLength(), page.GetProperty("numberMatched").GetInt32());
    });

    private async Task<List<JsonObject>> Parameters(string path)
    {
        var document = JsonNode.Parse(await served.Client.GetStringAsync("/api"))!;
        return [.. document["paths"]![path + "/items"]!["get"]!["parameters"]!.AsArray().Select(p => (p!["$ref"] is { } reference ? document["components"]!["parameters"]![((string)reference!).Split('/')[^1]]! : p).AsObject())];
    }

    [Fact]
    [Proves(Core, "14"), Proves(Core, "16"), Proves(Core, "18")]
    public Task The_definition_declares_bbox_limit_and_datetime() => ForEach(async path =>
    {
        var parameters = await Parameters(path);
        JsonObject Of(string name) => Assert.Single(parameters, p => (string)p["name"]! == name);
        Assert.Equal("query", (string)Of("bbox")["in"]!);
        Assert.False((bool)Of("bbox")["required"]!);
        Assert.Equal("array", (string)Of("bbox")["schema"]!["type"]!);
        Assert.Equal((4, 6, "number"), ((int)Of("bbox")["schema"]!["minItems"]!, (int)Of("bbox")["schema"]!["maxItems"]!, (string)Of("bbox")["schema"]!["items"]!["type"]!));
        Assert.Equal(("form", false), ((string)Of("bbox")["style"]!, (bool)Of("bbox")["explode"]!));
        Assert.Equal(("integer", 1, 100_000, 100), ((string)Of("limit")["schema"]!["type"]!, (int)Of("limit")["schema"]!["minimum"]!, (int)Of("limit")["schema"]!["maximum"]!, (int)Of("limit")["schema"]!["default"]!));
        Assert.Equal(("query", "form", false, "string"), ((string)Of("datetime")["in"]!, (string)Of("datetime")["style"]!, (bool)Of("datetime")["explode"]!, (string)Of("datetime")["schema"]!["type"]!));
    });

    [Fact]
    [Proves(Core, "15")]
    public Task Bbox_selects_what_it_meets_and_nothing_else() => ForEach(async path =>
    {
        foreach (double[] box in (double[][])[[110, 40.4, 110.1, 40.6], [110.052, 40.502, 110.053, 40.503], [110.16, 40.55, 110.2, 40.7], [0, 0, 1, 1]])
        {
            var all = (await served.Json(path + "/items?limit=10000")).GetProperty("features").EnumerateArray().ToList();
            string[] met = [.. all.Where(f => Meets(f.GetProperty("geometry"), box)).Select(f => f.GetProperty("id").GetString()!)];
            string text = string.Join(',', box.Select(n => n.ToString(CultureInfo.InvariantCulture)));
            Assert.Equal(met, (await served.Json($"{path}/items?limit=10000&bbox={text}")).GetProperty("features").EnumerateArray().Select(f => f.GetProperty("id").GetString()!));
            Assert.Equal(met, (await served.Json($"{path}/items?limit=10000&bbox={box[0]},{box[1]},-100,{box[2]},{box[3]},9000")).GetProperty("features").EnumerateArray().Select(f => f.GetProperty("id").GetString()!));
        }
    });

    [Fact]
    [Proves(Core, "17")]
    public Task A_limit_is_kept() => ForEach(async path =>
    {
        foreach (int limit in (int[])[1, 2, 10, 10_000, 100_000, 1_000_000])
        {
            var page = await served.Json($"{path}/items?limit={limit}");
            Assert.Equal(Math.Min(limit, page.GetProperty("numberMatched").GetInt32()), page.GetProperty("features").GetArrayLength());
        }

        Assert.InRange((await served.Json(path + "/items")).GetProperty("features").GetArrayLength(), 0, 100);
        await served.Problem(path + "/items?limit=-1", 400);
    });

    [Fact]
    [Proves(Core, "19")]
    public async Task Datetime_selects_by_the_rows_own_time()
    {
        // D1 at June 1, D2 at July 1, 00:00 UTC.
        foreach (var (asked, ids) in ((string, string[])[])[("2025-06-01T00:00:00Z", ["D1"]), ("2025-06-15T00:00:00Z/..", ["D2"]), ("../2025-06-15T00:00:00Z", ["D1"]), ("2025-06-01T00:00:00Z/2025-07-01T00:00:00Z", ["D1", "D2"])])
        {
            Assert.Equal(ids, (await served.Json($"/collections/detections/items?datetime={asked}")).GetProperty("features").EnumerateArray().Select(f => f.GetProperty("id").GetString()!));
        }
    }

    [Fact]
    [Proves(Core, "20"), Proves(Core, "21")]
    public Task Wrong_and_unknown_parameters_are_400() => ForEach(async path =>
    {
        foreach (string wrong in (string[])["limit=ten", "limit=0", "bbox=1,2", "bbox=a,b,c,d", "datetime=1985-13-12T23:20:50.52Z", "unknownqueryparameter=1"])
        {
            Assert.Equal(wrong.Split('=')[0], (await served.Problem($"{path}/items?{wrong}", 400)).GetProperty("field").GetString());
        }
    });

    [Fact]
    [Proves(Core, "27"), Proves(Core, "28"), Proves(Core, "29")]
    public Task Every_item_is_there_alone_with_its_links() => ForEach(async path =>
    {
        foreach (var feature in (await served.Json(path + "/items?limit=10000")).GetProperty("features").EnumerateArray())
        {
            string id = feature.GetProperty("id").GetString()!;
            using var answer = await served.Send(HttpMethod.Get, $"{path}/items/{Uri.EscapeDataString(id)}", null, ("Accept", "application/geo+json"));
            Assert.Equal("application/geo+json", answer.Content.Headers.ContentType?.MediaType);
            var alone = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
            Assert.Equal(feature.GetProperty("geometry").GetRawText(), alone.GetProperty("geometry").GetRawText());
            Assert.Equal(feature.GetProperty("properties").GetRawText(), alone.GetProperty("properties").GetRawText());
            Assert.Single(Links(alone), l => l.Rel == "self" && l.Href == $"{served.Url}{path}/items/{Uri.EscapeDataString(id)}");
            Assert.Contains(Links(alone), l => l.Rel == "alternate" && l.Type == "text/html");
            Assert.Contains(Links(alone), l => l.Rel == "collection" && l.Href == served.Url + path);
        }
    });

    [Fact]
    [Proves(Html, "definition"), Proves(Html, "content")]
    public Task Every_resource_is_a_page_too() => ForEach(async path =>
    {
        foreach (string page in (string[])["/", "/conformance", "/collections", path, path + "/items"])
        {
            using var answer = await served.Send(HttpMethod.Get, page, null, ("Accept", "text/html"));
            Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
            Assert.StartsWith("<!doctype html>", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    });

    private static bool Meets(JsonElement geometry, double[] box)
    {
        // The workspace's shapes are rectangles along the axes, so that envelopes decide, but for D1's hole.
        var positions = Positions(geometry).ToList();
        if (positions.Count == 0) return false;
        var shape = JsonSerializer.Deserialize<NetTopologySuite.Geometries.Geometry>(geometry.GetRawText(), GeoJsonStyle)!;
        return shape.Intersects(shape.Factory.ToGeometry(new NetTopologySuite.Geometries.Envelope(box[0], box[2], box[1], box[3])));
    }

    private static IEnumerable<(double X, double Y)> Positions(JsonElement geometry) => geometry.ValueKind == JsonValueKind.Null ? [] : At(geometry.GetProperty("coordinates"));

    private static IEnumerable<(double X, double Y)> At(JsonElement array) => array[0].ValueKind == JsonValueKind.Number ? [(array[0].GetDouble(), array[1].GetDouble())] : array.EnumerateArray().SelectMany(At);
}
