using System.Text.Json;
using Geo.Api.Tests.Conformance;

namespace Geo.Api.Tests.Stac;

/// <summary>Sort, fields, query and filter.</summary>
[Collection(nameof(Catalogued))]
public sealed class ExtensionTests(CatalogueServer served)
{
    [Theory]
    [Proves(StacClass.SearchSort, "sort")]
    [InlineData("datetime", """[{"field":"datetime","direction":"asc"}]""", "S0 S1 S2 S3 S4 S5 1")]
    [InlineData("-properties.eo:cloud_cover", """[{"field":"properties.eo:cloud_cover","direction":"desc"}]""", "S5 S4 S3 S2 S1 S0 1")]
    [InlineData("%2Bproperties.eo:cloud_cover", """[{"field":"properties.eo:cloud_cover"}]""", "S0 S1 S2 S3 S4 S5 1")]
    [InlineData("-proj:code,datetime", """[{"field":"proj:code","direction":"desc"},{"field":"datetime","direction":"asc"}]""", "1 S0 S1 S2 S3 S4 S5")]
    public async Task Scenes_are_sorted(string get, string post, string expected)
    {
        Assert.Equal(expected, served.Names(await served.Json("/stac/search?sortby=" + get)));
        Assert.Equal(expected, served.Names(await served.Search($$"""{"sortby":{{post}}}""")));
    }

    [Fact]
    [Proves(StacClass.SearchSort, "sort")]
    public async Task An_order_by_what_is_not_there_is_refused()
    {
        Assert.Equal("sortby", (await served.Problem("/stac/search?sortby=colour", 400)).GetProperty("field").GetString());
        Assert.Equal("sortby", (await served.Problem("/stac/search?sortby=--datetime", 400)).GetProperty("field").GetString());
        Assert.Equal("sortby", await served.Refused("""{"sortby":[{"field":"datetime","direction":"up"}]}"""));
        Assert.Equal("sortby", await served.Refused("""{"sortby":"datetime"}"""));
    }

    [Fact]
    [Proves(StacClass.SearchFields, "fields")]
    public async Task Fields_are_taken_in_and_left_out()
    {
        string[] Members(JsonElement page) => [.. page.GetProperty("features")[0].EnumerateObject().Select(m => m.Name)];
        string[] Properties(JsonElement page) => [.. page.GetProperty("features")[0].GetProperty("properties").EnumerateObject().Select(m => m.Name)];
        string id = served.Taken[2];
        foreach (var page in (JsonElement[])[await served.Json($"/stac/search?ids={id}&fields=properties.gsd,-geometry,-bbox"), await served.Search($$$"""{"ids":["{{{id}}}"],"fields":{"include":["properties.gsd"],"exclude":["geometry","bbox"]}}""")])
        {
            Assert.Equal(["type", "stac_version", "stac_extensions", "id", "collection", "properties", "links", "assets"], Members(page));
            Assert.Equal(["datetime", "gsd"], Properties(page));
        }

        var less = await served.Json($"/stac/search?ids={id}&fields=-assets.data,-properties.proj:bbox");
        Assert.Equal(["quality", "thumbnail"], less.GetProperty("features")[0].GetProperty("assets").EnumerateObject().Select(a => a.Name));
        Assert.DoesNotContain("proj:bbox", Properties(less));
        Assert.Contains("gsd", Properties(less));
        Assert.Equal("fields", await served.Refused("""{"fields":["id"]}"""));
    }

    [Theory]
    [Proves(StacClass.SearchQuery, "query")]
    [InlineData("""{"eo:cloud_cover":{"lt":20}}""", "S1 S0")]
    [InlineData("""{"eo:cloud_cover":{"gte":50,"lte":70}}""", "S4 S3")]
    [InlineData("""{"properties.eo:cloud_cover":{"eq":50}}""", "S3")]
    [InlineData("""{"eo:cloud_cover":{"neq":50},"proj:epsg":{"in":[32649]}}""", "S5 S4 S2 S1 S0")]
    [InlineData("""{"id":{"startsWith":"scene"}}""", "1")]
    [InlineData("""{"geowfc:profile":{"contains":"2-l2"},"datetime":{"gt":"2025-01-05T00:00:00+08:00"}}""", "S5 S4")]
    [InlineData("""{"proj:code":{"endsWith":"3857"}}""", "1")]
    public async Task Properties_are_asked_for(string query, string expected)
    {
        Assert.Equal(expected, served.Names(await served.Json("/stac/search?query=" + Uri.EscapeDataString(query))));
        Assert.Equal(expected, served.Names(await served.Search($$"""{"query":{{query}}}""")));
    }

