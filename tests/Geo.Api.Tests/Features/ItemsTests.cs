using System.Net;
using System.Text.Json;

namespace Geo.Api.Tests.Features;

/// <summary>The abstract tests of OGC API – Features Part 1 that say something about our answers.</summary>
[Collection(nameof(Served))]
public sealed class ItemsTests(ServedWorkspace served)
{
    private const string Items = "/collections/mine-sites/items";

    private static string[] Ids(JsonElement page) => [.. page.GetProperty("features").EnumerateArray().Select(f => f.GetProperty("id").GetString()!)];

    private static string? Href(JsonElement document, string rel) => document.GetProperty("links").EnumerateArray()
        .Where(l => l.GetProperty("rel").GetString() == rel).Select(l => l.GetProperty("href").GetString()).FirstOrDefault();

    [Fact]
    public async Task A_page_says_what_it_holds()
    {
        using var answer = await served.Client.GetAsync(Items + "?limit=10");
        Assert.Equal("application/geo+json", answer.Content.Headers.ContentType?.MediaType);
        var page = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal("FeatureCollection", page.GetProperty("type").GetString());
        Assert.Equal(10, page.GetProperty("numberReturned").GetInt32());
        Assert.Equal(ServedWorkspace.Sites, page.GetProperty("numberMatched").GetInt32());
        Assert.EndsWith("Z", page.GetProperty("timeStamp").GetString(), StringComparison.Ordinal);
        Assert.Equal(served.Url + Items + "?limit=10", Href(page, "self"));
        Assert.NotNull(Href(page, "alternate"));
    }

    [Theory]
    [InlineData(1), InlineData(7), InlineData(25), InlineData(26)]
    public async Task Pages_sum_to_the_whole_and_keep_every_parameter(int limit)
    {
        var seen = new List<string>();
        string? next = $"{Items}?limit={limit}&bbox=110,40,111,41&lang=en";
        while (next is not null)
        {
            var page = await served.Json(next);
            seen.AddRange(Ids(page));
            next = Href(page, "next");
            Assert.True(next is null || (next.Contains($"limit={limit}", StringComparison.Ordinal) && next.Contains("bbox=", StringComparison.Ordinal) && next.Contains("lang=en", StringComparison.Ordinal)), next);
        }

        // All but M13, which lies nowhere.
        Assert.Equal(Enumerable.Range(1, 25).Where(i => i != 13).Select(i => $"M{i:00}"), seen);
    }

    [Fact]
    public async Task A_limit_above_the_greatest_is_answered_with_the_greatest() =>
        Assert.Equal(ServedWorkspace.Sites, (await served.Json(Items + "?limit=1000000")).GetProperty("numberReturned").GetInt32());

    // M05 covers 110.05 to 110.054 by 40.5 to 40.504.
    [Theory]
    [InlineData("110.05,40.5,110.06,40.6", "M05,M06")] // M06 begins at 110.06: a shared edge is shared
    [InlineData("110.0541,40.5,110.0599,40.6", "")]
    [InlineData("110.05,40.5,-10,110.0599,40.6,9000", "M05")]
    [InlineData("110.052,40.502,110.052,40.502", "M05")] // a point
    public async Task Bbox_takes_what_it_meets(string bbox, string expected) =>
        Assert.Equal(expected, string.Join(',', Ids(await served.Json($"{Items}?bbox={bbox}&bbox-crs=http://www.opengis.net/def/crs/OGC/1.3/CRS84"))));

    // Rows with a time of their own: D1 on June 1, D2 on July 1, both at 00:00 UTC.
    [Theory]
    [InlineData("2025-06-01T00:00:00Z", "D1")]
    [InlineData("2025-06-01T08:00:00%2B08:00", "D1")]
    [InlineData("2025-06-01T08:00:00+08:00", "D1")] // a bare plus arrives as a space
    [InlineData("2025-06-01T00:00:01Z", "")]
    public async Task An_instant_asks_for_events_at_it(string datetime, string expected) =>
        Assert.Equal(expected, string.Join(',', Ids(await served.Json($"/collections/detections/items?datetime={datetime}"))));

    // Mi was observed on May i at 03:20 UTC.
    [Theory]
    [InlineData("2025-05-03T00:00:00Z/2025-05-05T03:20:00Z", "M03,M04,M05")]
    [InlineData("../2025-05-02T23:00:00Z", "M01,M02")]
    [InlineData("/2025-05-02T23:00:00Z", "M01,M02")]
    [InlineData("2025-05-24T00:00:00Z/..", "M24,M25")]
    [InlineData("2025-05-24T00:00:00Z/", "M24,M25")]
    public async Task Datetime_takes_intervals(string datetime, string expected) =>
        Assert.Equal(expected, string.Join(',', Ids(await served.Json($"{Items}?datetime={datetime}"))));

