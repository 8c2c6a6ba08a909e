namespace Geo.Core.Tracking.Trends;

/// <summary>Is there any structural change? The moving sum of least-squares residuals (OLS-MOSUM) against a Brownian bridge's increments.</summary>
/// <remarks>Chu, Hornik &amp; Kuan 1995, https://doi.org/10.1093/biomet/82.3.603; critical values as published with strucchange (numbers only), interpolated in bandwidth and level as there.</remarks>
internal static class FluctuationTest
{
    // One row a level (10, 5, 2.5, 1 %); bandwidths 0.05, 0.10 … 0.50.
    private static readonly double[][] s_critical =
    [
        [0.7552, 0.9809, 1.1211, 1.217, 1.2811, 1.3258, 1.3514, 1.3628, 1.361, 1.3751],
        [0.8017, 1.0483, 1.2059, 1.3158, 1.392, 1.4448, 1.4789, 1.4956, 1.4976, 1.5115],
        [0.8444, 1.1119, 1.2845, 1.4053, 1.4917, 1.5548, 1.5946, 1.6152, 1.621, 1.6341],
        [0.8977, 1.1888, 1.3767, 1.5131, 1.6118, 1.6863, 1.7339, 1.7572, 1.7676, 1.7808],
    ];

    private static readonly double[] s_levels = [0.1, 0.05, 0.025, 0.01];

    /// <summary>p value, not below 0.01.</summary>
    /// <param name="rows">Regressors.</param>
    /// <param name="response">Values.</param>
    /// <param name="bandwidth">Width of the sum as a share of all values.</param>
    public static double PValue(IReadOnlyList<double[]> rows, IReadOnlyList<double> response, double bandwidth)
    {
        int n = rows.Count, k = rows[0].Length, window = (int)Math.Floor(n * bandwidth);
        var regression = new GivensRegression(k);
        for (int i = 0; i < n; i++) regression.Add(rows[i], response[i]);
        double[] b = regression.Coefficients();
        double[] residuals = [.. rows.Select((row, i) => response[i] - row.Zip(b, (x, c) => x * c).Sum())];
        double scale = Math.Sqrt(residuals.Sum(e => e * e) / (n - k)) * Math.Sqrt(n), sum = residuals[..window].Sum(), most = Math.Abs(sum);
        for (int i = window; i < n; i++)
        {
            sum += residuals[i] - residuals[i - window];
            most = Math.Max(most, Math.Abs(sum));
        }

        double statistic = most / scale, at = Math.Clamp(bandwidth / 0.05 - 1, 0, 9), last = 0, level = 1;
        int left = Math.Min((int)at, 8);
        for (int i = 0; i < s_levels.Length; i++)
        {
            double critical = s_critical[i][left] + (at - left) * (s_critical[i][left + 1] - s_critical[i][left]);
            if (statistic < critical) return level + (s_levels[i] - level) * (statistic - last) / (critical - last);
            (last, level) = (critical, s_levels[i]);
        }

        return level;
    }
}
