using Geo.Core.Crs;
using Geo.Core.Zonal;
using NetTopologySuite.Geometries;

namespace Geo.Core.Tracking;

/// <summary>Area of a site's sloping surface (地表面积): its projected area times the mean of 1/cos(slope) over its pixels of a height model.</summary>
/// <remarks>
/// Slope by Horn 1981, https://doi.org/10.1109/PROC.1981.11918, pixels by exact share. Exact on a plane; a height model that is
/// coarser than the ground's forms gives less than the true surface, a surface model with trees and heaps gives more.
/// </remarks>
internal static class SurfaceArea
{
    private const double Covered = 0.999;

    /// <summary>m²; null where the height model does not cover the whole site.</summary>
    /// <param name="site">Longitude/latitude (CRS84).</param>
    /// <param name="projected">Its projected area, m².</param>
    /// <param name="heights">Height model.</param>
    public static double? Of(Geometry site, double projected, RasterValues heights)
    {
        var zone = GeometryTransform.Transform(site, WellKnown.Crs84, heights.Grid.Crs);
        var window = SiteObserver.WindowOf(zone.EnvelopeInternal, heights.Grid);
        if (window.Intersect(heights.Grid.Whole) != window) return null;
        var coverage = Coverage.Of(zone, heights.Grid, window, CoverageMethod.Exact);
        if (coverage.Window.IsEmpty) return null;
        var field = new SlopeField(heights, coverage.Window);
        double weight = 0, sum = 0;
        for (int i = 0; i < coverage.Fractions.Length; i++)
        {
            double stretch = field.Stretch(i);
            if (!(coverage.Fractions[i] > 0) || double.IsNaN(stretch)) continue;
            weight += coverage.Fractions[i];
            sum += coverage.Fractions[i] * stretch;
        }

        return weight < Covered * coverage.Sum ? null : projected * sum / weight;
    }
}
