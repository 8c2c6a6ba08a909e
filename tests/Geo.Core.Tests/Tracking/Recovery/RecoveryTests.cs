using Geo.Core.Crs;
using Geo.Core.Imagery;
using Geo.Core.Tests.Predictors;
using Geo.Core.Tracking;
using Geo.Core.Tracking.Recovery;
using NetTopologySuite.Geometries;

namespace Geo.Core.Tests.Tracking.Recovery;

public sealed class RecoveryTests
{
    // 10 m in degrees of latitude, roughly; the grid is one of degrees, so pixels are what the tests count in.
    private const double Pixel = 0.0001;

    private static RecoveryRules Rules => RecoveryRules.Default;

    /// <summary>Shipped values: recovered from 0.8 on, vegetated from 0.4 on, gain 0.15, loss 0.3. NaN is not seen, W is water.</summary>
    [Theory]
    [InlineData("0.2 0.5 0.8", RecoveryClass.Recovered)] // reaches 0.8
    [InlineData("0.2 0.5 0.79", RecoveryClass.Recovering)] // does not
    [InlineData("0.9 0.9 0.5", RecoveryClass.Relapsed)] // 0.9 - 0.5 = 0.4 lost
    [InlineData("0.7 0.9 0.65", RecoveryClass.Recovering)] // 0.25 lost is less than 0.3
    [InlineData("0.9 0.1 0.85", RecoveryClass.Recovered)] // lost and won back
    [InlineData("0.35 0.05", RecoveryClass.Bare)] // 0.3 lost, but it was bare before too
    [InlineData("0.1 0.2", RecoveryClass.Bare)] // gain of 0.1
    [InlineData("0.1 0.3", RecoveryClass.Recovering)] // gain of 0.2
    [InlineData("0.39", RecoveryClass.Bare)]
    [InlineData("0.4", RecoveryClass.Recovering)] // one season: no gain, but vegetated
    [InlineData("0.1 W", RecoveryClass.Water)]
    [InlineData("W 0.1", RecoveryClass.Bare)] // a pond fell dry: nothing was lost
    [InlineData("0.9 0.2 NaN", RecoveryClass.Relapsed)] // the last season seen counts
    [InlineData("NaN 0.1 0.3", RecoveryClass.Recovering)]
    [InlineData("NaN NaN", RecoveryClass.NoData)]
    public void A_pixel_is_told_by_its_last_season_against_its_first_and_its_best(string seasons, RecoveryClass expected) =>
        Assert.Equal(expected, PixelRecovery.Of([.. seasons.Split(' ').Select(Season)], Rules));

    [Theory]
    [InlineData("0.8", GroundCover.Vegetated), InlineData("0.4", GroundCover.Sparse), InlineData("0.39", GroundCover.Bare), InlineData("W", GroundCover.Water), InlineData("NaN", GroundCover.Unseen)]
    public void Ground_of_a_season(string season, GroundCover expected) => Assert.Equal(expected, PixelRecovery.Ground(Season(season), Rules));

    /// <summary>
    /// A site of 4 × 2 pixels. Reference cover 0.5 on all dates; NDVI = 0.05 + 0.8 · cover. Columns before: all bare (cover 0.05, ratio 0.1).
    /// After, from two dates each: 0.45 (ratio 0.9) recovered, 0.25 (0.5) recovering, 0.05 bare, water.
    /// </summary>
    [Fact]
    public void Areas_of_classes_and_changes_are_those_of_the_pixels()
    {
        double[] after = [0.45, 0.25, 0.05, double.NaN];
        var scenes = new Dictionary<string, IReflectanceSource>
        {
            ["a"] = Scene((_, _) => 0.05, (_, _) => false),
            ["b"] = Scene((c, _) => c is >= 10 and < 13 ? after[c - 10] : 0.5, (c, _) => c == 13),
            ["c"] = Scene((c, _) => c is >= 10 and < 13 ? after[c - 10] : 0.5, (c, _) => c == 13),
        };
        SiteRecovery map = Map(scenes, Box(10, 10, 14, 12), new RecoveryDate(2021, "a", 0.5), new RecoveryDate(2025, "b", 0.5), new RecoveryDate(2025, "c", 0.5));
        Assert.Equal("12351235", Digits(map)); // recovered, recovering, bare, water, twice
        double quarter = map.SiteArea.Value / 4;
        foreach (var one in new[] { RecoveryClass.Recovered, RecoveryClass.Recovering, RecoveryClass.Bare, RecoveryClass.Water }) Assert.Equal(quarter, map.Areas[one].Value, 1e-6 * quarter);
        Assert.Equal(0, map.Areas[RecoveryClass.Relapsed].Value);
        Assert.Equal((2021, 2025), (map.BeforeYear, map.AfterYear));
        Assert.Equal(4 * quarter, map.Before(GroundCover.Bare).Value, 1e-6 * quarter);
        Assert.Equal(quarter, map.Changes[(GroundCover.Bare, GroundCover.Vegetated)].Value, 1e-6 * quarter);
        Assert.Equal(quarter, map.After(GroundCover.Water).Value, 1e-6 * quarter);
    }

