namespace Geo.Core.Tracking;

/// <summary>Standard error of a weighted mean whose pixels are alike in blocks: the spread of the blocks, not of the pixels.</summary>
/// <remarks>Ratio estimator of a cluster sample (Cochran 1977, Sampling Techniques, 3rd ed., section 9A): Var = B/(B−1) Σ (W_b (m_b − m))² / W².</remarks>
internal static class BlockError
{
    private const int Fewest = 4;

    // A boundary that was transformed touches the next pixel by a rounding: that makes no block.
    private const double Sliver = 1e-6;

    /// <summary>Standard error, or null where fewer than four blocks hold anything.</summary>
    /// <param name="weights">A weight a pixel of the window, row by row.</param>
    /// <param name="values">As many values; NaN is not seen.</param>
    /// <param name="width">Width of the window.</param>
    /// <param name="side">Side of a block, pixels; blocks are counted from the first row and column that weigh.</param>
    public static double? Of(ReadOnlySpan<double> weights, ReadOnlySpan<float> values, int width, int side)
    {
        int top = -1, left = width;
        for (int i = 0; i < weights.Length; i++)
        {
            if (!(weights[i] > Sliver)) continue;
            if (top < 0) top = i / width;
            left = Math.Min(left, i % width);
        }

        int across = (width + side - 1) / side, down = (weights.Length / width + side - 1) / side;
        var weight = new double[across * down];
        var sum = new double[across * down];
        for (int i = 0; i < weights.Length; i++)
        {
            if (!(weights[i] > Sliver) || float.IsNaN(values[i])) continue;
            int block = (i / width - top) / side * across + (i % width - left) / side;
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
