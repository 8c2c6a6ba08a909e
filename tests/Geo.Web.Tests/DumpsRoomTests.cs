using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Geo.Web.Tests;

/// <summary>The room's question of WEB.md: what lies where and how bad?</summary>
[Collection(DemoCollection.Name)]
public sealed class DumpsRoomTests(DemoServer server)
{
    [Theory]
    [InlineData("zh", "固体废物堆场清单"), InlineData("en", "Inventory of solid-waste dumps")]
    public async Task What_lies_where_and_how_bad_is_answered_by_keyboard_from_the_start_page(string lang, string title)
    {
        JsonElement told = await server.Ask("/dumps"), corridor = await server.Ask("/river-corridor/counts");
        var dumps = told.GetProperty("dumps").EnumerateArray().ToArray();
        int gravest = told.GetProperty("by_grade").GetProperty("I").GetInt32();
        Assert.True(gravest > 0 && dumps.Length > gravest, "the demo has dumps of grade I and others");

        await using var watched = await server.Open($"/map?lang={lang}");
        var page = watched.Page;
        await watched.TabTo("a[href^='/map/dumps']");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("h1").First).ToHaveTextAsync(title);
        await Expect(page.Locator("#dumps-total")).ToHaveTextAsync(dumps.Length.ToString(CultureInfo.InvariantCulture));
        await Expect(page.Locator("table.dumps tbody tr")).ToHaveCountAsync(dumps.Length);
        await Expect(page.Locator("#to-sample strong")).ToHaveTextAsync(Whole(told, "to_be_sampled"));
        await Expect(page.Locator(".corridor summary")).ToContainTextAsync(Whole(corridor, "dumps"));
        await watched.Screenshot($"dumps-{lang}");

        // How bad: the gravest, by the chip of their grade.
        await watched.TabTo("#grade-I");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(new Regex("grade=I"));
        await Expect(page.Locator("table.dumps tbody tr")).ToHaveCountAsync(gravest);
        await Expect(page.Locator("#grade-I strong")).ToHaveTextAsync(gravest.ToString(CultureInfo.InvariantCulture));

        // What lies there: the first of them, opened by Enter.
        await watched.TabTo("tr[data-id]");
        string code = (await page.EvaluateAsync<string>("document.activeElement.dataset.id"))!;
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(new Regex($"dump={code}"));
        JsonElement sheet = await server.Ask($"/dumps/{code}"), p = sheet.GetProperty("properties");
        await Expect(page.Locator("#site-title")).ToHaveTextAsync(p.GetProperty("name").GetString()!);
        await Expect(page.Locator("[data-fact=sensitive_distance_m]")).ToContainTextAsync(Metres(p.GetProperty("sensitive_distance_m").GetDouble()));
        await Expect(page.Locator("[data-fact=sensitive_distance_m]")).ToContainTextAsync(p.GetProperty("sensitive_name").GetString()!);
        await Expect(page.Locator(".panel.decide .reason").First).ToHaveTextAsync(sheet.GetProperty("grade").GetProperty("why").GetProperty(lang).GetString()!);
        await Expect(page.Locator("#dump-growth")).ToContainTextAsync(lang == "zh" ? "证据不足" : "insufficient evidence", new() { IgnoreCase = true });
        await Expect(page.Locator(".pair img")).ToHaveCountAsync(2);
        await watched.Screenshot($"dump-{lang}");
        await page.GoBackAsync();
        await Expect(page.Locator("table.dumps tbody tr")).ToHaveCountAsync(gravest);
        watched.WasQuiet();
    }

    [Fact]
    public async Task A_plan_is_laid_out_on_the_page_and_its_points_are_the_server_s()
    {
        var dump = (await server.Ask("/dumps")).GetProperty("dumps").EnumerateArray().Last(d => d.GetProperty("sampling_reason").ValueKind == JsonValueKind.String && d.GetProperty("status").GetString() == "listed" && d.GetProperty("code").GetString()!.StartsWith("DH-", StringComparison.Ordinal));
        string code = dump.GetProperty("code").GetString()!;
        await using var watched = await server.Open($"/map/dumps?lang=zh&dump={code}");
        var page = watched.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "登录" }).Last.ClickAsync();
        await watched.TabTo("#token");
        await page.Keyboard.TypeAsync(DemoServer.Token);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#plan-send")).ToBeVisibleAsync(); // the page is drawn anew for who has signed in
        await watched.TabTo("#plan-send");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#dump-status")).ToHaveTextAsync("拟采样");
        int points = (await server.Ask($"/dumps/{code}")).GetProperty("sampling").GetProperty("points_by_rule").GetInt32();
        await Expect(page.Locator("table.points tbody tr")).ToHaveCountAsync(points);
        await Expect(page.Locator(".ground-marks .sample")).ToHaveCountAsync(points);
        await page.Locator("#decision-status").SelectOptionAsync("sampled");
        await Expect(page.Locator(".evidence-list .late")).ToContainTextAsync("全部采样点");
        await watched.Screenshot("dump-sampling");
        watched.WasQuiet();
    }

    private static string Whole(JsonElement json, string name) => json.GetProperty(name).GetInt32().ToString(CultureInfo.InvariantCulture);

    private static string Metres(double value) => value < 1000 ? $"{Math.Round(value, MidpointRounding.AwayFromZero).ToString(CultureInfo.InvariantCulture)} m"
        : $"{(value / 1000).ToString(value < 10_000 ? "0.00" : "0.0", CultureInfo.InvariantCulture)} km";
}
