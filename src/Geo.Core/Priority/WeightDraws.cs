namespace Geo.Core.Priority;

/// <summary>From which weights the draws are taken.</summary>
public enum WeightDistribution
{
    /// <summary>Dirichlet with parameters concentration × weight: its mean is the AHP weights.</summary>
    Dirichlet = 0,
    /// <summary>Uniform over all weights that sum to 1: nothing known of them (Lahdelma et al. 1998).</summary>
    Uniform,
}

/// <summary>Which draws.</summary>
/// <param name="Distribution">Distribution of the weights.</param>
/// <param name="Concentration">Of the Dirichlet distribution.</param>
/// <param name="Seed">Each draw has a stream of its own, made from seed and number: the same whatever computes it.</param>
public sealed record DrawOptions(WeightDistribution Distribution, double Concentration, ulong Seed = 20_251);

/// <summary>Weights drawn at random.</summary>
/// <remarks>Dirichlet as normalised gammas; gamma by Marsaglia &amp; Tsang 2000, https://doi.org/10.1145/358407.358414, its normals by the polar method.</remarks>
internal static class WeightDraws
{
    /// <summary>The weights of one draw; returns the state after it, for what else the draw needs.</summary>
    public static ulong Fill(DrawOptions options, IReadOnlyList<double> weights, int draw, Span<double> into)
    {
        ulong state = SplitMix64.Mix(options.Seed) ^ SplitMix64.Mix((ulong)draw * 0x9E3779B97F4A7C15UL + 1);
        double sum = 0;
        for (int c = 0; c < into.Length; c++)
        {
            double shape = options.Distribution == WeightDistribution.Uniform ? 1 : options.Concentration * weights[c];
            into[c] = shape > 0 ? Gamma(shape, ref state) : 0;
            sum += into[c];
        }

        // Shapes so small that every gamma underflows: the mean itself.
        for (int c = 0; c < into.Length; c++) into[c] = sum > 0 ? into[c] / sum : weights[c];
        return state;
    }

    private static double Gamma(double shape, ref ulong state)
    {
        if (shape < 1)
        {
            double boosted = Gamma(shape + 1, ref state);
            return boosted * Math.Pow(1 - SplitMix64.Unit(ref state), 1 / shape);
        }

        double d = shape - 1.0 / 3, c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            double x = Normal(ref state), v = 1 + c * x;
            if (v <= 0) continue;
            v = v * v * v;
            double u = 1 - SplitMix64.Unit(ref state);
            if (u < 1 - 0.0331 * x * x * x * x || Math.Log(u) < 0.5 * x * x + d * (1 - v + Math.Log(v))) return d * v;
        }
    }

    private static double Normal(ref ulong state)
    {
        while (true)
        {
            double x = 2 * SplitMix64.Unit(ref state) - 1, y = 2 * SplitMix64.Unit(ref state) - 1, s = x * x + y * y;
            if (s is > 0 and < 1) return x * Math.Sqrt(-2 * Math.Log(s) / s);
        }
    }
}
