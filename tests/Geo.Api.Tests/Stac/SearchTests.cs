using System.Text.Json;
using Geo.Api.Tests.Conformance;
using Geo.Testing;

namespace Geo.Api.Tests.Stac;

/// <summary>Item search; the checks of stac-api-validator (src/stac_api_validator/validations.py) by their names, by GET and by POST.</summary>
[Collection(nameof(Catalogued))]
public sealed class SearchTests(CatalogueServer served)
{
    private const string Everything = "1 S5 S4 S3 S2 S1 S0";

    [Fact]
    [Proves(StacClass.Search, "validate_item_search")]
    public async Task Without_conditions_all_come_newest_first()
    {
        using var answer = await served.Client.GetAsync("/stac/search");
        Assert.Equal("application/geo+json", answer.Content.Headers.ContentType?.MediaType);
        var page = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal(Everything, served.Names(page));
        Assert.Equal(Everything, served.Names(await served.Search("{}")));
        Assert.Equal((CatalogueServer.Total, CatalogueServer.Total), (page.GetProperty("numberMatched").GetInt32(), page.GetProperty("numberReturned").GetInt32()));
    }

    // RESEARCH.md 3.7: the validator of 2026 has 10000, 100000 and 1000000 clamped.
    [Theory]
    [Proves(StacClass.Search, "validate_item_search_limit")]
    [InlineData(1, 1), InlineData(2, 2), InlineData(10, 7), InlineData(10000, 7), InlineData(100000, 7), InlineData(1000000, 7)]
    public async Task A_limit_is_held_and_a_great_one_cut(int limit, int returned)
    {
        Assert.Equal(returned, (await served.Json($"/stac/search?limit={limit}")).GetProperty("features").GetArrayLength());
        Assert.Equal(returned, (await served.Search($$"""{"limit":{{limit}}}""")).GetProperty("features").GetArrayLength());
    }

    [Theory]
    [Proves(StacClass.Search, "validate_item_search_limit")]
    [InlineData("-1"), InlineData("0"), InlineData("1.5"), InlineData("\"x\"")]
    public async Task A_limit_that_is_none_is_refused(string limit)
    {
        Assert.Equal("limit", (await served.Problem("/stac/search?limit=" + Uri.EscapeDataString(limit), 400)).GetProperty("field").GetString());
        Assert.Equal("limit", await served.Refused($$"""{"limit":{{limit}}}"""));
    }

    [Fact]
    [Proves(StacClass.Search, "validate_item_search_bbox_xor_intersects")]
    public async Task A_box_and_a_geometry_together_are_refused()
    {
        const string point = """{"type":"Point","coordinates":[0.5,0.5]}""";
        await served.Problem("/stac/search?bbox=0,0,1,1&intersects=" + Uri.EscapeDataString(point), 400);
        Assert.Equal("intersects", await served.Refused($$"""{"bbox":[0,0,1,1],"intersects":{{point}}}"""));
    }

    // The fourth and fifth reach round the earth or lie across the antimeridian.
    [Theory]
    [Proves(StacClass.Search, "validate_item_search_bbox")]
    [InlineData("110.07,40.55,110.13,40.56", "1 S3 S2 S1"), InlineData("110.11,40.55,110.13,40.56", "S3"), InlineData("110.11,40.55,0,110.13,40.56,9", "S3")]
    [InlineData("100.0,0.0,105.0,1.0", ""), InlineData("110.11,-90,109,90", "S5 S4 S3"), InlineData("170,-90,-170,90", ""), InlineData("110.05,40.55,110.05,40.55", "1")]
    public async Task A_box_meets_footprints(string box, string expected)
    {
        Assert.Equal(expected, served.Names(await served.Json("/stac/search?bbox=" + box)));
        Assert.Equal(expected, served.Names(await served.Json("/stac/collections/scenes/items?bbox=" + box)));
        Assert.Equal(expected, served.Names(await served.Search($$"""{"bbox":[{{box}}]}""")));
    }

