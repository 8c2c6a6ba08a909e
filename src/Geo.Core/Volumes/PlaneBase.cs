namespace Geo.Core.Volumes;

/// <summary>
/// A plane through the toe cells by Huber's M-estimator (iteratively reweighted least squares, scale from the median absolute
/// residual): a lorry or a bush on the line moves it little, and with normal errors it keeps 95 % of least squares' efficiency.
/// </summary>
/// <remarks>Huber 1981, Robust Statistics, ch. 7.</remarks>
internal sealed class PlaneBase : BaseSurface
{
    private const int Rounds = 20;
    private const double MadToSigma = 1.4826;

    private readonly IReadOnlyList<ToeCell> _ring;
    private readonly double[] _weights;
    private readonly double _col, _row;
    private readonly double[,] _inverse;
    private readonly double _height, _across, _down;

    private PlaneBase(IReadOnlyList<ToeCell> ring, double[] weights, (double Col, double Row) origin, double[,] inverse, double[] plane, double residual)
    {
        (_ring, _weights, _inverse, Residual) = (ring, weights, inverse, residual);
        (_col, _row) = origin;
        (_height, _across, _down) = (plane[0], plane[1], plane[2]);
    }

    /// <summary>Robust standard deviation of the toe cells about the plane, metres.</summary>
    public double Residual { get; }

    /// <summary>Fits; null where the cells do not span a plane.</summary>
    /// <param name="ring">Toe cells.</param>
    /// <param name="threshold">Residuals beyond this many robust standard deviations count less.</param>
    public static PlaneBase? Of(IReadOnlyList<ToeCell> ring, double threshold)
    {
        if (ring.Count < 3) return null;
        var origin = (Col: ring.Average(c => c.Col + 0.5), Row: ring.Average(c => c.Row + 0.5));
        var weights = new double[ring.Count];
        var residuals = new double[ring.Count];
        var sorted = new double[ring.Count];
        Array.Fill(weights, 1.0);
        double[] plane = [];
        double[,]? inverse = null;
        double scale = 0;
        for (int round = 0; round < Rounds; round++)
        {
            double[] before = plane;
            if (Solve(ring, weights, origin) is not { } solved) return null;
            (plane, inverse) = solved;
            for (int i = 0; i < residuals.Length; i++)
            {
                residuals[i] = Math.Abs(ring[i].Height - plane[0] - plane[1] * (ring[i].Col + 0.5 - origin.Col) - plane[2] * (ring[i].Row + 0.5 - origin.Row));
            }

            residuals.CopyTo(sorted, 0);
            Array.Sort(sorted);
            scale = MadToSigma * sorted[sorted.Length / 2];
            if (scale < 1e-9 || (before.Length > 0 && Math.Abs(before[0] - plane[0]) < 1e-6 * scale)) break;
            for (int i = 0; i < weights.Length; i++) weights[i] = Math.Min(1, threshold * scale / Math.Max(residuals[i], 1e-12));
        }

        return new PlaneBase(ring, weights, origin, inverse!, plane, scale);
    }

    /// <summary>Height at a place in cells.</summary>
    public double At(double col, double row) => _height + _across * (col - _col) + _down * (row - _row);

    /// <summary>Sum of its heights over cells.</summary>
    public double Sum(double cells, double across, double down) => _height * cells + _across * (across - _col * cells) + _down * (down - _row * cells);

    public override void Fill(Window block, ReadOnlySpan<double> shares, Span<double> into)
    {
        for (int row = 0, i = 0; row < block.Height; row++)
        {
            for (int col = 0; col < block.Width; col++, i++) into[i] = At(block.Col + col + 0.5, block.Row + row + 0.5);
        }
    }

    public override double[] Weights(double cells, double across, double down)
    {
        double[] moments = [cells, across - _col * cells, down - _row * cells];
        double Turned(int k) => _inverse[0, k] * moments[0] + _inverse[1, k] * moments[1] + _inverse[2, k] * moments[2];
        double a = Turned(0), b = Turned(1), c = Turned(2);
        return [.. _ring.Select((cell, i) => _weights[i] * (a + b * (cell.Col + 0.5 - _col) + c * (cell.Row + 0.5 - _row)))];
    }

    private static (double[] Plane, double[,] Inverse)? Solve(IReadOnlyList<ToeCell> ring, double[] weights, (double Col, double Row) origin)
    {
        double n = 0, x = 0, y = 0, xx = 0, xy = 0, yy = 0, z = 0, xz = 0, yz = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            double w = weights[i], dx = ring[i].Col + 0.5 - origin.Col, dy = ring[i].Row + 0.5 - origin.Row, h = ring[i].Height;
            (n, x, y, xx, xy, yy) = (n + w, x + w * dx, y + w * dy, xx + w * dx * dx, xy + w * dx * dy, yy + w * dy * dy);
            (z, xz, yz) = (z + w * h, xz + w * dx * h, yz + w * dy * h);
        }

        double a = xx * yy - xy * xy, b = xy * y - x * yy, c = x * xy - xx * y;
        double det = n * a + x * b + y * c;
        // Against the scale of its own terms: cells on one line span no plane.
        if (!(Math.Abs(det) > 1e-9 * n * Math.Max(xx, 1e-300) * Math.Max(yy, 1e-300))) return null;
        double[,] inverse =
        {
            { a / det, b / det, c / det },
            { b / det, (n * yy - y * y) / det, (x * y - n * xy) / det },
            { c / det, (x * y - n * xy) / det, (n * xx - x * x) / det },
        };
        double[] plane = new double[3];
        for (int k = 0; k < 3; k++) plane[k] = inverse[k, 0] * z + inverse[k, 1] * xz + inverse[k, 2] * yz;
        return (plane, inverse);
    }
}
