using NetTopologySuite.Geometries;

namespace Geo.Core.Zonal;

/// <summary>
/// Exact pixel shares by signed areas: within a row, an edge that descends by d covers everything to its right by d. Its
/// own pixel gets d · (1 − mean x), the next one d · mean x, and running sums along the row give the shares. Shells
/// count positive, holes negative.
/// </summary>
/// <remarks>
/// An edge is always walked from its upper end, and cut at whole rows and columns of the grid itself: polygons that
/// share an edge share its pixels without gap, and a share does not depend on the window.
/// </remarks>
internal sealed class EdgeAreas(Window window)
{
    private const double Residue = 1e-13;

    // One column more than the window: what lies to the right of its last pixel.
    private readonly int _stride = window.Width + 1;
    private readonly double[] _change = new double[(window.Width + 1) * window.Height];

    /// <summary>Adds a polygon.</summary>
    public void Add(Polygon polygon, Grid grid)
    {
        AddRing(PixelGeometry.Pixels(polygon.Shell, grid), 1);
        foreach (var hole in polygon.Holes) AddRing(PixelGeometry.Pixels(hole, grid), -1);
    }

    /// <summary>Writes the shares of the polygons added.</summary>
    public void Finish(double[] fractions)
    {
        for (int row = 0; row < window.Height; row++)
        {
            double sum = 0;
            for (int col = 0; col < window.Width; col++)
            {
                sum += _change[row * _stride + col];
                double share = sum < Residue ? 0 : sum > 1 - Residue ? 1 : sum;
                fractions[row * window.Width + col] = share;
            }
        }
    }

    private void AddRing((double[] X, double[] Y) ring, int sign)
    {
        var (x, y) = ring;
        if (SignedArea(x, y) < 0) sign = -sign;
        for (int i = 1; i < x.Length; i++)
        {
            if (y[i] < y[i - 1]) AddEdge(x[i], y[i], x[i - 1], y[i - 1], sign);
            else if (y[i] > y[i - 1]) AddEdge(x[i - 1], y[i - 1], x[i], y[i], -sign);
        }
    }

    /// <summary>Positive where the ring runs so that its ascending edges lie left of the inside (y downward).</summary>
    private static double SignedArea(double[] x, double[] y)
    {
        double sum = 0;
        for (int i = 1; i < x.Length; i++) sum += (x[i - 1] - x[0]) * (y[i] - y[0]) - (x[i] - x[0]) * (y[i - 1] - y[0]);
        return sum;
    }

    // Invariant: y0 < y1.
    private void AddEdge(double x0, double y0, double x1, double y1, int sign)
    {
        int first = (int)Math.Max(Math.Floor(y0), window.Row);
        int last = (int)Math.Min(Math.Ceiling(y1), window.Bottom);
        for (int row = first; row < last; row++)
        {
            double top = Math.Max(y0, row), bottom = Math.Min(y1, row + 1);
            double a = top == y0 ? x0 : AtHeight(top), b = bottom == y1 ? x1 : AtHeight(bottom);
            if (top < bottom) AddSpan((row - window.Row) * _stride, a, top - row, b, bottom - row, sign);
        }

        double AtHeight(double y) => x0 + (y - y0) / (y1 - y0) * (x1 - x0);
    }

    /// <summary>The part of an edge within one row; heights in [0, 1].</summary>
    private void AddSpan(int offset, double x0, double t0, double x1, double t1, int sign)
    {
        if (Math.Max(x0, x1) <= window.Col)
        {
            _change[offset] += sign * (t1 - t0);
            return;
        }

        if (Math.Min(x0, x1) >= window.Right) return;
        double low = Math.Min(x0, x1), high = Math.Max(x0, x1);
        bool rightward = x0 <= x1;
        double x = low, t = rightward ? t0 : t1, end = rightward ? t1 : t0;
        if (low < window.Col)
        {
            double next = AtColumn(window.Col);
            _change[offset] += sign * Math.Abs(next - t);
            (x, t) = (window.Col, next);
        }

        int col = (int)Math.Floor(x);
        while (col < window.Right)
        {
            bool done = high <= col + 1;
            double nextX = done ? high : col + 1, nextT = done ? end : AtColumn(col + 1);
            double d = sign * Math.Abs(nextT - t);
            double middle = (x - col + (nextX - col)) / 2;
            int cell = offset + col - window.Col;
            _change[cell] += d * (1 - middle);
            _change[cell + 1] += d * middle;
            if (done) break;
            (x, t) = (nextX, nextT);
            col++;
        }

        double AtColumn(double column) => Math.Clamp(t0 + (column - x0) / (x1 - x0) * (t1 - t0), t0, t1);
    }
}
