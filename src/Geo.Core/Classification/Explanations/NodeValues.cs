namespace Geo.Core.Classification.Explanations;

/// <summary>A tree with the mean of what it gives the labelled pixels that pass each node.</summary>
internal sealed class NodeValues
{
    private readonly FlatTree _tree;
    private readonly double[] _values;

    /// <param name="tree">The tree.</param>
    /// <param name="leafOfRow">Leaf of each labelled pixel.</param>
    public NodeValues(FlatTree tree, int[] leafOfRow)
    {
        _tree = tree;
        var pixels = new long[tree.Leaves.Length];
        foreach (int leaf in leafOfRow) pixels[leaf]++;
        _values = new double[tree.Left.Length];
        var counts = new long[_values.Length];
        foreach (int node in tree.ChildrenFirst())
        {
            var ((left, leftValue), (right, rightValue)) = (Child(tree.Left[node]), Child(tree.Right[node]));
            counts[node] = left + right;

            // Where no labelled pixel passes, both sides weigh the same.
            _values[node] = left + right > 0 ? (left * leftValue + right * rightValue) / (left + right) : (leftValue + rightValue) / 2;
        }

        (long Count, double Value) Child(int child) => child < 0 ? (pixels[~child], tree.Leaves[~child]) : (counts[child], _values[child]);
    }

    /// <summary>The mean over the labelled pixels.</summary>
    public double Root => _values.Length == 0 ? _tree.Leaves[0] : _values[0];

    /// <summary>Follows a pixel to its leaf and gives each step's change to the predictor that decided it.</summary>
    /// <returns>The leaf.</returns>
    public int Attribute(ReadOnlySpan<float> row, Span<double> contributions)
    {
        int node = _values.Length == 0 ? ~0 : 0;
        while (node >= 0)
        {
            int predictor = _tree.Predictor[node], child = row[predictor] <= _tree.Threshold[node] ? _tree.Left[node] : _tree.Right[node];
            contributions[predictor] += (child < 0 ? _tree.Leaves[~child] : _values[child]) - _values[node];
            node = child;
        }

        return ~node;
    }
}
