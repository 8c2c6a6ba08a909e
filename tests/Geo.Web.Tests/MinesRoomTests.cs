using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Geo.Web.Tests;

[Collection(DemoCollection.Name)]
public sealed class MinesRoomTests(DemoServer server)
{
    [Theory]
    [InlineData("zh", "历史遗留矿山", "修复检验")]
    [InlineData("en", "Legacy mine sites", "Restoration test")]
    public async Task The_list_is_sorted_filtered_and_left_for_a_site_by_keyboard_alone(string lang, string title, string verdict)
    {
        var sites = await Sites();
        var latest = sites.OrderByDescending(Months).First();
        await using var watched = await server.Open($"/map/mines?lang={lang}");
        var page = watched.Page;
        await Expect(page.Locator("h1")).ToHaveTextAsync(title);
        await Expect(page.Locator("table.mines tbody tr")).ToHaveCountAsync(sites.Length);
        await Expect(page.Locator(".indicators tr.whole td").First).ToContainTextAsync("%");
        await watched.MapDrawn();
        await watched.Screenshot($"mines-{lang}");
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        // On paper the table stands whole: nothing around it scrolls or cuts it off.
        Assert.True(await page.EvaluateAsync<bool>("() => document.querySelector('main').scrollHeight >= document.querySelector('table.mines').offsetHeight && getComputedStyle(document.querySelector('.mines-room')).position === 'static'"));
        await page.EmulateMediaAsync(new() { Media = Media.Screen });

        await watched.TabTo("#sort-late");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Enter"); // downwards
        await Expect(page).ToHaveURLAsync(new Regex("sort=-late"));
        await Expect(page.Locator("table.mines tbody tr").First.Locator(".c-late")).ToHaveTextAsync(Late(latest));

        // Other tests draw and import sites of their own, which nothing has observed.
        var last = sites.Last(site => site.GetProperty("code").GetString()!.StartsWith("DH-M-", StringComparison.Ordinal));
        string code = last.GetProperty("code").GetString()!;
        await page.Locator("#mines-text").FocusAsync(); // it lies before the table: Tab would go round the whole page
        await page.Keyboard.TypeAsync(code);
        await Expect(page.Locator("table.mines tbody tr")).ToHaveCountAsync(1);
        await Expect(page).ToHaveURLAsync(new Regex($"q={code}"));
        await watched.TabTo("tr[data-id]");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(new Regex($"site={code}"));
        await Expect(page.Locator("#site-title")).ToHaveTextAsync(last.GetProperty("name").GetString()!);
        await Expect(page.Locator(".panel.verdict h2")).ToHaveTextAsync(verdict);
        await Expect(page.Locator(".site-chart svg")).ToBeVisibleAsync();
        await Expect(page.Locator(".pair img")).ToHaveCountAsync(2);
        for (int i = 0; i < 2; i++)
        {
            await Expect(page.Locator(".pair img").Nth(i)).ToHaveJSPropertyAsync("complete", true);
            Assert.NotEqual(0, await page.Locator(".pair img").Nth(i).EvaluateAsync<int>("image => image.naturalWidth"));
        }

        await watched.Screenshot($"site-{lang}");
        await page.Locator(".panel.history").ScrollIntoViewIfNeededAsync();
        await watched.Screenshot($"site-curve-{lang}");
        await page.GoBackAsync();
        await Expect(page.Locator("table.mines tbody tr")).ToHaveCountAsync(1);
        watched.WasQuiet();
    }

