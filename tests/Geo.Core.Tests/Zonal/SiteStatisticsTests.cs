using CsCheck;
using Geo.Core.Crs;
using Geo.Core.Gdal;
using Geo.Core.Tests.Predictors;
using Geo.Core.Zonal;
using Geo.Testing;
using NetTopologySuite.Geometries;

namespace Geo.Core.Tests.Zonal;

public sealed class SiteStatisticsTests
{
    private static readonly double[] s_shares = [0, 0.05, 0.25, 0.5, 0.95, 1];

    [Fact]
    public void Histograms_give_what_sorted_pixels_give() =>
        Gen.Select(Gen.UShort[0, 12].Array[1, 60], Gen.Double[0.001, 1].Array[60], Gen.Int[0, 60]).Sample((values, weights, whole) =>
        {
            whole = Math.Min(whole, values.Length);
            double[] edge = weights[whole..values.Length];
            var got = new WordStatistics().Of(new ZonePixels([], whole, edge), values, 3, s_shares);
            var plain = new ZonalStatistics();
            plain.Add([.. Enumerable.Repeat(1.0, whole), .. edge], [.. values.Select(v => v == 3 ? float.NaN : v)]);
            if (plain.Count == 0) return got.Count == 0 && double.IsNaN(got.Mean);
            return Near(got.Count, plain.Count) && Near(got.Mean, plain.Mean) && Near(got.Stdev, plain.Stdev)
                && got.Min == plain.Min && got.Max == plain.Max && s_shares.Select((share, i) => Near(got.Quantiles[i], plain.Quantile(share))).All(x => x);
        });

    [Fact]
    public void Exactextracts_own_example_comes_out()
    {
        // exactextract, test_stats.cpp (../shared/data/exactextract-coverage): count 3.5, sum 13.75, mean 3.9285714, min 0, max 7; square 0.5 to 2.5.
        using var folder = new TemporaryFolder();
        var grid = new Grid(GeoTransform.NorthUp(-1, 4, 1, 1), 5, 5, WellKnown.GaussKruger111);
        string file = Raster(folder, grid, 256, [1, 1, 1, 1, 1, 1, 1, 2, 3, 1, 1, 4, 5, 6, 1, 1, 0, 99, 7, 1, 1, 1, 1, 1, 1], 99);
        var square = GeometryFactory.Default.ToGeometry(new Envelope(0.5, 2.5, 0.5, 2.5));
        var s = Of(file, grid, [square, null, new Point(50, 50).Buffer(1)], 1)[0];
        Assert.Equal((3.5, 0.0, 7.0), (s[0]![0].Count, s[0]![0].Min, s[0]![0].Max));
        Assert.Equal(13.75 / 3.5, s[0]![0].Mean, 1e-12);
        Assert.Null(s[1]);
        Assert.Null(s[2]);
    }

    [Theory]
    [InlineData(64, 1)]
    [InlineData(64, 2)]
    [InlineData(128, 2)]
    [InlineData(256, 3)]
    public void Statistics_do_not_depend_on_tiles_threads_or_other_scenes(int tile, int threads)
    {
        using var folder = new TemporaryFolder();
        var grid = MemorySource.Plane(500, 400) with { Crs = WellKnown.GaussKruger111 };
        ushort[] pixels = [.. Enumerable.Range(0, 3 * 500 * 400).Select(i => (ushort)(1000 + i * 7919L % 4001))];
        string file = Raster(folder, grid, tile, pixels, 0);
        Geometry?[] sites = [.. Enumerable.Range(0, 20).Select(i => (Geometry?)new Point(500_000 + 251.3 * i, 4_500_000 - 197.7 * i).Buffer(30 + 31 * i))];
        var found = Of(file, grid, sites, threads, file);
        Assert.Equal(found[0].Select(Text), found[1].Select(Text));
        // Window by window, in one piece.
        for (int site = 0; site < sites.Length; site++)
        {
            var coverage = Coverage.Of(sites[site]!, grid);
            for (int band = 0; band < 3; band++)
            {
                float[] values = [.. Enumerable.Range(0, coverage.Fractions.Length).Select(i => (float)pixels[
                    (band * 400 + coverage.Window.Row + i / coverage.Window.Width) * 500 + coverage.Window.Col + i % coverage.Window.Width])];
                var plain = ZonalStatistics.Of(coverage, values);
                var own = found[0][site]![band];
                Assert.True(Near(own.Count, plain.Count) && Near(own.Mean, plain.Mean) && Near(own.Stdev, plain.Stdev) && Near(own.Quantiles[3], plain.Median));
            }
        }

        using var other = new TemporaryFolder();
        var again = Of(Raster(other, grid, tile == 64 ? 256 : 64, pixels, 0), grid, sites, 1);
        Assert.Equal(found[0].Select(Text), again[0].Select(Text));
    }

    [Fact]
    public void A_scene_on_another_grid_is_refused()
    {
        using var folder = new TemporaryFolder();
        var grid = MemorySource.Plane(70, 70) with { Crs = WellKnown.GaussKruger111 };
        string file = Raster(folder, grid, 64, new ushort[4900], 0);
        var plan = ZonePlan.Of(MemorySource.Plane(71, 70) with { Crs = WellKnown.GaussKruger111 }, 64, 64, [new Point(500_100, 4_499_900).Buffer(50)]);
        Assert.Equal(file, Assert.Throws<InputException>(() => new SiteStatistics(s_shares, 1).Of(plan, [file], (_, _) => { }, null, default)).Where);
    }

    private static IReadOnlyList<ZoneSummary[]?>[] Of(string file, Grid grid, IReadOnlyList<Geometry?> sites, int threads, params string[] more)
    {
        int tile;
        using (var raster = Dataset.Open(file)) tile = raster.Band(1).BlockWidth is >= 64 and <= 1024 and var side ? side : 256;
        var plan = ZonePlan.Of(grid, tile, tile, sites);
        var found = new IReadOnlyList<ZoneSummary[]?>[1 + more.Length];
        new SiteStatistics(s_shares, threads).Of(plan, [file, .. more], (i, zones) => found[i] = zones, null, default);
        return found;
    }

    private static string Raster(TemporaryFolder folder, Grid grid, int tile, ushort[] pixels, double noData)
    {
        string file = folder.File($"r{tile}.tif");
        int bands = pixels.Length / (grid.Width * grid.Height);
        using var made = Dataset.Create(file, new RasterSpec(grid, bands, PixelType.UInt16, noData), "TILED=YES", $"BLOCKXSIZE={tile}", $"BLOCKYSIZE={tile}", "COMPRESS=DEFLATE");
        for (int b = 0; b < bands; b++) made.Write<ushort>(b + 1, grid.Whole, pixels.AsSpan(b * grid.Width * grid.Height, grid.Width * grid.Height));
        made.Close();
        return file;
    }

    private static string Text(ZoneSummary[]? bands) => bands is null ? "" : string.Join(';', bands.Select(b => FormattableString.Invariant($"{b.Count:R} {b.Mean:R} {b.Stdev:R} {b.Min} {b.Max} ") + string.Join(' ', b.Quantiles.Select(q => q.ToString("R", System.Globalization.CultureInfo.InvariantCulture)))));

    private static bool Near(double a, double b) => Math.Abs(a - b) <= 1e-9 * Math.Max(1, Math.Abs(b));
}
