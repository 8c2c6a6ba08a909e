using NetTopologySuite.Geometries;

namespace Geo.Core.Zonal;

/// <summary>Pixels whose centre lies inside a polygon: scan lines through the centres, filled between pairs of crossings (GDAL's rule).</summary>
internal static class PixelCentres
{
    /// <summary>Sets 1 in each such pixel of the window.</summary>
    public static void Add(Polygon polygon, Grid grid, Window window, double[] fractions)
    {
        var crossings = new List<double>[window.Height];
        AddRing(PixelGeometry.Pixels(polygon.Shell, grid), window, crossings);
        foreach (var hole in polygon.Holes) AddRing(PixelGeometry.Pixels(hole, grid), window, crossings);
        for (int row = 0; row < window.Height; row++)
        {
            if (crossings[row] is not { } xs) continue;
            xs.Sort();
            for (int i = 0; i + 1 < xs.Count; i += 2)
            {
                int from = (int)Math.Clamp(Math.Floor(xs[i] + 0.5), window.Col, window.Right);
                int to = (int)Math.Clamp(Math.Floor(xs[i + 1] + 0.5), window.Col, window.Right);
                if (to > from) Array.Fill(fractions, 1.0, row * window.Width + from - window.Col, to - from);
            }
        }
    }

    private static void AddRing((double[] X, double[] Y) ring, Window window, List<double>[] crossings)
    {
        var (x, y) = ring;
        for (int i = 1; i < x.Length; i++)
        {
            // From the upper end, so that polygons sharing the edge see one crossing.
            var (x0, y0, x1, y1) = y[i - 1] < y[i] ? (x[i - 1], y[i - 1], x[i], y[i]) : (x[i], y[i], x[i - 1], y[i - 1]);
            int first = (int)Math.Max(Math.Ceiling(y0 - 0.5), window.Row);
            int last = (int)Math.Min(Math.Ceiling(y1 - 0.5), window.Bottom);
            for (int row = first; row < last; row++)
            {
                (crossings[row - window.Row] ??= []).Add(x0 + (row + 0.5 - y0) / (y1 - y0) * (x1 - x0));
            }
        }
    }
}
