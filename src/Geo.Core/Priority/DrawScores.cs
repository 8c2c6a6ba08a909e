using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Geo.Core.Priority;

/// <summary>How dumps are scored.</summary>
public enum RankMethod
{
    /// <summary>Sum of weight times urgency.</summary>
    WeightedSum = 0,
    /// <summary>Closeness to the ideal.</summary>
    Topsis,
}

/// <summary>
/// Scores of all dumps under drawn weights and drawn values of what is uncertain. Four draws at a time, so that a column
/// is read once for four; products are added in the order of the criteria and never fused, so that the bits do not depend
/// on the vector width. A value between low and high is uniform, its fraction taken from a pool of random fractions at an
/// offset of its own in each draw and criterion: independent over dumps and draws.
/// </summary>
internal sealed class DrawScores
{
    /// <summary>Draws that are scored together.</summary>
    public const int Together = 4;

    private const int PoolSize = 1 << 16, Padding = 64;

    private readonly double[] _base, _range, _up, _down, _pool, _mean;
    private readonly int[] _uncertain;
    private readonly bool[] _isUncertain;
    private readonly int _criteria;
    private readonly RankMethod _method;
    private readonly DrawOptions _options;
    private readonly Topsis? _topsis;

    /// <param name="table">The dumps.</param>
    /// <param name="weights">Mean of the drawn weights.</param>
    /// <param name="method">Method; for TOPSIS norms and ideals are those of the undrawn table.</param>
    /// <param name="options">The draws.</param>
    public DrawScores(ValueTable table, IReadOnlyList<double> weights, RankMethod method, DrawOptions options)
    {
        (_criteria, _method, _options, _mean) = (weights.Count, method, options, [.. weights]);
        Count = table.Count;
        Stride = (Count + Padding - 1) / Padding * Padding;
        _topsis = method == RankMethod.Topsis ? Topsis.On(table.Values, [.. table.Values.Select(_ => true)]) : null;
        _base = new double[_criteria * Stride];
        _range = new double[_criteria * Stride];
        (_up, _down) = _topsis is null ? ([], []) : (new double[_criteria * Stride], new double[_criteria * Stride]);
        var uncertain = new List<int>();
        for (int c = 0; c < _criteria; c++)
        {
            bool any = false;
            double norm = _topsis?.Norms[c] ?? 1;
            for (int i = 0; i < Count; i++)
            {
                _base[c * Stride + i] = table.Low[c][i] / norm;
                _range[c * Stride + i] = (table.High[c][i] - table.Low[c][i]) / norm;
                any |= _range[c * Stride + i] != 0;
                if (_topsis is null) continue;
                double up = _topsis.Best[c] - _base[c * Stride + i], down = _base[c * Stride + i] - _topsis.Worst[c];
                (_up[c * Stride + i], _down[c * Stride + i]) = (up * up, down * down);
            }

            if (any) uncertain.Add(c);
        }

        _uncertain = [.. uncertain];
        _isUncertain = [.. Enumerable.Range(0, _criteria).Select(c => uncertain.Contains(c))];
        _pool = new double[_uncertain.Length == 0 ? 0 : PoolSize + Stride];
        ulong state = SplitMix64.Mix(options.Seed ^ 0x5A17);
        for (int i = 0; i < _pool.Length; i++) _pool[i] = SplitMix64.Unit(ref state);
    }

    /// <summary>Dumps.</summary>
    public int Count { get; }

    /// <summary>Dumps filled up to whole vectors; what stands behind <see cref="Count"/> means nothing.</summary>
    public int Stride { get; }

    /// <summary>Scores four draws.</summary>
    /// <param name="first">Number of the first.</param>
    /// <param name="scores">Four rows of <see cref="Stride"/>.</param>
    public void Score(int first, double[] scores)
    {
        Keys(first, scores);
        if (_method == RankMethod.Topsis) Shares(scores);
    }

    /// <summary>Score of a key; of one above all keys the greatest score.</summary>
    public double ScoreOf(double key) => _method == RankMethod.Topsis ? Topsis.Share(Math.Max(0, -key)) : key;

    /// <summary>What four draws are ordered by: a number that grows with the score, for TOPSIS without its root and last division.</summary>
    /// <inheritdoc cref="Score"/>
    public void Keys(int first, double[] scores)
    {
        Span<double> weights = stackalloc double[Together * Ahp.MostThings * Ahp.MostThings];
        Span<int> offsets = stackalloc int[Together * Ahp.MostThings * Ahp.MostThings];
        for (int d = 0; d < Together; d++)
        {
            ulong state = WeightDraws.Fill(_options, _mean, first + d, weights.Slice(d * _criteria, _criteria));
            foreach (int c in _uncertain) offsets[d * _criteria + c] = (int)(SplitMix64.Next(ref state) % PoolSize);
        }

        if (_method == RankMethod.WeightedSum) Sums(weights, offsets, scores);
        else Ratios(weights, offsets, scores);
    }

