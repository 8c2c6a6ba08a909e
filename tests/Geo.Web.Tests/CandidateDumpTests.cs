using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Geo.Web.Tests;

/// <summary>A confirmed stockpile that no register lists becomes a candidate dump, from the review and from its case.</summary>
[Collection(DemoCollection.Name)]
public sealed class CandidateDumpTests(DemoServer server)
{
    [Fact]
    public async Task An_unlisted_stockpile_becomes_a_candidate_in_the_review_room()
    {
        // The surest of the unlisted stockpiles of the younger survey that no case was made of: those at the front of the queue are others' work.
        HashSet<string?> inCases = [.. (await Board()).Select(c => c.GetProperty("detection_id").GetString())];
        string id = (await server.Ask("/collections/detections/items?class=stockpile&review=candidate&limit=1000")).GetProperty("features").EnumerateArray()
            .Where(d => d.GetProperty("properties").GetProperty("site_code").ValueKind == JsonValueKind.Null && !inCases.Contains(Id(d)))
            .OrderByDescending(d => Math.Abs(2 * d.GetProperty("properties").GetProperty("probability").GetDouble() - 1)).Select(Id).First()!;
        await using var watched = await server.Open($"/map/review?lang=zh&sel=detections/{id}");
        var page = watched.Page;
        await Expect(page.Locator(".frame img")).ToHaveCountAsync(2);
        await Expect(page.Locator(".candidate")).ToBeHiddenAsync(); // nobody is signed in
        await page.GetByRole(AriaRole.Button, new() { Name = "登录" }).First.ClickAsync();
        await page.Locator("#token").FillAsync(DemoServer.Token);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".candidate")).ToHaveTextAsync("确认属实后可列为疑似堆场。 ");
        await page.Locator(".review-room").FocusAsync();
        await page.Keyboard.PressAsync("1");
        await Expect(page).Not.ToHaveURLAsync(new Regex(Regex.Escape(id))); // on to the next
        await page.GotoAsync($"{server.Url}/map/review?lang=zh&sel=detections/{id}");
        await watched.TabTo("#candidate-open");
        await page.Keyboard.PressAsync("Enter");
        await watched.TabTo("#candidate-code");
        await page.Keyboard.TypeAsync("DH-D-901");
        await watched.TabTo("#candidate-send");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".candidate .error")).ToHaveTextAsync("请写明理由。"); // the field has the focus now
        await page.Keyboard.TypeAsync("现场查看为堆渣，台账未列");
        await watched.Screenshot("review-candidate");
        await watched.TabTo("#candidate-send");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#toast")).ToContainTextAsync("DH-D-901");
        await Expect(page.Locator(".candidate")).ToBeHiddenAsync();
        await Listed("DH-D-901", id);
        watched.WasQuiet();
    }

    [Fact]
    public async Task A_case_s_stockpile_becomes_a_candidate_on_the_case_s_page()
    {
        var found = (await Board()).First(c => c.GetProperty("class").GetString() == "stockpile" && c.GetProperty("state").GetString() == "found" && !c.GetProperty("overdue").GetBoolean());
        string id = found.GetProperty("detection_id").GetString()!;
        await server.Post($"/collections/detections/items/{id}/review", new { verdict = "confirm", reason = "seen_on_site" });
        await using var watched = await server.Open($"/map/cases?lang=en&case={found.GetProperty("id").GetString()}");
        var page = watched.Page;
        await page.Locator("#token").FillAsync(DemoServer.Token);
        await page.Keyboard.PressAsync("Enter");
        await watched.TabTo("#candidate-open");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("#candidate-code").FillAsync(await UsedCode());
        await page.Locator("#candidate-reason").FillAsync("slag, seen on the ground");
        await page.Locator("#candidate-send").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".candidate .error")).ToContainTextAsync("is or was the code of a dump");
        await page.Locator("#candidate-code").FillAsync("DH-D-902");
        await page.Locator(".candidate").ScrollIntoViewIfNeededAsync();
        await watched.Screenshot("case-candidate");
        await page.Locator("#candidate-send").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#toast")).ToContainTextAsync("candidate");
        await Expect(page.Locator("#candidate-open")).ToHaveCountAsync(0);
        await Listed("DH-D-902", id);
    }

    private async Task Listed(string code, string detection)
    {
        var dump = (await server.Ask($"/dumps/{code}")).GetProperty("properties");
        Assert.Equal(("candidate", "unknown"), (dump.GetProperty("status").GetString(), dump.GetProperty("waste_category").GetString()));
        Assert.Equal(code, (await server.Ask($"/collections/detections/items/{detection}")).GetProperty("properties").GetProperty("site_code").GetString());
    }

    private async Task<string> UsedCode() => (await server.Ask("/dumps")).GetProperty("dumps").EnumerateArray().First().GetProperty("code").GetString()!;

    private async Task<JsonElement[]> Board()
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", DemoServer.Token);
        client.DefaultRequestHeaders.Accept.ParseAdd("application/json");
        return [.. JsonElement.Parse(await client.GetStringAsync(new Uri($"{server.Url}/cases"))).GetProperty("cases").EnumerateArray()];
    }

    private static string? Id(JsonElement feature) => feature.GetProperty("id").GetString();
}