    [Theory]
    [Proves(StacClass.SearchQuery, "query")]
    [InlineData("""{"colour":{"eq":1}}"""), InlineData("""{"gsd":{"is":1}}"""), InlineData("""{"gsd":{"eq":"ten"}}"""), InlineData("""{"gsd":10}"""), InlineData("""{"gsd":{"contains":"1"}}"""), InlineData("[]"), InlineData("""{"gsd":{"in":10}}""")]
    public async Task A_query_that_means_nothing_is_refused(string query)
    {
        Assert.Equal("query", (await served.Problem("/stac/search?query=" + Uri.EscapeDataString(query), 400)).GetProperty("field").GetString());
        Assert.Equal("query", await served.Refused($$"""{"query":{{query}}}"""));
    }

    [Theory]
    [Proves(StacClass.SearchFilter, "filter")]
    [InlineData("eo:cloud_cover < 20", """{"op":"<","args":[{"property":"eo:cloud_cover"},20]}""", "S1 S0")]
    [InlineData("proj:epsg = 3857 OR id = 'nowhere'", """{"op":"or","args":[{"op":"=","args":[{"property":"proj:epsg"},3857]},{"op":"=","args":[{"property":"id"},"nowhere"]}]}""", "1")]
    [InlineData("S_INTERSECTS(geometry, BBOX(110.11,40.55,110.13,40.56))", """{"op":"s_intersects","args":[{"property":"geometry"},{"bbox":[110.11,40.55,110.13,40.56]}]}""", "S3")]
    [InlineData("datetime > TIMESTAMP('2025-01-05T00:00:00Z') AND NOT proj:code = 'EPSG:3857'", """{"op":"and","args":[{"op":">","args":[{"property":"datetime"},{"timestamp":"2025-01-05T00:00:00Z"}]},{"op":"not","args":[{"op":"=","args":[{"property":"proj:code"},"EPSG:3857"]}]}]}""", "S5 S4")]
    [InlineData("eo:cloud_cover IS NULL", """{"op":"isNull","args":[{"property":"eo:cloud_cover"}]}""", "1")]
    [InlineData("collection = 'scenes' AND geowfc:synthetic = FALSE AND eo:cloud_cover BETWEEN 40 AND 60", """{"op":"and","args":[{"op":"=","args":[{"property":"collection"},"scenes"]},{"op":"between","args":[{"property":"eo:cloud_cover"},40,60]}]}""", "S3")]
    public async Task A_filter_is_taken_as_text_and_as_json(string text, string json, string expected)
    {
        Assert.Equal(expected, served.Names(await served.Json("/stac/search?filter=" + Uri.EscapeDataString(text))));
        Assert.Equal(expected, served.Names(await served.Json("/stac/collections/scenes/items?filter-lang=cql2-json&filter=" + Uri.EscapeDataString(json))));
        Assert.Equal(expected, served.Names(await served.Search($$"""{"filter-lang":"cql2-json","filter":{{json}}}""")));
        Assert.Equal(expected, served.Names(await served.Search(JsonSerializer.Serialize(new Dictionary<string, string> { ["filter"] = text, ["filter-lang"] = "cql2-text" }))));
    }

    [Fact]
    [Proves(StacClass.SearchFilter, "filter")]
    public async Task A_filter_that_means_nothing_is_refused()
    {
        Assert.Equal("filter", (await served.Problem("/stac/search?filter=colour%3D1", 400)).GetProperty("field").GetString());
        Assert.Equal("filter", await served.Refused("""{"filter":{"op":"nothing","args":[]}}"""));
        Assert.Equal("filter-lang", await served.Refused("""{"filter":{"op":"isNull","args":[{"property":"gsd"}]},"filter-lang":"cql2-text"}"""));
        Assert.Equal("filter-lang", (await served.Problem("/stac/search?filter-lang=cql", 400)).GetProperty("field").GetString());
        Assert.Equal("filter-crs", (await served.Problem("/stac/search?filter=gsd%3D1&filter-crs=EPSG:1", 400)).GetProperty("field").GetString());
    }
}
