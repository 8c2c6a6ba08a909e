using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Geo.Web.Tests;

[Collection(DemoCollection.Name)]
public sealed class TrainingPageTests(DemoServer server)
{
    [Fact]
    public async Task A_polygon_is_drawn_named_and_saved_by_keyboard_alone()
    {
        await using var watched = await server.Open("/map/runs?lang=zh&page=training&labels=keyboard");
        var page = watched.Page;
        await Expect(page.Locator("#label-scene option")).Not.ToHaveCountAsync(0);
        await watched.TabTo("#label-class");
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.TypeAsync("裸岩");
        await watched.TabTo(".training-side button[aria-pressed]");
        await page.Keyboard.PressAsync("Enter"); // draws; the map has the focus
        await Expect(page.Locator(".cross")).ToBeVisibleAsync();
        foreach (string key in (string[])["Space", "ArrowRight", "ArrowRight", "Space", "ArrowDown", "ArrowDown", "Space"])
        {
            await page.Keyboard.PressAsync(key);
            await page.WaitForTimeoutAsync(350); // the map glides
        }

        await watched.Screenshot("training-drawing");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".balance tbody tr")).ToHaveCountAsync(1);
        await Expect(page.Locator(".balance")).ToContainTextAsync("裸岩");
        await page.Keyboard.PressAsync("d"); // stops
        await Expect(page.Locator(".cross")).ToBeHiddenAsync();

        await watched.TabTo(".training-side button.primary");
        await page.Keyboard.PressAsync("Enter");
        await watched.TabTo("#token");
        await page.Keyboard.TypeAsync(DemoServer.Token);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".training-side button.primary").First).ToBeDisabledAsync(); // nothing to save any more
        var saved = await server.Ask("/labels/keyboard");
        var feature = Assert.Single(saved.GetProperty("features").EnumerateArray());
        Assert.Equal("bare_rock", feature.GetProperty("properties").GetProperty("label").GetString());
        var ring = feature.GetProperty("geometry").GetProperty("coordinates")[0];
        Assert.Equal(4, ring.GetArrayLength()); // three corners, closed
        watched.WasQuiet();
    }

    [Theory]
    [InlineData("zh", 1366, 768), InlineData("en", 1366, 768), InlineData("zh", 390, 780)]
    public async Task A_file_is_imported_edited_undone_and_kept(string lang, int width, int height)
    {
        string name = $"imported-{lang}-{width}";
        await using var watched = await server.Open($"/map/runs?lang={lang}&page=training&labels={name}", width, height);
        var page = watched.Page;
        await page.Locator("#label-import").SetInputFilesAsync(Path.Combine(server.Workspace, "demo", "training.geojson"));
        var given = JsonElement.Parse(await File.ReadAllBytesAsync(Path.Combine(server.Workspace, "demo", "training.geojson"))).GetProperty("features").EnumerateArray()
            .Count(f => f.GetProperty("geometry").GetProperty("type").GetString() is "Polygon" or "MultiPolygon");
        var rows = page.Locator(".balance tbody tr");
        await Expect(page.Locator(".areas li").First).ToBeVisibleAsync();
        int drawn = 0;
        foreach (string cell in await page.Locator(".balance tbody td:nth-child(2)").AllInnerTextsAsync()) drawn += int.Parse(cell, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(given, drawn);

        // The first polygon: another class, then deleted, then both undone.
        await page.Locator(".areas button").First.ClickAsync();
        await page.Locator("#own-class").SelectOptionAsync("road");
        int classes = await rows.CountAsync();
        await page.Locator(".own-area button.danger").ClickAsync();
        await Expect(page.Locator(".areas button").First).ToContainTextAsync("#1");
        await page.Locator("h1").ClickAsync();
        await page.Keyboard.PressAsync("u");
        await page.Keyboard.PressAsync("u");
        await Expect(rows).ToHaveCountAsync(classes);
        await page.Locator(".areas button").First.ClickAsync();
        await page.WaitForTimeoutAsync(1200);
        await watched.Screenshot($"training-{lang}-{width}");
        Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));

        await page.Locator(".training-side button.primary").First.ClickAsync();
        await page.Locator("#token").FillAsync(DemoServer.Token);
        await page.Locator("dialog button.primary").ClickAsync();
        await Expect(page.Locator(".training-side button.primary").First).ToBeDisabledAsync();
        Assert.Equal(given, (await server.Ask($"/labels/{name}")).GetProperty("features").GetArrayLength());

        // Opened again it is what was saved, with its ground by the server's own reckoning.
        await page.ReloadAsync();
        await Expect(rows).ToHaveCountAsync(classes);
        var stock = (await server.Ask("/labels")).EnumerateArray().First(f => f.GetProperty("name").GetString() == name)
            .GetProperty("classes").EnumerateArray().First(c => c.GetProperty("class").GetString() == "stockpile");
        await Expect(page.Locator(".balance tr", new() { HasText = lang == "zh" ? "固体废物堆场" : "Solid-waste stockpile" }))
            .ToContainTextAsync(FormattableString.Invariant($"{stock.GetProperty("area_m2").GetDouble() / 10_000:0.0}"));
        watched.WasQuiet();
    }

    [Fact]
    public async Task Labels_are_checked_and_trained_on_and_the_results_come()
    {
        // Five polygons of three classes and one scene: seconds of work, in which every step is taken.
        var few = JsonElement.Parse(await File.ReadAllBytesAsync(Path.Combine(server.Workspace, "demo", "training.geojson"))).GetProperty("features").EnumerateArray()
            .GroupBy(f => f.GetProperty("properties").GetProperty("label").GetString()).Where(g => g.Key is "stockpile" or "water" or "steppe").SelectMany(g => g.Take(5)).ToArray();
        await server.Put("/labels/pressed", new { type = "FeatureCollection", features = few });
        string scene = (await server.Ask("/scenes")).EnumerateArray().First(s => s.GetProperty("profile").GetString() == "sentinel2-l2a").GetProperty("id").GetString()!;
        var patience = new LocatorAssertionsToBeVisibleOptions { Timeout = 240_000 };
        try
        {
            await using var watched = await server.Open("/map/runs?lang=zh&page=training&labels=pressed");
            var page = watched.Page;
            await page.Locator($".choices input[value='{scene}']").CheckAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "检查样本", Exact = true }).ClickAsync();
            await page.Locator("#token").FillAsync(DemoServer.Token);
            await page.Locator("dialog button.primary").ClickAsync();
            await Expect(page.Locator(".advice .curve path.cover")).ToBeVisibleAsync(patience);

            // Said in the reader's language, with the numbers of this check.
            await Expect(page.Locator(".advice-row").First).ToContainTextAsync("还差 24 个样本：要承诺查全率 0.90，需要 29 个留出对象且无一漏判，现有 5 个");
            await Expect(page.Locator(".advice .warnings li").Last).ToContainTextAsync("处建议接下来标注，由用这些样本训练的模型最拿不准的地方选出");
            Assert.DoesNotMatch("(label|areas|places|class)", await page.Locator(".advice").InnerTextAsync());
            await page.Locator("#train-model").ScrollIntoViewIfNeededAsync();
            await watched.Screenshot("training-checked");
            await page.Locator(".advice .warnings").ScrollIntoViewIfNeededAsync();
            await watched.Screenshot("training-checked-advice");

            await page.Locator("#train-model").FillAsync("pressed");
            await page.Locator("#train-sampling").SelectOptionAsync("ground");
            await page.GetByRole(AriaRole.Button, new() { Name = "训练", Exact = true }).ClickAsync();
            await Expect(page.Locator(".model-card")).ToBeVisibleAsync(patience);
            await Expect(page).ToHaveURLAsync(new Regex("page=models&model=pressed"));
            var made = page.Locator(".model-card section").First;
            await Expect(made).ToContainTextAsync("labels/pressed.geojson");
            await Expect(made).ToContainTextAsync("按面积比例取样行数 20000");
            await watched.Screenshot("training-trained");
            watched.WasQuiet();
        }
        finally
        {
            // The models' tests find the demo's own model alone.
            if (Directory.Exists(Path.Combine(server.Workspace, "models", "pressed"))) Directory.Delete(Path.Combine(server.Workspace, "models", "pressed"), recursive: true);
        }
    }

    [Fact]
    public async Task Advice_names_suspects_and_places_that_are_acted_on_on_the_map()
    {
        const string square = """[[[110.2,40.55],[110.202,40.55],[110.202,40.552],[110.2,40.552],[110.2,40.55]]]""";
        string Area(string label) => "{\"type\":\"Feature\",\"properties\":{\"label\":\"" + label + "\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":" + square + "}}";
        string two = "{\"type\":\"FeatureCollection\",\"features\":[" + Area("stockpile") + "," + Area("road") + "]}";
        await server.Put("/labels/advised", JsonElement.Parse(two));
        string file = (await server.Ask("/labels")).EnumerateArray().First(f => f.GetProperty("name").GetString() == "advised").GetProperty("file").GetString()!;
        await using var watched = await server.Open("/map/runs?lang=zh");
        var page = watched.Page;
        // The run's outputs as the contract of `advise` has them.
        string outputs = """
            {"run_id":"advise-1","classes":[{"class":"stockpile","reported":true,"areas":1,"rows":40,"area_m2":37800,"blocks":1,"advice":"label in two blocks more"}],
             "suspects":[{"area":1,"label":"road","looks_like":"stockpile","own_probability":0.04,"other_probability":0.81,"longitude":110.201,"latitude":40.551}],
             "learning_curve":[{"share":0.25,"areas":50,"rows":900,"macro_f1":0.5,"reported_f1":0.4},{"share":0.5,"areas":100,"rows":1800,"macro_f1":0.6,"reported_f1":0.55},{"share":1,"areas":200,"rows":3600,"macro_f1":0.66,"reported_f1":0.63}],
             "learning_advice":"more labels still help","uncertain":[{"longitude":110.21,"latitude":40.56,"size_m":200,"first":"stockpile","second":"bare_rock","first_probability":0.48,"second_probability":0.44}],"notes":["3 areas lie on cloud"]}
            """;
        string run = $$"""{"id":"advise-1","kind":"advise","state":"done","parameters":{"samples":{{JsonSerializer.Serialize(file)}}},"outputs":{{outputs}},"created_at":"2099-01-01T00:00:00Z","started_at":"2099-01-01T00:00:00Z","ended_at":"2099-01-01T00:00:09Z","progress":1,"log":[]}""";
        await page.RouteAsync(new Regex("/runs\\?limit=200"), route => route.FulfillAsync(new() { ContentType = "application/json", Body = $"[{run}]" }));
        await page.GotoAsync($"{server.Url}/map/runs?lang=zh&page=training&labels=advised");

        await Expect(page.Locator(".advice .suspects").First).ToContainTextAsync("道路");
        await Expect(page.Locator(".advice .curve path.cover")).ToHaveCountAsync(1);
        await Expect(page.Locator(".advice")).ToContainTextAsync("more labels still help");
        await page.Locator(".advice ul.suspects button.item").ClickAsync();
        await page.WaitForTimeoutAsync(1000);
        await page.Locator(".advice").ScrollIntoViewIfNeededAsync();
        await watched.Screenshot("training-advice");
        await page.GetByRole(AriaRole.Button, new() { Name = "改为固体废物堆场" }).ClickAsync();
        await Expect(page.Locator(".balance tbody tr")).ToHaveCountAsync(1);
        await Expect(page.Locator(".advice ul.suspects")).ToContainTextAsync("已处理");
        await page.Locator(".advice ol.suspects button").ClickAsync();
        await page.WaitForTimeoutAsync(1000);
        await watched.Screenshot("training-uncertain");
        watched.WasQuiet();
    }
}
