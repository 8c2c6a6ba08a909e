using Geo.Core.Crs;
using Geo.Core.Gdal;
using Geo.Core.Imagery;
using Geo.Core.Tests.Predictors;
using Geo.Core.Tracking;
using Geo.Testing;
using NetTopologySuite.Geometries;

namespace Geo.Core.Tests.Tracking;

public class MaskTests
{
    private static readonly Grid s_grid = MemorySource.Plane(200, 200) with { Crs = WellKnown.GaussKruger111 };

    private static TrackedSite Site(double left, double top, double right, double bottom) => new("mine_site", "M", GeometryTransform.Transform(
        GeometryFactory.Default.ToGeometry(new Envelope(500_000 + 10 * left, 500_000 + 10 * right, 4_500_000 - 10 * bottom, 4_500_000 - 10 * top)), WellKnown.GaussKruger111, WellKnown.Crs84));

    /// <summary>Sentinel-2 as delivered: blue, green, red, near infrared and the scene classification.</summary>
    private static Scene Ingest(TemporaryFolder folder, Func<int, int, int> sclAt)
    {
        string file = folder.File("S2A_MSIL2A_20250701T032531_N0511_R018_T49TDE.tif");
        using (var made = Dataset.Create(file, new RasterSpec(s_grid, 5, PixelType.UInt16, 0)))
        {
            ushort[] dn = [1400, 1600, 1500, 4500];      // reflectance (DN − 1000) / 10000
            for (int b = 0; b < 4; b++) made.Write<ushort>(b + 1, s_grid.Whole, [.. Enumerable.Repeat(dn[b], 40_000)]);
            made.Write<ushort>(5, s_grid.Whole, [.. Enumerable.Range(0, 40_000).Select(i => (ushort)sclAt(i % 200, i / 200))]);
            made.Close();
        }

        var options = new IngestOptions
        {
            Profile = "sentinel2-l2a",
            Datetime = new DateTimeOffset(2025, 7, 1, 3, 25, 31, TimeSpan.Zero),
            BandMap = new Dictionary<string, int> { ["BLUE"] = 1, ["GREEN"] = 2, ["RED"] = 3, ["NIR"] = 4, ["SCL"] = 5 },
        };
        return SceneIngestor.Ingest(file, options, folder.File("scenes"), folder.File("tmp"), null, default).Scene;
    }

    [Fact]
    public void A_partial_view_says_how_much_was_seen_and_why_not_the_rest()
    {
        using var folder = new TemporaryFolder();
        // Site: columns 90 to 109. 90, 91 cloud (9), 92 thin cirrus (10), 93 shadow (3), 94 to 96 snow (11), 97 no data (0): 12 of 20 are seen.
        int[] codes = [9, 9, 10, 3, 11, 11, 11, 0];
        var scene = Ingest(folder, (col, _) => col is >= 90 and < 98 ? codes[col - 90] : 4);
        using var source = new SceneSource(scene, folder.File("scenes"));
        var observer = new SiteObserver(ObservedScene.Of(scene), source, new SiteGrounds(new Surroundings([]), RestorationRules.Default));
        var o = observer.Observe(Site(90, 90, 110, 110))!;
        Assert.Equal(0.60, o.ValidShare, 1e-6);
        Assert.Equal((0.15, 0.05, 0.15, 0.0), (Math.Round(o.CloudShare!.Value, 6), Math.Round(o.ShadowShare!.Value, 6), Math.Round(o.SnowShare!.Value, 6), o.HazeShare!.Value));
        Assert.Equal((0.35 - 0.05) / (0.35 + 0.05), o.NdviMean!.Value, 1e-6);
        Assert.Equal(40_000, o.ProjectedArea!.Value, 40.0);
        Assert.Equal(("sentinel2-l2a", null), (o.Sensor, o.Harmonised));
        // Half hidden: 8 of 16 columns.
        var less = observer.Observe(Site(90, 90, 100, 110))!;
        Assert.Equal(0.2, less.ValidShare, 1e-6);
        Assert.Equal("图斑清晰可见比例仅 0.20，需 0.50（云 0.30、云影 0.10、雪 0.30、影像外或无数据 0.10） / only 0.20 of the site is seen clearly, 0.50 are needed (cloud 0.30, shadow 0.10, snow 0.30, outside the scene or no data 0.10)", less.Missing);
    }

    private static Observation Hazy(float haze, Func<int, int, float>? more = null)
    {
        // Steppe of the demo: blue 0.075, red 0.12, near infrared 0.25; haze as the demo's: 1, 0.5 and 0.27 of what it adds to blue.
        float At(int i, float clear, float part) { float h = more?.Invoke(i % 200, i / 200) ?? haze; return clear * (1 - 1.6f * h * part) + h * part; }
        float[] Band(float clear, float part) => [.. Enumerable.Range(0, 40_000).Select(i => At(i, clear, part))];
        var source = new MemorySource(s_grid, (BandRole.Blue, Band(0.075f, 1)), (BandRole.Red, Band(0.12f, 0.5f)), (BandRole.Nir, Band(0.25f, 0.27f)));
        return new SiteObserver(new ObservedScene("s", default), source, new SiteGrounds(new Surroundings([]), RestorationRules.Default)).Observe(Site(90, 90, 110, 110))!;
    }