    private void Sums(ReadOnlySpan<double> weights, ReadOnlySpan<int> offsets, double[] scores)
    {
        ref double from = ref MemoryMarshal.GetArrayDataReference(_base), range = ref MemoryMarshal.GetArrayDataReference(_range);
        ref double pool = ref MemoryMarshal.GetArrayDataReference(_pool), to = ref MemoryMarshal.GetArrayDataReference(scores);
        int n = _criteria, stride = Stride;
        for (int i = 0; i < stride; i += Vector<double>.Count)
        {
            Vector<double> a = default, b = default, c = default, d = default;
            for (int k = 0; k < n; k++)
            {
                var value = Vector.LoadUnsafe(ref from, (nuint)(k * stride + i));
                a += new Vector<double>(weights[k]) * value;
                b += new Vector<double>(weights[n + k]) * value;
                c += new Vector<double>(weights[2 * n + k]) * value;
                d += new Vector<double>(weights[3 * n + k]) * value;
            }

            foreach (int k in _uncertain)
            {
                var width = Vector.LoadUnsafe(ref range, (nuint)(k * stride + i));
                a += new Vector<double>(weights[k]) * (width * Vector.LoadUnsafe(ref pool, (nuint)(offsets[k] + i)));
                b += new Vector<double>(weights[n + k]) * (width * Vector.LoadUnsafe(ref pool, (nuint)(offsets[n + k] + i)));
                c += new Vector<double>(weights[2 * n + k]) * (width * Vector.LoadUnsafe(ref pool, (nuint)(offsets[2 * n + k] + i)));
                d += new Vector<double>(weights[3 * n + k]) * (width * Vector.LoadUnsafe(ref pool, (nuint)(offsets[3 * n + k] + i)));
            }

            a.StoreUnsafe(ref to, (nuint)i);
            b.StoreUnsafe(ref to, (nuint)(stride + i));
            c.StoreUnsafe(ref to, (nuint)(2 * stride + i));
            d.StoreUnsafe(ref to, (nuint)(3 * stride + i));
        }
    }

    // −far / near as in Topsis.Closeness; base and range were divided by the norms beforehand, and what is certain has its squares.
    private void Ratios(Span<double> weights, ReadOnlySpan<int> offsets, double[] keys)
    {
        ref double from = ref MemoryMarshal.GetArrayDataReference(_base), range = ref MemoryMarshal.GetArrayDataReference(_range), pool = ref MemoryMarshal.GetArrayDataReference(_pool);
        ref double up = ref MemoryMarshal.GetArrayDataReference(_up), down = ref MemoryMarshal.GetArrayDataReference(_down), to = ref MemoryMarshal.GetArrayDataReference(keys);
        double[] best = _topsis!.Best, worst = _topsis.Worst;
        int n = _criteria, stride = Stride;
        for (int w = 0; w < Together * n; w++) weights[w] *= weights[w];
        for (int i = 0; i < stride; i += Vector<double>.Count)
        {
            Vector<double> farA = default, farB = default, farC = default, farD = default, nearA = default, nearB = default, nearC = default, nearD = default;
            for (int k = 0; k < n; k++)
            {
                nuint at = (nuint)(k * stride + i);
                if (_isUncertain[k])
                {
                    Vector<double> z = Vector.LoadUnsafe(ref from, at), width = Vector.LoadUnsafe(ref range, at), high = new(best[k]), low = new(worst[k]);
                    Add(z + width * Vector.LoadUnsafe(ref pool, (nuint)(offsets[k] + i)), high, low, new(weights[k]), ref farA, ref nearA);
                    Add(z + width * Vector.LoadUnsafe(ref pool, (nuint)(offsets[n + k] + i)), high, low, new(weights[n + k]), ref farB, ref nearB);
                    Add(z + width * Vector.LoadUnsafe(ref pool, (nuint)(offsets[2 * n + k] + i)), high, low, new(weights[2 * n + k]), ref farC, ref nearC);
                    Add(z + width * Vector.LoadUnsafe(ref pool, (nuint)(offsets[3 * n + k] + i)), high, low, new(weights[3 * n + k]), ref farD, ref nearD);
                    continue;
                }

                Vector<double> ups = Vector.LoadUnsafe(ref up, at), downs = Vector.LoadUnsafe(ref down, at);
                Vector<double> a = new(weights[k]), b = new(weights[n + k]), c = new(weights[2 * n + k]), d = new(weights[3 * n + k]);
                farA += a * ups;
                nearA += a * downs;
                farB += b * ups;
                nearB += b * downs;
                farC += c * ups;
                nearC += c * downs;
                farD += d * ups;
                nearD += d * downs;
            }

            Key(farA, nearA).StoreUnsafe(ref to, (nuint)i);
            Key(farB, nearB).StoreUnsafe(ref to, (nuint)(stride + i));
            Key(farC, nearC).StoreUnsafe(ref to, (nuint)(2 * stride + i));
            Key(farD, nearD).StoreUnsafe(ref to, (nuint)(3 * stride + i));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(Vector<double> z, Vector<double> best, Vector<double> worst, Vector<double> square, ref Vector<double> far, ref Vector<double> near)
    {
        Vector<double> up = best - z, down = z - worst;
        far += square * (up * up);
        near += square * (down * down);
    }

    // What is at the worst everywhere comes last, also where all are alike (0 / 0).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Key(Vector<double> far, Vector<double> near) =>
        Vector.ConditionalSelect(Vector.Equals(near, Vector<double>.Zero), new Vector<double>(double.NegativeInfinity), -(far / near));

    // As Topsis.Share, vector by vector: 1 / (1 + √∞) is 0.
    private static void Shares(Span<double> keys)
    {
        for (int i = 0; i < keys.Length; i += Vector<double>.Count)
        {
            (Vector<double>.One / (Vector<double>.One + Vector.SquareRoot(-new Vector<double>(keys[i..])))).CopyTo(keys[i..]);
        }
    }
}
