using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Geo.Core.Store;

namespace Geo.Api.Tests.Features;

/// <summary>What was published stays what it was, whatever is written later. A server of its own: rows are changed.</summary>
public sealed partial class KnownOnTests(ServedWorkspace served) : IClassFixture<ServedWorkspace>
{
    [Fact]
    public async Task Published_answers_are_served_equal_byte_for_byte_after_later_edits()
    {
        Put("observations", Observation("o1", 0.25), Observation("o2", 0.5));
        await Decide("""{"status":"vegetating","reason":"first look"}""");
        string then = await Instant();
        string[] asked =
        [
            $"/collections/mine-sites/items?datetime={then}&limit=100", $"/collections/mine-sites/items?known-on={then}&limit=100",
            $"/collections/mine-sites/items?datetime={then}&bbox=110,40,110.055,41", $"/collections/mine-sites/items?datetime={then}&limit=3",
            $"/collections/mine-sites/items/M01?known-on={then}",
            $"/collections/observations/items?known-on={then}", $"/collections/observations/items?known-on={then}&datetime=2025-06-01T03:00:00Z",
            $"/collections/site-history/items?known-on={then}",
            $"/mine-sites/M01?known-on={then}",
        ];
        string[] before = await Task.WhenAll(asked.Select(Body)), current = await Task.WhenAll(asked.Select(a => Body(Now(a))));

        Put("observations", Observation("o1", 0.75), Observation("o3", 0.9));
        served.Store.Write("test", null, null, w =>
        {
            w.Delete("mine-sites", ["M02"]);
            w.Delete("observations", ["o2"]);
            w.Put("mine-sites", [new Feature("M03", null, new Dictionary<string, object?> { ["name"] = "renamed" }), new Feature("M26", null, new Dictionary<string, object?> { ["code"] = "M26" })]);
        });
        await Decide("""{"status":"restored","reason":"second look"}""");

        Assert.Equal(before, await Task.WhenAll(asked.Select(Body)));
        string[] now = await Task.WhenAll(asked.Select(a => Body(Now(a))));
        Assert.All(current.Zip(now), pair => Assert.NotEqual(pair.First, pair.Second)); // else nothing was tested
    }

    [Fact]
    public async Task A_day_ends_at_midnight_in_Shanghai_and_what_was_not_yet_known_is_not_there()
    {
        Assert.Equal(0, (await served.Json("/collections/mine-sites/items?datetime=2020-01-01")).GetProperty("numberMatched").GetInt32());
        Assert.Equal(ServedWorkspace.Sites, (await served.Json("/collections/mine-sites/items?datetime=2999-01-01")).GetProperty("numberReturned").GetInt32());
        await served.Problem("/collections/mine-sites/items/M01?known-on=2020-01-01", 404);
        // The first and the last day that there is.
        await served.Problem("/collections/mine-sites/items/M01?known-on=0001-01-01", 404);
        Assert.Equal("M01", (await served.Json("/collections/mine-sites/items/M01?known-on=9999-12-31")).GetProperty("id").GetString());
        await served.Json("/dumps?known-on=9999-12-31");
        await served.Json("/dumps?known-on=0001-01-01");
        foreach (string day in (string[])["9999-12-31", "0001-01-01"])
        {
            using var tile = await served.Client.GetAsync($"/tiles/WebMercatorQuad/0/0/0?collections=mine-sites&known-on={day}");
            Assert.True(tile.StatusCode is System.Net.HttpStatusCode.OK or System.Net.HttpStatusCode.NoContent, $"{day}: {tile.StatusCode}");
        }

        await served.Problem("/mine-sites/M01?known-on=2020-01-01", 404);
        Assert.Equal("known-on", (await served.Problem("/collections/observations/items?known-on=yesterday", 400)).GetProperty("field").GetString());
        Assert.Equal("known-on", (await served.Problem("/collections/mine-sites/items?known-on=2025-01-01&datetime=2025-01-01", 400)).GetProperty("field").GetString());
        Assert.Equal(new DateTimeOffset(2026, 7, 31, 15, 59, 59, 999, TimeSpan.Zero), KnownOn.EndOf(new DateOnly(2026, 7, 31)));
    }

    private static Feature Observation(string id, double cover) => new(id, null, new Dictionary<string, object?>
    {
        ["site_kind"] = "mine_site",
        ["site_code"] = "M01",
        ["scene_id"] = id,
        ["observed_at"] = new DateTimeOffset(2025, 6, 1, 3, 0, 0, TimeSpan.Zero),
        ["valid_share"] = 1.0,
        ["vegetation_cover_share"] = cover,
        ["reference_cover_share"] = 0.6,
        ["reference_pixels"] = 400L,
    });

    // The same question about now.
    private static string Now(string asked) => KnownThen().Replace(asked, "?limit=1000").Replace("&limit=100", "", StringComparison.Ordinal).Replace("&limit=3", "", StringComparison.Ordinal)
        is var plain && plain.Contains("/items?", StringComparison.Ordinal) ? plain : plain.Replace("?limit=1000", "", StringComparison.Ordinal);

    private static async Task<string> Instant()
    {
        // Later than the millisecond of the last write, earlier than that of the next.
        await Task.Delay(20);
        string at = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        await Task.Delay(20);
        return at;
    }

    private void Put(string layer, params Feature[] rows) => served.Store.Write("test", null, null, w => w.Put(layer, rows));

    private async Task<string> Body(string path)
    {
        using var answer = await served.Client.GetAsync(path);
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {answer.StatusCode} {text}");
        return TimeStamp().Replace(text, "");
    }

    private async Task Decide(string body)
    {
        using var answer = await served.Send(HttpMethod.Post, "/mine-sites/M01/decision", body, ("Authorization", "Bearer " + ServedWorkspace.Token));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [GeneratedRegex("\"timeStamp\":\"[^\"]*\",")]
    private static partial Regex TimeStamp();

    [GeneratedRegex(@"\?(datetime|known-on)=[^&]+")]
    private static partial Regex KnownThen();
}
