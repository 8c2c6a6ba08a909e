using System.Net;
using System.Text.Json;
using CsCheck;
using Geo.Core.Store;

namespace Geo.Api.Tests.Features;

/// <summary>Order, columns, counts and pages. A server of its own: rows are written between the pages.</summary>
public sealed class PagingTests(ServedWorkspace served) : IClassFixture<ServedWorkspace>
{
    private const string Items = "/collections/mine-sites/items";

    private static string[] Ids(JsonElement page) => [.. page.GetProperty("features").EnumerateArray().Select(f => f.GetProperty("id").GetString()!)];

    private async Task<(List<string> Ids, int? Matched)> All(string first, Action<int>? between = null)
    {
        var seen = new List<string>();
        int? matched = null;
        int pages = 0;
        for (string? next = first; next is not null; pages++)
        {
            using var answer = await served.Client.GetAsync(next);
            string text = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{next}: {text}");
            var page = JsonElement.Parse(text);
            seen.AddRange(Ids(page));
            Assert.Equal(Ids(page).Length, page.GetProperty("numberReturned").GetInt32());
            int now = page.GetProperty("numberMatched").GetInt32();
            Assert.Equal(matched ?? now, now);
            matched = now;
            string? body = page.GetProperty("links").EnumerateArray().Where(l => l.GetProperty("rel").GetString() == "next").Select(l => l.GetProperty("href").GetString()).SingleOrDefault();
            string header = string.Join(", ", answer.Headers.GetValues("Link"));
            Assert.Equal(body is not null, header.Contains("rel=\"next\"", StringComparison.Ordinal));
            if (body is not null) Assert.Contains($"<{body}>; rel=\"next\"", header, StringComparison.Ordinal);
            Assert.Contains("rel=\"self\"", header, StringComparison.Ordinal);
            between?.Invoke(pages);
            next = body;
        }

        return (seen, matched);
    }

    // Every order, filter and page length: the pages are the whole, once each.
    [Fact]
    public void Pages_are_the_whole_in_any_order() => (from limit in Gen.Int[1, 30]
                                                       from keys in Gen.OneOf(new[] { "", "&sortby=-planned_year", "&sortby=town,-area_m2", "&sortby=-last_observed_at", "&sortby=+planned_year,-town,id", "&sortby=mineral", "&sortby=-mineral,-id" }.Select(t => (Gen<string>)Gen.Const(t)).ToArray())
                                                       from filter in Gen.OneOf(new[] { "", "&bbox=110,40,110.2,41", "&planned_year=2020", "&bbox=110.05,40,110.3,41&town=河东镇", "&bbox=12250709,4938000,12290000,4940000&bbox-crs=http://www.opengis.net/def/crs/EPSG/0/3857" }.Select(t => (Gen<string>)Gen.Const(t)).ToArray())
                                                       select (limit, keys, filter)).Sample(asked =>
    {
        var whole = All($"{Items}?limit=1000{asked.keys}{asked.filter}").GetAwaiter().GetResult();
        var paged = All($"{Items}?limit={asked.limit}{asked.keys}{asked.filter}").GetAwaiter().GetResult();
        Assert.Equal(whole.Ids, paged.Ids);
        Assert.Equal(paged.Ids.Count, paged.Matched);
        Assert.Equal(paged.Ids.Distinct().Count(), paged.Ids.Count);
    }, iter: 40, threads: 1);

    // planned_year is 2020 + i mod 5, town odd/even: 河东镇 (U+6CB3) comes before 沙尔沁镇 (U+6C99)? U+6C99 is the smaller.
    [Theory]
    [InlineData("sortby=-planned_year&limit=5", "M04,M09,M14,M19,M24")]
    [InlineData("sortby=planned_year,-id&limit=6", "M25,M20,M15,M10,M05,M21")]
    [InlineData("sortby=town&limit=3", "M02,M04,M06")]
    [InlineData("sortby=-area_m2&limit=2", "M25,M24")]
    [InlineData("sortby=-id&limit=2", "M25,M24")]
    public async Task Rows_come_in_the_order_asked_for(string query, string expected) =>
        Assert.Equal(expected, string.Join(',', Ids(await served.Json($"{Items}?{query}"))));

    [Fact]
    public async Task Rows_without_a_value_come_last_whichever_way()
    {
        // Of the detections D1 has no site_code, nor has D2; a third has one.
        served.Store.Write("test", null, null, w => w.Put("detections", new Feature("D3", null, new Dictionary<string, object?> { ["site_code"] = "M01" })));
        Assert.Equal(["D3", "D1", "D2"], Ids(await served.Json("/collections/detections/items?sortby=site_code")));
        Assert.Equal(["D3", "D1", "D2"], Ids(await served.Json("/collections/detections/items?sortby=-site_code")));
        Assert.Equal(["D3", "D1", "D2"], (await All("/collections/detections/items?sortby=-site_code&limit=1")).Ids);
        Assert.Equal(["D1", "D2", "D3"], (await All("/collections/detections/items?sortby=-probability&limit=1")).Ids);
        served.Store.Write("test", null, null, w => w.Delete("detections", ["D3"]));
    }

