using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Geo.Core.Classification;

/// <summary>
/// The distinct thresholds t₀ &lt; t₁ &lt; … of one predictor in a whole ensemble. A value's rank is the number of
/// thresholds below it, so that value ≤ tⱼ holds exactly where rank ≤ j; NaN has the highest rank, as it always goes right.
/// </summary>
internal sealed class ThresholdRanks
{
    private const int Cells = 2048;

    private readonly float[] _thresholds;
    private readonly int[] _below = new int[Cells + 1];
    private readonly float[] _fenced;           // the thresholds and an infinity, which no value exceeds
    private readonly float _perUnit;

    public ThresholdRanks(IEnumerable<float> thresholds)
    {
        _thresholds = [.. thresholds.Distinct().Order()];
        _fenced = [.. _thresholds, float.PositiveInfinity];
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

    /// <summary>Ranks of many values.</summary>
    public void Of(ReadOnlySpan<float> values, Span<int> ranks)
    {
        int i = 0;
        if (Avx2.IsSupported && Count > 0)
        {
            for (; i <= values.Length - Vector256<float>.Count; i += Vector256<float>.Count)
            {
                Of(Vector256.Create(values[i..])).CopyTo(ranks[i..]);
            }
        }

        for (; i < values.Length; i++) ranks[i] = Of(values[i]);
    }

    private unsafe Vector256<int> Of(Vector256<float> value)
    {
        // vminps gives its second operand where the first is NaN.
        var first = Vector256.Create(_thresholds[0]);
        var place = Avx.Max(Avx.Min((value - first) * _perUnit, Vector256.Create(Cells - 1f)), Vector256<float>.Zero);
        fixed (int* below = _below)
        fixed (float* fenced = _fenced)
        {
            var rank = Avx2.GatherVector256(below, Avx.ConvertToVector256Int32WithTruncation(place), 4);
            while (true)
            {
                var exceeds = Vector256.LessThan(Avx2.GatherVector256(fenced, rank, 4), value).AsInt32();
                if (exceeds == Vector256<int>.Zero) break;
                rank -= exceeds;
            }

            rank = Vector256.AndNot(rank, Vector256.LessThanOrEqual(value, first).AsInt32());
            return Vector256.ConditionalSelect(Vector256.Equals(value, value).AsInt32(), rank, Vector256.Create(Count));
        }
    }

    private int Cell(float value) => Math.Min((int)((value - _thresholds[0]) * _perUnit), Cells - 1);
}
