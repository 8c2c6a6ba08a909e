using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

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
    private readonly float[] _fenced;           // the thresholds and infinities, which no value exceeds
    private readonly float _perUnit;
    private readonly int _depth;                // a cell holds fewer than 2^depth thresholds
    private static readonly Vector<float> s_lastCell = new(Cells - 1f);

    public ThresholdRanks(IEnumerable<float> thresholds)
    {
        _thresholds = [.. thresholds.Distinct().Order()];
        _fenced = [.. _thresholds, float.PositiveInfinity];
        _depth = 1;
        if (_thresholds.Length > ushort.MaxValue) throw new NotSupportedException("more than 65 535 thresholds of one predictor");
        if (_thresholds.Length == 0) return;

        // An even grid of cells over the thresholds' range. Cell is monotone in the value, also after rounding, so every
        // threshold in a lower cell lies below the value and only those of its own cell are looked at.
        _perUnit = (Cells - 1) / (_thresholds[^1] - _thresholds[0]);
        if (!float.IsFinite(_perUnit)) _perUnit = 0;
        foreach (float t in _thresholds) _below[Cell(t) + 1]++;
        while (_below.Max() >= 1 << _depth) _depth++;
        _fenced = [.. _thresholds, .. Enumerable.Repeat(float.PositiveInfinity, 1 << _depth)];
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

    /// <summary>Ranks of many values: cells in vectors, then looked up one by one by halving, without a branch: what is mispredicted costs more than a step.</summary>
    public void Of(ReadOnlySpan<float> values, Span<int> ranks)
    {
        ranks = ranks[..values.Length];
        if (Count == 0)
        {
            ranks.Clear();
            return;
        }

        var first = new Vector<float>(_thresholds[0]);
        int i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var place = (new Vector<float>(values[i..]) - first) * _perUnit;
            place = Vector.ConditionalSelect(Vector.LessThan(place, s_lastCell), place, s_lastCell);   // NaN: the last cell
            Vector.ConvertToInt32(Vector.Max(place, Vector<float>.Zero)).CopyTo(ranks[i..]);
        }

        int vectors = i;
        for (; i < values.Length; i++) ranks[i] = Of(values[i]);

        if (_depth == 1) Step(values, ranks[..vectors]);
        else Halve(values, ranks[..vectors]);
    }

    private void Step(ReadOnlySpan<float> values, Span<int> ranks)
    {
        ref int below = ref MemoryMarshal.GetArrayDataReference(_below);
        ref float fenced = ref MemoryMarshal.GetArrayDataReference(_fenced);
        for (int i = 0; i < ranks.Length; i++)
        {
            float value = values[i];
            int rank = Unsafe.Add(ref below, ranks[i]);
            rank += Unsafe.Add(ref fenced, rank) < value ? 1 : 0;
            ranks[i] = float.IsNaN(value) ? Count : rank;
        }
    }

    private void Halve(ReadOnlySpan<float> values, Span<int> ranks)
    {
        ref int below = ref MemoryMarshal.GetArrayDataReference(_below);
        ref float fenced = ref MemoryMarshal.GetArrayDataReference(_fenced);
        for (int i = 0; i < ranks.Length; i++)
        {
            float value = values[i];
            int rank = Unsafe.Add(ref below, ranks[i]);
            for (int bit = _depth - 1; bit >= 0; bit--)
            {
                rank += (Unsafe.Add(ref fenced, rank + (1 << bit) - 1) < value ? 1 : 0) << bit;
            }

            ranks[i] = float.IsNaN(value) ? Count : rank;
        }
    }

    private int Cell(float value) => Math.Min((int)((value - _thresholds[0]) * _perUnit), Cells - 1);
}
