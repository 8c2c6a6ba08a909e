using System.Diagnostics;
using System.Globalization;
using Geo.Core.Tiles;
using SkiaSharp;

namespace Geo.Api.Tests.Tiles;

/// <summary>scene-1: 100 × 100 pixels of 100 m from (12 250 000, 4 940 000) southward in Web Mercator; red = 0.0001 · (row · 100 + col + 1).</summary>
[Collection(nameof(Served))]
public sealed class RasterTilePageTests(ServedWorkspace server)
{
    // (12 250 000 + 20 037 508.34) / 9783.94 = 3300.05 and (20 037 508.34 − 4 940 000) / 9783.94 = 1543.09 at level 12, whose tiles are 9783.94 m wide.
    private static readonly (int Level, int Row, int Col)[] Places = [(12, 1543, 3300), (12, 1544, 3301), (13, 3087, 6601), (11, 771, 1650)];

    [Fact]
    public async Task Pixels_are_those_of_gdalwarp_of_the_same_window()
    {
        int compared = 0;
        foreach (var (level, row, col) in Places)
        {
            var box = TileMatrixSet.Get("WebMercatorQuad").Extent(new TileAddress(level, row, col));
            float[] warped = await Gdalwarp("EPSG:3857", box);
            using var sent = await server.Picture($"/scenes/scene-1/tiles/WebMercatorQuad/{level}/{row}/{col}?f=png&expression=red&rescale=0,1&colormap=gray");
            compared += Compare(warped, sent);
        }

        Assert.True(compared > 60000, $"{compared} pixels with data were compared");
    }

    [Theory]
    [InlineData("CGCS2000Quad", "EPSG:4490", 12), InlineData("WorldCRS84Quad", "OGC:CRS84", 11)]
    public async Task In_geographic_sets_too(string id, string crs, int level)
    {
        var set = TileMatrixSet.Get(id);
        var limits = set.Limits(level, new Core.Extent(110.09, 40.49, 110.09, 40.49));
        var at = new TileAddress(level, limits.FirstRow, limits.FirstCol);
        float[] warped = await Gdalwarp(crs, set.Extent(at));
        using var sent = await server.Picture($"/scenes/scene-1/tiles/{id}/{level}/{at.Row}/{at.Col}?expression=b1&rescale=0,1");
        Assert.True(Compare(warped, sent) > 20000);
    }

    [Theory]
    [InlineData("png"), InlineData("webp"), InlineData("jpeg")]
    public async Task Styles_come_in_every_format(string format)
    {
        using var sent = await server.Picture($"/scenes/scene-1/tiles/WebMercatorQuad/12/1543/3300?style=natural&f={format}", $"image/{format}");
        Assert.Equal((256, 256), (sent.Width, sent.Height));
        // The scene begins 13 pixels from the left and 24 from the top; southward it is brighter.
        Assert.True(sent.GetPixel(128, 128).Red > sent.GetPixel(128, 40).Red);
        var outside = sent.GetPixel(5, 5);
        Assert.True(format == "jpeg" ? outside == SKColors.White : outside.Alpha == 0, outside.ToString());
    }

    [Fact]
    public async Task Colours_of_a_map_are_its_own()
    {
        using var sent = await server.Picture("/scenes/scene-1/tiles/WebMercatorQuad/12/1543/3300?expression=red*0%2B5&rescale=0,1&colormap=viridis");
        // Above the range is the last colour: viridis ends with #fde725.
        Assert.Contains(sent.Pixels, p => p == new SKColor(0xfd, 0xe7, 0x25));
        using var three = await server.Picture("/scenes/scene-1/tiles/WebMercatorQuad/12/1543/3300?expression=red*0%2B1;red*0;red*0%2B0.5&rescale=0,1");
        Assert.Contains(three.Pixels, p => p == new SKColor(255, 1, 128));
    }

    [Fact]
    public async Task A_tile_of_nothing_within_the_limits_is_transparent()
    {
        // At level 0 the scene is a fraction of a pixel.
        using var sent = await server.Picture("/scenes/scene-1/tiles/WebMercatorQuad/0/0/0");
        Assert.True(sent.Pixels.Count(p => p.Alpha == 0) > 65000);
        Assert.Equal("tileCol", (await server.Problem("/scenes/scene-1/tiles/WebMercatorQuad/12/1543/0", 404)).GetProperty("kind").GetString());
    }

    [Fact]
    public async Task Tilejson_and_tileset_of_a_scene()
    {
        var json = await server.Json("/scenes/scene-1/tiles/WebMercatorQuad?f=tilejson");
        Assert.EndsWith("/scenes/scene-1/tiles/WebMercatorQuad/{z}/{y}/{x}?f=png", json.GetProperty("tiles")[0].GetString(), StringComparison.Ordinal);
        var set = await server.Json("/scenes/scene-1/tiles/WebMercatorQuad");
        Assert.Equal("map", set.GetProperty("dataType").GetString());
        Assert.Equal(["image/png", "image/webp", "image/jpeg"], set.GetProperty("links").EnumerateArray().Where(l => l.GetProperty("rel").GetString() == "item").Select(l => l.GetProperty("type").GetString()));
    }

    private static int Compare(float[] warped, SKBitmap sent)
    {
        int compared = 0, other = 0;
        for (int i = 0; i < warped.Length; i++)
        {
            var pixel = sent.GetPixel(i % 256, i / 256);
            if (warped[i] == 0)
            {
                other += pixel.Alpha == 0 ? 0 : 1;
                continue;
            }

            compared++;
            // 255 steps from 0 to 1, each a grey of 256.
            int index = (int)Math.Clamp(warped[i] * 0.0001 * 254 + 1, 1, 255);
            int grey = (int)Math.Round((index - 1) / 254.0 * 255);
            other += pixel.Alpha == 255 && Math.Abs(pixel.Red - grey) <= 1 ? 0 : 1;
        }

        // A pixel whose centre lies on an edge of the scene's own pixels may fall either way.
        Assert.InRange(other, 0, 300);
        return compared;
    }

    private async Task<float[]> Gdalwarp(string crs, Core.Extent box)
    {
        string file = Path.Combine(Path.GetTempPath(), $"tiles7-{Guid.NewGuid():N}.bin");
        try
        {
            string Text(double n) => n.ToString("R", CultureInfo.InvariantCulture);
            var start = new ProcessStartInfo("gdalwarp", ["-q", "-t_srs", crs, "-te", Text(box.MinX), Text(box.MinY), Text(box.MaxX), Text(box.MaxY), "-ts", "256", "256", "-r", "near", "-et", "0", "-ot", "Float32", "-dstnodata", "0", "-of", "ENVI", Path.Combine(server.ScenesFolder, "scene-1.tif"), file]) { RedirectStandardError = true };
            using var process = Process.Start(start)!;
            string errors = await process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.True(process.ExitCode == 0, errors);
            byte[] bytes = await File.ReadAllBytesAsync(file);
            var values = new float[256 * 256];
            Buffer.BlockCopy(bytes, 0, values, 0, bytes.Length);
            return values;
        }
        finally
        {
            foreach (string ending in (string[])["", ".aux.xml"]) File.Delete(file + ending);
            File.Delete(Path.ChangeExtension(file, ".hdr"));
        }
    }
}
