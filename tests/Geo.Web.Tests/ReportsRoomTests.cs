using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace Geo.Web.Tests;

/// <summary>What do I send on the 5th?</summary>
[Collection(DemoCollection.Name)]
public sealed class ReportsRoomTests(DemoServer server)
{
    // The demo drafts the report of the last month that its scenes tell of.
    private const string Month = "2026-08";

    [Fact]
    public async Task What_to_send_on_the_5th_is_answered_and_frozen_by_keyboard_alone()
    {
        await using var watched = await server.Open("/map?lang=zh");
        await watched.TabTo("a[href='/map/reports']");
        await watched.Page.Keyboard.PressAsync("Enter");
        await SignIn(watched);
        await watched.TabTo($".report-months a[href*='{Month}']");
        await watched.Page.Keyboard.PressAsync("Enter");
        await Expect(watched.Page).ToHaveURLAsync(new Regex("month=" + Month));
        await Expect(watched.Page.Locator("#report-title")).ToContainTextAsync("2026年8月");
        await Expect(watched.Page.Locator($"#report-task p:has(strong):has-text('2026年8月')")).ToContainTextAsync("2026-09-05");

        // Every figure is the API's, and leads to its room.
        var report = await Read($"/reports/{Month}");
        var figures = watched.Page.Locator(".report-figures dd");
        Assert.Equal(10, await figures.CountAsync());
        foreach (var figure in await figures.AllAsync())
        {
            var number = report.GetProperty("numbers").GetProperty((await figure.GetAttributeAsync("data-key"))!);
            string told = number.ValueKind == JsonValueKind.Null ? "无数据" : number.GetDouble().ToString("#,##0", CultureInfo.InvariantCulture);
            Assert.Equal(told, await figure.InnerTextAsync());
        }

        Assert.Equal((byte)'P', (await Bytes((await watched.Page.Locator("#report-docx").GetAttributeAsync("href"))!))[0]);
        await watched.Screenshot("reports-draft");

        // Counted afresh, since other rooms' tests work on the same workspace; then frozen and marked as sent.
        await watched.TabTo("#report-draft");
        await watched.Page.Keyboard.PressAsync("Enter");
        await Expect(watched.Page.Locator("#toast")).ToContainTextAsync("草稿已生成", new() { Timeout = 120_000 });
        await watched.TabTo("#report-freeze");
        await watched.Page.Keyboard.PressAsync("Enter");
        await watched.TabTo("#report-yes");
        await watched.Page.Keyboard.PressAsync("Enter");
        await Expect(watched.Page.Locator("#report-state")).ToHaveTextAsync("已定稿");
        await watched.TabTo("#report-sent");
        await watched.Page.Keyboard.PressAsync("Enter");
        await watched.TabTo("#report-yes");
        await watched.Page.Keyboard.PressAsync("Enter");
        await Expect(watched.Page.Locator("#report-state")).ToHaveTextAsync("已报送");
        Assert.Equal("sent", (await Read($"/reports/{Month}")).GetProperty("state").GetString());
        await Expect(watched.Page.Locator("#report-task")).Not.ToContainTextAsync("2026年8月");
        await watched.Screenshot("reports-sent");
        watched.WasQuiet();
    }

    [Fact]
    public async Task The_room_speaks_English_and_every_page_wears_the_banner_while_a_report_is_open()
    {
        await using var watched = await server.Open($"/map/reports?lang=en&month={Month}");
        await SignIn(watched);
        await Expect(watched.Page.Locator("#report-title")).ToContainTextAsync("August 2026");
        await Expect(watched.Page.Locator(".report-text p[data-key='sites.summary']")).ToContainTextAsync("legacy mines are listed");
        await watched.Screenshot("reports-en");
        bool urgent = (await Read("/session")).GetProperty("reports").EnumerateArray().Any(r => r.GetProperty("urgent").GetBoolean());
        foreach (string room in (string[])["mines", "runs", "reports"])
        {
            await watched.Page.Locator($"a[href='/map/{room}']").ClickAsync();
            await Expect(watched.Page.Locator(".banner.report-due")).ToBeVisibleAsync(new() { Visible = urgent });
        }

        await Expect(watched.Page.Locator(".report-months")).ToBeVisibleAsync();
        watched.WasQuiet();
    }

    [Fact]
    public async Task The_whole_document_is_previewed_as_it_will_be_printed()
    {
        // Tall, so that whole sheets can be looked at.
        await using var watched = await server.Open($"/map/reports?lang=zh&month={Month}", height: 1700);
        await SignIn(watched);
        var page = watched.Page;
        await watched.TabTo("#report-preview");
        await page.Keyboard.PressAsync("Enter");
        var report = await Read($"/reports/{Month}");
        var blocks = report.GetProperty("blocks").GetProperty("items").EnumerateArray().ToArray();
        int Count(string kind) => blocks.Count(b => b.GetProperty("kind").GetString() == kind);
        var annexes = blocks.Count(b => b.GetProperty("kind").GetString() == "line" && b.GetProperty("line").GetString() == "annex_mark");
        Assert.Equal(5, annexes);
        await Expect(page.Locator(".printed-sheet")).ToHaveCountAsync(annexes + 1);
        await Expect(page.Locator(".printed-sheet table")).ToHaveCountAsync(Count("table"));
        await Expect(page.Locator(".printed-sheet .title").First).ToHaveTextAsync(report.GetProperty("title").GetString()!);
        await Expect(page.Locator(".printed-sheet .letterhead")).ToBeVisibleAsync();
        // Each sentence of the report stands in it, and each table has all its rows.
        foreach (var sentence in report.GetProperty("sentences").EnumerateArray())
        {
            await Expect(page.Locator(".printed")).ToContainTextAsync(sentence.GetProperty("text").GetString()!);
        }

        int rows = blocks.Where(b => b.GetProperty("kind").GetString() == "table").Sum(b => b.GetProperty("rows").GetArrayLength());
        await Expect(page.Locator(".printed-sheet tbody tr")).ToHaveCountAsync(rows);
        await page.Locator(".printed-sheet").First.ScrollIntoViewIfNeededAsync();
        await watched.Screenshot("reports-preview");
        for (int i = 0; i <= annexes; i++)
        {
            await page.Locator(".printed-sheet").Nth(i).ScrollIntoViewIfNeededAsync();
            await page.Locator(".printed-sheet").Nth(i).ScreenshotAsync(new() { Path = Path.Combine(DemoServer.Artifacts, $"reports-preview-{i}.png") });
        }

        Assert.True(await page.Locator(".printed-sheet img").First.EvaluateAsync<int>("i => i.naturalWidth") > 100);
        watched.WasQuiet();
    }

    private static async Task SignIn(WatchedPage watched)
    {
        await watched.TabTo("#token");
        await watched.Page.Keyboard.TypeAsync(DemoServer.Token);
        await watched.Page.Keyboard.PressAsync("Enter");
        await Expect(watched.Page.Locator(".report-months")).ToBeVisibleAsync();
    }

    private async Task<JsonElement> Read(string path) => JsonElement.Parse(System.Text.Encoding.UTF8.GetString(await Bytes(path)));

    private async Task<byte[]> Bytes(string path)
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", DemoServer.Token);
        return await client.GetByteArrayAsync(new Uri(server.Url + path));
    }
}
