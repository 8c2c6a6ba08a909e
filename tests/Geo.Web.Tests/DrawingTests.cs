using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Geo.Web.Tests;

/// <summary>Outlines of sites, new rows and areas of interest, drawn on the map.</summary>
[Collection(DemoCollection.Name)]
public sealed class DrawingTests(DemoServer server)
{
    [Fact]
    public async Task An_outline_is_edited_by_mouse_and_keys_taken_back_saved_and_restored()
    {
        var (id, before) = await Site(1);
        await using var watched = await Open($"/map?lang=zh&sel=mine-sites/{id}");
        var page = watched.Page;
        await watched.MapDrawn();
        await Expect(page.Locator(".outline-history summary")).ToHaveTextAsync("边界沿革（1）");
        await page.Locator("#edit-outline").ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("draw=edit"));
        await Expect(page.Locator(".draw-panel h2")).ToContainTextAsync("改边界");
        var save = page.Locator("#draw-save");
        await Expect(save).ToBeDisabledAsync();

        // The first corner comes under the cross in the middle, where the mouse takes it.
        await page.GetByRole(AriaRole.Button, new() { Name = "下一角点" }).ClickAsync();
        await Expect(page.Locator(".corners output")).ToContainTextAsync("角点 1/");
        var map = (await page.Locator(".map-room .map").BoundingBoxAsync())!;
        var (x, y) = (map.X + map.Width / 2, map.Y + map.Height / 2);
        await page.Mouse.MoveAsync(x, y);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(x + 40, y + 30, new() { Steps = 4 });
        await page.Mouse.UpAsync();
        await Expect(save).ToBeEnabledAsync();
        await Expect(page.Locator(".draw-panel .facts")).ToContainTextAsync("变化");
        await page.Keyboard.PressAsync("Control+z");
        await Expect(save).ToBeDisabledAsync();
        await Expect(page.Locator(".redo")).ToBeEnabledAsync();
        await page.Keyboard.PressAsync("Control+y");
        await Expect(save).ToBeEnabledAsync();

        // By keys: the next corner, a neighbour beside it at the cross, and away again; then the corner itself moves.
        string corners = await page.Locator("#draw-corners").InputValueAsync();
        int count = corners.Split('\n').Length;
        await page.Locator(".map-room .map").FocusAsync();
        foreach (string key in (string[])["n", "ArrowRight", "ArrowRight", "i"]) await page.Keyboard.PressAsync(key);
        await Expect(page.Locator(".corners output")).ToContainTextAsync($"/{count + 1}");
        await page.Keyboard.PressAsync("Delete");
        await Expect(page.Locator(".corners output")).ToContainTextAsync($"/{count}");
        Assert.Equal(corners, await page.Locator("#draw-corners").InputValueAsync());
        await page.Keyboard.PressAsync("p");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("m");
        Assert.NotEqual(corners, await page.Locator("#draw-corners").InputValueAsync());
        await watched.Screenshot("draw-edit-zh");

        // Back would lose it: it asks, and no stays.
        string? asked = null;
        bool answer = false;
        page.Dialog += async (_, dialog) => { asked = dialog.Message; await (answer ? dialog.AcceptAsync() : dialog.DismissAsync()); };
        await page.EvaluateAsync("history.back()");
        await Expect(page).ToHaveURLAsync(new Regex("draw=edit"));
        Assert.Contains("没有保存", asked, StringComparison.Ordinal);
        await Expect(save).ToBeEnabledAsync();

        await watched.TabTo("#draw-save");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#toast")).ToContainTextAsync("已保存");
        await Expect(page).Not.ToHaveURLAsync(new Regex("draw="));
        var history = page.Locator(".outline-history");
        await Expect(history.Locator("summary")).ToHaveTextAsync("边界沿革（2）");
        await history.Locator("summary").ClickAsync();
        await Expect(history.Locator("li").First).ToContainTextAsync("token 现行");
        await Expect(history.Locator("li").First).ToContainTextAsync("公顷");
        Assert.NotEqual(before, await Outline(id));

