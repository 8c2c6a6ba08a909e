using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Geo.Web.Tests;

/// <summary>Volumes on a dump's page: what was measured, and measuring again with a toe line that a person has changed.</summary>
[Collection(DemoCollection.Name)]
public sealed class VolumesPanelTests(DemoServer server)
{
    [Fact]
    public async Task The_flown_dump_is_shown_and_measured_again_with_a_moved_corner_by_keyboard()
    {
        JsonElement[] before = await Volumes();
        string code = Text(before[0], "site_code");
        await using var watched = await server.Open($"/map/dumps?lang=en&dump={code}");
        var page = watched.Page;
        var panel = page.Locator(".panel.volumes");
        await ShowsAsync(panel, before[0]);
        foreach (string picture in new[] { "relief.png", "profile.svg" })
        {
            var image = panel.Locator($"img[src*='{picture}']");
            await image.ScrollIntoViewIfNeededAsync();
            await Expect(image).ToHaveJSPropertyAsync("complete", true);
            Assert.True(await image.EvaluateAsync<int>("i => i.naturalWidth") > 100, picture);
        }

        await panel.ScrollIntoViewIfNeededAsync();
        await watched.Screenshot("volumes-panel");

        // The proposed toe line, as coordinates.
        await watched.TabTo(".volume-form > summary");
        await page.Keyboard.PressAsync("Enter");
        await Expect(panel.Locator(".measure-toe")).ToContainTextAsync("Proposed: what stands");
        await Expect(panel.Locator(".toe-stage canvas").First).ToBeVisibleAsync();
        await watched.TabTo("#volume-points-open");
        await page.Keyboard.PressAsync("Enter");
        var points = page.Locator("#volume-points");
        string[] corners = (await points.InputValueAsync()).Split('\n');
        JsonElement proposed = await server.Ask($"/dumps/{code}/toe");
        Assert.Equal(Corners(proposed.GetProperty("geometry")), corners.Length);
        await panel.Locator(".measure-toe").ScrollIntoViewIfNeededAsync();
        await watched.Screenshot("volumes-toe");

        // A line that is no place is refused by its number; then the first corner moves by some 5 m.
        await watched.TabTo("#volume-points");
        await points.FillAsync(string.Join('\n', ["east", .. corners[1..]]));
        await watched.TabTo("#volume-points-take");
        await page.Keyboard.PressAsync("Enter");
        await Expect(panel.Locator(".error[role=alert]").First).ToContainTextAsync("Line 1");
        double[] first = [.. corners[0].Split(',').Select(part => double.Parse(part, CultureInfo.InvariantCulture))];
        double[] middle = [.. corners.Select(c => c.Split(',')).Aggregate(new double[2], (sum, c) => [sum[0] + double.Parse(c[0], CultureInfo.InvariantCulture), sum[1] + double.Parse(c[1], CultureInfo.InvariantCulture)]).Select(sum => sum / corners.Length)];
        double away = 5 / 111_000.0 / double.Hypot(first[0] - middle[0], first[1] - middle[1]);
        string moved = string.Create(CultureInfo.InvariantCulture, $"{first[0] + (first[0] - middle[0]) * away:0.0000000}, {first[1] + (first[1] - middle[1]) * away:0.0000000}");
        await points.FillAsync(string.Join('\n', [moved, .. corners[1..]]));
        await page.Locator("#volume-points-take").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(panel.Locator(".measure-toe")).ToContainTextAsync("The toe line was changed");
        Assert.Equal(moved, (await points.InputValueAsync()).Split('\n')[0]);
        // The step is taken back and done again.
        await page.Locator("#toe-undo").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal(corners[0], (await points.InputValueAsync()).Split('\n')[0]);
        await page.Locator("#toe-redo").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal(moved, (await points.InputValueAsync()).Split('\n')[0]);

        await page.Locator("#volume-start").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await watched.TabTo("#token");
        await page.Keyboard.TypeAsync(DemoServer.Token);
        await page.Keyboard.PressAsync("Enter");
        await Expect(panel.Locator("tbody tr")).ToHaveCountAsync(before.Length + 1, new() { Timeout = 60_000 });
        await Expect(panel.Locator("tr[aria-current=true]")).ToContainTextAsync("By a person");

        JsonElement made = (await Volumes()).Single(v => before.All(b => Id(b) != Id(v)));
        Assert.Equal("drawn", Text(made, "toe_source"));
        await ShowsAsync(panel, made);
        string[] kept = moved.Split(", ");
        Assert.Contains(made.GetProperty("geometry").GetProperty("coordinates")[0][0].EnumerateArray(), c =>
            Math.Abs(c[0].GetDouble() - double.Parse(kept[0], CultureInfo.InvariantCulture)) < 1e-7 && Math.Abs(c[1].GetDouble() - double.Parse(kept[1], CultureInfo.InvariantCulture)) < 1e-7);
        // Farther out there is a little more ground, and hardly more heap.
        Assert.InRange(Number(made, "footprint_m2") - Number(before[0], "footprint_m2"), 0.1, 500);
        Assert.InRange(Number(made, "net_m3") / Number(before[0], "net_m3"), 0.97, 1.03);
        await panel.ScrollIntoViewIfNeededAsync();
        await watched.Screenshot("volumes-again");
        watched.WasQuiet();
    }

    // Net with half of its interval, range over bases, base and height as the API has them.
    private static async Task ShowsAsync(ILocator panel, JsonElement volume)
    {
        var facts = panel.Locator("dl.facts");
        await Expect(facts).ToContainTextAsync($"{Whole(Number(volume, "net_m3"))} m³ ± {Whole((Number(volume, "net_high_m3") - Number(volume, "net_low_m3")) / 2)}");
        await Expect(facts).ToContainTextAsync($"{Whole(Number(volume, "fill_m3"))} m³");
        await Expect(facts).ToContainTextAsync($"{Whole(Number(volume, "bases_low_m3"))} – {Whole(Number(volume, "bases_high_m3"))} m³");
        await Expect(facts).ToContainTextAsync($"{Whole(Number(volume, "footprint_m2"))} m²");
        await Expect(facts).ToContainTextAsync($"{Math.Round(Number(volume, "height_max_m"), 1, MidpointRounding.AwayFromZero).ToString("0.0", CultureInfo.InvariantCulture)} m");
        await Expect(facts).ToContainTextAsync("plane", new() { IgnoreCase = true });
        Assert.Equal("plane", Text(volume, "base"));
    }

    private async Task<JsonElement[]> Volumes() => [.. (await server.Ask("/collections/volumes/items?limit=50")).GetProperty("features").EnumerateArray()];

    private static int Corners(JsonElement geometry) => geometry.GetProperty("type").GetString() == "Polygon"
        ? geometry.GetProperty("coordinates").EnumerateArray().Sum(ring => ring.GetArrayLength() - 1)
        : geometry.GetProperty("coordinates").EnumerateArray().SelectMany(part => part.EnumerateArray()).Sum(ring => ring.GetArrayLength() - 1);

    private static string Id(JsonElement feature) => feature.GetProperty("id").GetString()!;

    private static string Text(JsonElement feature, string name) => feature.GetProperty("properties").GetProperty(name).GetString()!;

    private static double Number(JsonElement feature, string name) => feature.GetProperty("properties").GetProperty(name).GetDouble();

    private static string Whole(double value) => Math.Round(value, MidpointRounding.AwayFromZero).ToString("#,0", CultureInfo.InvariantCulture);
}
