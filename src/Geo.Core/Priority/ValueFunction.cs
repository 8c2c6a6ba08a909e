namespace Geo.Core.Priority;

/// <summary>From what was measured to urgency in [0, 1]: straight between given points, level outside of them. Two points are min–max with stated bounds.</summary>
public sealed class ValueFunction
{
    private readonly double[] _at, _value;

    /// <param name="where">The file, for messages.</param>
    /// <param name="field">The criterion.</param>
    /// <param name="points">Pairs of measured value and urgency, by ascending measured value.</param>
    /// <exception cref="InputException">Fewer than two points, not ascending, outside [0, 1], or turning back.</exception>
    public ValueFunction(string where, string field, IReadOnlyList<IReadOnlyList<double>> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        if (points.Count < 2 || points.Any(p => p.Count != 2 || !double.IsFinite(p[0]) || p[1] is not (>= 0 and <= 1)))
        {
            throw new InputException(where, field, "the points are not at least two pairs of a value and its urgency in [0, 1]", "write for example [[0, 0], [5000, 1]]");
        }

        (_at, _value) = ([.. points.Select(p => p[0])], [.. points.Select(p => p[1])]);
        bool ascending = _at.Zip(_at.Skip(1)).All(p => p.First < p.Second);
        bool up = _value.Zip(_value.Skip(1)).All(p => p.First <= p.Second), down = _value.Zip(_value.Skip(1)).All(p => p.First >= p.Second);
        if (!ascending || up == down)
        {
            throw new InputException(where, field, "the points do not ascend, or their urgency turns back or never changes", "order them by the measured value; urgency rises all along or falls all along");
        }

        MoreIsUrgent = up;
    }

    /// <summary>Direction: true where a larger measured value is more urgent.</summary>
    public bool MoreIsUrgent { get; }

    /// <summary>The points.</summary>
    public IEnumerable<(double At, double Value)> Points => _at.Zip(_value);

    /// <summary>Urgency of a measured value.</summary>
    public double Of(double measured)
    {
        if (measured <= _at[0]) return _value[0];
        for (int i = 1; i < _at.Length; i++)
        {
            if (measured <= _at[i])
            {
                double share = (measured - _at[i - 1]) / (_at[i] - _at[i - 1]);
                return Math.Clamp(_value[i - 1] + share * (_value[i] - _value[i - 1]), 0, 1);
            }
        }

        return _value[^1];
    }

    /// <summary>The measured value nearest to the dull end that is at least as urgent as asked; null where none is.</summary>
    public double? Needed(double urgency)
    {
        int n = _at.Length;
        for (int step = 0; step < n; step++)
        {
            int i = MoreIsUrgent ? step : n - 1 - step;
            if (_value[i] < urgency) continue;
            if (step == 0) return _at[i];
            int before = MoreIsUrgent ? i - 1 : i + 1;
            return _at[before] + (urgency - _value[before]) / (_value[i] - _value[before]) * (_at[i] - _at[before]);
        }

        return null;
    }
}
