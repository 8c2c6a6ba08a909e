using Geo.Core.Zonal;
using NetTopologySuite.Geometries;
using static Geo.Core.Tests.Zonal.CoverageTests;

namespace Geo.Core.Tests.Zonal;

public class ZonalStatisticsTests
{
    private const float NA = float.NaN;

    /// <summary>The example in exactextract's test_stats.cpp, quoted in exactextract-coverage/SOURCE.md.</summary>
    [Fact]
    public void Example_of_exactextract_is_met()
    {
        float[] values =
        [
            1, 1, 1, 1, 1,
            1, 1, 2, 3, 1,
            1, 4, 5, 6, 1,
            1, 0, NA, 7, 1,
            1, 1, 1, 1, 1,
        ];
        var grid = Grid(-1, -1, 4, 4, 1, 1);
        var row = Table(grid, values, Wkt("POLYGON ((0.5 0.5, 2.5 0.5, 2.5 2.5, 0.5 2.5, 0.5 0.5))"), 2);
        Assert.Equal(3.5, row.Count, 1e-12);
        Assert.Equal(13.75, row.Sum, 1e-12);
        Assert.Equal(3.9285714285714284, row.Mean, 1e-12);
        Assert.Equal(0, row.Min);
        Assert.Equal(7, row.Max);
        Assert.Equal(5, row.Mode);
        Assert.Equal(0, row.Minority);
        Assert.Equal(8, row.Variety);
    }

    [Fact]
    public void Equal_weights_give_textbook_values()
    {
        // numpy: mean 5, population variance 4, median 4.5, quantile 0.9 (linear) 7.6.
        var row = new ZonalStatistics();
        row.Add([1, 1, 1, 1, 1, 1, 1, 1, 0, 1], [2, 4, 4, 4, 5, 5, 7, 9, 1000, NA]);
        Assert.Equal(8, row["count"]);
        Assert.Equal(5, row["mean"]);
        Assert.Equal(4, row["variance"], 1e-12);
        Assert.Equal(2, row["stdev"], 1e-12);
        Assert.Equal(4.5, row["median"], 1e-12);
        Assert.Equal(7.6, row["q90"], 1e-12);
        Assert.Equal(4, row["majority"]);
        Assert.Equal(2, row["minority"]);
        Assert.Equal(5, row["variety"]);
    }

    [Fact]
    public void Variance_of_large_numbers_keeps_its_digits()
    {
        var row = new ZonalStatistics(keepsValues: false);
        row.Add([1, 1, 1, 1], [10_000_001, 10_000_002, 10_000_003, 10_000_004]);
        Assert.Equal(1.25, row.Variance, 1e-12);
        Assert.Equal(10_000_002.5, row.Mean);
        Assert.Equal(40_000_010, row.Sum);
    }

    [Fact]
    public void No_pixels_have_no_mean()
    {
        var row = ZonalStatistics.Of(new CoverageMatrix(default, []), []);
        Assert.Equal(0, row.Count);
        Assert.Equal(0, row.Sum);
        Assert.All(new[] { "mean", "min", "max", "stdev", "median", "mode", "minority", "q10" }, name => Assert.True(double.IsNaN(row[name]), name));
    }

    [Fact]
    public void Unknown_statistic_is_refused_by_name()
    {
        Assert.Equal("stats", Assert.Throws<InputException>(() => ZonalStatistics.NeedsValues("meen")).Field);
        Assert.Throws<InputException>(() => ZonalStatistics.NeedsValues("q"));
    }

    [Fact]
    public void Block_size_changes_nothing_and_no_block_is_read_twice()
    {
        var random = new Random(5);
        var grid = Grid(0, 0, 100, 80, 1, 1);
        float[] values = [.. Enumerable.Range(0, 8000).Select(_ => random.Next(20) == 0 ? NA : random.NextSingle())];
        Geometry?[] zones = [.. Enumerable.Range(0, 20).Select(i => (Geometry?)Star(random.Next(100), random.Next(80), 25, 9, i, true)), null, Wkt("POINT EMPTY")];
        string[] names = ["count", "sum", "mean", "stdev", "median", "q90", "mode", "variety"];
        double[][]? expected = null;
        foreach (int size in new[] { 100, 32, 7 })
        {
            var read = new HashSet<Window>();
            var rows = ZonalTable.Of(grid, (window, into) => { Assert.True(read.Add(window)); Crop(values, 100, window, into); }, zones, new ZonalOptions(names, BlockSize: size), null, default);
            double[][] answer = [.. rows.Select(r => names.Select(n => r[n]).ToArray())];
            expected ??= answer;
            for (int i = 0; i < zones.Length; i++) for (int k = 0; k < names.Length; k++) Assert.Equal(expected[i][k], answer[i][k], 1e-10);
        }
    }

    private static ZonalStatistics Table(Grid grid, float[] values, Geometry zone, int blockSize) => Assert.Single(ZonalTable.Of(
        grid, (window, into) => Crop(values, grid.Width, window, into), [zone], new ZonalOptions(["median"], BlockSize: blockSize), null, default));

    private static void Crop(float[] values, int width, Window window, Span<float> into)
    {
        for (int row = 0; row < window.Height; row++) values.AsSpan((window.Row + row) * width + window.Col, window.Width).CopyTo(into[(row * window.Width)..]);
    }
}
