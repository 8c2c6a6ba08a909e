using System.Net;
using System.Text;
using System.Text.Json;
using Geo.Core.Store;

namespace Geo.Api.Tests.Mines;

/// <summary>A server of its own: a decision and an alert are written.</summary>
public sealed class IndicatorTests(ServedWorkspace served) : IClassFixture<ServedWorkspace>
{
    private static readonly (string, string) Bearer = ("Authorization", "Bearer " + ServedWorkspace.Token);

    // Mi has 1000.5 · i m²; 25 of them: 1000.5 · 325. M02 (沙尔沁镇) is accepted.
    [Fact]
    public async Task Rates_come_as_JSON_CSV_and_XLSX_with_their_definitions()
    {
        using (var decided = await served.Send(HttpMethod.Post, "/mine-sites/M02/decision", """{"status":"accepted","reason":"验收"}""", Bearer))
        {
            Assert.Equal(HttpStatusCode.OK, decided.StatusCode);
        }

        var told = await served.Json("/indicators");
        var now = told.GetProperty("values").EnumerateArray().Last(v => v.GetProperty("indicator").GetString() == "restoration_rate" && v.GetProperty("town").ValueKind == JsonValueKind.Null);
        Assert.Equal(2.0 / 325, now.GetProperty("share").GetDouble(), 12);
        Assert.Equal(1, now.GetProperty("target_share").GetDouble());
        Assert.Equal(3, told.GetProperty("definitions").GetArrayLength());
        Assert.Equal(24, told.GetProperty("overdue").GetArrayLength()); // planned until 2024, none restored but one

        using var csv = await served.Client.GetAsync("/indicators?f=csv");
        Assert.Equal("text/csv", csv.Content.Headers.ContentType?.MediaType);
        string[] lines = Encoding.UTF8.GetString(await csv.Content.ReadAsByteArrayAsync()).TrimEnd().Split("\r\n");
        Assert.StartsWith("\ufeffindicator,name_zh,", lines[0], StringComparison.Ordinal);
        Assert.Equal(told.GetProperty("values").GetArrayLength(), lines.Length - 1);
        Assert.Contains(lines, l => l.StartsWith("restoration_rate,生态修复率,Restoration rate,沙尔沁镇,", StringComparison.Ordinal));

        using var xlsx = await served.Client.GetAsync("/indicators?f=xlsx");
        byte[] bytes = await xlsx.Content.ReadAsByteArrayAsync();
        using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(bytes));
        Assert.Contains(zip.Entries, e => e.FullName == "xl/workbook.xml");
        await served.Problem("/indicators?f=pdf", 400);

        var list = await served.Json("/mine-sites");
        Assert.Equal(ServedWorkspace.Sites, list.GetProperty("sites").GetArrayLength());
        Assert.Equal(1, list.GetProperty("by_status").GetProperty("accepted").GetInt32());
        Assert.Equal(["河东镇", "沙尔沁镇"], list.GetProperty("towns").EnumerateArray().Select(t => t.GetProperty("town").GetString()).Order(StringComparer.Ordinal).Reverse());
    }

    [Fact]
    public async Task Alerts_are_handled_with_a_reason_by_who_may()
    {
        served.Store.Write("test", null, null, w => w.Put("alerts", new Feature("a1", null, new Dictionary<string, object?> { ["kind"] = "overdue", ["state"] = "open", ["site_kind"] = "mine_site", ["site_code"] = "M04" })));
        using var bare = await served.Send(HttpMethod.Post, "/alerts/a1/handle", """{"state":"closed","reason":"r"}""");
        Assert.Equal(HttpStatusCode.Unauthorized, bare.StatusCode);
        using var none = await served.Send(HttpMethod.Post, "/alerts/a1/handle", """{"state":"closed"}""", Bearer);
        Assert.Equal(HttpStatusCode.BadRequest, none.StatusCode);
        using var done = await served.Send(HttpMethod.Post, "/alerts/a1/handle", """{"state":"closed","reason":"已完成"}""", Bearer);
        Assert.Equal("closed", JsonElement.Parse(await done.Content.ReadAsStringAsync()).GetProperty("state").GetString());
        // Alerts are staff's: without the token the page does not hold them.
        Assert.Empty((await served.Json("/mine-sites/M04")).GetProperty("alerts").EnumerateArray());
        using var staff = await served.Send(HttpMethod.Get, "/mine-sites/M04", null, Bearer);
        Assert.Equal("a1", JsonElement.Parse(await staff.Content.ReadAsStringAsync()).GetProperty("alerts")[0].GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_trace_is_there_as_JSON_and_as_a_page()
    {
        var trace = await served.Json("/collections/mine-sites/items/M05/trace?property=name");
        Assert.Equal(("矿 <5>", "not_computed"), (trace.GetProperty("value").GetString(), trace.GetProperty("recomputed").GetProperty("state").GetString()));
        using var page = await served.Send(HttpMethod.Get, "/collections/mine-sites/items/M05/trace?property=name&f=html");
        Assert.Contains("矿 &lt;5&gt;", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var item = await served.Send(HttpMethod.Get, "/collections/mine-sites/items/M05?f=html");
        Assert.Contains("/collections/mine-sites/items/M05/trace", await item.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("property", (await served.Problem("/collections/mine-sites/items/M05/trace", 400)).GetProperty("field").GetString());
        Assert.Equal("property", (await served.Problem("/collections/mine-sites/items/M05/trace?property=nothing", 400)).GetProperty("field").GetString());
        await served.Problem("/collections/mine-sites/items/M99/trace?property=name", 404);
        await served.Problem("/collections/alerts/items/a1/trace?property=state", 401);
    }
}
