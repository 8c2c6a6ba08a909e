using NetTopologySuite.Geometries;

namespace Geo.Core.Zonal;

/// <summary>Geometries in (fractional) pixels: x = column, y = row, y downward.</summary>
internal static class PixelGeometry
{
    /// <summary>The smallest window that holds the geometry's pixels; it may leave the grid by one pixel at most.</summary>
    public static Window WindowOf(Geometry geometry, Grid grid)
    {
        var e = geometry.EnvelopeInternal;
        if (e.IsNull) return default;
        var a = grid.Transform.Invert(e.MinX, e.MinY);
        var b = grid.Transform.Invert(e.MaxX, e.MaxY);
        var c = grid.Transform.Invert(e.MinX, e.MaxY);
        var d = grid.Transform.Invert(e.MaxX, e.MinY);
        var (left, right) = Range(a.Col, b.Col, c.Col, d.Col, grid.Width);
        var (top, bottom) = Range(a.Row, b.Row, c.Row, d.Row, grid.Height);
        return new Window(left, top, right - left, bottom - top);
    }

    /// <summary>Sorts the parts of a geometry by dimension.</summary>
    public static void Split(Geometry geometry, List<Polygon> polygons, out List<LineString> lines, out List<Point> points)
    {
        lines = [];
        points = [];
        Split(geometry, polygons, lines, points);
    }

    /// <summary>1 in the pixel of each point.</summary>
    public static void AddPoints(List<Point> points, Grid grid, Window window, double[] fractions)
    {
        foreach (var point in points)
        {
            var (x, y) = grid.Transform.Invert(point.X, point.Y);
            int col = (int)Math.Floor(x), row = (int)Math.Floor(y);
            if (col >= window.Col && col < window.Right && row >= window.Row && row < window.Bottom)
            {
                fractions[(row - window.Row) * window.Width + col - window.Col] = 1;
            }
        }
    }

    /// <summary>A ring or line in pixels.</summary>
    public static (double[] X, double[] Y) Pixels(LineString line, Grid grid)
    {
        var sequence = line.CoordinateSequence;
        var x = new double[sequence.Count];
        var y = new double[sequence.Count];
        for (int i = 0; i < x.Length; i++) (x[i], y[i]) = grid.Transform.Invert(sequence.GetX(i), sequence.GetY(i));
        return (x, y);
    }

    private static void Split(Geometry geometry, List<Polygon> polygons, List<LineString> lines, List<Point> points)
    {
        switch (geometry)
        {
            case Polygon { IsEmpty: false } polygon: polygons.Add(polygon); break;
            case LineString { IsEmpty: false } line: lines.Add(line); break;
            case Point { IsEmpty: false } point: points.Add(point); break;
            case GeometryCollection collection:
                foreach (var part in collection.Geometries) Split(part, polygons, lines, points);
                break;
        }
    }

    private static (int From, int To) Range(double a, double b, double c, double d, int size)
    {
        double low = Math.Floor(Math.Min(Math.Min(a, b), Math.Min(c, d)));
        double high = Math.Max(Math.Max(a, b), Math.Max(c, d));
        // A point or a line along a pixel border still has the pixel to its right or below.
        high = Math.Max(Math.Ceiling(high), low + 1);
        return ((int)Math.Clamp(low, -1, size + 1), (int)Math.Clamp(high, -1, size + 1));
    }
}
