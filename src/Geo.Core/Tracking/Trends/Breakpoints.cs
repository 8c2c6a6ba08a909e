namespace Geo.Core.Tracking.Trends;

/// <summary>A place where a regression changes.</summary>
/// <param name="Last">Index (from 0) of the last value before the change.</param>
/// <param name="Low">Lower end of its 95 % interval.</param>
/// <param name="High">Upper end.</param>
public readonly record struct BreakPlace(int Last, double Low, double High);

/// <summary>Breaks of a linear regression: the segments of least squared error, their number by BIC.</summary>
/// <remarks>
/// Bai &amp; Perron 2003, https://doi.org/10.1002/jae.659: dynamic programming over the triangle of squared errors, each row from recursive
/// residuals; as Zeileis et al. 2003, https://doi.org/10.1016/S0167-9473(03)00030-6, whose counting of parameters in BIC it takes.
/// </remarks>
public sealed class Breakpoints
{
    private readonly double[][] _errors; // [first][last − first]
    private readonly int _n, _columns, _least;
    private readonly IReadOnlyList<double[]> _rows;
    private readonly IReadOnlyList<double> _response;

    /// <summary>Prepares the search.</summary>
    /// <param name="rows">Regressors, in order of time.</param>
    /// <param name="response">As many values, none NaN.</param>
    /// <param name="least">Least segment: a share of all below 1, else a number of values.</param>
    public Breakpoints(IReadOnlyList<double[]> rows, IReadOnlyList<double> response, double least = 0.15)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(response);
        (_rows, _response, _n, _columns) = (rows, response, rows.Count, rows.Count == 0 ? 0 : rows[0].Length);
        _least = least < 1 ? (int)Math.Floor(_n * least) : (int)least;
        if (_least <= _columns || _least > _n / 2) throw new ArgumentOutOfRangeException(nameof(least), least, "a segment must hold more values than coefficients and at most half of all");
        Most = (_n + _least - 1) / _least - 2;
        _errors = new double[_n - _least + 1][];
        for (int first = 0; first < _errors.Length; first++)
        {
            var regression = new GivensRegression(_columns);
            _errors[first] = new double[_n - first];
            for (int i = first; i < _n; i++)
            {
                regression.Add(rows[i], response[i]);
                _errors[first][i - first] = regression.SquaredError;
            }
        }
    }

    /// <summary>The greatest number of breaks looked for.</summary>
    public int Most { get; }

    /// <summary>The breaks of the least BIC, in order.</summary>
    public IReadOnlyList<int> Best()
    {
        var best = Of(0);
        double least = Criterion(best);
        for (int count = 1; count <= Most; count++)
        {
            var breaks = Of(count);
            double criterion = Criterion(breaks);
            if (criterion < least) (best, least) = (breaks, criterion);
        }

        return best;
    }

    /// <summary>The best partition with so many breaks: for each the index of the last value before it.</summary>
    public IReadOnlyList<int> Of(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Math.Max(0, Most));
        if (count == 0) return [];
        // cost[m][i]: least error of values 0…i in m + 1 segments; from[m][i]: its last break.
        var cost = new double[count + 1][];
        var from = new int[count + 1][];
        for (int m = 0; m <= count; m++)
        {
            (cost[m], from[m]) = (new double[_n], new int[_n]);
            Array.Fill(cost[m], double.PositiveInfinity);
            for (int i = (m + 1) * _least - 1; i < _n; i++)
            {
                if (m == 0)
                {
                    cost[0][i] = _errors[0][i];
                    continue;
                }

                for (int j = m * _least - 1; j <= i - _least; j++)
                {
                    double error = cost[m - 1][j] + _errors[j + 1][i - j - 1];
                    if (error < cost[m][i]) (cost[m][i], from[m][i]) = (error, j);
                }
            }
        }

        var breaks = new int[count];
        for (int m = count, end = _n - 1; m > 0; m--) breaks[m - 1] = end = from[m][end];
        return breaks;
    }

    /// <summary>Schwarz's criterion of a partition; every segment counts its coefficients and one more parameter.</summary>
    public double Criterion(IReadOnlyList<int> breaks)
    {
        ArgumentNullException.ThrowIfNull(breaks);
        return _n * (Math.Log(Error(breaks)) + 1 - Math.Log(_n) + Math.Log(2 * Math.PI)) + Math.Log(_n) * (_columns + 1) * (breaks.Count + 1);
    }

    /// <summary>The breaks with their 95 % intervals; the errors of all segments are taken to spread alike.</summary>
    /// <remarks>Bai 1997, https://doi.org/10.1162/003465397557132, with regressors that differ between segments.</remarks>
    public IReadOnlyList<BreakPlace> Places(IReadOnlyList<int> breaks)
    {
        ArgumentNullException.ThrowIfNull(breaks);
        double variance = Error(breaks) / _n;
        var places = new List<BreakPlace>();
        for (int i = 0; i < breaks.Count; i++)
        {
            int first = i == 0 ? 0 : breaks[i - 1] + 1, middle = breaks[i], last = i + 1 < breaks.Count ? breaks[i + 1] : _n - 1;
            double[] before = Fit(first, middle), after = Fit(middle + 1, last);
            double[] change = [.. before.Zip(after, (b, a) => a - b)];
            double q1 = MeanSquare(change, first, middle), q2 = MeanSquare(change, middle + 1, last);
            var (low, high) = BreakInterval.Of(q2 / q1);
            places.Add(new BreakPlace(middle, middle - Math.Ceiling(high * variance / q1), middle - Math.Floor(low * variance / q1)));
        }

        return places;
    }

    private double Error(IReadOnlyList<int> breaks)
    {
        double error = 0;
        for (int i = 0, first = 0; i <= breaks.Count; i++)
        {
            int last = i < breaks.Count ? breaks[i] : _n - 1;
            error += _errors[first][last - first];
            first = last + 1;
        }

        return error;
    }

    internal double[] Fit(int first, int last)
    {
        var regression = new GivensRegression(_columns);
        for (int i = first; i <= last; i++) regression.Add(_rows[i], _response[i]);
        return regression.Coefficients();
    }

    // δ'Qδ, Q = X'X/length: the mean square of the change as the regressors see it.
    private double MeanSquare(double[] change, int first, int last)
    {
        double sum = 0;
        for (int i = first; i <= last; i++)
        {
            double dot = 0;
            for (int k = 0; k < change.Length; k++) dot += change[k] * _rows[i][k];
            sum += dot * dot;
        }

        return sum / (last - first + 1);
    }
}
