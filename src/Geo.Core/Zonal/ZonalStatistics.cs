using System.Globalization;

namespace Geo.Core.Zonal;

/// <summary>
/// Weighted statistics of the pixels of one zone; NaN pixels and pixels of weight 0 are left out. Without any pixel the
/// count is 0, the sum 0 and everything else NaN.
/// </summary>
/// <remarks>
/// Definitions follow exactextract: variance of the population, Σw(x−m)²/Σw; quantiles by linear interpolation with
/// weights (with equal weights numpy's default, type 7 of Hyndman &amp; Fan 1996); mode is the value of the largest summed
/// weight, the greater value on a tie; minority that of the smallest, the lesser value on a tie.
/// </remarks>
public sealed class ZonalStatistics
{
    private readonly bool _keepsValues;
    private readonly List<(float Value, double Weight)> _values = [];
    private DoubleDouble _count, _sum, _squares;
    private double _origin = double.NaN;
    private (float Value, double Weight)[]? _merged;

    /// <param name="keepsValues">True to answer median, quantiles, mode, minority and variety; costs 16 bytes a pixel.</param>
    public ZonalStatistics(bool keepsValues = true) => _keepsValues = keepsValues;

    /// <summary>Names that <see cref="this"/> knows; beside them qNN: the quantile NN/100, as q05 or q90.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["count", "sum", "mean", "min", "max", "stdev", "variance", "median", "mode", "majority", "minority", "variety", "range", "coefficient_of_variation"];

    /// <summary>Sum of the weights: pixels, in parts.</summary>
    public double Count => _count.Value;

    /// <summary>Σ weight × value.</summary>
    public double Sum => _sum.Value + (Count == 0 ? 0 : _origin * Count);

    /// <summary>Weighted mean.</summary>
    public double Mean => Count == 0 ? double.NaN : _origin + _sum.Value / Count;

    /// <summary>Smallest value.</summary>
    public double Min { get; private set; } = double.NaN;

    /// <summary>Largest value.</summary>
    public double Max { get; private set; } = double.NaN;

    /// <summary>Weighted variance of the population.</summary>
    public double Variance
    {
        get
        {
            if (Count == 0) return double.NaN;
            double mean = _sum.Value / Count;
            return Math.Max(0, _squares.Value / Count - mean * mean);
        }
    }

    /// <summary>Root of the variance.</summary>
    public double Stdev => Math.Sqrt(Variance);

    /// <summary>Half of the weight lies below.</summary>
    public double Median => Quantile(0.5);

    /// <summary>Value of the largest summed weight.</summary>
    public double Mode => Merged().Aggregate((Value: float.NaN, Weight: 0.0), (best, x) => x.Weight >= best.Weight ? x : best).Value;

    /// <summary>Value of the smallest summed weight.</summary>
    public double Minority => Merged().Aggregate((Value: float.NaN, Weight: double.PositiveInfinity), (best, x) => x.Weight < best.Weight ? x : best).Value;

    /// <summary>Number of distinct values.</summary>
    public int Variety => Merged().Length;

    /// <summary>A statistic by name; NaN where it has no value.</summary>
    /// <exception cref="InputException">No such name.</exception>
    public double this[string name] => name switch
    {
        "count" => Count,
        "sum" => Sum,
        "mean" => Mean,
        "min" => Min,
        "max" => Max,
        "stdev" => Stdev,
        "variance" => Variance,
        "median" => Median,
        "mode" or "majority" => Mode,
        "minority" => Minority,
        "variety" => Variety,
        "range" => Max - Min,
        "coefficient_of_variation" => Stdev / Mean,
        _ when TryQuantile(name, out double share) => Quantile(share),
        _ => throw Unknown(name),
    };

    /// <summary>Statistics of one zone.</summary>
    /// <param name="coverage">Weights.</param>
    /// <param name="values">Values of the coverage's window, row by row.</param>
    public static ZonalStatistics Of(CoverageMatrix coverage, ReadOnlySpan<float> values)
    {
        ArgumentNullException.ThrowIfNull(coverage);
        var statistics = new ZonalStatistics();
        statistics.Add(coverage.Fractions, values);
        return statistics;
    }

    /// <summary>True where a statistic needs the values kept.</summary>
    /// <exception cref="InputException">No such name.</exception>
    public static bool NeedsValues(string name)
    {
        bool quantile = TryQuantile(name, out _);
        if (!quantile && !Names.Contains(name)) throw Unknown(name);
        return quantile || name is "median" or "mode" or "majority" or "minority" or "variety";
    }

    /// <summary>Adds pixels.</summary>
    /// <param name="weights">A weight a pixel, at least 0.</param>
    /// <param name="values">As many values; NaN is no data.</param>
    public void Add(ReadOnlySpan<double> weights, ReadOnlySpan<float> values)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, weights.Length);
        _merged = null;
        for (int i = 0; i < weights.Length; i++)
        {
            double weight = weights[i];
            float value = values[i];
            if (!(weight > 0) || float.IsNaN(value)) continue;
            // Sums are taken from the first value: a variance of large numbers keeps its digits.
            if (double.IsNaN(_origin)) (_origin, Min, Max) = (value, value, value);
            double x = value - _origin;
            _count.Add(weight);
            _sum.AddProduct(weight, x);
            _squares.AddProduct(weight * x, x);
            if (value < Min) Min = value;
            if (value > Max) Max = value;
            if (_keepsValues) _values.Add((value, weight));
        }
    }

    /// <summary>The value below which a share of the weight lies.</summary>
    /// <param name="share">In [0, 1].</param>
    public double Quantile(double share)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(share, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);
        Merged();
        if (_values.Count == 0) return double.NaN;
        // exactextract, weighted_quantiles.cpp: s_i = i·w_i + (n−1)·Σ_{j<i} w_j.
        int n = _values.Count;
        double target = share * (n - 1) * Count;
        double before = 0, lastS = 0, last = _values[0].Value;
        for (int i = 0; i < n; i++)
        {
            double s = i * _values[i].Weight + (n - 1) * before;
            if (s >= target)
            {
                return s == lastS ? _values[i].Value : last + (target - lastS) * (_values[i].Value - last) / (s - lastS);
            }

            (lastS, last) = (s, _values[i].Value);
            before += _values[i].Weight;
        }

        return last;
    }

    /// <summary>Sorts the kept values; answers each distinct value with its summed weight, ascending.</summary>
    private (float Value, double Weight)[] Merged()
    {
        if (!_keepsValues) throw new InvalidOperationException("median, quantiles, mode, minority and variety need keepsValues");
        if (_merged is not null) return _merged;
        _values.Sort((a, b) => a.Value != b.Value ? a.Value.CompareTo(b.Value) : a.Weight.CompareTo(b.Weight));
        var merged = new List<(float Value, double Weight)>();
        foreach (var (value, weight) in _values)
        {
            if (merged.Count > 0 && merged[^1].Value == value) merged[^1] = (value, merged[^1].Weight + weight);
            else merged.Add((value, weight));
        }

        return _merged = [.. merged];
    }

    private static bool TryQuantile(string name, out double share)
    {
        share = 0;
        if (name.Length is < 2 or > 3 || name[0] != 'q' || !int.TryParse(name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out int percent)) return false;
        share = percent / 100.0;
        return true;
    }

    private static InputException Unknown(string name) =>
        new("zonal statistics", "stats", $"'{name}' is no statistic", $"use {string.Join(", ", Names)} or qNN (q05, q90)");
}
