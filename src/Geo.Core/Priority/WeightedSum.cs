using System.Numerics;

namespace Geo.Core.Priority;

/// <summary>Score as the sum of weight times urgency.</summary>
/// <remarks>Products are added in the order of the criteria, one after another and never fused, so that every vector width gives the same bits; a dump that is nowhere less urgent than another then never scores below it.</remarks>
public static class WeightedSum
{
    /// <summary>Scores of all.</summary>
    /// <param name="values">[criterion][dump].</param>
    /// <param name="weights">One a criterion.</param>
    public static double[] Of(IReadOnlyList<double[]> values, IReadOnlyList<double> weights)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(weights);
        double[] scores = new double[values.Count == 0 ? 0 : values[0].Length];
        for (int c = 0; c < values.Count; c++) Add(values[c], weights[c], scores);
        return scores;
    }

    private static void Add(ReadOnlySpan<double> values, double weight, Span<double> scores)
    {
        var weights = new Vector<double>(weight);
        int i = 0;
        for (; i <= scores.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            (new Vector<double>(scores[i..]) + weights * new Vector<double>(values[i..])).CopyTo(scores[i..]);
        }

        for (; i < scores.Length; i++) scores[i] += weight * values[i];
    }
}
