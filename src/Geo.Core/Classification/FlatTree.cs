namespace Geo.Core.Classification;

/// <summary>
/// One decision tree in arrays. Inner node i sends a row left where its predictor is at most the threshold, else right
/// (NaN goes right, as in ML.NET). A child ≥ 0 is an inner node, a child &lt; 0 is leaf ~child. Node 0 is the root; a tree
/// without inner nodes is its leaf 0.
/// </summary>
/// <param name="Left">Left child of each inner node.</param>
/// <param name="Right">Right child.</param>
/// <param name="Predictor">Column that is compared.</param>
/// <param name="Threshold">With what.</param>
/// <param name="Leaves">What the tree adds to the score, its weight multiplied in.</param>
internal sealed record FlatTree(int[] Left, int[] Right, int[] Predictor, float[] Threshold, float[] Leaves)
{
    /// <summary>The leaf's number for one row: the definition of a tree.</summary>
    public float Of(ReadOnlySpan<float> row)
    {
        int node = Left.Length == 0 ? ~0 : 0;
        while (node >= 0) node = row[Predictor[node]] <= Threshold[node] ? Left[node] : Right[node];
        return Leaves[~node];
    }

    /// <summary>Inner nodes with every child before its parent; the root is last.</summary>
    public IReadOnlyList<int> ChildrenFirst()
    {
        var order = new List<int>(Left.Length);
        if (Left.Length == 0) return order;
        var open = new Stack<int>([0]);
        while (open.TryPop(out int node))
        {
            order.Add(node);
            if (Left[node] >= 0) open.Push(Left[node]);
            if (Right[node] >= 0) open.Push(Right[node]);
        }

        order.Reverse();
        return order;
    }
}
