namespace Geo.Core.Classification.Objects;

/// <summary>An ensemble of trees over the attributes of objects, flattened: the mean of its leaves is a score in [0, 1].</summary>
/// <param name="Roots">First node of each tree.</param>
/// <param name="Attribute">One a node: the attribute that it looks at; −1 for a leaf.</param>
/// <param name="Value">One a node: the largest value that goes left; of a leaf its weighted share of true objects.</param>
/// <param name="Left">One a node: its left child, whose neighbour is the right one.</param>
internal sealed record ObjectTrees(int[] Roots, short[] Attribute, double[] Value, int[] Left)
{
    /// <summary>Score of an object.</summary>
    public double Of(IReadOnlyList<double> attributes)
    {
        double sum = 0;
        foreach (int root in Roots)
        {
            int node = root;
            while (Attribute[node] >= 0) node = attributes[Attribute[node]] <= Value[node] ? Left[node] : Left[node] + 1;
            sum += Value[node];
        }

        return sum / Roots.Length;
    }
}
