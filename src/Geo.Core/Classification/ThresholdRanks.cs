namespace Geo.Core.Classification;

/// <summary>
/// The distinct thresholds t₀ &lt; t₁ &lt; … of one predictor in a whole ensemble. A value's rank is the number of
/// thresholds below it, so that value ≤ tⱼ holds exactly where rank ≤ j; NaN has the highest rank, as it always goes right.
/// </summary>
internal sealed class ThresholdRanks
{
    private const int Cells = 2048;

    private readonly float[] _thresholds;
    private readonly ushort[] _below = new ushort[Cells + 1];
    private readonly float _perUnit;

    public ThresholdRanks(IEnumerable<float> thresholds)
    {
        _thresholds = [.. thresholds.Distinct().Order()];
        if (_thresholds.Length > ushort.MaxValue) throw new NotSupportedException("more than 65 535 thresholds of one predictor");
        if (_thresholds.Length == 0) return;

        // An even grid of cells over the thresholds' range. Cell is monotone in the value, also after rounding, so every
        // threshold in a lower cell lies below the value and only those of its own cell are looked at.
        _perUnit = (Cells - 1) / (_thresholds[^1] - _thresholds[0]);
        if (!float.IsFinite(_perUnit)) _perUnit = 0;
        foreach (float t in _thresholds) _below[Cell(t) + 1]++;
        for (int c = 1; c <= Cells; c++) _below[c] += _below[c - 1];
    }

    /// <summary>Number of distinct thresholds; ranks lie in [0, Count].</summary>
    public int Count => _thresholds.Length;

    /// <summary>Number j of a threshold.</summary>
    public int IndexOf(float threshold) => Array.BinarySearch(_thresholds, threshold);

    /// <summary>Rank of a value.</summary>
    public int Of(float value)
    {
        var thresholds = _thresholds;
        if (thresholds.Length == 0 || value <= thresholds[0]) return 0;
        if (!(value <= thresholds[^1])) return thresholds.Length;
        int rank = _below[Cell(value)];
        while (thresholds[rank] < value) rank++;
        return rank;
    }

    private int Cell(float value) => Math.Min((int)((value - _thresholds[0]) * _perUnit), Cells - 1);
}
