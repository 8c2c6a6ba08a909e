using System.Numerics;
using System.Runtime.InteropServices;

namespace Geo.Core.Priority;

/// <summary>Counts which dumps are among the k first of a draw: exactly k of them, ties of score by code (place). One object a thread.</summary>
/// <remarks>
/// Dumps that were about the k-th in the first draw tell by their mean where the k-th of another is: only keys in a window
/// round that are looked at one by one, all above are counted by one comparison. Where the window does not hold the k-th, or
/// a tie might reach out of it, the window is everything. Score may round keys together, never turn them round.
/// </remarks>
/// <param name="count">Dumps.</param>
/// <param name="stride">Dumps filled up to whole vectors.</param>
/// <param name="k">How many are first.</param>
/// <param name="scoreOf">Score of a key; a greater key has no lesser score.</param>
internal sealed class TopSelection(int count, int stride, int k, Func<double, double> scoreOf)
{
    // In mean absolute deviations of the k-th key from the guess: some 99 of 100 draws of a normal law.
    private const double Reach = 3.5, Least = 1e-9;
    private const int LearnedFrom = 8, Guides = 64;

    private readonly long[] _counts = new long[stride];
    private readonly int[] _places = new int[stride];
    private readonly double[] _keys = new double[stride], _sorted = new double[stride], _spare = new double[stride];
    private int[] _guides = [];
    private double _middle, _deviation;
    private int _draws;

    /// <summary>How often each was counted.</summary>
    public ReadOnlySpan<long> Counts => _counts.AsSpan(0, count);

    /// <summary>Counts one draw.</summary>
    /// <param name="keys">A row of keys, no NaN, filled up to the stride.</param>
    public void Take(ReadOnlySpan<double> keys)
    {
        if (k <= 0) return;
        if (k >= count)
        {
            for (int i = 0; i < count; i++) _counts[i]++;
            return;
        }

        if (_draws == 0) _guides = About(keys);
        double guess = Mean(keys), reach = Reach * _deviation + Least * Math.Abs(guess);
        double edge = (_draws >= LearnedFrom ? EdgeWithin(keys, guess + _middle - reach, guess + _middle + reach) : null) ?? EdgeWithin(keys, double.NegativeInfinity, double.PositiveInfinity)!.Value;
        double off = edge - guess;
        if (!double.IsFinite(off)) return;
        _draws++;
        _deviation += (Math.Abs(off - _middle) - _deviation) / Math.Max(1, _draws - 1);
        _middle += (off - _middle) / _draws;
    }

    // Dumps of the ranks about the k-th.
    private int[] About(ReadOnlySpan<double> keys)
    {
        double KeyOf(ReadOnlySpan<double> all, int rank)
        {
            all[..count].CopyTo(_sorted);
            return Quickselect.Largest(_sorted.AsSpan(0, count), _spare, rank);
        }

        double high = KeyOf(keys, Math.Max(1, k - Guides)), low = KeyOf(keys, Math.Min(count, k + Guides));
        var about = new List<int>();
        for (int i = 0; i < count; i++)
        {
            if (keys[i] >= low && keys[i] <= high && about.Count <= 2 * Guides) about.Add(i);
        }

        return [.. about];
    }

    private double Mean(ReadOnlySpan<double> keys)
    {
        double sum = 0;
        foreach (int place in _guides) sum += keys[place];
        return sum / _guides.Length;
    }

