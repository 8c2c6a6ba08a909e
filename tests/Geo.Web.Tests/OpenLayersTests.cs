using System.Text.Json;
using Microsoft.Playwright;

namespace Geo.Web.Tests;

/// <summary>OpenLayers as others use it: its own sources for OGC API – Tiles and WMTS, against what we tell of ourselves.</summary>
[Collection(DemoCollection.Name)]
public sealed class OpenLayersTests(DemoServer server)
{
    // The whole of OpenLayers as npm brings it, in a page beside ours.
    private static readonly string Library = Path.Combine(DemoServer.Repository(), "src", "Geo.Api", "web", "node_modules", "ol", "dist", "ol.js");

    private const string Page = """
        <!doctype html><meta charset="utf-8"><title>OpenLayers</title><link rel="icon" href="data:,">
        <style>body{margin:0;display:grid;grid-template-columns:repeat(3,1fr);gap:4px;font:12px sans-serif} .m{height:360px}</style>
        <script src="/ol-client/ol.js"></script>
        <body><script>
        // Degrees of CGCS2000, latitude first, which OpenLayers does not know by itself.
        for (const code of ['EPSG:4490', 'http://www.opengis.net/def/crs/EPSG/0/4490']) {
          const crs = new ol.proj.Projection({ code, units: 'degrees', axisOrientation: 'neu', extent: [-180, -90, 180, 90], worldExtent: [-180, -90, 180, 90], global: true, metersPerUnit: Math.PI * 6378137 / 180 });
          ol.proj.addProjection(crs);
          ol.proj.addEquivalentProjections([ol.proj.get('EPSG:4326'), crs]);
        }
        function map(title, layer, projection, box) {
          const host = document.createElement('div');
          host.innerHTML = '<div>' + title + '</div><div class="m"></div>';
          document.body.append(host);
          const view = new ol.View({ projection });
          const shown = new ol.Map({ target: host.lastChild, controls: [], layers: [layer], view });
          view.fit(ol.proj.transformExtent(box, 'EPSG:4326', projection), { size: shown.getSize() });
          return new Promise((done) => shown.once('rendercomplete', () => {
            const canvas = host.querySelector('canvas'), pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
            const colours = new Set();
            for (let i = 0; i < pixels.length; i += 4) if (pixels[i + 3] > 0) colours.add(pixels[i] << 16 | pixels[i + 1] << 8 | pixels[i + 2]);
            const middle = 4 * ((canvas.height >> 1) * canvas.width + (canvas.width >> 1));
            done({ colours: colours.size, middle: [...pixels.slice(middle, middle + 4)] });
          }));
        }
        // Ready once the tileset has been read; the source says then which way it lies.
        const ready = (source) => new Promise((done, failed) => {
          const look = () => source.getState() === 'ready' ? done() : source.getState() === 'error' ? failed(source.error_ ?? 'error') : undefined;
          source.on('change', look); look();
        });
        async function vector(title, url, projection, box) {
          // Without its projection this source takes every set for EPSG:3857.
          const source = new ol.source.OGCVectorTile({ url, projection, format: new ol.format.MVT({ idProperty: 'id' }) }), ids = new Set();
          source.on('tileloadend', (e) => e.tile.getFeatures().forEach((f) => ids.add(f.getId())));
          await ready(source);
          const seen = await map(title, new ol.layer.VectorTile({ source }), source.getProjection(), box);
          return { ...seen, ids: [...ids] };
        }
        async function raster(title, url, box) {
          const source = new ol.source.OGCMapTile({ url, mediaType: 'image/png' });
          await ready(source);
          return { ...await map(title, new ol.layer.Tile({ source }), source.getProjection(), box), crs: source.getProjection().getCode() };
        }
        async function wmts(title, layer, matrixSet, box) {
          const told = new ol.format.WMTSCapabilities().read(await (await fetch('/wmts?service=WMTS&request=GetCapabilities')).text());
          const source = new ol.source.WMTS(ol.source.WMTS.optionsFromCapabilities(told, { layer, matrixSet, format: 'image/png' }));
          return { ...await map(title, new ol.layer.Tile({ source }), source.getProjection(), box), crs: source.getProjection().getCode() };
        }
        </script></body>
        """;

    [SkippableTheory]
    [InlineData("WebMercatorQuad", "EPSG:3857"), InlineData("WorldCRS84Quad", "http://www.opengis.net/def/crs/OGC/1.3/CRS84"), InlineData("CGCS2000Quad", "EPSG:4490")]
    public async Task Features_and_pictures_arrive_in_every_matrix_set(string set, string projection)
    {
        Skip.IfNot(File.Exists(Library), "no node_modules here: npm ci in src/Geo.Api/web");
        var sites = (await server.Ask("/collections/mine-sites/items?limit=10000")).GetProperty("features").EnumerateArray().Where(f => f.GetProperty("geometry").ValueKind != JsonValueKind.Null).Select(f => f.GetProperty("id").GetString()!).Order().ToList();
        var scene = (await server.Ask("/scenes")).EnumerateArray().First(s => s.GetProperty("profile").GetString()!.Contains("sentinel", StringComparison.Ordinal));
        string id = scene.GetProperty("id").GetString()!, box = scene.GetProperty("bbox").GetRawText();
        string whole = (await server.Ask("/collections/mine-sites")).GetProperty("extent").GetProperty("spatial").GetProperty("bbox")[0].GetRawText();
        await using var watched = await server.Open("/?f=html");
        await watched.Page.RouteAsync($"{server.Url}/ol-client/**", route => route.Request.Url.EndsWith(".js", StringComparison.Ordinal)
            ? route.FulfillAsync(new() { Path = Library, ContentType = "text/javascript" })
            : route.FulfillAsync(new() { Body = Page, ContentType = "text/html" }));
        await watched.Page.GotoAsync(server.Url + "/ol-client/page.html");

        var features = await Run(watched.Page, $"vector('OGCVectorTile', '/collections/mine-sites/tiles/{set}', '{projection}', {whole})");
        Assert.Equal(sites, features.GetProperty("ids").EnumerateArray().Select(one => one.GetString()!).Order());
        Assert.True(features.GetProperty("colours").GetInt32() > 1);

        var picture = await Run(watched.Page, $"raster('OGCMapTile', '/scenes/{id}/tiles/{set}', {box})");
        var wmts = await Run(watched.Page, $"wmts('WMTS', '{id}', '{set}', {box})");
        await watched.Screenshot($"openlayers-{set}");
        // WMTS and the tileset name the CRS each in its own way.
        Assert.All((JsonElement[])[picture, wmts], one => Assert.EndsWith(projection[^4..], one.GetProperty("crs").GetString()!, StringComparison.Ordinal));
        Assert.All((JsonElement[])[picture, wmts], one => Assert.True(one.GetProperty("colours").GetInt32() > 500, one.GetRawText()));
        // One scene, two ways: the same tiles.
        Assert.Equal(picture.GetProperty("middle").GetRawText(), wmts.GetProperty("middle").GetRawText());
        watched.WasQuiet();
    }

    private static async Task<JsonElement> Run(IPage page, string call) => (await page.EvaluateAsync($"() => {call}"))!.Value;
}
