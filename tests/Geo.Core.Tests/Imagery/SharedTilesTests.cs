using Geo.Core.Crs;
using Geo.Core.Gdal;
using Geo.Core.Imagery;
using Geo.Core.Tests.Predictors;
using Geo.Testing;

namespace Geo.Core.Tests.Imagery;

[Trait("Category", "Simd")]
public sealed class SharedTilesTests
{
    [Theory]
    [InlineData(64)]      // tiles of the file
    [InlineData(16)]      // too small: 256 × 256 of our own
    public void Windows_read_by_many_threads_hold_the_pixels_of_the_file(int block)
    {
        const int width = 900, height = 700;
        using var folder = new TemporaryFolder();
        string file = folder.File("a.tif");
        ushort[] pixels = [.. Enumerable.Range(0, 2 * width * height).Select(i => (ushort)(i * 7919L % 65521))];
        using (var made = Dataset.Create(file, new RasterSpec(MemorySource.Plane(width, height) with { Crs = WellKnown.GaussKruger111 }, 3, PixelType.UInt16, null),
            "TILED=YES", $"BLOCKXSIZE={block}", $"BLOCKYSIZE={block}", "COMPRESS=DEFLATE", "INTERLEAVE=PIXEL"))
        {
            for (int b = 0; b < 2; b++) made.Write<ushort>(2 - b + 1, new Window(0, 0, width, height), pixels.AsSpan(b * width * height, width * height));
            made.Close();
        }

        using var first = Dataset.Open(file);
        var tiles = new SharedTiles<ushort>(first, [3, 2]);
        Parallel.For(0, 8, thread =>
        {
            using var own = Dataset.Open(file);
            var random = new Random(thread);
            for (int n = 0; n < 60; n++)
            {
                int col = random.Next(width), row = random.Next(height);
                var window = new Window(col, row, 1 + random.Next(Math.Min(300, width - col)), 1 + random.Next(Math.Min(300, height - row)));
                int band = random.Next(2);
                var got = new ushort[window.PixelCount];
                int parts = 0;
                tiles.Read(own, 3 - band, window, (part, at) =>
                {
                    part.CopyTo(got.AsSpan(at));
                    parts += part.Length;
                });
                Assert.Equal(got.Length, parts);
                for (int y = 0; y < window.Height; y++)
                {
                    Assert.True(pixels.AsSpan((band * height + row + y) * width + col, window.Width).SequenceEqual(got.AsSpan(y * window.Width, window.Width)));
                }
            }
        });
    }

    [Fact]
    public void Numbers_become_values_as_one_by_one()
    {
        ushort[] numbers = [.. Enumerable.Range(0, 65536 + 13).Select(i => (ushort)(i * 7))];
        var into = new float[numbers.Length];
        SceneTiles.Scale(numbers, 7, 1e-4, -0.1, into);
        Assert.Equal(numbers.Select(n => n == 7 ? float.NaN : (float)(n * 1e-4 - 0.1)), into);
        SceneTiles.Scale(numbers, float.NaN, 0.013, 3, into);
        Assert.Equal(numbers.Select(n => (float)(n * 0.013 + 3)), into);
    }
}
