using Geo.Core.Crs;
using Geo.Core.Tests.Predictors;
using Geo.Core.Tracking;
using NetTopologySuite.Geometries;

namespace Geo.Core.Tests.Tracking;

public sealed class GroundSlopeTests
{
    private static readonly Grid s_grid = MemorySource.Plane(200, 200) with { Crs = WellKnown.GaussKruger111 };

    private static RasterValues Heights(Func<double, double, double> heightAt) => new(s_grid, (window, into) =>
    {
        for (int i = 0; i < into.Length; i++)
        {
            var (x, y) = s_grid.Transform.Apply(window.Col + i % window.Width + 0.5, window.Row + i / window.Width + 0.5);
            into[i] = (float)heightAt(x - 501_000, y - 4_499_000);
        }
    });

    private static Geometry Site(double x, double y, double radius) =>
        GeometryTransform.Transform(new Point(501_000 + x, 4_499_000 + y).Buffer(radius, 16), WellKnown.GaussKruger111, WellKnown.Crs84);

    // A heap with flanks of 45 degrees and 100 m radius on ground that rises by 1 in 10: the ring begins beyond its toe.
    [Fact]
    public void The_heap_s_own_flanks_do_not_count()
    {
        var heights = Heights((x, y) => 0.1 * x + Math.Max(0, 100 - double.Hypot(x, y)));
        Assert.Equal(Math.Atan(0.1) * 180 / Math.PI, GroundSlope.Of(Site(0, 0, 100), heights, 20, 120)!.Value, 0.01);
    }

    [Fact]
    public void A_ring_that_is_half_outside_the_model_gives_nothing()
    {
        Assert.Null(GroundSlope.Of(Site(-1500, 0, 100), Heights((x, _) => 0.1 * x), 20, 120));
        Assert.Null(GroundSlope.Of(Site(0, 0, 100), Heights((x, _) => x > -100 ? double.NaN : 1), 20, 120));
    }
}
