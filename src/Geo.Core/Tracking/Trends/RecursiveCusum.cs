namespace Geo.Core.Tracking.Trends;

/// <summary>The CUSUM of recursive residuals (Brown, Durbin &amp; Evans 1975), run backwards in time to find the stable end of a history.</summary>
/// <remarks>Reverse-ordered CUSUM: Pesaran &amp; Timmermann 2002, https://doi.org/10.1016/S0927-5398(02)00007-5; Verbesselt et al. 2012, section 2.3.</remarks>
internal static class RecursiveCusum
{
    /// <summary>Index of the first row of the stable history; 0 where all of it is stable.</summary>
    /// <param name="rows">Regressors, in order of time.</param>
    /// <param name="response">As many values.</param>
    /// <param name="level">Of the test.</param>
    public static int StableFrom(IReadOnlyList<double[]> rows, IReadOnlyList<double> response, double level)
    {
        int n = rows.Count, k = n == 0 ? 0 : rows[0].Length, m = n - k;
        if (m < 2) return 0;
        var regression = new GivensRegression(k);
        var residuals = new double[m];
        for (int i = 0; i < n; i++)
        {
            double residual = regression.Add(rows[n - 1 - i], response[n - 1 - i]);
            if (i >= k) residuals[i - k] = residual;
        }

        double mean = residuals.Average(), sd = Math.Sqrt(residuals.Sum(r => (r - mean) * (r - mean)) / (m - 1)), bound = Bound(level), sum = 0;
        if (!(sd > 0)) return 0;
        for (int j = 1; j <= m; j++)
        {
            sum += residuals[j - 1];
            if (Math.Abs(sum) / (sd * Math.Sqrt(m)) > bound * (1 + 2.0 * j / m)) return m - j + 1;
        }

        return 0;
    }

    // P(some |W(t)| > b (1 + 2t)) by the formula that Zeileis et al. 2002 (strucchange) use; falls with b.
    private static double Bound(double level)
    {
        double low = 0.3, high = 20;
        for (int i = 0; i < 60; i++)
        {
            double x = (low + high) / 2;
            double p = 2 * (1 - Normal.Below(3 * x) + Math.Exp(-4 * x * x) * (Normal.Below(x) + Normal.Below(5 * x) - 1) - Math.Exp(-16 * x * x) * (1 - Normal.Below(x)));
            if (p > level) low = x;
            else high = x;
        }

        return (low + high) / 2;
    }
}
