using Geo.Core.Measure;
using Geo.Core.Zonal;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Index.Strtree;

namespace Geo.Core.Tracking;

/// <summary>The ring around a site, without anything listed or detected.</summary>
internal static class ReferenceRing
{
    /// <summary>The ring in the grid's units.</summary>
    /// <param name="zone">The site on the grid.</param>
    /// <param name="lonLat">The site, longitude/latitude.</param>
    /// <param name="grid">The grid.</param>
    /// <param name="rules">Its inner and outer distance, metres.</param>
    /// <returns>The ring, and metres in a unit of the grid along x and y.</returns>
    public static (Geometry Ring, double X, double Y) Around(Geometry zone, Geometry lonLat, Grid grid, RestorationRules rules)
    {
        var (x, y) = MetresPerUnit(zone, lonLat, grid);
        var metric = AffineTransformation.ScaleInstance(x, y).Transform(zone);
        var ring = metric.Buffer(rules.RingOuterMetres).Difference(metric.Buffer(rules.RingInnerMetres));
        return (AffineTransformation.ScaleInstance(1 / x, 1 / y).Transform(ring), x, y);
    }

    /// <summary>Pixels of a window whose centre lies in the ring and that touch nothing disturbed.</summary>
    public static bool[] Pixels(Geometry ring, Grid grid, Window window, STRtree<Geometry> disturbed)
    {
        var pixels = new bool[window.PixelCount];
        Set(pixels, window, Coverage.Of(ring, grid, window, CoverageMethod.Centre), true);
        foreach (var other in disturbed.Query(ring.EnvelopeInternal))
        {
            // Any touch spoils a pixel.
            Set(pixels, window, Coverage.Of(other, grid, window, CoverageMethod.Exact), false);
        }

        return pixels;
    }

    private static void Set(bool[] pixels, Window window, CoverageMatrix coverage, bool value)
    {
        var part = coverage.Window;
        for (int i = 0; i < coverage.Fractions.Length; i++)
        {
            if (coverage.Fractions[i] > 0) pixels[(part.Row + i / part.Width - window.Row) * window.Width + part.Col + i % part.Width - window.Col] = value;
        }
    }

    // Buffers are metres: the grid's units are scaled to them at the site, for grids in degrees too.
    private static (double X, double Y) MetresPerUnit(Geometry zone, Geometry lonLat, Grid grid)
    {
        if (grid.Crs.Wkt.StartsWith("GEOGCS", StringComparison.Ordinal))
        {
            var e = lonLat.EnvelopeInternal;
            double latitude = (e.MinY + e.MaxY) / 2, longitude = (e.MinX + e.MaxX) / 2;
            return (
                Ellipsoid.Distance(longitude - 0.005, latitude, longitude + 0.005, latitude) * 100,
                Ellipsoid.Distance(longitude, latitude - 0.005, longitude, latitude + 0.005) * 100);
        }

        // A projected grid: true metres within 1 in 1000 (Gauss-Krüger, UTM); Web Mercator is stretched by 1/cos(latitude).
        double metres = Math.Sqrt(Ellipsoid.Area(lonLat).Value / PlaneArea(zone));
        return (metres, metres);
    }

    private static double PlaneArea(Geometry zone)
    {
        double sum = 0;
        foreach (var polygon in PolygonExtracter.GetPolygons(zone).Cast<Polygon>())
        {
            sum += Math.Abs(NetTopologySuite.Algorithm.Area.OfRing(polygon.Shell.CoordinateSequence));
            sum -= polygon.Holes.Sum(h => Math.Abs(NetTopologySuite.Algorithm.Area.OfRing(h.CoordinateSequence)));
        }

        return sum;
    }
}
