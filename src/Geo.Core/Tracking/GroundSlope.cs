using Geo.Core.Crs;
using Geo.Core.Measure;
using Geo.Core.Zonal;
using NetTopologySuite.Geometries;

namespace Geo.Core.Tracking;

/// <summary>Slope of the ground round a site: the median over a ring of a height model, so that the heap's own flanks do not count.</summary>
/// <remarks>Slope by Horn 1981, https://doi.org/10.1109/PROC.1981.11918; pixels whose centre lies in the ring.</remarks>
public static class GroundSlope
{
    // A ring that the height model covers by less tells of a part of the ground only.
    private const double Covered = 0.5;

    /// <summary>Degrees; null where the height model covers less than half of the ring.</summary>
    /// <param name="site">Longitude/latitude (CRS84), not empty.</param>
    /// <param name="heights">Height model.</param>
    /// <param name="inner">Inner edge of the ring, m from the site.</param>
    /// <param name="outer">Outer edge, m, beyond the inner.</param>
    public static double? Of(Geometry site, RasterValues heights, double inner, double outer)
    {
        ArgumentNullException.ThrowIfNull(heights);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(outer, inner);
        Geometry ring = Buffers.Around(site, outer).Difference(Buffers.Around(site, inner));
        Geometry zone = GeometryTransform.Transform(ring, WellKnown.Crs84, heights.Grid.Crs);
        Window window = SiteObserver.WindowOf(zone.EnvelopeInternal, heights.Grid), inside = window.Intersect(heights.Grid.Whole);
        if (inside.IsEmpty) return null;
        var all = Coverage.Of(zone, heights.Grid, window, CoverageMethod.Centre);
        if (all.Window.IsEmpty) return null;
        var coverage = Coverage.Of(zone, heights.Grid, inside, CoverageMethod.Centre);
        if (coverage.Window.IsEmpty || coverage.Window.Intersect(heights.Grid.Whole) != coverage.Window) return null;
        var field = new SlopeField(heights, coverage.Window);
        var slopes = new List<double>();
        for (int i = 0; i < coverage.Fractions.Length; i++)
        {
            if (coverage.Fractions[i] > 0 && field.At(i).Slope is var slope && !double.IsNaN(slope)) slopes.Add(slope);
        }

        double[] values = [.. slopes];
        return values.Length == 0 || values.Length < Covered * all.Sum ? null : Order.Median(values);
    }
}