    /// <summary>Counts the draw if what is between low and high tells the k-th; its key.</summary>
    private double? EdgeWithin(ReadOnlySpan<double> keys, double low, double high)
    {
        int found = Collect(keys, low, high, out int above), wanted = k - above;
        if (wanted <= 0 || wanted > found) return null;
        var near = _keys.AsSpan(0, found);
        near.CopyTo(_sorted);
        double edge = Quickselect.Largest(_sorted.AsSpan(0, found), _spare, wanted), score = scoreOf(edge);
        if (!double.IsNegativeInfinity(low) && !(scoreOf(low) < score && score < scoreOf(high))) return null;
        var (below, over, greater) = Beside(near, edge);
        bool tied = scoreOf(below) == score || scoreOf(over) == score;
        if (tied)
        {
            // Other keys give the same score: all of them are one tie.
            foreach (double key in near)
            {
                if (key > edge && scoreOf(key) == score) edge = key;
            }

            greater = Beside(near, edge).Greater;
        }

        CountAbove(edge, keys);
        wanted -= greater;
        for (int c = 0; wanted > 0; c++)
        {
            if (near[c] != edge && !(tied && near[c] < edge && scoreOf(near[c]) == score)) continue;
            _counts[_places[c]]++;
            wanted--;
        }

        return edge;
    }

    // The next key on either side (±∞ where there is none), and how many are greater.
    private static (double Below, double Over, int Greater) Beside(ReadOnlySpan<double> keys, double key)
    {
        var (middle, belows, overs, count) = (new Vector<double>(key), new Vector<double>(double.NegativeInfinity), new Vector<double>(double.PositiveInfinity), Vector<long>.Zero);
        int i = 0;
        for (; i <= keys.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            var one = new Vector<double>(keys[i..]);
            var isOver = Vector.GreaterThan(one, middle);
            count -= isOver;
            overs = Vector.Min(overs, Vector.ConditionalSelect(isOver, one, new Vector<double>(double.PositiveInfinity)));
            belows = Vector.Max(belows, Vector.ConditionalSelect(Vector.LessThan(one, middle), one, new Vector<double>(double.NegativeInfinity)));
        }

        var (below, over, greater) = (double.NegativeInfinity, double.PositiveInfinity, (int)Vector.Sum(count));
        for (int lane = 0; lane < Vector<double>.Count; lane++) (below, over) = (Math.Max(below, belows[lane]), Math.Min(over, overs[lane]));
        for (; i < keys.Length; i++)
        {
            if (keys[i] > key) (over, greater) = (Math.Min(over, keys[i]), greater + 1);
            else if (keys[i] < key) below = Math.Max(below, keys[i]);
        }

        return (below, over, greater);
    }

    // Places between the two, in order; how many are above.
    private int Collect(ReadOnlySpan<double> keys, double low, double high, out int above)
    {
        var (bottom, top, passed) = (new Vector<double>(low), new Vector<double>(high), Vector<long>.Zero);
        int found = 0, i = 0;
        for (; i <= count - Vector<double>.Count; i += Vector<double>.Count)
        {
            var key = new Vector<double>(keys[i..]);
            var over = Vector.GreaterThan(key, top);
            passed -= over; // a lane that is above is −1
            if (Vector.EqualsAll(Vector.AndNot(Vector.GreaterThanOrEqual(key, bottom), over), Vector<long>.Zero)) continue;
            for (int lane = i; lane < i + Vector<double>.Count; lane++)
            {
                (_places[found], _keys[found]) = (lane, keys[lane]);
                found += keys[lane] >= low & keys[lane] <= high ? 1 : 0;
            }
        }

        above = (int)Vector.Sum(passed);
        for (; i < count; i++)
        {
            if (keys[i] > high) above++;
            else if (keys[i] >= low) (_places[found], _keys[found++]) = (i, keys[i]);
        }

        return found;
    }

    private void CountAbove(double edge, ReadOnlySpan<double> keys)
    {
        ref double from = ref MemoryMarshal.GetReference(keys);
        ref long to = ref MemoryMarshal.GetArrayDataReference(_counts);
        var edges = new Vector<double>(edge);
        for (int i = 0; i < stride; i += Vector<double>.Count)
        {
            (Vector.LoadUnsafe(ref to, (nuint)i) - Vector.GreaterThan(Vector.LoadUnsafe(ref from, (nuint)i), edges)).StoreUnsafe(ref to, (nuint)i);
        }
    }
}
