namespace Geo.Core.Tracking.Trends;

/// <summary>A season-trend model fitted by least squares: intercept, trend, and harmonics of the year.</summary>
/// <remarks>Verbesselt et al. 2012, https://doi.org/10.1016/j.rse.2012.02.022, eq. 1.</remarks>
public sealed class HarmonicTrend
{
    private readonly double[] _coefficients;
    private readonly bool _trend;

    private HarmonicTrend(double[] coefficients, int order, bool trend, double rSquared, double residualError, int freedom, int count)
    {
        (_coefficients, Order, _trend) = (coefficients, order, trend);
        (RSquared, ResidualError, Freedom, Count) = (rSquared, residualError, freedom, count);
    }

    /// <summary>Harmonics.</summary>
    public int Order { get; }

    /// <summary>Value at trend 0, without the season.</summary>
    public double Intercept => _coefficients[0];

    /// <summary>Per unit of the trend regressor; 0 where none was asked for.</summary>
    public double Trend => _trend ? _coefficients[1] : 0;

    /// <summary>Of cos(2πkt), k from 1.</summary>
    public IReadOnlyList<double> Cosines => _coefficients[First..(First + Order)];

    /// <summary>Of sin(2πkt), k from 1.</summary>
    public IReadOnlyList<double> Sines => _coefficients[(First + Order)..];

    /// <summary>Explained part of the variance.</summary>
    public double RSquared { get; }

    /// <summary>Standard error of the residuals; NaN without a degree of freedom.</summary>
    public double ResidualError { get; }

    /// <summary>Values less coefficients.</summary>
    public int Freedom { get; }

    /// <summary>Values fitted.</summary>
    public int Count { get; }

    private int First => _trend ? 2 : 1;

    /// <summary>Fits.</summary>
    /// <param name="times">In years; the harmonics have the year as period.</param>
    /// <param name="trend">Trend regressor of each time (an index, or the time itself).</param>
    /// <param name="values">NaN is a gap.</param>
    /// <param name="order">Harmonics.</param>
    /// <param name="withTrend">Whether to fit a trend.</param>
    public static HarmonicTrend Fit(ReadOnlySpan<double> times, ReadOnlySpan<double> trend, ReadOnlySpan<double> values, int order = 3, bool withTrend = true)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, times.Length);
        ArgumentOutOfRangeException.ThrowIfNotEqual(trend.Length, times.Length);
        ArgumentOutOfRangeException.ThrowIfNegative(order);
        int columns = Columns(order, withTrend);
        var regression = new GivensRegression(columns);
        var row = new double[columns];
        double sum = 0, squares = 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (double.IsNaN(values[i])) continue;
            Row(times[i], trend[i], order, withTrend, row);
            regression.Add(row, values[i]);
            double before = regression.Rows > 1 ? sum / (regression.Rows - 1) : values[i];
            sum += values[i];
            squares += (values[i] - before) * (values[i] - sum / regression.Rows);
        }

        int freedom = regression.Rows - columns;
        return new HarmonicTrend(regression.Coefficients(), order, withTrend, squares > 0 ? 1 - regression.SquaredError / squares : 0,
            freedom > 0 ? Math.Sqrt(regression.SquaredError / freedom) : double.NaN, freedom, regression.Rows);
    }

    /// <summary>The model's value.</summary>
    /// <param name="time">In years.</param>
    /// <param name="trend">The trend regressor then.</param>
    public double At(double time, double trend)
    {
        Span<double> row = stackalloc double[_coefficients.Length];
        Row(time, trend, Order, _trend, row);
        double value = 0;
        for (int i = 0; i < row.Length; i++) value += row[i] * _coefficients[i];
        return value;
    }

    internal static int Columns(int order, bool withTrend) => 1 + (withTrend ? 1 : 0) + 2 * order;

    internal static void Row(double time, double trend, int order, bool withTrend, Span<double> row)
    {
        int at = 0;
        row[at++] = 1;
        if (withTrend) row[at++] = trend;
        for (int k = 1; k <= order; k++)
        {
            row[at + k - 1] = Math.Cos(2 * Math.PI * k * time);
            row[at + order + k - 1] = Math.Sin(2 * Math.PI * k * time);
        }
    }
}
