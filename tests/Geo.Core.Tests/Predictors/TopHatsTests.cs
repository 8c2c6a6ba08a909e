using CsCheck;
using Geo.Core.Imagery;
using Geo.Core.Predictors;

namespace Geo.Core.Tests.Predictors;

[Trait("Category", "Simd")]
public class TopHatsTests
{
    private const int Side = 41;

    [Fact]
    public void A_heap_and_a_sink_on_a_slope_show_their_own_height_and_depth()
    {
        // A slope of 0.5 m a pixel; on it a heap of 3 × 3 pixels, 6 m high, and a pit of 5 × 5 pixels, 4 m deep.
        var heights = Enumerable.Range(0, Side * Side).Select(i => 1300 + 0.5f * (i % Side)).ToArray();
        foreach (var (col, row) in Square(10, 10, 3)) heights[row * Side + col] += 6;
        foreach (var (col, row) in Square(25, 25, 5)) heights[row * Side + col] -= 4;
        var (names, columns) = Compute(heights, new Window(0, 0, Side, Side), 7);
        float[] above = columns[names.IndexOf("height_above_base_m_7")], depth = columns[names.IndexOf("sink_depth_m_7")];

        Assert.Equal(6f, above[11 * Side + 11], 0.01f);
        Assert.Equal(0f, depth[11 * Side + 11], 0.01f);
        Assert.Equal(4f, depth[27 * Side + 27], 0.01f);
        Assert.Equal(0f, above[27 * Side + 27], 0.01f);
        foreach (var (col, row) in Square(16, 4, 5)) Assert.Equal((0f, 0f), (above[row * Side + col], depth[row * Side + col])); // the bare slope

        // What is wider than the square is neither.
        (names, columns) = Compute(heights, new Window(0, 0, Side, Side), 3);
        Assert.Equal(0f, columns[names.IndexOf("sink_depth_m_3")][27 * Side + 27], 0.01f);
    }

    [Fact]
    public void A_pixel_has_the_same_values_in_any_window() =>
        Gen.Select(Gen.Float[0f, 3000f].Array[Side * Side], Gen.Int[0, 20], Gen.Int[0, 20]).Sample((heights, left, top) =>
        {
            heights[3] = heights[Side + 7] = float.NaN;
            var whole = Compute(heights, new Window(0, 0, Side, Side), 5).Columns;
            var window = new Window(left, top, 15, 12);
            var part = Compute(heights, window, 5).Columns;
            return Enumerable.Range(0, part.Length).All(p => Enumerable.Range(0, (int)window.PixelCount).All(i =>
                part[p][i].Equals(whole[p][(top + i / window.Width) * Side + left + i % window.Width])));
        }, iter: 50);

    private static (List<string> Names, float[][] Columns) Compute(float[] heights, Window window, int scale)
    {
        var source = new MemorySource(MemorySource.Plane(Side, Side), (BandRole.Red, new float[Side * Side]), (BandRole.Elevation, heights));
        var set = PredictorSet.Of(source.Roles, new PredictorDeclaration("test", [], [], [], []) { TerrainScales = [scale] });
        var columns = PredictorStack.Allocate(set, (int)window.PixelCount);
        PredictorStack.Compute(source, window, set, columns);
        return ([.. set.Names], columns);
    }

    private static IEnumerable<(int Col, int Row)> Square(int col, int row, int side) =>
        Enumerable.Range(0, side * side).Select(i => (col + i % side, row + i / side));
}
