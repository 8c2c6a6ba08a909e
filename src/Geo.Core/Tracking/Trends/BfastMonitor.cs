namespace Geo.Core.Tracking.Trends;

/// <summary>Where the history that the model is fitted to begins.</summary>
/// <param name="From">A time in years; null: found by the reverse-ordered CUSUM.</param>
/// <param name="All">Take all of it.</param>
public readonly record struct HistoryStart(double? From, bool All)
{
    /// <summary>Found by the reverse-ordered CUSUM (ROC).</summary>
    public static HistoryStart Roc => default;
}

/// <summary>Parameters of the monitor.</summary>
public sealed record BfastMonitorOptions
{
    /// <summary>Harmonics.</summary>
    public int Order { get; init; } = 3;

    /// <summary>Whether the model has a trend.</summary>
    public bool Trend { get; init; } = true;

    /// <summary>Where the history begins.</summary>
    public HistoryStart History { get; init; } = HistoryStart.Roc;

    /// <summary>Width of the moving sum as a share of the history: 0.25, 0.5 or 1.</summary>
    public double Bandwidth { get; init; } = 0.25;
}

/// <summary>What the monitor found.</summary>
/// <param name="HistoryFrom">Time of the first value of the stable history.</param>
/// <param name="HistoryTo">Time of its last value.</param>
/// <param name="Model">The model of the history.</param>
/// <param name="Break">Time of the first value at which the moving sum leaves its bounds; null where it never does.</param>
/// <param name="Magnitude">Median of value less model over the monitored time; NaN where nothing is there.</param>
public sealed record MonitoredBreak(double HistoryFrom, double HistoryTo, HarmonicTrend Model, double? Break, double Magnitude);

/// <summary>Watches the end of a series against a season-trend model of its stable history, at the 5 % level.</summary>
/// <remarks>
/// BFAST Monitor: Verbesselt, Zeileis &amp; Herold 2012, https://doi.org/10.1016/j.rse.2012.02.022; the moving sum of residuals
/// (OLS-MOSUM) and its bounds: Chu, Stinchcombe &amp; White 1996, Leisch, Hornik &amp; Kuan 2000, https://doi.org/10.1017/S0266466600166022,
/// monitored up to ten times the history; critical values as published with strucchange (GPL; numbers only).
/// </remarks>
public static class BfastMonitor
{
    private const double Level = 0.05;
    private static readonly Dictionary<double, double> s_critical = new() { [0.25] = 1.34182451007628, [0.5] = 1.90200317899371, [1] = 2.74592761324742 };

    /// <summary>Watches.</summary>
    /// <param name="times">In years, rising.</param>
    /// <param name="trend">Trend regressor of each time.</param>
    /// <param name="values">NaN is a gap.</param>
    /// <param name="start">From this time on it is monitored.</param>
    /// <param name="options">Parameters.</param>
    /// <returns>Null where the history is too short for the model or the moving sum.</returns>
    public static MonitoredBreak? Of(ReadOnlySpan<double> times, ReadOnlySpan<double> trend, ReadOnlySpan<double> values, double start, BfastMonitorOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!s_critical.TryGetValue(options.Bandwidth, out double critical)) throw new ArgumentOutOfRangeException(nameof(options), options.Bandwidth, "0.25, 0.5 or 1");
        var (time, regressor, value, rows) = Prepare(times, trend, values, options);
        // A tenth of a second: times of one series may differ in their last digits from the start computed.
        int history = time.Count(t => t < start - 3e-9), first = 0;
        if (history <= rows.FirstOrDefault()?.Length) return null;
        if (options.History.From is { } from) first = time.Count(t => t < from - 3e-9);
        else if (!options.History.All) first = RecursiveCusum.StableFrom(rows[..history], value[..history], Level);
        int size = history - first, window = (int)Math.Floor(options.Bandwidth * size);
        if (rows.Length == 0 || window <= 1 || size <= rows[0].Length) return null;
        var model = HarmonicTrend.Fit(time.AsSpan(first, size), regressor.AsSpan(first, size), value.AsSpan(first, size), options.Order, options.Trend);
        double[] residuals = [.. Enumerable.Range(first, time.Length - first).Select(i => value[i] - model.At(time[i], regressor[i]))];
        double sum = residuals[(size - window)..size].Sum(), scale = model.ResidualError * Math.Sqrt(size);
        double? found = null;
        for (int i = size; i < residuals.Length && found is null; i++)
        {
            sum += residuals[i] - residuals[i - window];
            double share = (i + 1.0) / size, bound = critical * Math.Sqrt(2 * (share <= Math.E ? 1 : Math.Log(share)));
            if (Math.Abs(sum) / scale > bound) found = time[first + i];
        }

        double[] monitored = residuals[size..];
        return new MonitoredBreak(time[first], time[history - 1], model, found, monitored.Length > 0 ? Order.Median(monitored) : double.NaN);
    }

    private static (double[] Times, double[] Trend, double[] Values, double[][] Rows) Prepare(
        ReadOnlySpan<double> times, ReadOnlySpan<double> trend, ReadOnlySpan<double> values, BfastMonitorOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, times.Length);
        ArgumentOutOfRangeException.ThrowIfNotEqual(trend.Length, times.Length);
        var kept = new List<int>();
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsNaN(values[i])) kept.Add(i);
        }

        var (t, r, v, rows) = (new double[kept.Count], new double[kept.Count], new double[kept.Count], new double[kept.Count][]);
        for (int i = 0; i < kept.Count; i++)
        {
            (t[i], r[i], v[i]) = (times[kept[i]], trend[kept[i]], values[kept[i]]);
            rows[i] = new double[HarmonicTrend.Columns(options.Order, options.Trend)];
            HarmonicTrend.Row(t[i], r[i], options.Order, options.Trend, rows[i]);
        }

        return (t, r, v, rows);
    }
}