    [Theory]
    [InlineData(0f, 0.0)]
    [InlineData(0.004f, 0.0)]
    [InlineData(0.02f, 0.0)]
    [InlineData(0.07f, 1.0)]
    [InlineData(0.12f, 1.0)]
    public void Ordinary_haze_is_seen_through_and_thick_haze_is_not(float haze, double share)
    {
        var o = Hazy(haze);
        Assert.Equal(share, o.HazeShare!.Value, 1e-9);
        Assert.Equal(1 - share, o.ValidShare, 1e-9);
    }

    [Fact]
    public void Bright_roofs_are_no_haze()
    {
        // One pixel in two is a blue steel roof (HOT 0.13), the rest clear steppe.
        var source = Hazy(0, (col, row) => (col + row) % 2 == 0 ? 0.15f : 0);
        Assert.Equal(0.0, source.HazeShare);
    }

    [Fact]
    public void A_scene_without_blue_says_nothing_of_haze()
    {
        var source = new MemorySource(s_grid, (BandRole.Red, [.. Enumerable.Repeat(0.1f, 40_000)]), (BandRole.Nir, [.. Enumerable.Repeat(0.3f, 40_000)]));
        var o = new SiteObserver(new ObservedScene("s", default), source, new SiteGrounds(new Surroundings([]), RestorationRules.Default)).Observe(Site(90, 90, 110, 110))!;
        Assert.Equal((null, null, null, null), (o.HazeShare, o.CloudShare, o.ShadowShare, o.SnowShare));
    }

    [Fact]
    public void Scar_and_restored_face_are_parts_of_the_projected_area()
    {
        // Reference cover 0.75. Columns 90 to 94 bare (NDVI 0.10), 95 to 99 half green (0.45), 100 to 109 as the ring: 1/4 scar, 1/2 restored.
        float[] nir = [.. Enumerable.Range(0, 40_000).Select(i =>
        {
            int col = i % 200, row = i / 200;
            double n = row is < 90 or >= 110 || col is < 90 or >= 100 ? 0.65 : col < 95 ? 0.10 : 0.45;
            return (float)(0.1 * (1 + n) / (1 - n));
        })];
        var source = new MemorySource(s_grid, (BandRole.Red, [.. Enumerable.Repeat(0.1f, 40_000)]), (BandRole.Nir, nir));
        var o = new SiteObserver(new ObservedScene("s", default), source, new SiteGrounds(new Surroundings([]), RestorationRules.Default)).Observe(Site(90, 90, 110, 110))!;
        Assert.Equal(o.ProjectedArea!.Value / 4, o.ScarArea!.Value, 1.0);
        Assert.Equal(o.ProjectedArea.Value / 2, o.RestoredArea!.Value, 1.0);
        // Four blocks of 100 m by hand: NDVI 0.275 and 0.65, twice each; mean 0.4625, sqrt(4/3 · 4 · (100 · 0.1875)²) / 400 = 0.10825.
        Assert.Equal(0.10825, o.NdviUncertainty!.Value, 1e-3);
    }

    [Fact]
    public void A_survey_of_the_scene_says_which_part_is_pit_and_which_is_heap()
    {
        var site = Site(90, 90, 110, 110);
        var source = new MemorySource(s_grid, (BandRole.Red, [.. Enumerable.Repeat(0.1f, 40_000)]), (BandRole.Nir, [.. Enumerable.Repeat(0.3f, 40_000)]));
        Observation With(SurveyFindings? findings) => new SiteObserver(new ObservedScene("s", default) { Findings = findings }, source, new SiteGrounds(new Surroundings([]), RestorationRules.Default)).Observe(site)!;
        (string, Geometry)[] found = [("unrestored_pit", Site(80, 80, 100, 100).Geometry), ("stockpile", Site(105, 90, 130, 110).Geometry), ("stockpile", Site(90, 108, 92, 112).Geometry)];
        var o = With(new SurveyFindings(Site(0, 0, 200, 200).Geometry, found));
        Assert.Equal(0.25, o.PitShare!.Value, 1e-4);
        Assert.Equal(0.25 + 4 / 400.0, o.StockpileShare!.Value, 1e-4);
        Assert.Equal((0.0, 0.0), (With(new SurveyFindings(Site(0, 0, 200, 200).Geometry, [])).PitShare, With(new SurveyFindings(Site(0, 0, 200, 200).Geometry, [])).StockpileShare));
        Assert.Null(With(new SurveyFindings(Site(0, 0, 100, 200).Geometry, found)).PitShare);
        Assert.Null(With(null).StockpileShare);
    }
}
