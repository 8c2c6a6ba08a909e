namespace Geo.Core.Priority;

/// <summary>Closeness to the ideal: technique for order preference by similarity to ideal solution.</summary>
/// <remarks>Hwang &amp; Yoon 1981, Multiple Attribute Decision Making, ch. V.3: vector normalisation, weighted, Euclidean distances to the best and the worst of each column.</remarks>
public sealed class Topsis
{
    private Topsis(double[] norms, double[] best, double[] worst) => (Norms, Best, Worst) = (norms, best, worst);

    /// <summary>Length of each column; 1 for one of zeros.</summary>
    internal double[] Norms { get; }

    /// <summary>Best normalised value of each column.</summary>
    internal double[] Best { get; }

    /// <summary>Worst normalised value of each column.</summary>
    internal double[] Worst { get; }

    /// <summary>Norms and ideals of a table.</summary>
    /// <param name="values">[criterion][alternative].</param>
    /// <param name="moreIsBetter">Direction of each criterion.</param>
    public static Topsis On(IReadOnlyList<double[]> values, IReadOnlyList<bool> moreIsBetter)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(moreIsBetter);
        double[] norms = [.. values.Select(column => Math.Sqrt(column.Sum(v => v * v)) is > 0 and var norm ? norm : 1)];
        double Edge(int c, bool best) => values[c].Length == 0 ? 0 : (best == moreIsBetter[c] ? values[c].Max() : values[c].Min()) / norms[c];
        return new Topsis(norms, [.. Enumerable.Range(0, values.Count).Select(c => Edge(c, true))], [.. Enumerable.Range(0, values.Count).Select(c => Edge(c, false))]);
    }

    /// <summary>Closeness in [0, 1] of all alternatives, 1 for the ideal; 0 where all are alike.</summary>
    public static double[] Of(IReadOnlyList<double[]> values, IReadOnlyList<double> weights, IReadOnlyList<bool> moreIsBetter)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(weights);
        var topsis = On(values, moreIsBetter);
        double[] far = new double[values.Count == 0 ? 0 : values[0].Length], near = new double[far.Length];
        for (int c = 0; c < values.Count; c++)
        {
            double norm = topsis.Norms[c], best = topsis.Best[c], worst = topsis.Worst[c], square = weights[c] * weights[c];
            double[] column = values[c];
            for (int i = 0; i < far.Length; i++)
            {
                double z = column[i] / norm, up = best - z, down = z - worst;
                far[i] += square * (up * up);
                near[i] += square * (down * down);
            }
        }

        for (int i = 0; i < far.Length; i++) far[i] = Share(far[i], near[i]);
        return far;
    }

    /// <summary>The same for criteria of which more is more urgent.</summary>
    public static double[] Of(IReadOnlyList<double[]> values, IReadOnlyList<double> weights)
    {
        ArgumentNullException.ThrowIfNull(values);
        return Of(values, weights, [.. values.Select(_ => true)]);
    }

    // 1/(1 + d⁺/d⁻), not d⁻/(d⁺ + d⁻): each step is monotone in floating point too, so that a dominated alternative never comes out above by a last bit.
    internal static double Share(double far, double near) => near == 0 ? 0 : Share(far / near);

    /// <summary>The same of d⁺²/d⁻².</summary>
    internal static double Share(double ratio) => 1 / (1 + Math.Sqrt(ratio));
}