    [Theory]
    [InlineData(""), InlineData("&sortby=-planned_year"), InlineData("&sortby=name,-area_m2"), InlineData("&bbox=110,40,111,41"), InlineData("&bbox=110,40,111,41&sortby=-name"), InlineData("&planned_year=2021&sortby=-last_observed_at")]
    public async Task Pages_stay_exact_while_rows_are_written(string asked)
    {
        string path = $"{Items}?limit=3{asked}";
        var before = await All($"{Items}?limit=1000{asked}");
        int written = 0;
        var paged = await All(path, page =>
        {
            // New rows, changed keys, moved and deleted rows, all within what was asked for.
            written++;
            served.Store.Write("test", null, null, w =>
            {
                var away = new NetTopologySuite.Geometries.Point(110.2, 40.502);
                w.Put("mine-sites", new Feature($"N{asked.Length}-{page}", away, new Dictionary<string, object?> { ["code"] = $"N{asked.Length}-{page}", ["planned_year"] = 2021L, ["name"] = "new" }));
                w.Put("mine-sites", new Feature($"M{(7 * page % 25) + 1:00}", away, new Dictionary<string, object?> { ["planned_year"] = 1999L + page, ["name"] = $"changed {asked.Length} {page}" }));
                if (page > 0) w.Delete("mine-sites", [$"N{asked.Length}-{page - 1}"]);
            });
        });
        Assert.True(written > 1);
        Assert.Equal(before.Ids, paged.Ids);
        Assert.Equal(before.Matched, paged.Matched);
        // The whole as it was is put back for the tests beside this one.
        await Restore();
    }

    [Fact]
    public async Task Properties_are_those_asked_for_in_the_order_of_the_schema()
    {
        var feature = (await served.Json($"{Items}?properties=area_m2,code&limit=1&sortby=town")).GetProperty("features")[0];
        Assert.Equal(["code", "area_m2"], feature.GetProperty("properties").EnumerateObject().Select(p => p.Name));
        Assert.Equal("Polygon", feature.GetProperty("geometry").GetProperty("type").GetString());
        Assert.Empty((await served.Json($"{Items}?properties=&limit=1")).GetProperty("features")[0].GetProperty("properties").EnumerateObject());
    }

    [Theory]
    [InlineData("sortby=colour", "sortby"), InlineData("sortby=", "sortby"), InlineData("sortby=code,-code", "sortby"), InlineData("sortby=evidence_missing", "sortby"), InlineData("sortby=code,", "sortby")]
    [InlineData("properties=colour", "properties"), InlineData("properties=code,,name", "properties"), InlineData("count=all", "count"), InlineData("f=shp", "f")]
    [InlineData("sortby=code&after=1-999999", "after"), InlineData("after=1", "after"), InlineData("after=-1-2", "after"), InlineData("limit=99999999999999999999999999999999999999999999", "limit")]
    public async Task What_is_wrong_is_named(string query, string field) =>
        Assert.Equal(field, (await served.Problem($"{Items}?{query}", 400)).GetProperty("field").GetString());

    [Theory]
    [InlineData(1), InlineData(2), InlineData(10), InlineData(10000), InlineData(100000), InlineData(1000000), InlineData(99999999999)]
    public async Task Any_limit_is_answered(long limit) =>
        Assert.Equal(Math.Min(limit, ServedWorkspace.Sites), (await served.Json($"{Items}?limit={limit}")).GetProperty("numberReturned").GetInt32());

    [Fact]
    public async Task Counting_can_be_left_out()
    {
        Assert.False((await served.Json($"{Items}?count=none&limit=2")).TryGetProperty("numberMatched", out _));
        Assert.Equal(ServedWorkspace.Sites, (await served.Json($"{Items}?count=exact&limit=2")).GetProperty("numberMatched").GetInt32());
    }

    private async Task Restore()
    {
        var extra = Ids(await served.Json($"{Items}?limit=1000")).Where(id => id.StartsWith('N')).ToList();
        var first = served.Store.Layer("mine-sites").Items(ItemsRequest.At(1)).ToList();
        served.Store.Write("test", null, null, w =>
        {
            w.Delete("mine-sites", extra);
            // Where a row had no place it is written anew.
            w.Delete("mine-sites", ["M13"]);
            w.Put("mine-sites", first);
        });
    }
}
