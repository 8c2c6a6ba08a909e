using System.Text.Json;
using System.Text.RegularExpressions;
using Geo.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Geo.Web.Tests;

[Collection(DemoCollection.Name)]
public sealed class FieldFormTests(DemoServer server)
{
    private const int Phone = 390, PhoneHeight = 844;

    [Fact]
    public async Task A_check_filled_in_without_a_network_survives_a_reload_and_is_sent_once()
    {
        var (code, lon, lat) = await Site();
        await using var watched = await server.Open($"/map/field?lang=zh&site={code}", Phone, PhoneHeight);
        var page = watched.Page;
        await SignIn(watched);
        await Expect(page.Locator("#field-site")).ToHaveValueAsync($"mine_site/{code}");
        await Expect(page.Locator(".field-page")).ToContainTextAsync("本页可离线打开");
        await watched.Screenshot("field-empty");

        await page.Context.SetOfflineAsync(true);
        await Expect(page.Locator(".network")).ToContainTextAsync("没有网络");
        await page.Locator("input[name=field-finding][value=disagrees]").CheckAsync();
        await page.Locator("#field-seen").SelectOptionAsync("vegetating");
        await page.Locator("input[value=topsoil]").CheckAsync();
        await page.Locator("#field-cover").FillAsync("35");
        string note = $"离线填写 {Guid.NewGuid():N}";
        await page.Locator("#field-note").FillAsync(note);
        await page.Locator("input[type=file]").First.SetInputFilesAsync(new FilePayload { Name = "p.jpg", MimeType = "image/jpeg", Buffer = ExifJpeg.At(lon, lat, 123.5, "2026-05-06 11:20:05".Replace('-', ':')) });
        await Expect(page.Locator(".photo-row img")).ToHaveCountAsync(1);
        await page.Locator("#field-note").PressAsync("Tab");
        await watched.Screenshot("field-offline");

        // What is half filled in is still there after a reload without a network: the page itself comes from the phone.
        await Task.Delay(300); // the last stroke is on its way into IndexedDB
        var reloaded = await page.ReloadAsync();
        Assert.True(reloaded!.FromServiceWorker);
        string[] files = await page.EvaluateAsync<string[]>("async () => (await (await caches.open('geowfc-field-1')).keys()).map(kept => new URL(kept.url).pathname)");
        Assert.All(files, f => Assert.True(f is "/map/field" or "/icon.svg" || f.StartsWith("/assets/", StringComparison.Ordinal), f)); // no answer of the server's
        await Expect(page.Locator("#field-note")).ToHaveValueAsync(note);
        await Expect(page.Locator("input[name=field-finding][value=disagrees]")).ToBeCheckedAsync();
        await Expect(page.Locator("#field-seen")).ToHaveValueAsync("vegetating");
        await Expect(page.Locator(".photo-row img")).ToHaveCountAsync(1);
        await page.Locator("#field-save").ClickAsync();
        await Expect(page.Locator(".entry.waiting")).ToHaveCountAsync(1);
        await page.ReloadAsync();
        await Expect(page.Locator(".entry.waiting")).ToContainTextAsync("待发送");
        await Expect(page.Locator(".network")).ToContainTextAsync("待发送：1 条核查、1 张照片");
        await watched.Screenshot("field-waiting");
        Assert.Empty(await Checks(note));

        // Back in the network it goes by itself, once, also when the page is opened twice and again.
        await page.Context.SetOfflineAsync(false);
        await Expect(page.Locator(".entry.sent")).ToHaveCountAsync(1);
        await Expect(page.Locator(".entry.sent .direction")).ToHaveTextAsync("拍摄方向 123.5°（真北）");
        await watched.Screenshot("field-sent");
        await page.ReloadAsync();
        await Expect(page.Locator(".network")).ToContainTextAsync("没有待发送的记录");
        var check = Assert.Single(await Checks(note)).GetProperty("properties");
        Assert.Equal((code, "disagrees", "vegetating", 0.35, "token", "photo"), (Text(check, "site_code"), Text(check, "finding"), Text(check, "status_seen"), check.GetProperty("cover_share").GetDouble(), Text(check, "checked_by"), Text(check, "position_source")));
        Assert.Equal(1, check.GetProperty("photos").GetArrayLength());
        Assert.Equal(["topsoil"], check.GetProperty("works").EnumerateArray().Select(w => w.GetString()));
        watched.WasQuiet(offline: true);
    }

