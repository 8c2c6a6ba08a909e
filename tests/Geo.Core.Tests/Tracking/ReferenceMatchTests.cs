using Geo.Core.Crs;
using Geo.Core.Imagery;
using Geo.Core.Tests.Predictors;
using Geo.Core.Tracking;
using NetTopologySuite.Geometries;

namespace Geo.Core.Tests.Tracking;

/// <summary>A ridge from west to east: its north side is green (NDVI 0.65, cover 0.75), its south side half as green (NDVI 0.35, cover 0.375).</summary>
public class ReferenceMatchTests
{
    private const int Size = 120, Crest = 60;
    private static readonly Grid s_grid = MemorySource.Plane(Size, Size) with { Crs = WellKnown.GaussKruger111 };

    // 15 degrees on either side, or flat.
    private static RasterValues Ridge(double degrees) => new(s_grid, (window, into) =>
    {
        for (int i = 0; i < into.Length; i++) into[i] = (float)(1000 - Math.Tan(degrees * Math.PI / 180) * 10 * Math.Abs(window.Row + i / window.Width + 0.5 - Crest));
    });

    private static MemorySource Scene()
    {
        float[] red = [.. Enumerable.Repeat(0.1f, Size * Size)];
        float[] nir = [.. Enumerable.Range(0, Size * Size).Select(i => { double n = i / Size < Crest ? 0.65 : 0.35; return (float)(0.1 * (1 + n) / (1 - n)); })];
        return new MemorySource(s_grid, (BandRole.Red, red), (BandRole.Nir, nir));
    }

    private static Geometry Box(double left, double top, double right, double bottom) => GeometryTransform.Transform(
        GeometryFactory.Default.ToGeometry(new Envelope(500_000 + 10 * left, 500_000 + 10 * right, 4_500_000 - 10 * bottom, 4_500_000 - 10 * top)), WellKnown.GaussKruger111, WellKnown.Crs84);

    private static Observation Observe(Geometry site, Surroundings surroundings) => new SiteObserver(
        new ObservedScene("s", new DateTimeOffset(2025, 7, 1, 0, 0, 0, TimeSpan.Zero)), Scene(), new SiteGrounds(surroundings, RestorationRules.Default)).Observe(new TrackedSite("mine_site", "M", site))!;

    [Fact]
    public void A_north_slope_takes_its_reference_from_north_slopes()
    {
        // The site sits just north of the crest: its ring of 300 m lies on both sides.
        var site = Box(50, 42, 70, 58);
        var ring = Observe(site, new Surroundings([]));
        Assert.Equal("ring", ring.ReferenceMethod);
        Assert.Null(ring.SurfaceArea);
        var matched = Observe(site, new Surroundings([]) { Heights = [Ridge(15)] });
        Assert.Equal("slope_aspect", matched.ReferenceMethod);
        Assert.Equal(0.75, matched.ReferenceCover!.Value, 1e-6);
        Assert.Equal(0, matched.ReferenceSpread!.Value, 1e-6);
        Assert.Equal(1, matched.RelativeRecovery!.Value, 1e-6);
        Assert.InRange(matched.ReferencePixels, 1, ring.ReferencePixels - 1);
        Assert.Equal(matched.ProjectedArea!.Value / Math.Cos(15 * Math.PI / 180), matched.SurfaceArea!.Value, matched.ProjectedArea.Value * 0.001);
        var south = Observe(Box(50, 62, 70, 78), new Surroundings([]) { Heights = [Ridge(15)] });
        Assert.Equal(0.375, south.ReferenceCover!.Value, 1e-6);
    }

    [Fact]
    public void A_site_over_the_crest_is_weighed_by_its_own_halves()
    {
        // Three quarters of the site lie on the north side, so the weighted median is a north slope's, whatever the ring holds.
        var o = Observe(Box(50, 45, 70, 65), new Surroundings([Box(0, 0, 120, 40)]) { Heights = [Ridge(15)] });
        Assert.Equal("slope_aspect", o.ReferenceMethod);
        Assert.Equal(0.75, o.ReferenceCover!.Value, 1e-6);
        Assert.True(o.ReferenceCoverUncertainty >= 0);
    }

