using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Geo.Web.Tests;

[Collection(DemoCollection.Name)]
public sealed class AccuracyPageTests(DemoServer server)
{
    private const int Places = 60;

    [Fact]
    public async Task A_sample_is_drawn_labelled_by_two_settled_and_assessed_by_keyboard()
    {
        await using var watched = await server.Open("/map/runs?lang=zh&page=accuracy");
        var page = watched.Page;
        await watched.TabTo(".accuracy-page table button.link");
        await watched.Screenshot("accuracy-surveys");
        await page.Keyboard.PressAsync("Enter");
        await watched.TabTo("#sample-count");
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.TypeAsync($"{Places}");
        await page.Keyboard.PressAsync("Enter");
        await watched.TabTo("#token");
        await page.Keyboard.TypeAsync(DemoServer.Token);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".accuracy-page .steps")).ToBeVisibleAsync(new() { Timeout = 180_000 });
        string survey = Regex.Match(page.Url, "survey=([^&]+)").Groups[1].Value;
        await watched.Screenshot("accuracy-drawn");

        // The first interpreter: two labels, one taken back.
        await watched.TabTo(".accuracy-page .segmented button");
        await page.Keyboard.PressAsync("Enter");
        var pictures = page.Locator(".labelling .frame img");
        await Expect(pictures).ToHaveCountAsync(2);
        await Expect(pictures.Nth(0)).ToHaveJSPropertyAsync("naturalWidth", 640);
        await Expect(pictures.Nth(1)).ToHaveJSPropertyAsync("naturalWidth", 640);
        await Expect(page.Locator(".class-keys button")).ToHaveCountAsync(9);
        await watched.Screenshot("accuracy-label-zh");
        await page.Keyboard.PressAsync("1");
        await Expect(page.Locator("#label-progress")).ToHaveTextAsync($"已判读 1 / {Places}");
        await page.Keyboard.PressAsync("0"); // the next classes
        await page.Keyboard.PressAsync("2");
        await Expect(page.Locator("#label-progress")).ToHaveTextAsync($"已判读 2 / {Places}");
        await page.Keyboard.PressAsync("u");
        await Expect(page.Locator("#label-progress")).ToHaveTextAsync($"已判读 1 / {Places}");
        var first = (await server.Ask($"/surveys/{survey}/sample?interpreter=1")).GetProperty("places");
        string label = first[0].GetProperty("label").GetString()!;
        Assert.Equal("stockpile", label);
        Assert.All(first.EnumerateArray().Skip(1), place => Assert.Equal(JsonValueKind.Null, place.GetProperty("label").ValueKind));
        Assert.All((await server.Ask($"/surveys/{survey}/sample?interpreter=2")).GetProperty("places").EnumerateArray(), place => Assert.Equal(JsonValueKind.Null, place.GetProperty("label").ValueKind));

        // The result says what is missing; then both label as the map does, but at place 1, where they differ.
        await page.GotoAsync($"{server.Url}/map/runs?lang=zh&page=accuracy&survey={survey}&as=result");
        await Expect(page.Locator(".accuracy-body .note-box")).ToContainTextAsync("证据不足");
        var drawn = (await server.Ask($"/surveys/{survey}/sample.geojson")).GetProperty("features").EnumerateArray().Select(f => f.GetProperty("properties")).ToList();
        foreach (var place in drawn)
        {
            int number = place.GetProperty("number").GetInt32();
            string map = place.GetProperty("map_class").GetString()!;
            await server.Put($"/surveys/{survey}/sample/places/{number}", new { interpreter = "1", label = number == 1 ? "water" : map });
            await server.Put($"/surveys/{survey}/sample/places/{number}", new { interpreter = "2", label = number == 1 ? "road" : map });
        }

        await page.GotoAsync($"{server.Url}/map/runs?lang=zh&page=accuracy&survey={survey}&as=agreed");
        await Expect(page.Locator(".labelling h2")).ToHaveTextAsync("样点 1");
        await Expect(page.Locator(".labelling aside")).ToContainTextAsync("水体");
        await page.Keyboard.PressAsync("1");
        await Expect(page.Locator("#label-progress")).ToHaveTextAsync("已判读 1 / 1");
        await watched.TabTo(".accuracy-page .segmented button:last-child");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".overall strong")).ToBeVisibleAsync();
        double told = (await server.Ask($"/surveys/{survey}/accuracy?interpreter=agreed")).GetProperty("estimate").GetProperty("overall_accuracy").GetProperty("value").GetDouble();
        await Expect(page.Locator(".overall strong")).ToHaveTextAsync(FormattableString.Invariant($"{told * 100:0.0} %"));
        await Expect(page.Locator(".accuracy-table")).ToContainTextAsync("亩");
        await page.WaitForTimeoutAsync(4200); // what was said is no longer over the table
        await watched.Screenshot("accuracy-result-zh");

        // A link shows it to a colleague in the other language; the sample can be taken home.
        await page.GotoAsync($"{server.Url}/map/runs?lang=en&page=accuracy&survey={survey}&as=result");
        await Expect(page.Locator(".accuracy-table")).ToContainTextAsync("Solid-waste stockpile");
        await page.Locator(".accuracy-body details summary").ClickAsync();
        await watched.Screenshot("accuracy-result-en");
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "CSV" }).ClickAsync());
        string csv = await File.ReadAllTextAsync(await download.PathAsync());
        Assert.Contains("inclusion_probability", csv, StringComparison.Ordinal);
        Assert.Equal(Places + 1, csv.TrimEnd().Split('\n').Length);

        await page.SetViewportSizeAsync(390, 780);
        await page.GotoAsync($"{server.Url}/map/runs?lang=zh&page=accuracy&survey={survey}&as=2");
        await Expect(page.Locator(".class-keys button").First).ToBeVisibleAsync();
        await Expect(page.Locator(".labelling .frame img").First).ToHaveJSPropertyAsync("naturalWidth", 640);
        Assert.Equal(390, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        await watched.Screenshot("accuracy-label-phone");
        watched.WasQuiet();
    }
}
