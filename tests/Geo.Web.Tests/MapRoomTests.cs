using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit.Abstractions;
using static Microsoft.Playwright.Assertions;

namespace Geo.Web.Tests;

[Collection(DemoCollection.Name)]
public sealed class MapRoomTests(DemoServer server, ITestOutputHelper output)
{
    [Theory]
    [InlineData("zh", "zh-CN", "历史遗留矿山", "模拟数据", "已修复")]
    [InlineData("en", "en", "Legacy mine sites", "Synthetic data", "Restored")]
    public async Task Map_opens_with_layers_counts_and_imagery_in_both_languages(string lang, string tag, string layer, string banner, string status)
    {
        int mines = (await server.Ask("/collections/mine-sites/items?limit=1")).GetProperty("numberMatched").GetInt32();
        await using var watched = await server.Open($"/map?lang={lang}");
        await watched.MapDrawn();

        await Expect(watched.Page.Locator("html")).ToHaveAttributeAsync("lang", tag);
        await Expect(watched.Page.Locator(".banner:not(.report-due)")).ToContainTextAsync(banner);
        var row = watched.Page.Locator(".layer", new() { HasText = layer }).First;
        await Expect(row.Locator(".layer-head .count")).ToHaveTextAsync(mines.ToString(CultureInfo.InvariantCulture));
        await Expect(row.Locator(".classes")).ToContainTextAsync(status);
        await watched.Screenshot($"map-{lang}");
        Assert.True(await Colours(watched.Page) > 50, "the map shows no imagery");
        watched.WasQuiet();
    }

    [Fact]
    public async Task Site_is_found_by_code_and_read_by_keyboard_alone()
    {
        var mine = (await server.Ask("/collections/mine-sites/items?limit=1")).GetProperty("features")[0];
        string code = mine.GetProperty("properties").GetProperty("code").GetString()!;
        string name = mine.GetProperty("properties").GetProperty("name").GetString()!;
        await using var watched = await server.Open("/map?lang=zh");
        await watched.MapDrawn();

        await watched.TabTo("#search");
        await watched.Page.Keyboard.TypeAsync(code);
        await Expect(watched.Page.Locator("#search-hits li").First).ToContainTextAsync(name);
        await watched.Page.Keyboard.PressAsync("Enter");

        await Expect(watched.Page.Locator(".card h2")).ToHaveTextAsync(name);
        await Expect(watched.Page.Locator(".card")).ToContainTextAsync("公顷");
        await Expect(watched.Page.Locator(".card .source")).ToContainTextAsync("GeoJSON");
        await Expect(watched.Page).ToHaveURLAsync(new Regex("sel=mine-sites/"));
        await Expect(watched.Page.Locator(".card .observed")).ToContainTextAsync("监测记录");
        await watched.Screenshot("map-card");

        await watched.Page.GoBackAsync();
        await Expect(watched.Page.Locator(".card")).ToBeHiddenAsync();
        watched.WasQuiet();
    }

    [Fact]
    public async Task Two_dates_are_compared_by_keyboard()
    {
        await using var watched = await server.Open("/map?lang=zh&layers=");
        await watched.MapDrawn();
        await watched.TabTo("#before-select");
        await watched.Page.Keyboard.PressAsync("End"); // the earliest scene
        await watched.TabTo(".swipe-handle");
        var handle = watched.Page.Locator(".swipe-handle");
        await watched.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(handle).ToHaveAttributeAsync("aria-valuenow", "52");
        await Expect(watched.Page).ToHaveURLAsync(new Regex("before=.*split=52"));
        await watched.Page.WaitForTimeoutAsync(1500);
        await watched.Screenshot("map-swipe");
        await watched.Page.Keyboard.PressAsync("Home");
        byte[] later = await Settled(watched.Page);
        await watched.Page.Keyboard.PressAsync("End");
        byte[] earlier = await Settled(watched.Page);
        Assert.False(later.AsSpan().SequenceEqual(earlier), "both sides of the swipe show the same picture");
        watched.WasQuiet();
    }

    [Fact]
    public async Task Link_opens_what_it_says()
    {
        var detections = (await server.Ask("/collections/detections/items?limit=1")).GetProperty("features");
        string id = Id(detections[0]);
        await using var watched = await server.Open($"/map?lang=en&layers=detections,towns&sel=detections/{Uri.EscapeDataString(id)}&style=false-colour");
        await watched.MapDrawn();
        await Expect(watched.Page.Locator(".card")).ToContainTextAsync("ha (");
        await Expect(watched.Page.Locator("#layer-detections")).ToBeCheckedAsync();
        await Expect(watched.Page.Locator("#layer-dumps")).Not.ToBeCheckedAsync();
        await Expect(watched.Page.GetByRole(AriaRole.Button, new() { Name = "False colour" })).ToHaveAttributeAsync("aria-pressed", "true");
        await watched.Page.WaitForTimeoutAsync(1000);
        await watched.Screenshot("map-detection");
        watched.WasQuiet();
    }

    [Fact]
    public async Task Map_fits_a_phone()
    {
        await using var watched = await server.Open("/map?lang=zh", width: 390, height: 780);
        await watched.MapDrawn();
        await watched.Page.Locator(".side-toggle").ClickAsync();
        await Expect(watched.Page.Locator("#scene-select")).ToBeVisibleAsync();
        Assert.Equal(390, await watched.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        await watched.Screenshot("map-phone");
        watched.WasQuiet();
    }

    [Fact]
    public async Task Map_is_painted_soon_on_a_warm_server()
    {
        double best = double.MaxValue;
        for (int round = 0; round < 4; round++)
        {
            await using var watched = await server.Open("/map?lang=zh");
            await watched.MapDrawn();
            best = Math.Min(best, await watched.Page.EvaluateAsync<double>("performance.getEntriesByName('first-map')[0].startTime"));
        }

        output.WriteLine($"first map paint, best of 4 with an empty browser cache: {best:F0} ms");
        Assert.InRange(best, 1, 5000); // the goal is 1 s; a shared build machine is allowed more
    }

    // How many different colours the middle of the map shows; a blank one has a handful.
    private static async Task<int> Colours(IPage page) => await page.EvaluateAsync<int>("""
        async () => {
          const canvases = [...document.querySelectorAll('.map canvas')];
          const seen = new Set();
          for (const canvas of canvases) {
            const data = canvas.getContext('2d').getImageData(canvas.width / 4, canvas.height / 4, canvas.width / 2, canvas.height / 2).data;
            for (let i = 0; i < data.length; i += 4 * 97) seen.add(data[i] << 16 | data[i + 1] << 8 | data[i + 2]);
          }
          return seen.size;
        }
        """);

    private static async Task<byte[]> Settled(IPage page)
    {
        await page.WaitForTimeoutAsync(700);
        return await page.Locator(".map").ScreenshotAsync();
    }

    private static string Id(JsonElement feature) => feature.GetProperty("id").ToString();
}
