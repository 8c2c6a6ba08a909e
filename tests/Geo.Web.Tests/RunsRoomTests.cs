using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace Geo.Web.Tests;

[Collection(DemoCollection.Name)]
public sealed class RunsRoomTests(DemoServer server)
{
    [Theory]
    [InlineData("zh", "完成", "遥感排查")]
    [InlineData("en", "Done", "Survey")]
    public async Task Runs_and_scenes_are_listed_in_both_languages(string lang, string done, string survey)
    {
        int scenes = (await server.Ask("/scenes")).GetArrayLength();
        await using var watched = await server.Open($"/map/runs?lang={lang}");
        await Expect(watched.Page.Locator("table.scenes tbody tr")).ToHaveCountAsync(scenes);
        var row = watched.Page.Locator("table.list:not(.scenes) tbody tr", new() { HasText = survey }).First;
        await Expect(row).ToContainTextAsync(done);
        await watched.Page.WaitForTimeoutAsync(1500);
        await watched.Screenshot($"runs-{lang}");
        watched.WasQuiet();
    }

    [Fact]
    public async Task Run_is_started_and_followed_to_its_end_by_keyboard_alone()
    {
        await using var watched = await server.Open("/map/runs?lang=zh");
        await Expect(watched.Page.Locator("table.scenes")).ToBeVisibleAsync();
        await watched.TabTo("#start-kind");
        await watched.Page.Keyboard.PressAsync("End"); // the last kind: track
        await Expect(watched.Page.Locator("#start-kind")).ToHaveValueAsync("track");
        await watched.TabTo("form.start button.primary");
        await watched.Page.Keyboard.PressAsync("Enter");

        // Not signed in: the page asks before it sends anything.
        await watched.TabTo("#token");
        await watched.Page.Keyboard.TypeAsync(DemoServer.Token);
        await watched.Page.Keyboard.PressAsync("Enter");

        await Expect(watched.Page).ToHaveURLAsync(new Regex("/map/runs\\?lang=zh&run="));
        await Expect(watched.Page.Locator(".run-panel h2")).ToHaveTextAsync("跟踪监测");
        await Expect(watched.Page.Locator(".run-panel .state")).ToHaveTextAsync("完成", new() { Timeout = 120_000 });
        await Expect(watched.Page.Locator(".run-panel .log")).Not.ToHaveTextAsync("（没有日志）");
        await watched.Screenshot("runs-followed");

        await watched.Page.GoBackAsync();
        await Expect(watched.Page.Locator("form.start")).ToBeVisibleAsync();
        watched.WasQuiet();
    }

    [Fact]
    public async Task Failed_run_says_why_and_wrong_token_is_refused()
    {
        await using var watched = await server.Open("/map/runs?lang=en");
        await watched.Page.Locator("#f-paths").FillAsync("/nowhere/no-such-file.tif");
        await watched.Page.Locator("form.start button.primary").ClickAsync();
        await watched.Page.Locator("#token").FillAsync("wrong");
        await watched.Page.Locator("dialog button.primary").ClickAsync();
        await Expect(watched.Page.Locator("dialog .error")).ToContainTextAsync("not the token");
        await watched.Page.Locator("#token").FillAsync(DemoServer.Token);
        await watched.Page.Locator("dialog button.primary").ClickAsync();

        // Refused at once with its reason, or failed as a run with the same.
        var reason = watched.Page.Locator(".runs-room p.error:visible").First;
        await Expect(reason).ToContainTextAsync("no-such-file.tif", new() { Timeout = 120_000 });
        await watched.Screenshot("runs-failed");
    }

    [Fact]
    public async Task Footprint_leads_to_the_scene_on_the_map_and_language_switches_in_place()
    {
        await using var watched = await server.Open("/map/runs?lang=zh");
        await watched.Page.Locator("table.scenes tbody button.link").First.ClickAsync();
        await Expect(watched.Page).ToHaveURLAsync(new Regex("/map\\?lang=zh.*scene="));
        await watched.MapDrawn();
        string chosen = await watched.Page.Locator("#scene-select").InputValueAsync();
        Assert.NotEqual("", chosen);
        await watched.Page.GetByText("English", new() { Exact = true }).ClickAsync();
        await Expect(watched.Page.Locator("#legend-title")).ToHaveTextAsync("Layers");
        await Expect(watched.Page.Locator("#scene-select")).ToHaveValueAsync(chosen);
        watched.WasQuiet();
    }
}
