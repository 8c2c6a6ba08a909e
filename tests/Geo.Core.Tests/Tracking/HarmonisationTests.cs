using Geo.Core.Crs;
using Geo.Core.Imagery;
using Geo.Core.Tests.Predictors;
using Geo.Core.Tracking;
using Geo.Testing;
using NetTopologySuite.Geometries;

namespace Geo.Core.Tests.Tracking;

public class HarmonisationTests
{
    private const string Landsat8 = "LC08_L2SP_129032_20250701_20250708_02_T1";
    private static readonly DateTimeOffset s_july = new(2025, 7, 1, 3, 0, 0, TimeSpan.Zero);

    private static Observation Observe(string? sensor, string? product, float red, float nir)
    {
        float[] Even(float value) => [.. Enumerable.Repeat(value, 6400)];
        var source = new MemorySource(MemorySource.Plane(80, 80), (BandRole.Red, Even(red)), (BandRole.Nir, Even(nir)), (BandRole.NirNarrow, Even(0.9f)));
        var square = GeometryFactory.Default.ToGeometry(new Envelope(500_350, 500_450, 4_499_550, 4_499_650));
        var site = new TrackedSite("mine_site", "M", GeometryTransform.Transform(square, WellKnown.GaussKruger111, WellKnown.Crs84));
        return new SiteObserver(new ObservedScene("s", s_july) { Sensor = sensor, Product = product }, source,
            new SiteGrounds(new Surroundings([]), RestorationRules.Default)).Observe(site)!;
    }

    [Fact]
    public void Landsat_8_is_brought_to_the_bands_of_Sentinel_2()
    {
        // By hand, HLS table, Sentinel-2A: red (0.10 − 0.0009) / 0.9765 = 0.101485, near infrared (0.30 + 0.0001) / 0.9983 = 0.300611;
        // NDVI (0.300611 − 0.101485) / (0.300611 + 0.101485) = 0.199126 / 0.402096 = 0.495220 instead of 0.5.
        var o = Observe("landsat-c2l2", Landsat8, 0.10f, 0.30f);
        Assert.Equal(0.495220, o.NdviMean!.Value, 1e-5);
        Assert.Equal(0.495220, o.ReferenceNdvi!.Value, 1e-5);
        Assert.Equal("landsat-c2l2", o.Sensor);
        Assert.Contains("10.1016/j.rse.2018.09.002", o.Harmonised, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sentinel2-l2a", "S2A_MSIL2A_20250701T032531_N0511_R018_T49TDE")]
    [InlineData("landsat-c2l2", "LE07_L2SP_129032_20120701_20200908_02_T1")]    // ETM+ has other bands
    [InlineData("landsat-c2l2", null)]                                           // taken in before the name was kept
    [InlineData("generic", "LC08_like")]
    [InlineData(null, null)]
    public void Others_stay_as_they_are(string? sensor, string? product)
    {
        var o = Observe(sensor, product, 0.10f, 0.30f);
        Assert.Equal(0.5, o.NdviMean!.Value, 1e-6);
        Assert.Null(o.Harmonised);
    }

    [Fact]
    public void Only_what_is_in_the_same_bands_stands_in_one_series()
    {
        var sentinel = Observe("sentinel2-l2a", null, 0.1f, 0.3f);
        var landsat8 = Observe("landsat-c2l2", Landsat8, 0.1f, 0.3f);
        var landsat7 = Observe("landsat-c2l2", "LE07_L2SP_129032_20120701_20200908_02_T1", 0.1f, 0.3f);
        var drone = Observe("drone", null, 0.1f, 0.3f);
        Assert.True(SensorGroups.AreOneSeries(sentinel, landsat8));
        Assert.False(SensorGroups.AreOneSeries(landsat8, landsat7));
        Assert.False(SensorGroups.AreOneSeries(sentinel, drone));
        var groups = SensorGroups.Split([drone, sentinel, landsat7, landsat8]);
        Assert.Equal(["sentinel2-l2a", "drone", "landsat-c2l2"], groups.Select(g => g.Key));
        Assert.Equal([sentinel, landsat8], groups[0]);
    }

    [Fact]
    public void Every_adjustment_says_where_it_comes_from_and_covers_the_bands_that_are_read()
    {
        foreach (var adjustment in Harmonisation.Default.Adjustments)
        {
            Assert.NotEmpty(adjustment.Document);
            Assert.NotEmpty(adjustment.Date);
            Assert.Equal(SensorProfile.Get(adjustment.Profile).Bands.Select(b => b.Role), adjustment.Bands.Select(b => b.Role));
            Assert.All(adjustment.Bands, band => Assert.InRange(band.Slope, 0.9, 1.1));
        }
    }

    [SkippableTheory]
    // python3-rasterio, numpy float64: mean NDVI of the pixels without fill, dilated cloud, cirrus, cloud and shadow, as it is
    // (EXPECTED.json says the same) and with red = (SR − 0.0009) / 0.9765, nir = (SR + 0.0001) / 0.9983.
    [InlineData(null, 0.7744607520606754)]
    [InlineData("landsat-c2l2", 0.7740997333531561)]
    public void A_real_Landsat_scene_has_the_NDVI_of_its_clear_pixels(string? sensor, double ndvi)
    {
        using var folder = new TemporaryFolder();
        var scene = SceneIngestor.Ingest(SharedData.Path("landsat-c2l2-008059-mixed"), new IngestOptions(), folder.File("scenes"), folder.File("tmp"), null, default).Scene;
        Assert.Equal("LC08_L2SP_008059_20191201_20200825_02_T1", scene.Product);
        using var source = new SceneSource(scene, folder.File("scenes"));
        var extent = scene.Grid.Extent;
        var whole = GeometryFactory.Default.ToGeometry(new Envelope(extent.MinX, extent.MaxX, extent.MinY, extent.MaxY));
        var site = new TrackedSite("mine_site", "M", GeometryTransform.Transform(whole, scene.Grid.Crs, WellKnown.Crs84));
        var o = new SiteObserver(ObservedScene.Of(scene) with { Sensor = sensor }, source, new SiteGrounds(new Surroundings([]), RestorationRules.Default)).Observe(site)!;
        Assert.Equal(ndvi, o.NdviMean!.Value, 1e-5);
        // EXPECTED.json: 21334 clear pixels, no snow; dilated cloud, cirrus and cloud together by the values of QA_PIXEL.
        Assert.Equal(21334 / 262144.0, o.ValidShare, 1e-6);
        Assert.Equal(0.0, o.SnowShare!.Value, 1e-9);
        Assert.Equal(0.0, o.HazeShare!.Value, 1e-9);
        Assert.Equal((679 + 996 + 136562 + 1798 + 2260 + 9857 + 9 + 2 + 11) / 262144.0, o.CloudShare!.Value + 0, 2e-2);
    }
}