    [Fact]
    public void A_boundary_pixel_counts_by_its_share_and_is_drawn_from_one_half_on()
    {
        // 1.4 × 1 pixels: the second pixel is in by 0.4. Left is recovered, right is bare.
        var scenes = new Dictionary<string, IReflectanceSource> { ["a"] = Scene((c, _) => c == 10 ? 0.5 : 0.0, (_, _) => false) };
        SiteRecovery map = Map(scenes, Box(10, 10, 11.4, 11), new RecoveryDate(2025, "a", 0.5));
        Assert.Equal("10", Digits(map));
        Assert.Equal(0.4 / 1.4, map.Areas[RecoveryClass.Bare].Value / map.SiteArea.Value, 1e-6);
    }

    [Fact]
    public void Seasons_before_the_baseline_are_left_out()
    {
        // 2020 green, dug in 2022, 2025 a little green: relapsed against 2020, recovering against 2022.
        var scenes = new Dictionary<string, IReflectanceSource> { ["a"] = Scene((_, _) => 0.5, (_, _) => false), ["b"] = Scene((_, _) => 0.02, (_, _) => false), ["c"] = Scene((_, _) => 0.15, (_, _) => false) };
        RecoveryDate[] dates = [new(2020, "a", 0.5), new(2022, "b", 0.5), new(2025, "c", 0.5)];
        Assert.Equal("4", Digits(Map(scenes, Box(10, 10, 11, 11), dates)));
        var mapper = new RecoveryMapper(Raster, id => scenes[id], RestorationRules.Default, Rules);
        Assert.Equal("2", Digits(mapper.Of(Box(10, 10, 11, 11), dates, 2022, CancellationToken.None)!));
        Assert.Equal(2020, mapper.Of(Box(10, 10, 11, 11), dates, 1999, CancellationToken.None)!.BeforeYear);
    }

    [Fact]
    public void A_coarse_scene_gives_each_fine_pixel_the_value_that_lies_there()
    {
        // Pixels three times as wide: fine columns 9..11 are coarse column 3, 12..14 are coarse 4.
        var coarse = new MemorySource(new Grid(GeoTransform.NorthUp(110, 40.5, 3 * Pixel, 3 * Pixel), 20, 20, WellKnown.Cgcs2000), Bands(20, (c, _) => c == 3 ? 0.5 : 0.0, (_, _) => false));
        Assert.Equal("111333", Digits(Map(new Dictionary<string, IReflectanceSource> { ["a"] = coarse }, Box(9, 9, 15, 10), new RecoveryDate(2025, "a", 0.5))));
    }

    [Fact]
    public void Without_a_date_or_an_area_there_is_no_map()
    {
        var mapper = new RecoveryMapper(Raster, _ => throw new InvalidOperationException(), RestorationRules.Default, Rules);
        Assert.Null(mapper.Of(Box(10, 10, 11, 11), [], null, CancellationToken.None));
        Assert.Null(mapper.Of(new Point(110.001, 40.499), [new RecoveryDate(2025, "a", 0.5)], null, CancellationToken.None));
        Assert.Null(mapper.Of(Box(1000, 1000, 1001, 1001), [new RecoveryDate(2025, "a", 0.5)], null, CancellationToken.None));
    }

    [Fact]
    public void A_rule_without_its_source_is_refused()
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", "rules", "recovery.json")).Replace("\"date\": \"2026-11-27\"", "\"date\": \"\"", StringComparison.Ordinal));
            Assert.Equal("recovered_ratio_from", Assert.Throws<InputException>(() => RecoveryRules.Load(file)).Field);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static Grid Raster => new(GeoTransform.NorthUp(110, 40.5, Pixel, Pixel), 60, 60, WellKnown.Cgcs2000);

    private static SiteRecovery Map(IReadOnlyDictionary<string, IReflectanceSource> scenes, Geometry site, params RecoveryDate[] dates) =>
        new RecoveryMapper(Raster, id => scenes[id], RestorationRules.Default, Rules).Of(site, dates, null, CancellationToken.None)!;

    private static string Digits(SiteRecovery map) => string.Concat(map.Classes);

    private static PixelSeason Season(string text) => text switch
    {
        "W" => new PixelSeason(0, true),
        "NaN" => PixelSeason.None,
        _ => new PixelSeason(float.Parse(text, System.Globalization.CultureInfo.InvariantCulture), false),
    };

    private static MemorySource Scene(Func<int, int, double> cover, Func<int, int, bool> water) => new(Raster, Bands(60, cover, water));

    // Red is 0.1; near infrared from the cover's NDVI; green above near infrared where there is water (NDWI > 0).
    private static (BandRole, float[])[] Bands(int size, Func<int, int, double> cover, Func<int, int, bool> water)
    {
        float[] red = new float[size * size], nir = new float[size * size], green = new float[size * size];
        for (int i = 0; i < red.Length; i++)
        {
            double ndvi = 0.05 + 0.8 * cover(i % size, i / size);
            bool wet = water(i % size, i / size);
            (red[i], nir[i], green[i]) = (0.1f, (float)(wet ? 0.02 : 0.1 * (1 + ndvi) / (1 - ndvi)), wet ? 0.2f : 0.05f);
        }

        return [(BandRole.Green, green), (BandRole.Red, red), (BandRole.Nir, nir)];
    }

    private static Geometry Box(double col, double row, double right, double bottom) =>
        GeometryFactory.Default.ToGeometry(new Envelope(110 + col * Pixel, 110 + right * Pixel, 40.5 - bottom * Pixel, 40.5 - row * Pixel));
}
