using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Geo.Web.Tests;

[Collection(DemoCollection.Name)]
public sealed class ReviewRoomTests(DemoServer server)
{
    [Theory]
    [InlineData("zh", "疑似图斑复核", "属实")]
    [InlineData("en", "Review of detections", "Confirm")]
    public async Task A_detection_is_shown_at_two_dates_in_both_languages(string lang, string title, string confirm)
    {
        await using var watched = await server.Open($"/map/review?lang={lang}");
        await Expect(watched.Page.Locator("h1")).ToHaveTextAsync(title);
        await Expect(watched.Page.Locator(".verdict").First).ToContainTextAsync(confirm);
        var pictures = watched.Page.Locator(".frame img");
        await Expect(pictures).ToHaveCountAsync(2);
        for (int i = 0; i < 2; i++)
        {
            await Expect(pictures.Nth(i)).ToHaveJSPropertyAsync("complete", true);
            Assert.Equal(640, await pictures.Nth(i).EvaluateAsync<int>("image => image.naturalWidth"));
        }

        Assert.NotEqual(await pictures.Nth(0).GetAttributeAsync("src"), await pictures.Nth(1).GetAttributeAsync("src"));
        await watched.Page.Locator(".why summary").ClickAsync();
        await Expect(watched.Page.Locator(".contributions tr")).ToHaveCountAsync(7);
        await watched.Screenshot($"review-{lang}");
        watched.WasQuiet();
    }

    [Fact]
    public async Task Every_reason_adds_up_to_the_score()
    {
        var detections = (await server.Ask("/collections/detections/items?limit=5")).GetProperty("features").EnumerateArray();
        foreach (string? id in detections.Select(one => one.GetProperty("id").GetString()))
        {
            var why = await server.Ask($"/collections/detections/items/{id}/why");
            double added = why.GetProperty("contributions").EnumerateArray().Sum(one => one.GetProperty("contribution").GetDouble());
            Assert.Equal(why.GetProperty("score").GetDouble(), why.GetProperty("bias").GetDouble() + added, 1e-3);
            Assert.NotEqual(0, why.GetProperty("similar").GetArrayLength());
        }
    }

    [Fact]
    public async Task Verdicts_are_given_and_taken_back_by_keyboard_alone()
    {
        await using var watched = await server.Open("/map/review?lang=zh");
        var page = watched.Page;
        await Expect(page.Locator(".frame img")).ToHaveCountAsync(2);
        await page.Keyboard.PressAsync("ArrowRight"); // the URL now names the detection
        string second = Shown(page);
        await page.Keyboard.PressAsync("ArrowLeft");
        await Expect(page).Not.ToHaveURLAsync(new Regex(Regex.Escape(second)));
        string first = Shown(page);
        Assert.Equal("candidate", (await Properties(first)).GetProperty("review").GetString());

        await page.Keyboard.PressAsync("r");
        await Expect(page.Locator("#review-reason")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("End");
        await page.Keyboard.PressAsync("Enter"); // back to the keys
        await page.Keyboard.PressAsync("2");
        await watched.TabTo("#token"); // not signed in
        await page.Keyboard.TypeAsync(DemoServer.Token);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(new Regex(Regex.Escape(second))); // on to the next
        await Expect(page.Locator("#review-progress")).ToContainTextAsync("已复核 1 /");
        var stored = await Properties(first);
        Assert.Equal(("rejected", "other"), (stored.GetProperty("review").GetString(), stored.GetProperty("review_reason").GetString()));

        await page.Keyboard.PressAsync("u");
        await Expect(page).ToHaveURLAsync(new Regex(Regex.Escape(first)));
        await Expect(page.Locator("#review-progress")).ToContainTextAsync("已复核 0 /");
        Assert.Equal("candidate", (await Properties(first)).GetProperty("review").GetString());

        // A page opened again knows that it is signed in, and a link leads to the same detection.
        await page.ReloadAsync();
        await Expect(page.Locator(".frame img")).ToHaveCountAsync(2);
        Assert.Equal(first, Shown(page));
        await page.Keyboard.PressAsync("3");
        await Expect(page.Locator("#review-progress")).ToContainTextAsync("已复核 1 /");
        await page.Keyboard.PressAsync("u");
        await Expect(page.Locator("#review-progress")).ToContainTextAsync("已复核 0 /");
        watched.WasQuiet();
    }

    private static string Shown(IPage page) => Regex.Match(Uri.UnescapeDataString(page.Url), "sel=detections/([^&]+)").Groups[1].Value;

    private async Task<JsonElement> Properties(string id) => (await server.Ask($"/collections/detections/items/{id}")).GetProperty("properties");
}
