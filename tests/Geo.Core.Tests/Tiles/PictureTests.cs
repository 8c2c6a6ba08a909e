using CsCheck;
using Geo.Core.Gdal;
using Geo.Core.Tiles.Pictures;
using Geo.Testing;
using SkiaSharp;

namespace Geo.Core.Tests.Tiles;

public sealed class PictureTests
{
    [Fact]
    public void Png_is_read_again_pixel_by_pixel() => Gen.Select(Gen.Int[1, 40], Gen.Int[1, 40], Gen.Bool, Gen.Int[0, 1 << 30]).Sample((width, height, opaque, seed) =>
    {
        ulong state = (ulong)seed;
        byte[] pixels = [.. Enumerable.Range(0, width * height * 4).Select(i => i % 4 == 3 ? (byte)(opaque || SplitMix64.Next(ref state) % 2 == 0 ? 255 : 0) : (byte)SplitMix64.Next(ref state))];
        using var bitmap = Decode(new Picture(width, height, pixels, null).Encode(PictureFormat.Png));
        return bitmap.Width == width && bitmap.Height == height && Enumerable.Range(0, width * height).All(i => bitmap.GetPixel(i % width, i / width) is var c
            && c.Alpha == pixels[4 * i + 3] && (c.Alpha == 0 || (c.Red == pixels[4 * i] && c.Green == pixels[4 * i + 1] && c.Blue == pixels[4 * i + 2])));
    }, iter: 200);

    [Fact]
    public void A_palette_keeps_its_colours_and_what_is_transparent_is_white_in_jpeg()
    {
        var picture = new Picture(2, 1, [0, 1], [0u, 0xFF102030u]);
        using (var bitmap = Decode(picture.Encode(PictureFormat.Png)))
        {
            Assert.Equal(0, bitmap.GetPixel(0, 0).Alpha);
            Assert.Equal(new SKColor(0x10, 0x20, 0x30), bitmap.GetPixel(1, 0));
        }

        using (var bitmap = Decode(new Picture(16, 16, new byte[16 * 16], [0u]).Encode(PictureFormat.Jpeg))) Assert.Equal(SKColors.White, bitmap.GetPixel(8, 8));
        using (var bitmap = Decode(new Picture(16, 16, new byte[16 * 16], [0u]).Encode(PictureFormat.Webp))) Assert.Equal(0, bitmap.GetPixel(8, 8).Alpha);
    }

    /// <summary>A raster of 1200 × 900 ramps in UTM 49N, drawn in Web Mercator at its own resolution and eight times coarser, against gdalwarp of the same window (GDALWarp, exact transformer, nearest and bilinear).</summary>
    [Theory]
    [InlineData(1, false), InlineData(1, true), InlineData(0.5, true)]
    public void Values_are_those_of_gdalwarp(double cellShare, bool smooth)
    {
        using var folder = new TemporaryFolder();
        var grid = new Grid(GeoTransform.NorthUp(414220, 4496200, 10, 10), 1200, 900, Projection.FromEpsg(32649));
        using (var raster = Dataset.Create(folder.File("ramp.tif"), new RasterSpec(grid, 1, PixelType.UInt16, 0), "TILED=YES"))
        {
            raster.Write<ushort>(1, grid.Whole, [.. Enumerable.Range(0, 1200 * 900).Select(i => (ushort)(i % 1200 is > 50 and < 80 && i / 1200 is > 60 and < 90 ? 0 : 1000 + i % 1200 * 7 + i / 1200 * 11))]);
            raster.Close();
        }

        double cell = 10 / Math.Cos(40.58 * Math.PI / 180) * cellShare;
        var centre = (X: 12243100.0, Y: 4955000.0);
        var target = new Grid(GeoTransform.NorthUp(centre.X, centre.Y, cell, cell), 256, 256, Projection.FromEpsg(3857));
        var file = RasterFile.Open(folder.File("ramp.tif"));
        float[] ours = SampledBands.Place(file, target)!.Values([file.Bands[0]], smooth)[0];
        using var source = Dataset.Open(folder.File("ramp.tif"));
        using var warped = source.Warp(target, smooth ? Resampling.Bilinear : Resampling.Nearest, CancellationToken.None);
        var theirs = new float[256 * 256];
        warped.Read<float>(1, target.Whole, theirs);
        int empty = 0, other = 0;
        for (int i = 0; i < ours.Length; i++)
        {
            bool none = theirs[i] == 0;
            if (none) empty++;
            // A pixel whose centre lies on an edge may fall either way: a step of the ramp; GDAL rounds to whole numbers.
            if (none == float.IsNaN(ours[i]) && (none || Math.Abs(ours[i] - theirs[i]) <= (smooth ? 1.01 : 0))) continue;
            // Beside nothing GDAL and we weigh what is left of four neighbours each in our own way.
            if (smooth && BesideNothing(i)) continue;
            other++;
        }

        Assert.True(theirs.Count(v => v > 0) > 30000);
        Assert.InRange(empty, 1, 60000);
        Assert.InRange(other, 0, 20);

        bool BesideNothing(int i) => Enumerable.Range(0, 25).Select(n => (Col: i % 256 + n % 5 - 2, Row: i / 256 + n / 5 - 2))
            .Any(at => at.Col is < 0 or > 255 || at.Row is < 0 or > 255 || theirs[at.Row * 256 + at.Col] == 0 || float.IsNaN(ours[at.Row * 256 + at.Col]));
    }

    [Fact]
    public void Coarse_pictures_come_from_the_overview_that_gdal_would_take()
    {
        using var folder = new TemporaryFolder();
        var grid = new Grid(GeoTransform.NorthUp(0, 0, 10, 10), 2048, 2048, Projection.FromEpsg(3857));
        using (var raster = Dataset.InMemory(new RasterSpec(grid, 1, PixelType.UInt16, 0)))
        {
            raster.Write<ushort>(1, grid.Whole, [.. Enumerable.Range(0, 2048 * 2048).Select(i => (ushort)(i % 2048 % 2 == 0 ? 100 : 300))]);
            raster.CopyToCog(folder.File("stripes.tif"), new CogOptions(OverviewResampling: "AVERAGE"), null, CancellationToken.None);
        }

        var file = RasterFile.Open(folder.File("stripes.tif"));
        Assert.True(file.Levels.Count > 2);
        Assert.Equal(0, file.LevelFor(1.9));
        Assert.Equal(1, file.LevelFor(2));
        Assert.Equal(1, file.LevelFor(3.9));
        // Stripes of 100 and 300, each a pixel wide, are 200 where two pixels make one.
        var target = new Grid(GeoTransform.NorthUp(0, 0, 20, 20), 256, 256, grid.Crs);
        Assert.All(SampledBands.Place(file, target)!.Values([file.Bands[0]], false)[0], value => Assert.Equal(200, value));
    }

    private static SKBitmap Decode(byte[] file)
    {
        using var codec = SKCodec.Create(new MemoryStream(file));
        return SKBitmap.Decode(codec, new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
    }
}
