namespace Geo.Core.Priority;

/// <summary>What pair comparisons give.</summary>
/// <param name="Weights">Principal eigenvector, sum 1.</param>
/// <param name="LambdaMax">Principal eigenvalue.</param>
/// <param name="ConsistencyIndex">(λmax − n)/(n − 1).</param>
/// <param name="ConsistencyRatio">The same over the index of random judgements; 0 for fewer than three things.</param>
public sealed record AhpResult(IReadOnlyList<double> Weights, double LambdaMax, double ConsistencyIndex, double ConsistencyRatio)
{
    /// <summary>True below <see cref="Ahp.Refused"/>.</summary>
    public bool Consistent => ConsistencyRatio < Ahp.Refused;
}

/// <summary>Analytic hierarchy process: weights from a matrix of pair comparisons, and how consistent they are.</summary>
/// <remarks>Saaty 1980, The Analytic Hierarchy Process, McGraw-Hill; random indices from its table for n up to 15.</remarks>
public static class Ahp
{
    /// <summary>From this consistency ratio on judgements are refused.</summary>
    public const double Refused = 0.10;

    /// <summary>Most things that one matrix may compare.</summary>
    public const int MostThings = 15;

    private static readonly double[] s_randomIndex = [0, 0, 0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59];

    /// <summary>Solves a matrix.</summary>
    /// <param name="matrix">Positive and reciprocal: [i, j] says how many times i counts more than j.</param>
    /// <exception cref="InputException">Not square, too large, not positive, not reciprocal.</exception>
    public static AhpResult Solve(double[,] matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        int n = matrix.GetLength(0);
        Check(matrix, n);
        // Positive matrix: the power method converges (Perron), here within some tens of steps.
        double[] weights = [.. Enumerable.Repeat(1.0 / n, n)];
        double lambda = n;
        for (int step = 0; step < 1000; step++)
        {
            double[] next = Times(matrix, weights);
            lambda = next.Sum();
            double moved = 0;
            for (int i = 0; i < n; i++)
            {
                next[i] /= lambda;
                moved = Math.Max(moved, Math.Abs(next[i] - weights[i]));
            }

            weights = next;
            if (moved < 1e-15) break;
        }

        double index = n < 2 ? 0 : Math.Max(0, (lambda - n) / (n - 1));
        return new AhpResult(weights, lambda, index, n < 3 ? 0 : index / s_randomIndex[n]);
    }

    private static double[] Times(double[,] matrix, double[] weights)
    {
        int n = weights.Length;
        double[] result = new double[n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++) result[i] += matrix[i, j] * weights[j];
        }

        return result;
    }

    private static void Check(double[,] matrix, int n)
    {
        if (n is < 1 or > MostThings || matrix.GetLength(1) != n)
        {
            throw new InputException("pair comparison", null, $"the matrix is not square, or compares not 1 to {MostThings} things", "group the criteria under headings");
        }

        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                if (!(matrix[i, j] > 0) || Math.Abs(matrix[i, j] * matrix[j, i] - 1) > 1e-9)
                {
                    throw new InputException("pair comparison", $"[{i + 1}, {j + 1}]", "the matrix is not positive and reciprocal", "give the reciprocal on the other side of the diagonal");
                }
            }
        }
    }
}
