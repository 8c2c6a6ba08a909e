using Geo.Core.Imagery;
using Geo.Core.Predictors;

namespace Geo.Core.Tests.Predictors;

public class PredictorStackTests
{
    private static readonly BandRole[] Ten =
    [
        BandRole.Blue, BandRole.Green, BandRole.Red, BandRole.RedEdge1, BandRole.RedEdge2, BandRole.RedEdge3,
        BandRole.Nir, BandRole.NirNarrow, BandRole.Swir1, BandRole.Swir2,
    ];

    [Fact]
    public void Set_grows_with_the_bands_that_are_there()
    {
        var rgb = PredictorSet.For([BandRole.Red, BandRole.Green, BandRole.Blue]);
        var rgbn = PredictorSet.For([BandRole.Red, BandRole.Green, BandRole.Blue, BandRole.Nir]);
        var full = PredictorSet.For([.. Ten, BandRole.Elevation]);
        Assert.Equal(
            ["reflectance_blue", "reflectance_green", "reflectance_red", "index_ironoxide", "index_bitm",
             "focal_mean_bitm_3", "focal_stdev_bitm_3", "focal_mean_bitm_7", "focal_stdev_bitm_7",
             "focal_mean_bitm_15", "focal_stdev_bitm_15"],
            rgb.Names);
        Assert.Equal(4 + 6 + 12, rgbn.Count);                  // bands, NDVI SAVI EVI2 NDWI iron BITM, 2 bases × 3 × 2
        Assert.Equal(10 + 9 + 18 + 1 + 3, full.Count);
        Assert.Equal(7, full.HaloPixels);
        Assert.Equal(rgb.Names.Count, rgb.Names.Distinct().Count());
    }

    [Fact]
    public void Source_without_a_needed_band_is_refused_by_name()
    {
        var set = PredictorSet.For(Ten);
        var refusal = Assert.Throws<InputException>(() => set.Require([BandRole.Red, BandRole.Green, BandRole.Blue], "drone.tif"));
        Assert.Contains("Swir1", refusal.Message, StringComparison.Ordinal);
        Assert.Throws<InputException>(() => PredictorSet.For([BandRole.Elevation, BandRole.Other]));
    }

    [Fact]
    public void Focal_mean_and_deviation_are_those_of_the_valid_neighbours()
    {
        // One band: it is its own focal base. Neighbourhood of the centre: 0.1 0.2 0.3 / 0.1 _ 0.3 / 0.1 0.2 0.3 and no 5th
        // pixel missing elsewhere: mean 1.6 / 8 = 0.2, variance 6 · 0.01 / 8 = 0.0075.
        float[] values = [0.1f, 0.2f, 0.3f, 0.1f, float.NaN, 0.3f, 0.1f, 0.2f, 0.3f];
        var set = PredictorSet.For([BandRole.Red], 3);
        var columns = PredictorStack.Allocate(set, 9);
        var source = new MemorySource(MemorySource.Plane(3, 3), (BandRole.Red, values));
        Assert.Equal(8, PredictorStack.Compute(source, source.Grid.Whole, set, columns));
        Assert.All(columns, c => Assert.True(float.IsNaN(c[4])));

        // Corner (0, 0): 0.1 0.2 0.1 → mean 0.4/3, variance (0.01+0.04+0.01)/3 − (0.4/3)².
        Assert.Equal(0.4f / 3, columns[1][0], 1e-6f);
        Assert.Equal(MathF.Sqrt(0.06f / 3 - 0.16f / 9), columns[2][0], 1e-6f);

        values[4] = 0.2f;
        PredictorStack.Compute(source, source.Grid.Whole, set, columns);
        Assert.Equal(0.2f, columns[1][4], 1e-6f);
        Assert.Equal(MathF.Sqrt(0.06f / 9), columns[2][4], 1e-6f);
    }

    [Fact]
    public void Slope_of_a_tilted_plane_and_height_above_its_surroundings()
    {
        // Rises 1 m every 10-m cell eastward: slope 45° · … = atan(0.1) = 5.7106°; a plane lies at its own focal mean.
        var heights = Enumerable.Range(0, 25).Select(i => 1000f + i % 5).ToArray();
        var source = new MemorySource(MemorySource.Plane(5, 5),
            (BandRole.Red, new float[25]), (BandRole.Elevation, heights));
        var set = PredictorSet.For(source.Roles, 3);
        var columns = PredictorStack.Allocate(set, 25);
        PredictorStack.Compute(source, source.Grid.Whole, set, columns);
        Assert.Equal("slope_degrees", set.Names[^2]);
        Assert.Equal(5.710593f, columns[^2][12], 1e-4f);
        Assert.Equal(0f, columns[^1][12], 1e-4f);
    }

    [Theory]
    [InlineData(64)]
    [InlineData(256)]
    [InlineData(1024)]
    public void Any_tiling_gives_the_same_bits(int size)
    {
        var source = MemorySource.Random(300, 270, seed: 5, [.. Ten, BandRole.Elevation]);
        var set = PredictorSet.For(source.Roles);
        var whole = PredictorStack.Allocate(set, 300 * 270);
        int valid = PredictorStack.Compute(source, source.Grid.Whole, set, whole);
        Assert.InRange(valid, 70_000, 80_900);

        int validInBlocks = 0;
        foreach (var block in source.Grid.Whole.Blocks(size))
        {
            var part = PredictorStack.Allocate(set, (int)block.PixelCount);
            validInBlocks += PredictorStack.Compute(source, block, set, part);
            for (int p = 0; p < set.Count; p++)
            {
                for (int y = 0; y < block.Height; y++)
                {
                    var expected = whole[p].AsSpan((block.Row + y) * 300 + block.Col, block.Width);
                    var actual = part[p].AsSpan(y * block.Width, block.Width);
                    Assert.True(
                        System.Runtime.InteropServices.MemoryMarshal.AsBytes(expected)
                            .SequenceEqual(System.Runtime.InteropServices.MemoryMarshal.AsBytes(actual)),
                        $"{set.Names[p]} differs in {block}, row {y}");
                }
            }
        }

        Assert.Equal(valid, validInBlocks);
    }

    [Fact]
    public void Only_pixels_without_a_band_are_missing()
    {
        var source = MemorySource.Random(60, 60, seed: 1, [.. Ten, BandRole.Elevation]);
        var set = PredictorSet.For(source.Roles);
        var columns = PredictorStack.Allocate(set, 3600);
        int valid = PredictorStack.Compute(source, source.Grid.Whole, set, columns);
        Assert.All(columns, c => Assert.Equal(valid, c.Count(float.IsFinite)));
    }
}