    [Fact]
    public async Task A_decision_is_taken_with_a_reason_taken_back_and_stays_in_what_was_known()
    {
        var site = (await Sites()).First(s => s.GetProperty("status").GetString() is "in_progress" or "not_started" or "vegetating");
        string code = site.GetProperty("code").GetString()!, status = site.GetProperty("status").GetString()!;
        await using var watched = await server.Open($"/map/mines?lang=zh&site={code}");
        var page = watched.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "登录" }).Last.ClickAsync();
        await watched.TabTo("#token");
        await page.Keyboard.TypeAsync(DemoServer.Token);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#decision-status")).ToBeVisibleAsync();
        string before = Now();

        await page.Locator("#decision-status").SelectOptionAsync("accepted");
        await page.Locator("#decision-send").ClickAsync(); // no reason yet: the browser or the page says so, nothing is sent
        await page.Locator("#decision-reason").FillAsync("区里现场核查合格");
        await page.Locator("#decision-send").ClickAsync();
        await Expect(page.Locator("dialog h2")).ToContainTextAsync("检验未通过");
        await page.GetByRole(AriaRole.Button, new() { Name = "仍然验收" }).ClickAsync();
        await Expect(page.Locator(".site-status")).ToContainTextAsync("已验收");
        await Expect(page.Locator("table.steps tr.decision").First).ToContainTextAsync("区里现场核查合格");
        await Expect(page.Locator(".pair img")).ToHaveCountAsync(2);
        Assert.Equal("accepted", await Status(code));
        await watched.Screenshot("site-decided");
        string between = Now();

        await Expect(page.Locator("#decision-undo")).ToBeEnabledAsync();
        await page.Locator("#decision-reason").FillAsync("填错矿山");
        await page.Locator("#decision-undo").ClickAsync();
        await Expect(page.Locator("table.steps tr.undone")).ToHaveCountAsync(1);
        Assert.Equal(status, await Status(code));

        // As known between the two it was accepted, before them not; what is past is not decided on.
        await page.GotoAsync($"{server.Url}/map/mines?lang=zh&site={code}&on={between}");
        await Expect(page.Locator(".site-status")).ToContainTextAsync("已验收");
        await Expect(page.Locator(".known-banner")).ToBeVisibleAsync();
        await Expect(page.Locator("#decision-send")).ToHaveCountAsync(0);
        for (int i = 0; i < 2; i++) await Expect(page.Locator(".pair img").Nth(i)).ToHaveJSPropertyAsync("complete", true);
        await watched.Screenshot("site-known-on");
        await page.GotoAsync($"{server.Url}/map/mines?lang=zh&site={code}&on={before}");
        await Expect(page.Locator(".site-status")).Not.ToContainTextAsync("已验收");
        await page.Locator("#known-now").ClickAsync();
        await Expect(page.Locator(".known-banner")).ToBeHiddenAsync();
        await Expect(page).Not.ToHaveURLAsync(new Regex("on="));

        // Who is signed in sees alerts, in the list and as a layer.
        await page.GotoAsync($"{server.Url}/map/mines?lang=zh&plan=overdue&sort=-alerts");
        await Expect(page.Locator(".alert-count").First).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Tab");
        await watched.MapDrawn();
        await watched.Screenshot("mines-signed-in");
        await page.Locator("table.mines tbody tr a").First.ClickAsync();
        await page.Locator(".alerts input").First.FillAsync("已约谈镇政府");
        await page.Locator(".alerts input").First.PressAsync("Enter");
        await Expect(page.Locator(".alerts")).ToContainTextAsync("已约谈镇政府");
        await Expect(page.Locator(".alerts")).ToContainTextAsync("已知悉");
        await watched.Screenshot("site-alerts");
        await page.GotoAsync($"{server.Url}/map?lang=zh&layers=alerts,mine-sites");
        await Expect(page.Locator("#layer-alerts")).ToBeCheckedAsync();
        await watched.MapDrawn();
        await watched.Screenshot("map-alerts");
        watched.WasQuiet();
    }

    [Fact]
    public async Task The_list_comes_as_a_file()
    {
        var sites = await Sites();
        await using var watched = await server.Open("/map/mines?lang=zh");
        foreach (string format in new[] { "csv", "xlsx" })
        {
            var download = await watched.Page.RunAndWaitForDownloadAsync(() => watched.Page.Locator($"#export-{format}").ClickAsync());
            Assert.Equal($"mine-sites.{format}", download.SuggestedFilename);
            byte[] bytes = await File.ReadAllBytesAsync(await download.PathAsync());
            if (format == "csv")
            {
                string[] lines = System.Text.Encoding.UTF8.GetString(bytes).TrimEnd().Split('\n');
                Assert.Equal(sites.Length + 1, lines.Length);
                Assert.Contains("test_ratio_low", lines[0], StringComparison.Ordinal);
            }
            else
            {
                Assert.Equal("PK"u8.ToArray(), bytes[..2]);
            }
        }

        watched.WasQuiet();
    }

    [Fact]
    public async Task A_phone_shows_list_and_site_without_running_over_its_edge()
    {
        string code = (await Sites())[0].GetProperty("code").GetString()!;
        await using var watched = await server.Open("/map/mines?lang=zh", width: 390, height: 780);
        await Expect(watched.Page.Locator("table.mines tbody tr").First).ToBeVisibleAsync();
        await watched.MapDrawn();
        Assert.Equal(390, await watched.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        await watched.Screenshot("mines-phone");
        await watched.Page.GotoAsync($"{server.Url}/map/mines?lang=zh&site={code}");
        await Expect(watched.Page.Locator(".site-chart svg")).ToBeVisibleAsync();
        Assert.Equal(390, await watched.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        await watched.Screenshot("site-phone");
        await watched.Page.Locator(".curve-panel").ScrollIntoViewIfNeededAsync();
        await watched.Screenshot("site-phone-curve");
        watched.WasQuiet();
    }

    [Fact]
    public async Task The_map_goes_through_time_by_keyboard_and_back_to_what_was_known()
    {
        await using var watched = await server.Open("/map?lang=zh");
        var page = watched.Page;
        await watched.MapDrawn();
        await watched.TabTo(".time-handle");
        await page.Keyboard.PressAsync("Home");
        await Expect(page).ToHaveURLAsync(new Regex("scene="));
        string first = (await page.Locator(".time-value").TextContentAsync())!;
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(page.Locator(".time-value")).Not.ToHaveTextAsync(first);
        await watched.Screenshot("map-time");

        // Before there was a register nothing is shown, and that is said.
        await page.Locator("#known-on").FillAsync("2020-07-31");
        await Expect(page.Locator(".known-banner")).ToContainTextAsync("2020-07-31");
        await Expect(page).ToHaveURLAsync(new Regex("on=2020-07-31"));
        await Expect(page.Locator(".legend")).ToContainTextAsync("2020-07-31 时还没有记录");
        await watched.Screenshot("map-known-on");
        await page.GoBackAsync();
        await Expect(page.Locator(".known-banner")).ToBeHiddenAsync();
        watched.WasQuiet();
    }

    private static string Late(JsonElement site) => Months(site) is > 0 and var months ? $"{months}" : "";

    // Nobody knows by how many months a site was late that was restored when the register came.
    private static int Months(JsonElement site) => site.GetProperty("months_late") is { ValueKind: JsonValueKind.Number } months ? months.GetInt32() : -1;

    private static string Now() => TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private async Task<string?> Status(string code) =>
        (await server.Ask($"/collections/mine-sites/items/{code}")).GetProperty("properties").GetProperty("status").GetString();

    private async Task<JsonElement[]> Sites() =>
        [.. (await server.Ask("/collections/mine-sites/items?limit=1000")).GetProperty("features").EnumerateArray().Select(f => f.GetProperty("properties"))
            .OrderBy(p => p.GetProperty("code").GetString(), StringComparer.Ordinal)];
}
