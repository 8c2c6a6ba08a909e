using CsCheck;
using Geo.Core.Tracking;
using Geo.Core.Tracking.Assessment;

namespace Geo.Core.Tests.Tracking.Assessment;

public class SeasonSeriesTests
{
    private static readonly RestorationRules s_rules = RestorationRules.Default;

    // Ratios 0.50, 0.50, 0.40: median 0.50; references 0.6, 0.8, 0.5: median 0.6; site 0.50 · 0.6.
    // Spread of ratio · reference: 0.30, 0.30, 0.24 have MAD 0; so the dates' own error rules: 0.01 / (0.85 − 0.05).
    [Fact]
    public void A_season_is_the_median_of_ratios_of_the_same_date()
    {
        var series = SeasonSeries.Of([Series.At(2025, 6, 1, 0.3, 0.6), Series.At(2025, 7, 1, 0.4, 0.8), Series.At(2025, 8, 1, 0.2, 0.5)], s_rules);
        var season = Assert.Single(series.Seasons);
        Assert.Equal((2025, "vegetation_cover", 3), (season.Year, season.Variable, season.Scenes));
        Assert.Equal((0.5, 0.6, 0.3), (season.Ratio, season.Reference, season.Site), Near);
        Assert.Equal(0.0125, season.SiteError, 9);
        Assert.Equal(["s20250601", "s20250701", "s20250801"], season.SceneIds);
        // sqrt(0.0125² + 0.5² · 0.01²) / 0.6
        Assert.Equal(0.0224381, season.RatioError!.Value, 6);
    }

    [Fact]
    public void Winter_clouds_and_thin_references_do_not_count()
    {
        Observation good = Series.At(2025, 9, 30, 0.3, 0.6);
        Observation[] others =
        [
            Series.At(2025, 10, 1, 0.9, 0.6), Series.At(2025, 4, 30, 0.9, 0.6), // 04:00 UTC is noon of the same day
            Series.At(2025, 7, 1, 0.9, 0.6) with { ValidShare = 0.49 }, Series.At(2025, 7, 2, 0.9, 0.6) with { ReferencePixels = 29 },
            Series.At(2025, 7, 3, 0.9, 0.6) with { ReferenceCover = null }, Series.At(2025, 7, 4, 0.9, 0.6) with { Cover = null },
        ];
        Assert.Equal([good], SeasonSeries.Of([.. others, good], s_rules).Used);
        // September 30th 20:00 UTC is October 1st in Beijing.
        Assert.Empty(SeasonSeries.Of([good with { ObservedAt = new DateTimeOffset(2025, 9, 30, 20, 0, 0, TimeSpan.Zero) }], s_rules).Seasons);
    }

    [Fact]
    public void Sensors_are_never_mixed_unless_brought_to_one_another()
    {
        Observation[] sentinel = Series.Yearly(2024, 0.5, 0.5), landsat = [.. Series.Yearly(2021, 0.9, 0.9, 0.9).Select(o => o with { Sensor = "landsat-c2l2" })];
        var apart = SeasonSeries.Of([.. sentinel, .. landsat], s_rules);
        Assert.Equal(("landsat-c2l2", 3), (apart.Group, apart.Seasons.Count));
        Assert.Equal(["sentinel2-l2a"], apart.LeftOut);
        var together = SeasonSeries.Of([.. sentinel, .. landsat.Select(o => o with { Harmonised = "a source" })], s_rules);
        Assert.Equal(("sentinel2-l2a", 5), (together.Group, together.Seasons.Count));
        Assert.Empty(together.LeftOut);
        Assert.Equal(["landsat-c2l2"], together.Seasons[0].Sensors);
    }

    [Fact]
    public void Over_a_sparse_reference_NDVI_is_taken_and_that_is_said()
    {
        var sparse = SeasonSeries.Of([Series.At(2025, 7, 1, 0.2, 0.25)], s_rules);
        Assert.Equal("ndvi", sparse.Variable);
        Assert.Contains("0.25", sparse.Why!.En, StringComparison.Ordinal);
        Assert.Equal((0.2 * 0.8 + 0.05) / (0.25 * 0.8 + 0.05), sparse.Seasons[0].Ratio, 9);
        Assert.Null(SeasonSeries.Of([Series.At(2025, 7, 1, 0.2, 0.30)], s_rules).Why);
    }

    // A dry year cuts site and reference alike.
    [Fact]
    public void A_factor_common_to_site_and_reference_leaves_the_ratio() =>
        Gen.Select(Gen.Double[0.05, 0.9].Array[3], Gen.Double[0.35, 0.9].Array[3], Gen.Double[0.9, 1]).Sample((covers, references, dry) =>
        {
            Season Of(double factor) => SeasonSeries.Of(covers.Select((c, i) => Series.At(2025, 6 + i, 1, c * factor, references[i] * factor)), s_rules).Seasons[0];
            Assert.Equal(Of(1).Ratio, Of(dry).Ratio, 9);
        });

    private static bool Near((double, double, double) a, (double, double, double) b) =>
        Math.Abs(a.Item1 - b.Item1) + Math.Abs(a.Item2 - b.Item2) + Math.Abs(a.Item3 - b.Item3) < 1e-9;
}
