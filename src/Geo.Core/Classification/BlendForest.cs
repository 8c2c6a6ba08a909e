using System.Numerics;

namespace Geo.Core.Classification;

/// <summary>
/// Evaluates trees for 256 rows at once without branches. Every value is replaced by its rank among the ensemble's
/// thresholds of that predictor; a tree is worked from its lowest nodes up: a node compares a vector of ranks with one
/// number and blends the leaf numbers of its two sides. What the root holds is each row's leaf, whose value is added to
/// the row's score. Sums run tree by tree in float, as in the scalar form: the same bits.
/// </summary>
/// <typeparam name="T">Ranks and leaf numbers: byte where none exceeds 255, else ushort.</typeparam>
internal sealed class BlendForest<T>
    where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
{
    private const int RowsAtOnce = TreeBlends<T>.RowsAtOnce;
    private static readonly int Stride = TreeBlends<T>.Stride;

    private readonly ThresholdRanks[] _ranks;
    private readonly Program[][] _classes;
    private readonly int _leafSlots;
    private readonly int _nodes;

    public BlendForest(IReadOnlyList<FlatTree[]> classes, ThresholdRanks[] ranks)
    {
        _ranks = ranks;
        _leafSlots = classes.SelectMany(c => c).Select(t => t.Leaves.Length).DefaultIfEmpty(1).Max();
        _nodes = classes.SelectMany(c => c).Select(t => t.Left.Length).DefaultIfEmpty(0).Max();
        _classes = [.. classes.Select(trees => trees.Select(t => Compile(t, ranks, _leafSlots)).ToArray())];
    }

    private sealed record Program(TreeBlends<T>.Step[] Steps, float[] Leaves);

    /// <summary>Raw scores of up to any number of rows, each class's bias already in <paramref name="scores"/>.</summary>
    /// <param name="columns">One a predictor.</param>
    /// <param name="from">First row.</param>
    /// <param name="count">At most 256.</param>
    /// <param name="scores">A class after the other, 256 floats each; added to.</param>
    /// <param name="scratch">From <see cref="Scratch"/>; one a thread.</param>
    public void Add(float[][] columns, int from, int count, float[] scores, Memory<T>[] scratch)
    {
        Span<T> ranks = scratch[0].Span, slots = scratch[1].Span;
        Span<int> wide = stackalloc int[RowsAtOnce];
        wide[count..].Clear();
        for (int p = 0; p < _ranks.Length; p++)
        {
            var table = _ranks[p];
            if (table.Count == 0) continue;
            var column = columns[p].AsSpan(from, count);
            table.Of(column, wide);
            TreeBlends<T>.Narrow(wide, ranks.Slice(p * Stride, RowsAtOnce));
        }

        for (int k = 0; k < _classes.Length; k++)
        {
            var score = scores.AsSpan(k * RowsAtOnce, RowsAtOnce);
            foreach (var program in _classes[k])
            {
                TreeBlends<T>.Blend(program.Steps, ranks, slots, _leafSlots, RowsAtOnce);
                int root = program.Steps.Length == 0 ? 0 : _leafSlots + program.Steps.Length - 1;
                TreeBlends<T>.Lookup(slots.Slice(root * Stride, RowsAtOnce), program.Leaves, score);
            }
        }
    }

    /// <summary>Working memory for one thread: ranks, and the slots with the leaf numbers filled in.</summary>
    public Memory<T>[] Scratch() => [TreeBlends<T>.OnLines(_ranks.Length * Stride), TreeBlends<T>.Slots(_leafSlots, _nodes)];

    private static Program Compile(FlatTree tree, ThresholdRanks[] ranks, int leafSlots)
    {
        var order = tree.ChildrenFirst();
        var place = new int[order.Count];
        for (int i = 0; i < order.Count; i++) place[order[i]] = leafSlots + i;
        var steps = order.Select(node => new TreeBlends<T>.Step(
            tree.Predictor[node] * Stride,
            Slot(tree.Left[node]) * Stride,
            Slot(tree.Right[node]) * Stride,
            T.CreateChecked(ranks[tree.Predictor[node]].IndexOf(tree.Threshold[node])))).ToArray();
        return new Program(steps, [.. tree.Leaves, .. new float[TreeBlends<T>.TableLength(tree.Leaves.Length) - tree.Leaves.Length]]);

        int Slot(int child) => child >= 0 ? place[child] : ~child;
    }
}