    [Fact]
    public async Task The_nearest_site_is_offered_first_and_the_position_goes_with_the_check()
    {
        var (code, lon, lat) = await Site();
        await using var watched = await server.Open("/map/field?lang=en", Phone, PhoneHeight);
        var page = watched.Page;
        await SignIn(watched);
        await page.Context.GrantPermissionsAsync(["geolocation"]);
        await page.Context.SetGeolocationAsync(new() { Longitude = (float)lon, Latitude = (float)lat, Accuracy = 7 });
        await watched.TabTo("#field-locate");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#field-place")).ToContainTextAsync("± 7 m");
        await Expect(page.Locator("#field-site option").Nth(1)).ToContainTextAsync(code);
        await page.Locator("#field-save").ClickAsync();
        await Expect(page.Locator(".error[role=alert]")).ToHaveTextAsync("Choose a site");
        await page.Locator("#field-site").SelectOptionAsync($"mine_site/{code}");
        await page.Locator("input[name=field-finding][value=agrees]").CheckAsync();
        string note = $"near {Guid.NewGuid():N}";
        await page.Locator("#field-note").FillAsync(note);
        await page.Locator("#field-save").ClickAsync();
        await Expect(page.Locator(".entry.sent")).ToHaveCountAsync(1);
        var check = Assert.Single(await Checks(note)).GetProperty("properties");
        Assert.Equal(("gps", 7.0), (Text(check, "position_source"), check.GetProperty("position_accuracy_m").GetDouble()));
        watched.WasQuiet();
    }

    [Theory]
    [InlineData("zh", 1366, "天地空待办"), InlineData("en", Phone, "Evidence to do")]
    public async Task The_list_leads_to_the_form_and_to_flight_polygons(string lang, int width, string title)
    {
        await using var watched = await server.Open($"/map/todo?lang={lang}", width);
        var page = watched.Page;
        await watched.TabTo("#token");
        await page.Keyboard.TypeAsync(DemoServer.Token);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("h1")).ToHaveTextAsync(title);
        var rows = page.Locator("table.todo tbody tr");
        await Expect(rows.First.Locator(".corner")).ToHaveCountAsync(3);
        int all = await rows.CountAsync();
        await watched.Screenshot($"todo-{lang}");
        string town = (await page.Locator("#todo-town option").Nth(1).GetAttributeAsync("value"))!;
        await page.Locator("#todo-town").SelectOptionAsync(town);
        await Expect(page).ToHaveURLAsync(new Regex("town="));
        Assert.InRange(await rows.CountAsync(), 1, all - 1);
        await rows.First.Locator("input").CheckAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator("#todo-kml").ClickAsync());
        string kml = await File.ReadAllTextAsync((await download.PathAsync())!);
        Assert.Single(Regex.Matches(kml, "<Placemark>"));
        await rows.First.Locator("a").ClickAsync();
        await Expect(page.Locator("#field-site")).Not.ToHaveValueAsync("");
        watched.WasQuiet();
    }

    private static async Task SignIn(WatchedPage watched)
    {
        var page = watched.Page;
        await page.Locator("#account").ClickAsync();
        await page.Locator("#token").FillAsync(DemoServer.Token);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("dialog")).ToHaveCountAsync(0);
    }

    // The first site with a boundary, and the middle of its box, which lies within the declared distance.
    private async Task<(string Code, double Lon, double Lat)> Site()
    {
        var site = (await server.Ask("/collections/mine-sites/items?limit=1")).GetProperty("features")[0];
        var corners = Numbers(site.GetProperty("geometry").GetProperty("coordinates")).Chunk(2).ToArray();
        return (site.GetProperty("id").GetString()!, corners.Average(c => c[0]), corners.Average(c => c[1]));
    }

    private static IEnumerable<double> Numbers(JsonElement value) => value.ValueKind == JsonValueKind.Number ? [value.GetDouble()] : value.EnumerateArray().SelectMany(Numbers);

    private async Task<JsonElement[]> Checks(string note)
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", DemoServer.Token);
        var all = JsonElement.Parse(await client.GetStringAsync(new Uri(server.Url + "/collections/field-checks/items?f=json&limit=1000")));
        return [.. all.GetProperty("features").EnumerateArray().Where(f => Text(f.GetProperty("properties"), "note") == note)];
    }

    private static string? Text(JsonElement properties, string name) => properties.TryGetProperty(name, out var value) ? value.GetString() : null;
}
