using Geo.Core.Measure;
using Geo.Core.Zonal;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Index.Strtree;

namespace Geo.Core.Tracking;

/// <summary>The cover of undisturbed ground near a site.</summary>
/// <param name="Cover">Median; null where no pixel is left.</param>
/// <param name="Pixels">Pixels that count.</param>
/// <param name="StandardError">Of the median, from the median absolute deviation.</param>
internal sealed record Reference(double? Cover, int Pixels, double StandardError);

/// <summary>Takes the reference from a ring around the site, without water and without anything listed or detected.</summary>
internal static class ReferenceRing
{
    // A normal distribution: sd = 1.4826 MAD; the median's standard error is sqrt(pi / 2) sd / sqrt(n).
    private const double SdOfMad = 1.4826;

    public static Reference Of(Geometry zone, Geometry lonLat, Grid grid, STRtree<Geometry> disturbed, PixelCover pixels, RestorationRules rules)
    {
        var ring = Ring(zone, lonLat, grid, rules);
        var coverage = Coverage.Of(ring, grid, CoverageMethod.Centre);
        if (coverage.Window.IsEmpty)
        {
            return new Reference(null, 0, 0);
        }

        var window = coverage.Window;
        double[] weights = [.. coverage.Fractions];
        foreach (var other in disturbed.Query(ring.EnvelopeInternal))
        {
            // Any touch spoils a pixel.
            var touched = Coverage.Of(other, grid, window, CoverageMethod.Exact);
            for (int row = touched.Window.Row; row < touched.Window.Bottom; row++)
            {
                for (int col = touched.Window.Col; col < touched.Window.Right; col++)
                {
                    if (touched.At(col, row) > 0)
                    {
                        weights[(row - window.Row) * window.Width + col - window.Col] = 0;
                    }
                }
            }
        }

        var (_, cover, water) = pixels.Read(window);
        double[] values = [.. cover.Where((c, i) => weights[i] > 0 && !water[i] && !float.IsNaN(c)).Select(c => (double)c)];
        if (values.Length == 0)
        {
            return new Reference(null, 0, 0);
        }

        double median = Median(values);
        double mad = Median([.. values.Select(v => Math.Abs(v - median))]);
        double independent = Math.Max(1, values.Length / rules.PixelsPerIndependent);
        return new Reference(median, values.Length, Math.Sqrt(Math.PI / 2) * SdOfMad * mad / Math.Sqrt(independent));
    }

    internal static double Median(double[] values)
    {
        Array.Sort(values);
        int half = values.Length / 2;
        return values.Length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
    }

    // Buffers are metres: the grid's units are scaled to them at the site, for grids in degrees too.
    private static Geometry Ring(Geometry zone, Geometry lonLat, Grid grid, RestorationRules rules)
    {
        var (x, y) = MetresPerUnit(zone, lonLat, grid);
        var metric = AffineTransformation.ScaleInstance(x, y).Transform(zone);
        var ring = metric.Buffer(rules.RingOuterMetres).Difference(metric.Buffer(rules.RingInnerMetres));
        return AffineTransformation.ScaleInstance(1 / x, 1 / y).Transform(ring);
    }

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