    [Theory]
    [InlineData("code=M07", "M07")]
    [InlineData("planned_year=2020&town=河东镇", "M05,M15,M25")]
    [InlineData("area_m2=2001", "M02")]
    [InlineData("id=M09", "M09")]
    [InlineData("code=nothing", "")]
    public async Task Properties_filter_by_equality(string query, string expected) =>
        Assert.Equal(expected, string.Join(',', Ids(await served.Json($"{Items}?{query}"))));

    [Theory]
    [InlineData("limit=0", "limit"), InlineData("limit=-1", "limit"), InlineData("limit=ten", "limit"), InlineData("limit=", "limit")]
    [InlineData("bbox=1,2,3", "bbox"), InlineData("bbox=a,b,c,d", "bbox"), InlineData("bbox=1,5,2,4", "bbox"), InlineData("bbox=1,2,NaN,4", "bbox"), InlineData("bbox=", "bbox")]
    [InlineData("bbox=1,2,3,4&bbox-crs=http://www.opengis.net/def/crs/EPSG/0/9999", "bbox-crs")]
    [InlineData("datetime=yesterday", "datetime"), InlineData("datetime=2025-06-01/..", "datetime"), InlineData("datetime=2025-05-03T03:20:00", "datetime"), InlineData("datetime=2025-06-01T00:00:00Z/2025-05-01T00:00:00Z", "datetime")]
    [InlineData("colour=red", "colour"), InlineData("Limit=3", "Limit"), InlineData("limit=1&limit=2", "limit")]
    [InlineData("planned_year=soon", "planned_year"), InlineData("after=nonsense", "after"), InlineData("f=xml", "f"), InlineData("lang=fr", "lang")]
    public async Task What_is_wrong_is_named(string query, string field)
    {
        var problem = await served.Problem($"{Items}?{query}", 400);
        Assert.Equal(field, problem.GetProperty("field").GetString());
        Assert.NotEqual("", problem.GetProperty("mend").GetString());
    }

    [Fact]
    public async Task One_item_has_the_links_of_the_standard()
    {
        var item = await served.Json("/collections/detections/items/D1");
        Assert.Equal("D1", item.GetProperty("id").GetString());
        Assert.Equal(served.Url + "/collections/detections/items/D1", Href(item, "self"));
        Assert.Equal(served.Url + "/collections/detections", Href(item, "collection"));
        var properties = item.GetProperty("properties");
        Assert.Equal("stockpile", properties.GetProperty("class").GetString());
        Assert.Equal("2025-06-01T00:00:00Z", properties.GetProperty("acquired_at").GetString());
        Assert.Equal(["s1", "s2"], properties.GetProperty("scene_ids").EnumerateArray().Select(s => s.GetString()));
        Assert.Equal(JsonValueKind.Null, properties.GetProperty("site_code").ValueKind);
    }

    // D1's rings were put in clockwise and, its hole, counter-clockwise; 110.123456789 has 9 decimals.
    [Fact]
    public async Task Rings_follow_the_right_hand_and_coordinates_have_seven_decimals()
    {
        string text = await served.Client.GetStringAsync("/collections/detections/items/D1");
        Assert.Contains("""
            "coordinates":[[[[110.1234568,40.5],[110.2,40.5],[110.2,40.6],[110.1234568,40.6],[110.1234568,40.5]],[[110.15,40.55],[110.15,40.56],[110.16,40.56],[110.16,40.55],[110.15,40.55]]]]
            """.Trim(), text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_without_place_has_a_null_geometry() =>
        Assert.Equal(JsonValueKind.Null, (await served.Json(Items + "/M13")).GetProperty("geometry").ValueKind);

    [Theory]
    [InlineData("/collections/nothing"), InlineData("/collections/nothing/items"), InlineData("/collections/mine-sites/items/M99"), InlineData("/collections/scenes"), InlineData("/no/such/thing"), InlineData("/runs/none")]
    public async Task Unknown_things_are_404(string path) => await served.Problem(path, 404);

    [Fact]
    public async Task Head_is_answered_without_a_body()
    {
        foreach (string path in (string[])["/", "/collections", Items, Items + "/M01", "/api", "/healthz"])
        {
            using var answer = await served.Send(HttpMethod.Head, path);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
        }
    }

    [Fact]
    public async Task A_known_answer_is_not_sent_again()
    {
        using var first = await served.Client.GetAsync(Items);
        string tag = first.Headers.GetValues("ETag").Single();
        using var again = await served.Send(HttpMethod.Get, Items, null, ("If-None-Match", tag));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        using var page = await served.Send(HttpMethod.Get, Items, null, ("If-None-Match", tag), ("Accept", "text/html"));
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task Any_site_may_read_and_answers_are_compressed()
    {
        using var answer = await served.Send(HttpMethod.Get, Items, null, ("Origin", "https://elsewhere.example"), ("Accept-Encoding", "gzip"));
        Assert.Equal("*", answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Equal("gzip", answer.Content.Headers.ContentEncoding.Single());
        Assert.Contains("default-src 'self'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }
}
