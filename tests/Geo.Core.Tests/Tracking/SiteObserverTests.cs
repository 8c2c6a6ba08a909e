using Geo.Core.Crs;
using Geo.Core.Imagery;
using Geo.Core.Tests.Predictors;
using Geo.Core.Tests.Store;
using Geo.Core.Tracking;
using NetTopologySuite.Geometries;

namespace Geo.Core.Tests.Tracking;

/// <summary>Cover by the shipped rules: (NDVI − 0.05) / 0.80; NDVI 0.45 is half cover, 0.65 three quarters.</summary>
public class SiteObserverTests
{
    private const double Pixel = 0.0001; // about 8.5 m by 11.1 m
    private static readonly DateTimeOffset May = new(2026, 5, 20, 3, 0, 0, TimeSpan.Zero);

    /// <summary>A scene in degrees, pixel (0, 0) at 110 E, 40.5 N.</summary>
    private static MemorySource Scene(int size, Func<int, int, double> ndvi, Func<int, int, double>? green = null)
    {
        var red = new float[size * size];
        var nir = new float[size * size];
        var greens = new float[size * size];
        for (int i = 0; i < red.Length; i++)
        {
            double n = ndvi(i % size, i / size);
            red[i] = double.IsNaN(n) ? float.NaN : 0.1f;
            nir[i] = (float)(0.1 * (1 + n) / (1 - n));
            greens[i] = (float)(green?.Invoke(i % size, i / size) ?? 0.05);
        }

        var grid = new Grid(GeoTransform.NorthUp(110, 40.5, Pixel, Pixel), size, size, WellKnown.Cgcs2000);
        return new MemorySource(grid, (BandRole.Green, greens), (BandRole.Red, red), (BandRole.Nir, nir));
    }

    /// <summary>A rectangle given in pixels.</summary>
    private static Geometry Box(double col, double row, double right, double bottom) =>
        GeometryFactory.Default.ToGeometry(new Envelope(110 + col * Pixel, 110 + right * Pixel, 40.5 - bottom * Pixel, 40.5 - row * Pixel));

    private static Observation? Observe(MemorySource scene, Geometry site, params Geometry[] disturbed) =>
        new SiteObserver("s1", May, scene, disturbed, RestorationRules.Default).Observe(new TrackedSite("mine_site", "M", site));

    [Fact]
    public void Cover_and_recovery_against_the_ring()
    {
        var scene = Scene(200, (c, r) => c is >= 90 and < 110 && r is >= 90 and < 110 ? 0.45 : 0.65);
        var o = Observe(scene, Box(90, 90, 110, 110))!;
        Assert.Equal(1, o.ValidShare, 1e-9);
        Assert.Equal(0.45, o.NdviMean!.Value, 1e-6);
        Assert.Equal(0.5, o.Cover!.Value, 1e-6);
        Assert.Equal(0.75, o.ReferenceCover!.Value, 1e-6);
        Assert.Equal(0.5 / 0.75, o.RelativeRecovery!.Value, 1e-6);
        Assert.Equal((0.0, 0.0), (o.BareShare, o.WaterShare));
        Assert.Null(o.Missing);
        // End members only (all is seen, the ring is even): 0.03/0.8 sqrt(0.5² + 0.5²) = 0.02652 and 0.03/0.8 sqrt(0.25² + 0.75²) = 0.02965.
        Assert.Equal(0.026517, o.CoverUncertainty!.Value, 1e-5);
        Assert.Equal(Math.Sqrt(0.026517 * 0.026517 + Math.Pow(0.5 / 0.75 * 0.029646, 2)) / 0.75, o.RelativeRecoveryUncertainty!.Value, 1e-5);
        Assert.Equal("mine_site-M-s1", o.Id);
    }

    [Fact]
    public void A_pixel_counts_by_the_share_inside_the_site()
    {
        var scene = Scene(100, (c, _) => c == 10 ? 0.45 : 0.65);
        var o = Observe(scene, Box(10, 10, 11.5, 11))!;
        Assert.Equal((0.45 + 0.5 * 0.65) / 1.5, o.NdviMean!.Value, 1e-6);
    }

    [Fact]
    public void Clouds_and_the_edge_of_the_scene_are_not_seen()
    {
        var half = Scene(200, (c, r) => c >= 105 ? double.NaN : 0.45);
        var o = Observe(half, Box(100, 90, 110, 110))!;
        Assert.Equal(0.5, o.ValidShare, 1e-9);
        Assert.NotNull(o.RelativeRecovery);
        var less = Observe(half, Box(100, 90, 120, 110))!;
        Assert.Equal(0.25, less.ValidShare, 1e-9);
        Assert.Null(less.RelativeRecovery);
        Assert.Contains("0.25", less.Missing, StringComparison.Ordinal);
        Assert.Equal(0.5, less.Cover!.Value, 1e-6);
        // Three quarters of the site lie outside of the scene.
        Assert.Equal(0.25, Observe(Scene(100, (_, _) => 0.45), Box(90, 90, 110, 110))!.ValidShare, 1e-9);
        var none = Observe(Scene(100, (c, _) => c < 50 ? double.NaN : 0.45), Box(10, 10, 20, 20))!;
        Assert.Equal((0.0, null, "图斑内无清晰像元 / no clear pixel on the site"), (none.ValidShare, none.NdviMean, none.Missing));
        Assert.Null(Observe(Scene(100, (_, _) => 0.45), Box(200, 200, 210, 210)));
        Assert.Null(Observe(Scene(100, (_, _) => 0.45), new Point(110.001, 40.499)));
    }