        answer = true;
        await history.GetByRole(AriaRole.Button, new() { Name = "在地图上显示" }).ClickAsync();
        await page.WaitForTimeoutAsync(700);
        await watched.Screenshot("draw-history-zh");
        await history.Locator(".restore").ClickAsync();
        await Expect(history.Locator("summary")).ToHaveTextAsync("边界沿革（3）");
        Assert.Equal(before, await Outline(id));
        watched.WasQuiet();
    }

    [Fact]
    public async Task Who_was_slower_is_told_by_whom_and_may_load_theirs_and_save_again()
    {
        var (id, before) = await Site(2);
        await using var watched = await Open($"/map?lang=en&sel=mine-sites/{id}&draw=edit");
        var page = watched.Page;
        // A corner's last decimals by text: some metres away.
        await page.Locator("#draw-text-open").ClickAsync();
        string[] corners = (await page.Locator("#draw-corners").InputValueAsync()).Split('\n');
        await page.Locator("#draw-corners").FillAsync(string.Join('\n', [Away(corners[0]), .. corners[1..]]));
        await page.Locator("#draw-text-take").ClickAsync();
        string mine = await page.Locator("#draw-corners").InputValueAsync();

        await Patch(id, JsonElement.Parse(before), 3e-4);
        string theirs = await Outline(id);
        await page.Locator("#draw-save").ClickAsync();
        await Expect(page.Locator(".conflict")).ToContainTextAsync("token was quicker");
        Assert.Equal(theirs, await Outline(id));
        await watched.Screenshot("draw-conflict-en");
        await page.Locator("#draw-theirs").ClickAsync();
        await Expect(page.Locator("#draw-save")).ToBeDisabledAsync();
        Assert.NotEqual(mine, await page.Locator("#draw-corners").InputValueAsync());
        await page.Locator(".undo").ClickAsync();
        Assert.Equal(mine, await page.Locator("#draw-corners").InputValueAsync());
        await page.Locator("#draw-save").ClickAsync();
        await Expect(page.Locator("#toast")).ToContainTextAsync("Saved");
        await Expect(page.Locator(".outline-history summary")).ToHaveTextAsync("Outline history (3)");
        Assert.Contains(mine.Split(',')[0].TrimEnd('0'), await Outline(id), StringComparison.Ordinal);
        watched.WasQuiet(refused: 412);
    }

    [Theory]
    [InlineData("zh", 1366, 768, "堆场"), InlineData("en", 390, 780, "dumps")]
    public async Task A_new_dump_is_drawn_with_its_code_and_finds_its_town(string lang, int width, int height, string register)
    {
        string code = $"DRAWN-{width}";
        await using var watched = await Open($"/map?lang={lang}&draw=new", width, height);
        var page = watched.Page;
        await page.Locator(".draw-body .choices button", new() { HasTextRegex = new Regex(register, RegexOptions.IgnoreCase) }).First.ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("draw=new/dumps"));
        await Expect(page.Locator(".map-room .cross")).ToBeVisibleAsync();
        await watched.Screenshot($"draw-new-{lang}-{width}");
        foreach (string key in (string[])["Space", "ArrowRight", "ArrowRight", "Enter"]) await page.Keyboard.PressAsync(key);
        await Expect(page.Locator(".draw-body .error")).ToBeVisibleAsync(); // two corners are no area
        foreach (string key in (string[])["Space", "ArrowDown", "ArrowDown", "Space", "Enter"]) await page.Keyboard.PressAsync(key);
        await Expect(page.Locator("#draw-save")).ToBeEnabledAsync();
        await Expect(page.Locator("#draw-town")).Not.ToHaveValueAsync("");
        await page.Locator("#draw-save").ClickAsync();
        await Expect(page.Locator(".draw-body .error")).ToBeVisibleAsync(); // no code
        await page.Locator("#draw-code").FillAsync(code);
        await watched.Screenshot($"draw-drawn-{lang}-{width}");
        Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        await page.Locator("#draw-save").ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex($"sel=dumps/{code}"));
        await Expect(page.Locator(".card .kicker").First).ToContainTextAsync(lang == "zh" ? "堆场" : "ump");
        var made = (await server.Ask($"/collections/dumps/items/{code}")).GetProperty("properties");
        Assert.InRange(made.GetProperty("area_m2").GetDouble(), 100, 1e7);
        Assert.NotNull(made.GetProperty("town").GetString());
        watched.WasQuiet();
    }

    [Fact]
    public async Task An_area_of_interest_is_drawn_and_a_survey_started_with_it()
    {
        // Far from every scene: the run that reads the area says so, and leaves the others' detections alone.
        await using var watched = await Open("/map/runs?lang=zh");
        var page = watched.Page;
        await page.Locator("#start-kind").SelectOptionAsync("survey");
        await page.Locator("#f-aoi-draw").ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("draw=area"));
        await page.GotoAsync($"{server.Url}/map?lang=zh&view=112.5,41.5,13&draw=area");
        await Expect(page.Locator(".map-room .cross")).ToBeVisibleAsync();
        foreach (string key in (string[])["Space", "ArrowRight", "ArrowRight", "Space", "ArrowDown", "ArrowDown", "Space", "Enter"]) await page.Keyboard.PressAsync(key);
        await Expect(page.Locator("#draw-save")).ToBeEnabledAsync();
        await page.Locator("#draw-name").FillAsync("远处-1");
        await page.Locator("#draw-save").ClickAsync();
        var row = page.Locator(".areas-drawn li", new() { HasText = "远处-1" });
        await Expect(row).ToContainTextAsync("token");
        await watched.Screenshot("draw-areas-zh");

        // Edited by the same editor: a second part.
        await row.GetByRole(AriaRole.Button, new() { Name = "改范围 远处-1" }).ClickAsync();
        await page.Locator("#draw-part").ClickAsync();
        foreach (string key in (string[])["ArrowLeft", "ArrowLeft", "ArrowLeft", "ArrowLeft", "ArrowLeft", "ArrowLeft", "ArrowLeft", "ArrowLeft", "Space", "ArrowUp", "ArrowUp", "Space", "ArrowLeft", "Space", "Enter"]) await page.Keyboard.PressAsync(key);
        await Expect(page.Locator(".parts li")).ToHaveCountAsync(2);
        await page.Locator("#draw-save").ClickAsync();
        await Expect(row).ToBeVisibleAsync();
        await row.GetByRole(AriaRole.Button, new() { Name = "用范围 远处-1 开始排查" }).ClickAsync();
        await Expect(page.Locator("#f-aoi")).ToHaveValueAsync("areas/远处-1.geojson");
        await watched.Screenshot("draw-survey-zh");
        string scene = (await server.Ask("/scenes")).EnumerateArray().First(s => s.GetProperty("profile").GetString() == "sentinel2-l2a").GetProperty("id").GetString()!;
        await page.Locator($".choices input[value='{scene}']").CheckAsync();
        await page.Locator("form.start button.primary").ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("run=survey-"));
        string run = Regex.Match(page.Url, "run=([^&]+)").Groups[1].Value;
        JsonElement told;
        for (int waited = 0; (told = await server.Ask($"/runs/{run}")).GetProperty("state").GetString() is "queued" or "running"; waited++)
        {
            Assert.True(waited < 240, "the run did not end in a minute");
            await Task.Delay(250);
        }

        Assert.Equal("areas/远处-1.geojson", told.GetProperty("parameters").GetProperty("aoi").GetString());
        Assert.Contains("does not meet the imagery", told.GetProperty("error").GetString(), StringComparison.Ordinal);
        watched.WasQuiet();
    }

    [Fact]
    public async Task Who_has_no_right_sees_no_editing()
    {
        var (id, _) = await Site(3);
        await using var watched = await server.Open($"/map?lang=en&sel=mine-sites/{id}");
        await Expect(watched.Page.Locator(".outline-history summary")).ToHaveTextAsync("Outline history (1)");
        await Expect(watched.Page.Locator("#edit-outline")).ToHaveCountAsync(0);
        await Expect(watched.Page.Locator("#draw-new")).ToHaveCountAsync(0);
        await watched.Page.Locator(".outline-history summary").ClickAsync();
        await Expect(watched.Page.Locator(".outline-history li")).ToContainTextAsync("a member of staff");
        await watched.Page.GotoAsync($"{server.Url}/map?lang=en&sel=mine-sites/{id}&draw=edit");
        await Expect(watched.Page.Locator(".draw-panel .error")).ToContainTextAsync("sign in");
        watched.WasQuiet();
    }

    private async Task<WatchedPage> Open(string path, int width = 1366, int height = 768)
    {
        var watched = await server.Open("/map/field", width, height);
        var signed = await watched.Page.Context.APIRequest.GetAsync($"{server.Url}/token?token={DemoServer.Token}", new() { Headers = new Dictionary<string, string> { ["Accept"] = "application/json" } });
        Assert.True(signed.Ok);
        await watched.Page.GotoAsync(server.Url + path);
        return watched;
    }

    // The number-th site with a polygon, and its outline.
    private async Task<(string Id, string Outline)> Site(int number)
    {
        var site = (await server.Ask("/collections/mine-sites/items?limit=200")).GetProperty("features").EnumerateArray()
            .Where(f => f.GetProperty("geometry").ValueKind == JsonValueKind.Object && f.GetProperty("geometry").GetProperty("type").GetString()!.EndsWith("Polygon", StringComparison.Ordinal)).ElementAt(number);
        return (site.GetProperty("id").GetString()!, site.GetProperty("geometry").GetRawText());
    }

    private async Task<string> Outline(string id) => (await server.Ask($"/collections/mine-sites/items/{id}")).GetProperty("geometry").GetRawText();

    private static string Away(string corner)
    {
        double[] at = [.. corner.Split(',').Select(part => double.Parse(part, System.Globalization.CultureInfo.InvariantCulture))];
        return FormattableString.Invariant($"{at[0] + 1.11e-4:0.0000000}, {at[1]:0.0000000}");
    }

    // The whole outline a little farther east.
    private async Task Patch(string id, JsonElement outline, double by)
    {
        string moved = Regex.Replace(outline.GetRawText(), @"\[(-?\d+(?:\.\d+)?),", m => FormattableString.Invariant($"[{double.Parse(m.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) + by:0.0000000},"));
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", DemoServer.Token);
        using var request = new HttpRequestMessage(HttpMethod.Patch, new Uri($"{server.Url}/collections/mine-sites/items/{id}")) { Content = JsonContent.Create(new { geometry = JsonElement.Parse(moved) }) };
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        using var answer = await client.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
