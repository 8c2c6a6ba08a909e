namespace Geo.Core.Tracking.Trends;

/// <summary>The Mann–Kendall test within seasons (months, or sites of a region), so that the season's own course is no trend.</summary>
public static class SeasonalMannKendall
{
    /// <summary>Seasons taken as independent of one another.</summary>
    /// <param name="values">In order of time, <paramref name="period"/> a year, from the first season on; NaN is a gap.</param>
    /// <param name="period">Seasons a year.</param>
    /// <remarks>Hirsch, Slack &amp; Smith 1982, https://doi.org/10.1029/WR018i001p00107</remarks>
    public static TrendTest Of(ReadOnlySpan<double> values, int period) => OfColumns(Columns(values, period));

    /// <summary>The same for columns that are seasons, or stations of a region (Helsel &amp; Frans 2006).</summary>
    public static TrendTest OfColumns(IReadOnlyList<double[]> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        double score = 0, variance = 0, pairs = 0;
        int count = 0;
        foreach (double[] column in columns)
        {
            double[] x = MannKendall.WithoutGaps(column);
            score += MannKendall.Score(x);
            variance += MannKendall.Variance(x);
            pairs += MannKendall.Pairs(x.Length);
            count += x.Length;
        }

        return TrendTest.Of(count, pairs, score, variance);
    }

    /// <summary>Seasons of one year may be correlated: their covariances count too. Years with a gap are left out.</summary>
    /// <param name="values">As in <see cref="Of"/>.</param>
    /// <param name="period">Seasons a year.</param>
    public static TrendTest Correlated(ReadOnlySpan<double> values, int period) => CorrelatedColumns(Columns(values, period));

    /// <summary>The same for columns.</summary>
    /// <remarks>Hirsch &amp; Slack 1984, https://doi.org/10.1029/WR020i006p00727; Libiseller &amp; Grimvall 2002, https://doi.org/10.1002/env.507; without continuity correction.</remarks>
    public static TrendTest CorrelatedColumns(IReadOnlyList<double[]> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        int[] years = [.. Enumerable.Range(0, columns.Count == 0 ? 0 : columns[0].Length).Where(year => columns.All(c => !double.IsNaN(c[year])))];
        double[][] x = [.. columns.Select(c => years.Select(year => c[year]).ToArray())];
        int n = years.Length;
        // Twice the rank with ties, less n + 1, of each value in its column: Σ sign(x_j − x_i).
        double[][] signs = [.. x.Select(c => c.Select(value => (double)c.Sum(other => Math.Sign(value - other))).ToArray())];
        double variance = 0;
        for (int g = 0; g < x.Length; g++)
        {
            for (int h = 0; h < x.Length; h++)
            {
                double concordance = 0, ranks = 0;
                for (int i = 0; i < n; i++)
                {
                    ranks += (n + 1 + signs[g][i]) * (n + 1 + signs[h][i]);
                    for (int j = i + 1; j < n; j++) concordance += Math.Sign((x[g][j] - x[g][i]) * (x[h][j] - x[h][i]));
                }

                variance += (concordance + ranks - n * (double)(n + 1) * (n + 1)) / 3;
            }
        }

        double score = x.Sum(c => MannKendall.Score(c));
        return TrendTest.WithZ(n * x.Length, x.Length * MannKendall.Pairs(n), score, variance, variance > 0 ? score / Math.Sqrt(variance) : 0);
    }

    internal static double[][] Columns(ReadOnlySpan<double> values, int period)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(period);
        int years = (values.Length + period - 1) / period;
        var columns = new double[period][];
        for (int season = 0; season < period; season++)
        {
            columns[season] = new double[years];
            for (int year = 0; year < years; year++)
            {
                int at = year * period + season;
                columns[season][year] = at < values.Length ? values[at] : double.NaN;
            }
        }

        return columns;
    }
}