    [Fact]
    public void Bare_ground_and_water_are_told_apart()
    {
        // Columns 10 to 13 bare (cover 0.0625), 14 water (green above near infrared), 15 to 19 green.
        var scene = Scene(100, (c, _) => c is >= 10 and < 14 ? 0.10 : c == 14 ? -0.2 : 0.65, (c, _) => c == 14 ? 0.2 : 0.05);
        var o = Observe(scene, Box(10, 10, 20, 20))!;
        Assert.Equal(0.4, o.BareShare!.Value, 1e-9);
        Assert.Equal(0.1, o.WaterShare!.Value, 1e-9);
    }

    [Fact]
    public void Disturbed_ground_and_water_are_no_reference()
    {
        // West of the site all is bare, listed as another site; without it the median is drawn down.
        var scene = Scene(200, (c, r) => c < 100 ? 0.10 : 0.65);
        var site = Box(95, 95, 105, 105);
        var spoilt = Observe(scene, site)!;
        var clean = Observe(scene, site, site, Box(0, 0, 100, 200))!;
        Assert.Equal(0.75, clean.ReferenceCover!.Value, 1e-6);
        Assert.InRange(spoilt.ReferenceCover!.Value, 0.06, 0.75);
        Assert.True(clean.ReferencePixels < 0.55 * spoilt.ReferencePixels);
        var nothing = Observe(scene, site, Box(0, 0, 200, 200))!;
        Assert.Equal((0, null, null), (nothing.ReferencePixels, nothing.ReferenceCover, nothing.RelativeRecovery));
        Assert.Contains("30 are needed", nothing.Missing, StringComparison.Ordinal);
    }

    [Fact]
    public void The_ring_is_measured_in_metres()
    {
        // A square of 100 m: the ring from 30 m to 300 m covers pi (300² - 30²) + 4 · 100 · 270 = 387 916 m², 3879 pixels of 10 m.
        var plane = MemorySource.Plane(100, 100);
        var even = Enumerable.Repeat(0.1f, 10_000).ToArray();
        var scene = new MemorySource(plane, (BandRole.Red, even), (BandRole.Nir, [.. even.Select(v => 4 * v)]));
        var square = GeometryFactory.Default.ToGeometry(new Envelope(500_450, 500_550, 4_499_450, 4_499_550));
        var lonLat = GeometryTransform.Transform(square, WellKnown.GaussKruger111, WellKnown.Crs84);
        var o = Observe(scene, lonLat)!;
        Assert.InRange(o.ReferencePixels, 3879 - 40, 3879 + 40);
        Assert.Equal(1, o.RelativeRecovery!.Value, 1e-6);

        // In degrees: pixels of 84.77 m / 10 by 111.04 m / 10.
        var degrees = Observe(Scene(200, (_, _) => 0.6), Box(95, 95.5, 105 + 1.8, 104.5))!;
        Assert.InRange(degrees.ReferencePixels, 387_916 / (8.477 * 11.104) * 0.98, 387_916 / (8.477 * 11.104) * 1.02);
    }

    [Fact]
    public void A_reference_without_leaves_gives_no_recovery()
    {
        var o = Observe(Scene(200, (_, _) => 0.08), Box(95, 95, 105, 105))!;
        Assert.Null(o.RelativeRecovery);
        Assert.Contains("the reference itself", o.Missing, StringComparison.Ordinal);
    }

    [Fact]
    public void Recovery_starts_at_the_scenes_own_bare_ground()
    {
        // A strip of bare ground in the west, NDVI 0.13: cover 0.10; site 0.5, ring 0.75: (0.5 - 0.1) / (0.75 - 0.1).
        var scene = Scene(200, (c, r) => c < 20 ? 0.13 : c is >= 90 and < 110 && r is >= 90 and < 110 ? 0.45 : 0.65);
        Assert.Equal(0.4 / 0.65, Observe(scene, Box(90, 90, 110, 110))!.RelativeRecovery!.Value, 1e-6);
    }

    [Fact]
    public void A_scene_without_infrared_cannot_observe()
    {
        var rgb = new MemorySource(MemorySource.Plane(2, 2), (BandRole.Red, new float[4]));
        Assert.False(SiteObserver.CanObserve(rgb));
        Assert.Equal("Nir", Assert.Throws<InputException>(() => new SiteObserver("s", May, rgb, [], RestorationRules.Default)).Field);
    }

    [Fact]
    public void Observations_come_back_from_the_store_and_replace_themselves()
    {
        using var f = new StoreFixture();
        var o = Observe(Scene(200, (c, r) => c is >= 90 and < 110 && r is >= 90 and < 110 ? 0.45 : 0.65), Box(90, 90, 110, 110))!;
        for (int i = 0; i < 2; i++)
        {
            f.Store.Write("track", null, null, w => w.Put("observations", Geo.Core.Store.TrackingFeatures.ToFeature(o)));
        }

        Assert.Equal(o, Geo.Core.Store.TrackingFeatures.ToObservation(f.Store.Layer("observations").Get(o.Id)));
        Assert.Equal(1, f.Store.Layer("observations").Count());
        Assert.Equal(1, f.Store.Revision);
    }
}
