using System.Numerics;
using System.Runtime.InteropServices;

namespace Geo.Core.Priority;

/// <summary>Counts which dumps are among the k first of a draw: exactly k of them, ties by code (place). One object a thread.</summary>
/// <remarks>A histogram finds the bin of the k-th score, the few scores of that bin are ordered, all above them are counted by one comparison.</remarks>
internal sealed class TopSelection(int count, int stride, int k)
{
    private const int Bins = 2048;

    private readonly ushort[] _bin = new ushort[stride];
    private readonly int[] _height = new int[Bins];
    private readonly List<(double Score, int Place)> _edge = [];
    private readonly long[] _counts = new long[stride];

    /// <summary>How often each was counted.</summary>
    public ReadOnlySpan<long> Counts => _counts.AsSpan(0, count);

    /// <summary>Counts one draw.</summary>
    /// <param name="scores">A row of scores in [0, 1] (a last bit beyond does no harm), filled up to the stride.</param>
    public void Take(ReadOnlySpan<double> scores)
    {
        if (k <= 0) return;
        if (k >= count)
        {
            for (int i = 0; i < count; i++) _counts[i]++;
            return;
        }

        Array.Clear(_height);
        for (int i = 0; i < count; i++)
        {
            int bin = Math.Clamp((int)(scores[i] * Bins), 0, Bins - 1);
            _bin[i] = (ushort)bin;
            _height[bin]++;
        }

        int at = Bins - 1, above = 0;
        while (above + _height[at] < k) above += _height[at--];
        Collect((ushort)at, scores);
        _edge.Sort(static (a, b) => a.Score != b.Score ? b.Score.CompareTo(a.Score) : a.Place.CompareTo(b.Place));
        int wanted = k - above;
        double threshold = _edge[wanted - 1].Score;
        CountAbove(threshold, scores);
        for (int e = 0; e < wanted; e++)
        {
            if (_edge[e].Score == threshold) _counts[_edge[e].Place]++;
        }
    }

    private void Collect(ushort bin, ReadOnlySpan<double> scores)
    {
        _edge.Clear();
        var wanted = new Vector<ushort>(bin);
        int i = 0;
        for (; i <= count - Vector<ushort>.Count; i += Vector<ushort>.Count)
        {
            if (!Vector.EqualsAny(new Vector<ushort>(_bin, i), wanted)) continue;
            for (int j = i; j < i + Vector<ushort>.Count; j++)
            {
                if (_bin[j] == bin) _edge.Add((scores[j], j));
            }
        }

        for (; i < count; i++)
        {
            if (_bin[i] == bin) _edge.Add((scores[i], i));
        }
    }

    private void CountAbove(double threshold, ReadOnlySpan<double> scores)
    {
        ref double from = ref MemoryMarshal.GetReference(scores);
        ref long to = ref MemoryMarshal.GetArrayDataReference(_counts);
        var edge = new Vector<double>(threshold);
        for (int i = 0; i < stride; i += Vector<double>.Count)
        {
            // A lane that is above is −1.
            (Vector.LoadUnsafe(ref to, (nuint)i) - Vector.GreaterThan(Vector.LoadUnsafe(ref from, (nuint)i), edge)).StoreUnsafe(ref to, (nuint)i);
        }
    }
}
