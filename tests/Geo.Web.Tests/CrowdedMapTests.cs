using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit.Abstractions;
using static Microsoft.Playwright.Assertions;

namespace Geo.Web.Tests;

/// <summary>A layer of very many items on the map, and coarsened layers as visitors and staff see them.</summary>
[Collection(CrowdedCollection.Name)]
public sealed class CrowdedMapTests(CrowdedServer server, ITestOutputHelper output)
{
    [Fact]
    public async Task Very_many_items_are_drawn_from_vector_tiles()
    {
        int all = (await Staff("/collections/detections/items?limit=1&count=exact")).GetProperty("numberMatched").GetInt32();
        Assert.True(all > CrowdedServer.Strewn, $"{all}");
        await using var watched = await server.Open("/?f=html");
        await SignIn(watched.Page);
        var asked = new List<string>();
        long sent = 0;
        watched.Page.Response += (_, answer) =>
        {
            lock (asked) asked.Add(answer.Url[server.Url.Length..]);
        };
        watched.Page.RequestFinished += async (_, request) =>
        {
            if (request.Url.Contains("/detections/", StringComparison.Ordinal)) Interlocked.Add(ref sent, (await request.SizesAsync()).ResponseBodySize);
        };
        await watched.Page.GotoAsync($"{server.Url}/map?lang=en&layers=detections&scene=none");
        await watched.MapDrawn();

        var row = watched.Page.Locator(".layer", new() { Has = watched.Page.Locator("#layer-detections") });
        await Expect(row.Locator(".layer-head .count")).ToHaveTextAsync(all.ToString("N0", CultureInfo.InvariantCulture));
        await Expect(row.Locator(".note")).ToContainTextAsync("drawn from tiles");
        await Expect(row.Locator(".classes")).Not.ToContainTextAsync(new Regex("[0-9]"));
        Assert.True(await Painted(watched.Page, 20_000) > 20_000, "the tiles were not painted");
        Assert.Contains(asked, path => path.StartsWith("/collections/detections/tiles/WebMercatorQuad/", StringComparison.Ordinal));
        Assert.DoesNotContain(asked, path => path.Contains("/detections/items", StringComparison.Ordinal) && path.Contains("token=", StringComparison.Ordinal));
        output.WriteLine($"{all} detections at first sight: {asked.Count(path => path.Contains("/detections/tiles/", StringComparison.Ordinal))} tiles, {sent / 1024} KB of detections in all");
        await watched.Screenshot("map-crowded");

        // A detection out of a tile has its card: the click finds its id.
        await watched.Page.GotoAsync($"{server.Url}/map?lang=en&layers=detections&scene=none&view=110.2000,40.5550,16");
        await watched.MapDrawn();
        await row.Locator("summary").ClickAsync();
        await Expect(row.Locator(".items-body li").First).ToBeVisibleAsync();
        await watched.Screenshot("map-crowded-near");
        var near = (await Staff("/collections/detections/items?limit=1&bbox=110.198,40.554,110.202,40.557&filter=id%20LIKE%20'X%25'")).GetProperty("features")[0];
        var corner = Corners(near.GetProperty("geometry").GetProperty("coordinates")).Min();
        var (x, y) = await Pixel(watched.Page, (110.2, 40.555, 16), corner.X + 0.0002, corner.Y + 0.0002);
        await watched.Page.Mouse.ClickAsync(x, y);
        await Expect(watched.Page.Locator(".card h2")).ToBeVisibleAsync();
        await Expect(watched.Page).ToHaveURLAsync(new Regex($"sel=detections/{near.GetProperty("id").GetString()}"));
        await watched.Screenshot("map-crowded-card");
        watched.WasQuiet();
    }

    [Fact]
    public async Task Tiles_show_the_day_that_the_page_shows()
    {
        await using var watched = await server.Open("/map?lang=en&layers=detections&scene=none");
        await watched.MapDrawn();
        Assert.True(await Painted(watched.Page, 1000) > 1000);
        // On a day before the workspace was made nothing was known.
        await watched.Page.GotoAsync($"{server.Url}/map?lang=en&layers=detections&scene=none&on=2020-01-01");
        await watched.MapDrawn();
        await Expect(watched.Page.Locator(".layer", new() { Has = watched.Page.Locator("#layer-detections") }).Locator(".note")).ToContainTextAsync("Nothing was recorded");
        watched.WasQuiet();
    }