    [Theory]
    [Proves(StacClass.Search, "validate_item_search_bbox")]
    [InlineData("0"), InlineData("0,0"), InlineData("0,0,0"), InlineData("0,0,0,1,1"), InlineData("0,0,0,1,1,1,1"), InlineData("100.0,1.0,105.0,0.0"), InlineData("1e999,0,1,1")]
    public async Task A_box_that_is_none_is_refused(string box)
    {
        Assert.Equal("bbox", (await served.Problem("/stac/search?bbox=" + box, 400)).GetProperty("field").GetString());
        Assert.Equal("bbox", await served.Refused($$"""{"bbox":[{{box}}]}"""));
    }

    [Fact]
    [Proves(StacClass.Search, "validate_item_search_bbox")]
    public async Task A_box_in_the_other_method_s_writing_is_refused()
    {
        await served.Problem("/stac/search?bbox=" + Uri.EscapeDataString("[100.0, 0.0, 105.0, 1.0]"), 400);
        Assert.Equal("bbox", await served.Refused("""{"bbox":"100.0, 0.0, 105.0, 1.0"}"""));
    }

    [Fact]
    [Proves(StacClass.Search, "validate_item_search_datetime")]
    [Proves(StacClass.Features, "datetime")]
    public async Task Datetimes_are_held_to_the_validator_s_table()
    {
        foreach (string path in (string[])["/stac/search", "/stac/collections/scenes/items"])
        {
            foreach (string valid in Datetimes.Valid)
            {
                await served.Json($"{path}?datetime={Uri.EscapeDataString(valid)}");
            }

            foreach (string wrong in Datetimes.Invalid)
            {
                Assert.Equal("datetime", (await served.Problem($"{path}?datetime={Uri.EscapeDataString(wrong)}", 400)).GetProperty("field").GetString());
            }
        }

        foreach (string valid in Datetimes.Valid)
        {
            await served.Search(JsonSerializer.Serialize(new { datetime = valid }));
        }

        foreach (string wrong in Datetimes.Invalid)
        {
            Assert.Equal("datetime", await served.Refused(JsonSerializer.Serialize(new { datetime = wrong })));
        }
    }

    [Theory]
    [Proves(StacClass.Search, "validate_item_search_datetime")]
    [InlineData("2025-01-03T03:20:00Z", "S2"), InlineData("2025-01-03T11:20:00+08:00", "S2"), InlineData("2025-01-03T03:20:00Z/2025-01-05T03:19:59Z", "S3 S2"), InlineData("../2025-01-02T03:20:00Z", "S1 S0"), InlineData("2025-01-06T03:20:00Z/..", "1 S5")]
    public async Task A_time_means_the_acquisition(string datetime, string expected)
    {
        Assert.Equal(expected, served.Names(await served.Json("/stac/search?datetime=" + Uri.EscapeDataString(datetime))));
        Assert.Equal(expected, served.Names(await served.Search(JsonSerializer.Serialize(new { datetime }))));
    }

    [Fact]
    [Proves(StacClass.Search, "validate_item_search_ids")]
    [Proves(StacClass.Search, "validate_item_search_ids_does_not_override_all_other_params")]
    [Proves(StacClass.Search, "validate_item_search_collections")]
    public async Task Ids_and_collections_narrow_and_override_nothing()
    {
        string[] ids = [served.Taken[0], served.Taken[4], "nowhere"];
        Assert.Equal("S4 S0", served.Names(await served.Json("/stac/search?ids=" + string.Join(',', ids))));
        Assert.Equal("S4 S0", served.Names(await served.Search(JsonSerializer.Serialize(new { ids }))));
        Assert.Equal("", served.Names(await served.Json($"/stac/search?ids={ids[0]}&collections=scenes&bbox=111,41,112,42")));
        Assert.Equal("", served.Names(await served.Search(JsonSerializer.Serialize(new { ids, collections = (string[])["scenes"], bbox = (double[])[111, 41, 112, 42] }))));
        Assert.Equal(Everything, served.Names(await served.Json("/stac/search?collections=scenes")));
        Assert.Equal(Everything, served.Names(await served.Search("""{"collections":["scenes","others"]}""")));
        Assert.Equal(Everything, served.Names(await served.Search("""{"collections":[],"ids":null}""")));
        Assert.Equal("", served.Names(await served.Json("/stac/search?collections=others")));
        Assert.Equal("ids", await served.Refused($$"""{"ids":"{{ids[0]}}"}"""));
        Assert.Equal("collections", await served.Refused("""{"collections":[1]}"""));
    }

