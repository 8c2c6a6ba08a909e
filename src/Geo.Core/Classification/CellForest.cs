using System.Numerics;
using System.Runtime.InteropServices;

namespace Geo.Core.Classification;

/// <summary>
/// A forest cut down to the pixels of a small cell. Neighbouring pixels resemble each other: over a cell each predictor
/// has a least and a greatest value, and a node whose threshold lies outside them sends every pixel the same way. What is
/// left of the trees is worked as in <see cref="BlendForest{T}"/>, leaf by leaf in the same order, so the scores have the
/// same bits; the least and greatest leaf in reach bound them before any is computed. One a thread.
/// </summary>
internal sealed class CellForest
{
    private const int Rows = TreeBlends<byte>.RowsAtOnce;
    private const int LeafSlots = byte.MaxValue + 1;
    private static readonly int Stride = TreeBlends<byte>.Stride;

    private readonly CellTrees _trees;
    private readonly int[] _low, _high;                     // ranks of the cell's least and greatest values, a predictor
    private readonly bool[] _asked, _ranked;                // predictors that a step still asks for; those that have ranks
    private readonly TreeBlends<byte>.Step[] _steps;
    private readonly float[] _leaves;
    private readonly Rest[] _cuts;
    private readonly float[] _constants;
    private readonly Memory<byte> _slots;
    private Memory<byte> _ranks;
    private readonly float[] _score = new float[Rows];

    private float[][] _columns = [];
    private int _count;
    private bool[]? _wanted;

    // State of the tree that is being cut.
    private int _firstStep, _nextStep, _firstLeaf, _nextLeaf;
    private float _least, _greatest;

    public CellForest(CellTrees trees)
    {
        _trees = trees;
        int predictors = trees.Ranks.Count;
        (_low, _high) = (new int[predictors], new int[predictors]);
        (_asked, _ranked) = (new bool[predictors], new bool[predictors]);
        _steps = new TreeBlends<byte>.Step[trees.Nodes.Length];
        _leaves = new float[trees.TableEnd];
        _cuts = new Rest[trees.Trees.Length];
        _constants = new float[trees.Trees.Length];
        _slots = TreeBlends<byte>.Slots(LeafSlots, trees.MostNodes);
        (Lowest, Highest) = (new float[trees.Classes], new float[trees.Classes]);
    }

    /// <summary>Least score of each class that a pixel of the cell may have.</summary>
    public float[] Lowest { get; }

    /// <summary>Greatest score of each class that a pixel of the cell may have.</summary>
    public float[] Highest { get; }

    /// <summary>Nodes left of the whole forest's, [0, 1].</summary>
    public double ShareLeft => _trees.Nodes.Length == 0 ? 0 : (double)_nextStep / _trees.Nodes.Length;

    /// <summary>Enters a cell.</summary>
    /// <param name="columns">One a predictor; a pixel whose first is NaN is missing and counts for nothing. Kept until the next cell.</param>
    /// <param name="count">Pixels.</param>
    /// <returns>False where a byte cannot rank its values: evaluate it by the whole forest.</returns>
    public bool Enter(float[][] columns, int count)
    {
        (_columns, _count) = (columns, count);
        _ranked.AsSpan().Clear();
        var first = columns[0].AsSpan(0, count);
        for (int p = 0; p < _low.Length; p++)
        {
            if (_trees.Ranks[p].Count == 0) continue;
            (_low[p], _high[p]) = Range(first, columns[p].AsSpan(0, count), _trees.Ranks[p]);
            if (_high[p] - _low[p] > byte.MaxValue) return false;
        }

        return true;
    }

    /// <summary>Cuts the forest down to the cell that was entered.</summary>
    /// <param name="classes">Classes that are wanted; null for all.</param>
    /// <returns>False where a byte cannot number the leaves left: evaluate the cell by the whole forest.</returns>
    public bool Cut(bool[]? classes = null)
    {
        _wanted = classes;
        _asked.AsSpan().Clear();
        _nextStep = 0;
        for (int k = 0; k < _trees.Classes; k++)
        {
            if (_wanted is not null && !_wanted[k]) continue;
            int t = k == 0 ? 0 : _trees.ClassEnds[k - 1];
            var (lowest, highest) = (_trees.Biases[k], _trees.Biases[k]);
            for (; t < _trees.ClassEnds[k]; t++)
            {
                var tree = _trees.Trees[t];
                (_firstStep, _firstLeaf, _nextLeaf) = (_nextStep, tree.Table, 0);
                (_least, _greatest) = (float.PositiveInfinity, float.NegativeInfinity);
                Emit(tree, tree.Root);
                if (_nextLeaf > LeafSlots) return false;
                _cuts[t] = new Rest(_firstStep, _nextStep - _firstStep, TreeBlends<byte>.TableLength(_nextLeaf));
                _constants[t] = _leaves[_firstLeaf];

                // Rounding is monotone, so sums of bounds in the order of the trees bound the sums of the leaves as they are added.
                lowest += _least;
                highest += _greatest;
            }

            (Lowest[k], Highest[k]) = (lowest, highest);
        }

        return true;
    }

