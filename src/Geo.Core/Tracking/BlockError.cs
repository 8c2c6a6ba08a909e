namespace Geo.Core.Tracking;

/// <summary>Standard error of a weighted mean whose pixels are alike in blocks: the spread of the blocks, not of the pixels.</summary>
/// <remarks>Ratio estimator of a cluster sample (Cochran 1977, Sampling Techniques, 3rd ed., section 9A): Var = B/(B−1) Σ (W_b (m_b − m))² / W².</remarks>
internal static class BlockError
{
    private const int Fewest = 4;

    /// <summary>Standard error, or null where fewer than four blocks hold anything.</summary>
    /// <param name="weights">A weight a pixel of the window, row by row.</param>
    /// <param name="values">As many values; NaN is not seen.</param>
    /// <param name="width">Width of the window.</param>
    /// <param name="side">Side of a block, pixels; blocks are counted from the window's corner.</param>
    public static double? Of(ReadOnlySpan<double> weights, ReadOnlySpan<float> values, int width, int side)
    {
        int across = (width + side - 1) / side, down = (weights.Length / width + side - 1) / side;
        var weight = new double[across * down];
        var sum = new double[across * down];
        for (int i = 0; i < weights.Length; i++)
        {
            if (!(weights[i] > 0) || float.IsNaN(values[i])) continue;
            int block = i / width / side * across + i % width / side;
            weight[block] += weights[i];
            sum[block] += weights[i] * values[i];
        }

        int blocks = weight.Count(w => w > 0);
        if (blocks < Fewest) return null;
        double whole = weight.Sum(), mean = sum.Sum() / whole, squares = 0;
        for (int b = 0; b < weight.Length; b++)
        {
            double off = sum[b] - weight[b] * mean;
            squares += off * off;
        }

        return Math.Sqrt(squares * blocks / (blocks - 1)) / whole;
    }
}