    // The triangle's long side is longitude + latitude = 150.7: S3 lies below at 150.683, S4 beyond at 150.707. The hole holds S3.
    [Theory]
    [Proves(StacClass.Search, "validate_item_search_intersects")]
    [InlineData("""{"type":"Point","coordinates":[110.05525,40.55681]}""", "1 S0")]
    [InlineData("""{"type":"LineString","coordinates":[[110.07887,40.55701],[110.10249,40.55719]]}""", "1 S2 S1")]
    [InlineData("""{"type":"Polygon","coordinates":[[[110.11,40.5],[110.2,40.5],[110.11,40.59],[110.11,40.5]]]}""", "S3")]
    [InlineData("""{"type":"Polygon","coordinates":[[[110.11,40.5],[110.3,40.5],[110.3,40.6],[110.11,40.6],[110.11,40.5]],[[110.12,40.55],[110.14,40.55],[110.14,40.56],[110.12,40.56],[110.12,40.55]]]}""", "S5 S4")]
    [InlineData("""{"type":"MultiPoint","coordinates":[[110.05525,40.55681],[0,0]]}""", "1 S0")]
    [InlineData("""{"type":"MultiLineString","coordinates":[[[0,0],[1,1]],[[110.12,40.55737],[110.13,40.55737]]]}""", "S3")]
    [InlineData("""{"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[1,1],[0,0]]],[[[110.12,40.55],[110.13,40.55],[110.13,40.56],[110.12,40.56],[110.12,40.55]]]]}""", "S3")]
    [InlineData("""{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[110.05525,40.55681]},{"type":"LineString","coordinates":[[110.12,40.55737],[110.13,40.55737]]}]}""", "1 S3 S0")]
    public async Task A_geometry_of_any_kind_is_met_exactly(string geometry, string expected)
    {
        Assert.Equal(expected, served.Names(await served.Json("/stac/search?intersects=" + Uri.EscapeDataString(geometry))));
        Assert.Equal(expected, served.Names(await served.Search($$"""{"intersects":{{geometry}}}""")));
    }

    [Fact]
    [Proves(StacClass.Search, "paging")]
    [Proves(StacClass.Features, "paging")]
    public async Task Pages_by_get_keep_every_parameter_and_hold_each_scene_once()
    {
        foreach (string path in (string[])["/stac/search", "/stac/collections/scenes/items"])
        {
            string? next = $"{path}?limit=2&datetime=2025-01-02T00:00:00Z/..&sortby=%2Bdatetime";
            var names = new List<string>();
            while (next is not null)
            {
                var page = await served.Json(next);
                Assert.Equal(6, page.GetProperty("numberMatched").GetInt32());
                names.Add(served.Names(page));
                next = CatalogueServer.Link(page, "next")?.GetProperty("href").GetString();
            }

            Assert.Equal(["S1 S2", "S3 S4", "S5 1"], names);
        }
    }

    // As pystac-client does (pystac_client/stac_api_io.py get_pages): what the link says, merged where it says so.
    [Fact]
    [Proves(StacClass.Search, "paging")]
    public async Task Pages_by_post_carry_the_whole_body()
    {
        string body = """{"limit":3,"collections":["scenes"],"sortby":[{"field":"properties.eo:cloud_cover","direction":"desc"}],"fields":{"include":["properties.eo:cloud_cover"],"exclude":["assets"]}}""";
        var names = new List<string>();
        for (JsonElement? link = null; names.Count == 0 || link is not null;)
        {
            var page = await served.Search(link?.GetProperty("body").GetRawText() ?? body);
            names.Add(served.Names(page));
            Assert.All(page.GetProperty("features").EnumerateArray(), f => Assert.False(f.TryGetProperty("assets", out _)));
            link = CatalogueServer.Link(page, "next");
            if (link is { } next)
            {
                Assert.Equal(("POST", served.Url + "/stac/search", false), (next.GetProperty("method").GetString(), next.GetProperty("href").GetString(), next.GetProperty("merge").GetBoolean()));
            }
        }

        // scene-1 has no cloud cover: last in either direction.
        Assert.Equal(["S5 S4 S3", "S2 S1 S0", "1"], names);
        Assert.Equal("token", await served.Refused("""{"token":"bm90aGluZw"}"""));
        await served.Problem("/stac/search?token=%F0%9F%92%A3", 400);
    }
}
