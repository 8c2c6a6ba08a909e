namespace Geo.Core.Volumes;

/// <summary>
/// The ground round a pile as a polynomial of second order, by Tukey's bisquare (iteratively reweighted least squares from the
/// median absolute residual): heaps and holes outside the outline pull it little.
/// </summary>
/// <remarks>Beaton and Tukey 1974, https://doi.org/10.1080/00401706.1974.10489171; c = 4.685.</remarks>
internal sealed class GroundSurface
{
    private const int Rounds = 12, Terms = 6, MostCells = 20_000;
    private const double Tukey = 4.685, MadToSigma = 1.4826;

    private readonly double[] _terms;
    private readonly double _middleX, _middleY, _reach;

    private GroundSurface(double[] terms, double middleX, double middleY, double reach, double sigma) =>
        (_terms, _middleX, _middleY, _reach, Sigma) = (terms, middleX, middleY, reach, sigma);

    /// <summary>Robust standard deviation of the ground about the surface, metres.</summary>
    public double Sigma { get; }

    /// <summary>Height at a cell.</summary>
    public double At(int col, int row)
    {
        Span<double> t = stackalloc double[Terms];
        Write((col - _middleX) / _reach, (row - _middleY) / _reach, t);
        double sum = 0;
        for (int k = 0; k < Terms; k++) sum += _terms[k] * t[k];
        return sum;
    }

    /// <summary>Fits; null where there are too few cells.</summary>
    /// <param name="heights">Row by row; NaN is no data.</param>
    /// <param name="width">Columns.</param>
    /// <param name="isGround">Cells that may be ground.</param>
    public static GroundSurface? Of(float[] heights, int width, bool[] isGround)
    {
        int[] cells = [.. Enumerable.Range(0, heights.Length).Where(i => isGround[i] && !float.IsNaN(heights[i]))];
        if (cells.Length < 4 * Terms) return null;
        int stride = 1 + cells.Length / MostCells;
        cells = [.. cells.Where((_, i) => i % stride == 0)];
        int height = heights.Length / width;
        double middleX = width / 2.0, middleY = height / 2.0, reach = Math.Max(width, height) / 2.0, sigma = 0;
        double[] terms = [], weights = new double[cells.Length], residuals = new double[cells.Length];
        Array.Fill(weights, 1.0);
        Span<double> t = stackalloc double[Terms];
        for (int round = 0; round < Rounds; round++)
        {
            var normal = new double[Terms, Terms + 1];
            for (int i = 0; i < cells.Length; i++)
            {
                Write((cells[i] % width - middleX) / reach, (cells[i] / width - middleY) / reach, t);
                for (int a = 0; a < Terms; a++)
                {
                    for (int b = 0; b < Terms; b++) normal[a, b] += weights[i] * t[a] * t[b];
                    normal[a, Terms] += weights[i] * t[a] * heights[cells[i]];
                }
            }

            if (Solve(normal) is not { } solved) return null;
            terms = solved;
            for (int i = 0; i < cells.Length; i++)
            {
                Write((cells[i] % width - middleX) / reach, (cells[i] / width - middleY) / reach, t);
                double fitted = 0;
                for (int k = 0; k < Terms; k++) fitted += terms[k] * t[k];
                residuals[i] = heights[cells[i]] - fitted;
            }

            double[] sizes = [.. residuals.Select(Math.Abs).Order()];
            sigma = MadToSigma * sizes[sizes.Length / 2];
            if (sigma < 1e-6) break;
            for (int i = 0; i < weights.Length; i++)
            {
                double u = residuals[i] / (Tukey * sigma);
                weights[i] = Math.Abs(u) < 1 ? (1 - u * u) * (1 - u * u) : 0;
            }
        }

        return new GroundSurface(terms, middleX, middleY, reach, sigma);
    }

    private static void Write(double x, double y, Span<double> terms) => (terms[0], terms[1], terms[2], terms[3], terms[4], terms[5]) = (1, x, y, x * x, x * y, y * y);

    // Gauss with the greatest pivot.
    private static double[]? Solve(double[,] m)
    {
        for (int k = 0; k < Terms; k++)
        {
            int best = k;
            for (int i = k + 1; i < Terms; i++) if (Math.Abs(m[i, k]) > Math.Abs(m[best, k])) best = i;
            if (Math.Abs(m[best, k]) < 1e-9) return null;
            for (int j = 0; j <= Terms; j++) (m[k, j], m[best, j]) = (m[best, j], m[k, j]);
            for (int i = 0; i < Terms; i++)
            {
                if (i == k) continue;
                double factor = m[i, k] / m[k, k];
                for (int j = k; j <= Terms; j++) m[i, j] -= factor * m[k, j];
            }
        }

        return [.. Enumerable.Range(0, Terms).Select(k => m[k, Terms] / m[k, k])];
    }
}
