namespace Geo.Core.Tracking.Trends;

/// <summary>A robust line: the median of all slopes between two values.</summary>
/// <param name="Slope">Per unit of time; NaN with fewer than two values.</param>
/// <param name="Intercept">At time 0.</param>
/// <param name="Low">Lower end of the slope's interval; NaN where it cannot be had.</param>
/// <param name="High">Its upper end.</param>
/// <param name="Count">Values that counted.</param>
public readonly record struct RobustLine(double Slope, double Intercept, double Low, double High, int Count);

/// <summary>Theil–Sen slope with its confidence interval.</summary>
/// <remarks>
/// Theil 1950; Sen 1968, https://doi.org/10.1080/01621459.1968.10480934; intercept by the medians (Conover 1980); interval from the
/// variance of Mann–Kendall's S (Gilbert 1987, 16.5 and 17.5), its two ranks rounded as scipy.stats.theilslopes rounds them.
/// </remarks>
public static class TheilSen
{
    /// <summary>Time is the index, gaps keep theirs.</summary>
    /// <param name="values">In order of time; NaN is a gap.</param>
    /// <param name="confidence">Two-sided.</param>
    public static RobustLine Of(ReadOnlySpan<double> values, double confidence = 0.95)
    {
        var times = new double[values.Length];
        for (int i = 0; i < times.Length; i++) times[i] = i;
        return Of(times, values, confidence);
    }

    /// <summary>For values at any times.</summary>
    /// <param name="times">Rising or not; two values of one time make no slope.</param>
    /// <param name="values">As long; NaN is a gap.</param>
    /// <param name="confidence">Two-sided.</param>
    public static RobustLine Of(ReadOnlySpan<double> times, ReadOnlySpan<double> values, double confidence = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, times.Length);
        var (t, x) = Kept(times, values);
        var slopes = new double[x.Length * (x.Length - 1) / 2];
        int count = AddSlopes(t, x, slopes);
        return Line(slopes.AsSpan(0, count), Math.Max(0, MannKendall.Variance(x)), t, x, confidence);
    }

    /// <summary>Slopes within each season only, a year being the unit of time.</summary>
    /// <param name="values">In order of time, <paramref name="period"/> a year; NaN is a gap.</param>
    /// <param name="period">Seasons a year.</param>
    /// <param name="confidence">Two-sided.</param>
    public static RobustLine Seasonal(ReadOnlySpan<double> values, int period, double confidence = 0.95)
    {
        double[][] columns = SeasonalMannKendall.Columns(values, period);
        var slopes = new double[period * columns[0].Length * (columns[0].Length - 1) / 2];
        int count = 0;
        double variance = 0;
        double[] years = [.. Enumerable.Range(0, columns[0].Length).Select(i => (double)i)];
        foreach (double[] column in columns)
        {
            var (time, value) = Kept(years, column);
            count += AddSlopes(time, value, slopes.AsSpan(count));
            variance += MannKendall.Variance(value);
        }

        double[] at = [.. Enumerable.Range(0, values.Length).Select(i => i / (double)period)];
        var (t, x) = Kept(at, values);
        return Line(slopes.AsSpan(0, count), variance, t, x, confidence);
    }

    private static RobustLine Line(Span<double> slopes, double variance, double[] t, double[] x, double confidence)
    {
        int n = slopes.Length;
        if (n == 0) return new RobustLine(double.NaN, x.Length > 0 ? Order.Median(x) : double.NaN, double.NaN, double.NaN, x.Length);
        double slope = Order.Median(slopes), spread = Normal.Quantile((1 + confidence) / 2) * Math.Sqrt(variance);
        // Both ranks beyond the ends: the interval cannot be had at this confidence.
        int low = (int)Math.Round((n - spread) / 2) - 1, high = (int)Math.Round((n + spread) / 2);
        double lower = low < 0 ? double.NaN : Order.Select(slopes, low), upper = high >= n ? double.NaN : Order.Select(slopes, high);
        return new RobustLine(slope, Order.Median(x) - Order.Median(t) * slope, lower, upper, x.Length);
    }

    private static int AddSlopes(double[] t, double[] x, Span<double> into)
    {
        int count = 0;
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = i + 1; j < x.Length; j++)
            {
                if (t[j] != t[i]) into[count++] = (x[j] - x[i]) / (t[j] - t[i]);
            }
        }

        return count;
    }

    private static (double[] Times, double[] Values) Kept(ReadOnlySpan<double> times, ReadOnlySpan<double> values)
    {
        var t = new List<double>(values.Length);
        var x = new List<double>(values.Length);
        for (int i = 0; i < values.Length; i++)
        {
            if (double.IsNaN(values[i])) continue;
            t.Add(times[i]);
            x.Add(values[i]);
        }

        return ([.. t], [.. x]);
    }
}