    [Fact]
    public void Flat_ground_has_no_aspect()
    {
        var o = Observe(Box(50, 42, 70, 58), new Surroundings([]) { Heights = [Ridge(2)] });
        var ring = Observe(Box(50, 42, 70, 58), new Surroundings([]));
        Assert.Equal(("slope_aspect", ring.ReferencePixels, ring.ReferenceCover), (o.ReferenceMethod, o.ReferencePixels, o.ReferenceCover));
    }

    [Fact]
    public void A_ring_without_ground_like_the_site_is_taken_and_named_unmatched()
    {
        // The site alone is steep.
        var heights = new RasterValues(s_grid, (window, into) =>
        {
            for (int i = 0; i < into.Length; i++)
            {
                int col = window.Col + i % window.Width, row = window.Row + i / window.Width;
                into[i] = col is >= 48 and < 72 && row is >= 40 and < 60 ? 1000 + 8 * (col - 48) : 1000;
            }
        });
        Assert.Equal("ring_unmatched", Observe(Box(50, 42, 70, 58), new Surroundings([]) { Heights = [heights] }).ReferenceMethod);
    }

    [Fact]
    public void A_class_raster_takes_built_up_water_and_cropland_out()
    {
        // West of the site: cropland; the rest is steppe, and a class that nobody named.
        string[] classes = ["steppe", "cropland", "something else"];
        var land = new ClassMap(new RasterValues(s_grid, (window, into) =>
        {
            for (int i = 0; i < into.Length; i++)
            {
                int col = window.Col + i % window.Width;
                into[i] = col < 60 ? 2 : col < 80 ? 1 : 3;
            }
        }), classes);
        var site = Box(50, 42, 70, 58);
        var all = Observe(site, new Surroundings([]));
        var natural = Observe(site, new Surroundings([]) { Land = land });
        Assert.Equal("ring+land", natural.ReferenceMethod);
        Assert.Equal(all.ReferencePixels / 2.0, natural.ReferencePixels, 1.0);
        var none = Observe(site, new Surroundings([]) { Land = land with { Classes = ["road", "cropland", "water"] } });
        Assert.Equal(0, none.ReferencePixels);
        Assert.Contains("30", none.Missing, StringComparison.Ordinal);
        Assert.Null(none.RestoredArea);
    }

    [Fact]
    public void Matched_weights_give_the_ring_the_site_s_own_mixture()
    {
        // By hand: site 3 north (class 15-20), 1 flat; ring 1 north, 2 flat, 1 south. Matched 4 of 4; used 3 pixels;
        // weights north (3/4)·3/1 = 2.25, flat (1/4)·3/2 = 0.375 each, south 0.
        (double, double)[] ground = [(17, 0), (17, 10), (17, 350), (2, 0), (16, 5), (1, 90), (3, 200), (17, 180)];
        double[] share = [1, 1, 1, 1, 0, 0, 0, 0];
        bool[] ring = [false, false, false, false, true, true, true, true];
        Assert.Equal([0, 0, 0, 0, 2.25f, 0.375f, 0.375f, 0], SlopeMatch.Weights(share, ring, i => ground[i], RestorationRules.Default.Observing)!);
        Assert.Equal(9 / (2.25 * 2.25 + 2 * 0.375 * 0.375), SlopeMatch.Effective([2.25, 0.375, 0.375]), 1e-9);
        // Half of the site must find its like.
        ground[0] = ground[1] = ground[2] = (40, 0);
        Assert.Null(SlopeMatch.Weights(share, ring, i => ground[i], RestorationRules.Default.Observing));
    }

    [Fact]
    public void Medians_by_hand()
    {
        Assert.Equal(3, Order.Median([5.0, 1, 3]));
        Assert.Equal(2.5, Order.Median([4.0, 1, 3, 2]));
        Assert.Equal(2.5, Order.Median([4.0, 1, 3, 2], [1, 1, 1, 1]));
        Assert.Equal(4, Order.Median([4.0, 1, 3, 2], [4, 1, 1, 1]));
    }
}