    /// <summary>Raw scores of the cell, of the classes it was cut for; those of missing pixels mean nothing.</summary>
    public void Scores(float[][] scores)
    {
        int batches = (_count + Rows - 1) / Rows;
        if (_ranks.Length < batches * _low.Length * Stride) _ranks = TreeBlends<byte>.OnLines(batches * _low.Length * Stride);
        for (int p = 0; p < _low.Length; p++)
        {
            if (_asked[p] && !_ranked[p]) Rank(p);
        }

        Span<byte> slots = _slots.Span;
        for (int batch = 0, from = 0; from < _count; batch++, from += Rows)
        {
            int n = Math.Min(Rows, _count - from), rows = WholeGranules(n);
            var ranks = _ranks.Span.Slice(batch * _low.Length * Stride, _low.Length * Stride);
            var score = _score.AsSpan(0, rows);
            for (int k = 0; k < _trees.Classes; k++)
            {
                if (_wanted is not null && !_wanted[k]) continue;
                int t = k == 0 ? 0 : _trees.ClassEnds[k - 1];
                score.Fill(_trees.Biases[k]);
                for (int end = _trees.ClassEnds[k]; t < end;)
                {
                    int constants = t;
                    while (t < end && _cuts[t].Steps == 0) t++;
                    if (t > constants) TreeBlends<byte>.AddInOrder(_constants.AsSpan(constants, t - constants), score);
                    if (t == end) break;
                    var cut = _cuts[t];
                    TreeBlends<byte>.Blend(_steps.AsSpan(cut.FirstStep, cut.Steps), ranks, slots, LeafSlots, rows);
                    TreeBlends<byte>.Lookup(
                        slots.Slice((LeafSlots + cut.Steps - 1) * Stride, rows), _leaves.AsSpan(_trees.Trees[t].Table, cut.Table), score);
                    t++;
                }

                score[..n].CopyTo(scores[k].AsSpan(from));
            }
        }
    }

    /// <summary>What is left of a tree: its steps, and the length of its table of leaf values.</summary>
    private readonly record struct Rest(int FirstStep, int Steps, int Table);

    // Writes the steps that some pixel of the cell may take different ways, children first; the answer is the slot of the
    // node's own answer, as an offset.
    private int Emit(CellTree tree, int node)
    {
        while (node >= 0)
        {
            ref readonly var n = ref _trees.Nodes[tree.FirstNode + node];
            if (_high[n.Predictor] <= n.Limit)
            {
                node = n.Left;
            }
            else if (_low[n.Predictor] > n.Limit)
            {
                node = n.Right;
            }
            else
            {
                int left = Emit(tree, n.Left), right = Emit(tree, n.Right);
                _asked[n.Predictor] = true;
                _steps[_nextStep] = new(n.Predictor * Stride, left, right, (byte)(n.Limit - _low[n.Predictor]));
                return (LeafSlots + _nextStep++ - _firstStep) * Stride;
            }
        }

        float value = _trees.Leaves[tree.FirstLeaf + ~node];
        (_least, _greatest) = (Math.Min(_least, value), Math.Max(_greatest, value));
        _leaves[_firstLeaf + _nextLeaf] = value;
        return _nextLeaf++ * Stride;
    }

    // Ranks are counted from the cell's lowest; once for all classes.
    private void Rank(int predictor)
    {
        _ranked[predictor] = true;
        Span<int> room = stackalloc int[Rows];
        var low = new Vector<int>(_low[predictor]);
        for (int batch = 0, from = 0; from < _count; batch++, from += Rows)
        {
            int n = Math.Min(Rows, _count - from);
            var wide = room[..WholeGranules(n)];
            _trees.Ranks[predictor].Of(_columns[predictor].AsSpan(from, n), wide);
            for (int i = 0; i < wide.Length; i += Vector<int>.Count) (new Vector<int>(wide[i..]) - low).CopyTo(wide[i..]);
            TreeBlends<byte>.Narrow(wide, _ranks.Span.Slice((batch * _low.Length + predictor) * Stride, wide.Length));
        }
    }

    private static int WholeGranules(int rows) => (rows + TreeBlends<byte>.Granule - 1) & -TreeBlends<byte>.Granule;

    // Ranks of the least and the greatest value over the pixels that are there.
    private static (int Low, int High) Range(ReadOnlySpan<float> first, ReadOnlySpan<float> values, ThresholdRanks ranks)
    {
        var (least, greatest) = (new Vector<float>(float.PositiveInfinity), new Vector<float>(float.NegativeInfinity));
        var odd = Vector<int>.Zero;         // there, but NaN: sorted above all thresholds
        ref float first0 = ref MemoryMarshal.GetReference(first);
        ref float value0 = ref MemoryMarshal.GetReference(values);
        int i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var (seen, value) = (Vector.LoadUnsafe(ref first0, (nuint)i), Vector.LoadUnsafe(ref value0, (nuint)i));
            var there = Vector.Equals(seen, seen);
            var number = Vector.Equals(value, value);
            odd |= Vector.AndNot(there, number);
            there &= number;
            least = Vector.ConditionalSelect(there, Vector.Min(least, value), least);
            greatest = Vector.ConditionalSelect(there, Vector.Max(greatest, value), greatest);
        }

        float low = float.PositiveInfinity, high = float.NegativeInfinity;
        for (int lane = 0; lane < Vector<float>.Count; lane++) (low, high) = (Math.Min(low, least[lane]), Math.Max(high, greatest[lane]));
        bool nan = !Vector.EqualsAll(odd, Vector<int>.Zero);
        for (; i < values.Length; i++)
        {
            if (float.IsNaN(first[i])) continue;
            if (float.IsNaN(values[i])) nan = true;
            else (low, high) = (Math.Min(low, values[i]), Math.Max(high, values[i]));
        }

        return (low <= high ? ranks.Of(low) : ranks.Count, nan || low > high ? ranks.Count : ranks.Of(high));
    }
}
