namespace Geo.Core.Classification;

/// <summary>A node: rows with a rank of at most Limit go left. A child below 0 is leaf ~child.</summary>
internal readonly record struct CellNode(ushort Predictor, ushort Limit, short Left, short Right);

/// <summary>Where a tree lies in the arrays of <see cref="CellTrees"/>.</summary>
/// <param name="Root">Node 0, or −1 for a tree that is leaf 0 alone.</param>
/// <param name="FirstNode">Index of its node 0.</param>
/// <param name="FirstLeaf">Index of its leaf 0.</param>
/// <param name="Table">Where a table of its leaf values has room.</param>
internal readonly record struct CellTree(int Root, int FirstNode, int FirstLeaf, int Table);

/// <summary>A forest in a form that is quick to walk from the roots: what <see cref="CellForest"/> cuts down. Immutable.</summary>
internal sealed class CellTrees
{
    private CellTrees(FlatForest forest)
    {
        Ranks = forest.Ranks;
        Classes = forest.Classes.Count;
        Biases = [.. forest.Classes.Select(c => c.Bias)];
        FlatTree[] trees = [.. forest.Classes.SelectMany(c => c.Trees)];
        Nodes = [.. trees.SelectMany(t => t.Left.Select((_, n) => new CellNode(
            (ushort)t.Predictor[n], (ushort)Ranks[t.Predictor[n]].IndexOf(t.Threshold[n]), (short)t.Left[n], (short)t.Right[n])))];
        Leaves = [.. trees.SelectMany(t => t.Leaves)];
        Trees = new CellTree[trees.Length];
        int node = 0, leaf = 0;
        for (int t = 0; t < trees.Length; t++)
        {
            Trees[t] = new CellTree(trees[t].Left.Length == 0 ? ~0 : 0, node, leaf, TableEnd);
            node += trees[t].Left.Length;
            leaf += trees[t].Leaves.Length;
            TableEnd += TreeBlends<byte>.TableLength(trees[t].Leaves.Length);
        }

        MostNodes = trees.Select(t => t.Left.Length).DefaultIfEmpty(0).Max();
        ClassEnds = new int[Classes];
        for (int k = 0, end = 0; k < Classes; k++) ClassEnds[k] = end += forest.Classes[k].Trees.Length;
    }

    public IReadOnlyList<ThresholdRanks> Ranks { get; }

    public int Classes { get; }

    public float[] Biases { get; }

    public CellNode[] Nodes { get; }

    public float[] Leaves { get; }

    public CellTree[] Trees { get; }

    /// <summary>First tree of the next class, a class.</summary>
    public int[] ClassEnds { get; }

    /// <summary>Nodes of the largest tree.</summary>
    public int MostNodes { get; }

    /// <summary>Length of all tables of leaf values.</summary>
    public int TableEnd { get; }

    /// <summary>Null for trees so large that their node numbers do not fit.</summary>
    public static CellTrees? Of(FlatForest forest) =>
        forest.Predictors <= ushort.MaxValue && forest.Classes.All(c => c.Trees.All(t => t.Leaves.Length <= short.MaxValue)) ? new(forest) : null;
}
