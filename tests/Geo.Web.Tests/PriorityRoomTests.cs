using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Geo.Web.Tests;

[Collection(DemoCollection.Name)]
public sealed class PriorityRoomTests(DemoServer server)
{
    private const int Budget = 900;

    /// <summary>The room's question: which first, and how sure?</summary>
    [Theory]
    [InlineData("zh", "治理优先级", "优先级"), InlineData("en", "Priority of dumps", "Priority")]
    public async Task Which_first_and_how_sure_is_answered_by_keyboard(string lang, string title, string room)
    {
        var told = await Ask("/priority/what-if", new { budget_wan = Budget });
        var shares = await Ask("/priority/stability", new { question = new { budget_wan = Budget }, draws = 10_000 });
        var rows = told.GetProperty("rows").EnumerateArray().ToArray();
        string first = rows[0].GetProperty("code").GetString()!;
        await using var watched = await server.Open($"/map?lang={lang}");
        var page = watched.Page;
        await watched.TabTo("a.rail-entry[href^='/map/priority']");
        await Expect(page.Locator("a.rail-entry:focus")).ToHaveTextAsync(room);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("h1")).ToHaveTextAsync(title);
        await watched.TabTo("#budget");
        await page.Keyboard.PressAsync("Control+a");
        await page.Keyboard.TypeAsync(Budget.ToString(CultureInfo.InvariantCulture));
        await Expect(page).ToHaveURLAsync(new Regex($"budget={Budget}"));
        var lines = page.Locator("table.priority tbody tr[data-code]");
        await Expect(lines).ToHaveCountAsync(rows.Length);
        await Expect(lines.First).ToHaveAttributeAsync("data-code", first);
        await Expect(lines.First.Locator(".c-score")).ToHaveTextAsync(rows[0].GetProperty("score").GetDouble().ToString("0.000", CultureInfo.InvariantCulture));
        await Expect(page.Locator("table.priority tr.is-funded")).ToHaveCountAsync(told.GetProperty("funded").GetInt32());
        // How sure: refined to 10,000 draws.
        await Expect(page.Locator("th.c-share")).ToContainTextAsync("10,000");
        await Expect(lines.First.Locator(".c-share .n")).ToHaveTextAsync($"{Math.Floor(shares.GetProperty("shares").GetProperty(first).GetDouble() * 100 + 0.5).ToString("0", CultureInfo.InvariantCulture)} %");

        await watched.TabTo("table.priority tr[data-code]");
        await page.Keyboard.PressAsync("ArrowDown");
        string second = rows[1].GetProperty("code").GetString()!;
        await Expect(page).ToHaveURLAsync(new Regex($"sel={second}"));
        await Expect(page.Locator("#dump-title")).ToContainTextAsync(second);
        await Expect(page.Locator("table.parts tbody tr")).ToHaveCountAsync(11);
        await watched.MapDrawn();
        await watched.Screenshot($"priority-{lang}");

        // Ruled out by a key, then back.
        await Expect(page.Locator("table.priority tr:focus")).ToHaveAttributeAsync("data-code", second);
        await page.Keyboard.PressAsync("x");
        await Expect(page).ToHaveURLAsync(new Regex($"cannot={second}"));
        watched.WasQuiet();
    }

    [Fact]
    public async Task A_contradiction_is_refused_with_the_worst_judgement_marked_and_mended_by_the_slider()
    {
        await using var watched = await server.Open("/map/priority?lang=zh");
        var page = watched.Page;
        await Expect(page.Locator("#ratio-headings")).ToContainTextAsync("CR");
        await watched.TabTo("#pair-headings-1");
        await page.Keyboard.PressAsync("Home"); // 9 for control and response against the hazard of the source
        await Expect(page.Locator("#ratio-headings")).ToHaveClassAsync(new Regex("bad"));
        await Expect(page.Locator("#worst-headings")).ToBeVisibleAsync();
        await Expect(page.Locator(".pair.worst-pair")).ToHaveCountAsync(1);
        await watched.Screenshot("priority-refused");
        for (int i = 0; i < 9; i++) await page.Keyboard.PressAsync("ArrowRight");
        await Expect(page.Locator("#ratio-headings")).Not.ToHaveClassAsync(new Regex("bad"));
        await Expect(page.Locator(".pair.worst-pair")).ToHaveCountAsync(0);
        watched.WasQuiet();
    }

    [Fact]
    public async Task A_scenario_is_saved_and_set_beside_the_working_criteria()
    {
        await server.Post("/priority/scenarios", new { name = "比较用", question = new { budget_wan = 4000, objective = "hazard_volume" } });
        await using var watched = await server.Open("/map/priority?lang=zh&budget=900");
        var page = watched.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "登录" }).First.ClickAsync();
        await watched.TabTo("#token");
        await page.Keyboard.TypeAsync(DemoServer.Token);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("dialog")).ToHaveCountAsync(0);
        await page.Locator("#scenario-name").FillAsync("九百万");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("tr[data-scenario]").Filter(new() { HasText = "九百万" })).ToHaveCountAsync(1);
        await page.Locator("tr[data-scenario]").Filter(new() { HasText = "九百万" }).Locator(".pick input").First.CheckAsync();
        await page.Locator("tr[data-scenario]").Filter(new() { HasText = "比较用" }).Locator(".pick input").Last.CheckAsync();
        await Expect(page.Locator(".side-by-side h3")).ToContainTextAsync("比较用");
        await Expect(page.Locator(".side-by-side table tbody tr").First).ToBeVisibleAsync();
        await watched.Screenshot("priority-scenarios");
        watched.WasQuiet();
    }

    private async Task<JsonElement> Ask(string path, object body)
    {
        using var client = new HttpClient();
        using var answer = await client.PostAsJsonAsync(new Uri(server.Url + path), body);
        return JsonElement.Parse(await answer.Content.ReadAsStringAsync());
    }
}