    [Fact]
    public async Task Visitors_see_cells_and_staff_the_sites_themselves()
    {
        var mine = (await Staff("/collections/mine-sites/items?limit=1")).GetProperty("features")[0];
        string id = mine.GetProperty("id").GetString()!, name = mine.GetProperty("properties").GetProperty("name").GetString()!, code = mine.GetProperty("properties").GetProperty("code").GetString()!;
        await using var watched = await server.Open("/?f=html");
        JsonElement? seen = null;
        watched.Page.Response += async (_, answer) =>
        {
            if (new Uri(answer.Url).AbsolutePath == $"/collections/mine-sites/items/{id}") seen = JsonElement.Parse(await answer.TextAsync());
        };
        string page = $"{server.Url}/map?lang=zh&layers=mine-sites,detections&sel=mine-sites/{id}";
        await watched.Page.GotoAsync(page);
        await watched.MapDrawn();
        await Expect(watched.Page.Locator(".card h2")).ToHaveTextAsync(code);
        await Expect(watched.Page.Locator(".card")).Not.ToContainTextAsync(name);
        await watched.Page.WaitForTimeoutAsync(700);
        await watched.Screenshot("map-coarse-visitor");
        var (wide, high) = Size(seen!.Value);
        // 2 km: 0.017996° of latitude, and as many metres of longitude at 40.5°.
        Assert.InRange(high, 0.01799, 0.01801);
        Assert.InRange(wide, 0.0234, 0.0239);

        seen = null;
        await SignIn(watched.Page);
        await watched.Page.GotoAsync(page);
        await watched.MapDrawn();
        await Expect(watched.Page.Locator(".card h2")).ToHaveTextAsync(name);
        await watched.Page.WaitForTimeoutAsync(700);
        await watched.Screenshot("map-coarse-staff");
        Assert.Equal(mine.GetProperty("geometry").GetRawText(), seen!.Value.GetProperty("geometry").GetRawText());
        watched.WasQuiet();
    }

    private static IEnumerable<(double X, double Y)> Corners(JsonElement coordinates) => coordinates[0].ValueKind == JsonValueKind.Number
        ? [(coordinates[0].GetDouble(), coordinates[1].GetDouble())]
        : coordinates.EnumerateArray().SelectMany(Corners);

    private static (double Wide, double High) Size(JsonElement item)
    {
        var ring = Corners(item.GetProperty("geometry").GetProperty("coordinates")).ToList();
        return (ring.Max(c => c.X) - ring.Min(c => c.X), ring.Max(c => c.Y) - ring.Min(c => c.Y));
    }

    private async Task<JsonElement> Staff(string path)
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", DemoServer.Token);
        client.DefaultRequestHeaders.Accept.ParseAdd("application/geo+json");
        return JsonElement.Parse(await client.GetStringAsync(new Uri(server.Url + path)));
    }

    private static async Task SignIn(IPage page) =>
        Assert.True(await page.EvaluateAsync<bool>($"async () => (await fetch('/token?token={DemoServer.Token}', {{ headers: {{ Accept: 'application/json', 'X-Requested-With': 'geowfc' }} }})).ok"));

    // Pixels of the map that something is drawn on, once they are as many as wanted or twelve seconds have gone.
    private static async Task<int> Painted(IPage page, int wanted)
    {
        int painted = 0;
        for (int tries = 0; tries < 60 && painted < wanted; tries++)
        {
            await page.WaitForTimeoutAsync(200);
            painted = await Painted(page);
        }

        return painted;
    }

    // Read from a copy: Chromium warns who reads often from a canvas that is shown.
    private static async Task<int> Painted(IPage page) => await page.EvaluateAsync<int>("""
        () => {
          let painted = 0;
          for (const canvas of document.querySelectorAll('.map canvas')) {
            if (canvas.width * canvas.height === 0) continue;
            const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', { willReadFrequently: true });
            copy.drawImage(canvas, 0, 0);
            const data = copy.getImageData(0, 0, canvas.width, canvas.height).data;
            for (let i = 3; i < data.length; i += 4) if (data[i] > 0) painted++;
          }
          return painted;
        }
        """);

    // Where a place lies on the map, in pixels of the page: EPSG:3857, whose level 0 has 156,543 m a pixel.
    private static async Task<(float X, float Y)> Pixel(IPage page, (double Lon, double Lat, double Zoom) view, double lon, double lat)
    {
        static double Y(double latitude) => Math.Asinh(Math.Tan(latitude * Math.PI / 180)) * 6_378_137;
        var box = (await page.Locator(".map").BoundingBoxAsync())!;
        double metres = 156_543.03392804097 / Math.Pow(2, view.Zoom);
        double right = (lon - view.Lon) * Math.PI / 180 * 6_378_137 / metres, down = (Y(view.Lat) - Y(lat)) / metres;
        return ((float)(box.X + box.Width / 2 + right), (float)(box.Y + box.Height / 2 + down));
    }
}
