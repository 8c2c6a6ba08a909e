using System.Diagnostics;
using System.Net;
using System.Xml.Linq;
using SkiaSharp;

namespace Geo.Api.Tests.Tiles;

[Collection(nameof(Served))]
public sealed class WmtsTests(ServedWorkspace server)
{
    private const string Tile = "/wmts?SERVICE=WMTS&Request=GetTile&version=1.0.0&LAYER=scene-1&style=natural&Format=image/png&TileMatrixSet=WebMercatorQuad&TileMatrix=12&TileRow=1543&TileCol=3300";
    private static readonly XNamespace W = "http://www.opengis.net/wmts/1.0", O = "http://www.opengis.net/ows/1.1";

    [Theory]
    [InlineData("/wmts?service=WMTS&request=GetCapabilities"), InlineData("/wmts/1.0.0/WMTSCapabilities.xml")]
    public async Task Capabilities_name_layers_sets_and_templates(string path)
    {
        var document = XDocument.Parse(await server.Client.GetStringAsync(path));
        var layer = document.Descendants(W + "Layer").Single(l => l.Element(O + "Identifier")!.Value == "scene-1");
        Assert.Equal(["WebMercatorQuad", "WorldCRS84Quad", "CGCS2000Quad"], layer.Elements(W + "TileMatrixSetLink").Select(l => l.Value));
        var sets = document.Descendants(W + "TileMatrixSet").Where(s => s.Element(O + "SupportedCRS") is not null).ToDictionary(s => s.Element(O + "Identifier")!.Value);
        // Latitude first in EPSG:4490, and from level 1 as Tianditu's.
        Assert.Equal("90 -180", sets["CGCS2000Quad"].Elements(W + "TileMatrix").First().Element(W + "TopLeftCorner")!.Value);
        Assert.Equal("1", sets["CGCS2000Quad"].Elements(W + "TileMatrix").First().Element(O + "Identifier")!.Value);
        Assert.Equal("-180 90", sets["WorldCRS84Quad"].Elements(W + "TileMatrix").First().Element(W + "TopLeftCorner")!.Value);
        string template = layer.Elements(W + "ResourceURL").First(r => r.Attribute("format")!.Value == "image/png").Attribute("template")!.Value;
        string address = template.Replace("{TileMatrixSet}", "WebMercatorQuad", StringComparison.Ordinal).Replace("{TileMatrix}", "12", StringComparison.Ordinal).Replace("{TileRow}", "1543", StringComparison.Ordinal).Replace("{TileCol}", "3300", StringComparison.Ordinal).Replace("{Style}", "natural", StringComparison.Ordinal);
        Assert.Equal(await server.Client.GetByteArrayAsync(address), await server.Client.GetByteArrayAsync(Tile));
    }

    [Theory]
    [InlineData("/wmts", "MissingParameterValue", "service"), InlineData("/wmts?service=WMS", "InvalidParameterValue", "service"), InlineData("/wmts?service=WMTS&request=GetMap", "InvalidParameterValue", "request")]
    [InlineData("LAYER=scene-1", "InvalidParameterValue", "layer", "LAYER=none"), InlineData("Format=image/png", "InvalidParameterValue", "format", "Format=image/gif"), InlineData("TileCol=3300", "TileOutOfRange", "tileCol", "TileCol=1")]
    [InlineData("TileRow=1543", "InvalidParameterValue", "tileRow", "TileRow=x"), InlineData("TileMatrixSet=WebMercatorQuad", "InvalidParameterValue", "tileMatrixSet", "TileMatrixSet=EPSG:3857"), InlineData("style=natural", "InvalidParameterValue", "style", "style=sepia"), InlineData("&TileRow=1543", "MissingParameterValue", "tileRow", "")]
    public async Task What_is_wrong_is_said_as_a_WMTS_does(string request, string code, string locator, string? instead = null)
    {
        using var answer = await server.Client.GetAsync(instead is null ? request : Tile.Replace(request, instead, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("text/xml", answer.Content.Headers.ContentType?.MediaType);
        var exception = XDocument.Parse(await answer.Content.ReadAsStringAsync()).Descendants(O + "Exception").Single();
        Assert.Equal((code, locator), (exception.Attribute("exceptionCode")!.Value, exception.Attribute("locator")!.Value));
    }

    /// <summary>gdal_translate of a piece at level 12 through GDAL's WMTS driver: the pixels are those of the tiles.</summary>
    [Theory]
    [InlineData("WebMercatorQuad", "12"), InlineData("CGCS2000Quad", "13")]
    public async Task Gdal_reads_it(string set, string level)
    {
        string file = Path.Combine(Path.GetTempPath(), $"tiles7-{Guid.NewGuid():N}.png");
        try
        {
            var start = new ProcessStartInfo("gdal_translate", ["-q", "-of", "PNG", "-srcwin", "0", "0", "200", "150", "-outsize", "200", "150", "--config", "GDAL_DEFAULT_WMS_CACHE_PATH", file + "-cache",
                $"WMTS:{server.Url}/wmts?service=WMTS&request=GetCapabilities,layer=scene-1,style=natural,tilematrixset={set},zoom_level={level}", file])
            { RedirectStandardError = true };
            using var process = Process.Start(start)!;
            string errors = await process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.True(process.ExitCode == 0, errors);
            using var read = SKBitmap.Decode(file);
            Assert.Equal(200, read.Width);
            // Rows of the scene grow brighter southward; its upper left corner is where the layer's box begins.
            Assert.True(read.GetPixel(150, 140).Red > read.GetPixel(150, 20).Red);
            Assert.Equal(255, read.GetPixel(100, 75).Alpha);
        }
        finally
        {
            File.Delete(file);
            File.Delete(file + ".aux.xml");
            if (Directory.Exists(file + "-cache")) Directory.Delete(file + "-cache", true);
        }
    }
}
