namespace Geo.Core.Tracking.Trends;

/// <summary>The Mann–Kendall test for a monotone trend, with ties and gaps.</summary>
/// <remarks>Mann 1945, https://doi.org/10.2307/1907187; Kendall 1975; variance with ties as Gilbert 1987, Statistical Methods for Environmental Pollution Monitoring, 16.4.</remarks>
public static class MannKendall
{
    /// <summary>Tests a series.</summary>
    /// <param name="values">In order of time; NaN is a gap.</param>
    public static TrendTest Of(ReadOnlySpan<double> values)
    {
        double[] x = WithoutGaps(values);
        return TrendTest.Of(x.Length, Pairs(x.Length), Score(x), Variance(x));
    }

    /// <summary>The same with the variance corrected for autocorrelation.</summary>
    /// <param name="values">In order of time; NaN is a gap, closed before the autocorrelation as the reference program does.</param>
    /// <param name="lags">Lags looked at; null for all. All of them may shrink the variance to a tenth, as their sum is negative by nature: three is safe.</param>
    /// <param name="level">Two-sided level at which a lag's correlation counts.</param>
    /// <remarks>Hamed &amp; Rao 1998, https://doi.org/10.1016/S0022-1694(97)00125-X; ranks after the Theil–Sen trend is taken away.</remarks>
    public static TrendTest HamedRao(ReadOnlySpan<double> values, int? lags = 3, double level = 0.05)
    {
        double[] x = WithoutGaps(values);
        int n = x.Length;
        double score = Score(x), variance = Variance(x);
        if (n < 3) return TrendTest.Of(n, Pairs(n), score, variance);
        double slope = TheilSen.Of(values).Slope;
        double[] ranks = Ranks([.. x.Select((value, i) => value - (i + 1) * slope)]);
        double mean = ranks.Average(), total = ranks.Sum(r => (r - mean) * (r - mean)), bound = Normal.Quantile(1 - level / 2) / Math.Sqrt(n), sum = 0;
        for (int lag = 1; total > 0 && lag <= Math.Min(lags ?? n - 1, n - 1); lag++)
        {
            double product = 0;
            for (int i = lag; i < n; i++) product += (ranks[i] - mean) * (ranks[i - lag] - mean);
            if (Math.Abs(product / total) > bound) sum += (double)(n - lag) * (n - lag - 1) * (n - lag - 2) * product / total;
        }

        return TrendTest.Of(n, Pairs(n), score, variance * (1 + 2 / ((double)n * (n - 1) * (n - 2)) * sum));
    }

    internal static double[] WithoutGaps(ReadOnlySpan<double> values)
    {
        var kept = new List<double>(values.Length);
        foreach (double value in values)
        {
            if (!double.IsNaN(value)) kept.Add(value);
        }

        return [.. kept];
    }

    internal static double Pairs(int n) => 0.5 * n * (n - 1);

    internal static double Score(ReadOnlySpan<double> x)
    {
        long score = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double first = x[i];
            for (int j = i + 1; j < x.Length; j++) score += (x[j] > first ? 1 : 0) - (x[j] < first ? 1 : 0);
        }

        return score;
    }

    internal static double Variance(ReadOnlySpan<double> x)
    {
        double[] sorted = x.ToArray();
        Array.Sort(sorted);
        double variance = Term(sorted.Length);
        for (int i = 0, j; i < sorted.Length; i = j)
        {
            for (j = i + 1; j < sorted.Length && sorted[j] == sorted[i];) j++;
            variance -= Term(j - i);
        }

        return variance;

        static double Term(double n) => n * (n - 1) * (2 * n + 5) / 18;
    }

    // Ties share their mean rank.
    private static double[] Ranks(double[] x)
    {
        int[] order = [.. Enumerable.Range(0, x.Length)];
        double[] sorted = [.. x], ranks = new double[x.Length];
        Array.Sort(sorted, order);
        for (int i = 0, j; i < sorted.Length; i = j)
        {
            for (j = i + 1; j < sorted.Length && sorted[j] == sorted[i];) j++;
            for (int k = i; k < j; k++) ranks[order[k]] = (i + j + 1) / 2.0;
        }

        return ranks;
    }
}
