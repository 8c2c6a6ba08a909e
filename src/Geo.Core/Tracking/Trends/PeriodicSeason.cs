namespace Geo.Core.Tracking.Trends;

/// <summary>The season of a series by STL with a periodic season: each place in the cycle has one value; gaps are passed over.</summary>
/// <remarks>Cleveland et al. 1990, STL: A Seasonal-Trend Decomposition Procedure Based on Loess, J. Off. Stat. 6, 3–73; two passes, no robustness weights.</remarks>
internal static class PeriodicSeason
{
    private const int Passes = 2;

    /// <summary>The season at each value, gaps included.</summary>
    /// <param name="values">NaN is a gap.</param>
    /// <param name="period">Values a cycle.</param>
    public static double[] Of(IReadOnlyList<double> values, int period)
    {
        int n = values.Count, trendWindow = Odd((int)Math.Ceiling(1.5 * period / (1 - 1.5 / (10 * n + 1)))), lowWindow = Odd(period);
        double[] trend = new double[n], season = new double[n];
        for (int pass = 0; pass < Passes; pass++)
        {
            double[] means = Means(i => values[i] - trend[i]);
            double[] cycle = [.. Enumerable.Range(0, n + 2 * period).Select(i => means[i % period])];
            double[] low = Loess(Moving(Moving(Moving(cycle, period), period), 3), lowWindow);
            for (int i = 0; i < n; i++) season[i] = cycle[period + i] - low[i];
            trend = Loess([.. Enumerable.Range(0, n).Select(i => values[i] - season[i])], trendWindow);
        }

        double[] last = Means(i => season[i]);
        return [.. Enumerable.Range(0, n).Select(i => last[i % period])];

        double[] Means(Func<int, double> of)
        {
            double[] sums = new double[period], counts = new double[period];
            for (int i = 0; i < n; i++)
            {
                if (double.IsNaN(of(i))) continue;
                sums[i % period] += of(i);
                counts[i % period]++;
            }

            return [.. sums.Zip(counts, (s, c) => c > 0 ? s / c : 0)];
        }
    }

    private static int Odd(int window) => window + 1 - window % 2;

    private static double[] Moving(double[] values, int width)
    {
        var means = new double[values.Length - width + 1];
        for (int i = 0; i < means.Length; i++) means[i] = values.AsSpan(i, width).ToArray().Average();
        return means;
    }

    // Local lines with tricube weights over the nearest values (STL's own treatment of the ends and of windows wider than the series).
    private static double[] Loess(double[] values, int window)
    {
        int[] there = [.. Enumerable.Range(0, values.Length).Where(i => !double.IsNaN(values[i]))];
        var smooth = new double[values.Length];
        var weights = new double[there.Length];
        for (int at = 0; at < values.Length; at++)
        {
            double[] distances = [.. there.Select(i => (double)Math.Abs(i - at)).Order()];
            double reach = distances[Math.Min(window, there.Length) - 1] + Math.Max(0, window - there.Length) / 2.0, sum = 0;
            for (int k = 0; k < there.Length; k++)
            {
                double r = Math.Abs(there[k] - at) / reach;
                weights[k] = r > 0.999 ? 0 : r <= 0.001 ? 1 : Math.Pow(1 - r * r * r, 3);
                sum += weights[k];
            }

            double mean = 0, spread = 0, value = 0;
            for (int k = 0; k < there.Length; k++) mean += weights[k] / sum * there[k];
            for (int k = 0; k < there.Length; k++) spread += weights[k] / sum * (there[k] - mean) * (there[k] - mean);
            for (int k = 0; k < there.Length; k++)
            {
                double tilt = spread > 0 ? 1 + (at - mean) * (there[k] - mean) / spread : 1;
                value += weights[k] / sum * tilt * values[there[k]];
            }

            smooth[at] = value;
        }

        return smooth;
    }
}
