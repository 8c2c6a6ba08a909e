namespace Geo.Core.Predictors;

/// <summary>
/// Mean and standard deviation (of the population) over square neighbourhoods. The values are first rounded to whole
/// multiples of a quantum and summed as 64-bit integers: sums of floats would depend on where the window began.
/// </summary>
internal static class FocalStatistics
{
    /// <summary>Stands for no data among the rounded values.</summary>
    public const int Missing = int.MinValue;

    /// <summary>Rounds to multiples of <paramref name="quantum"/>, away from zero at the half; what is beyond ±10⁶ quanta is cut there, NaN is <see cref="Missing"/>.</summary>
    public static void Round(ReadOnlySpan<float> values, float quantum, Span<int> into)
    {
        for (int i = 0; i < values.Length; i++)
        {
            float v = values[i];
            into[i] = float.IsNaN(v)
                ? Missing
                : (int)MathF.Round(Math.Clamp(v / quantum, -1_000_000f, 1_000_000f), MidpointRounding.AwayFromZero);
        }
    }

    /// <summary>Statistics of one scale for the inner pixels of a window that has a halo.</summary>
    /// <param name="rounded">Rounded values of the window with its halo, row by row.</param>
    /// <param name="inner">Width and height without the halo, pixels.</param>
    /// <param name="halo">Halo of <paramref name="rounded"/>, at least scale / 2.</param>
    /// <param name="scale">Side of the neighbourhood in pixels, odd.</param>
    /// <param name="quantum">Unit of the rounded values.</param>
    /// <param name="mean">Mean of the valid neighbours; NaN where there is none.</param>
    /// <param name="deviation">Their standard deviation; empty where it is not wanted.</param>
    public static void Of(
        ReadOnlySpan<int> rounded, (int Width, int Height) inner, int halo, int scale, float quantum,
        Span<float> mean, Span<float> deviation)
    {
        int radius = scale / 2, stride = inner.Width + 2 * halo, left = halo - radius;
        int columns = inner.Width + 2 * radius;

        // Per column the sums over the `scale` rows round the current one; whole numbers, so that adding the row that
        // comes and taking off the row that goes leaves no trace of where it began.
        var sums = new long[columns];
        var squares = new long[columns];
        var counts = new int[columns];
        for (int row = halo - radius; row < halo + radius; row++)
        {
            AddRow(rounded.Slice(row * stride + left, columns), 1, sums, squares, counts);
        }

        for (int y = 0; y < inner.Height; y++)
        {
            AddRow(rounded.Slice((y + halo + radius) * stride + left, columns), 1, sums, squares, counts);
            SlideAlong(sums, squares, counts, scale, quantum,
                mean.Slice(y * inner.Width, inner.Width),
                deviation.IsEmpty ? deviation : deviation.Slice(y * inner.Width, inner.Width));
            AddRow(rounded.Slice((y + halo - radius) * stride + left, columns), -1, sums, squares, counts);
        }
    }

    private static void AddRow(ReadOnlySpan<int> row, int sign, long[] sums, long[] squares, int[] counts)
    {
        for (int c = 0; c < row.Length; c++)
        {
            long v = row[c];
            if (v == Missing) continue;
            sums[c] += sign * v;
            squares[c] += sign * v * v;
            counts[c] += sign;
        }
    }

    private static void SlideAlong(
        long[] sums, long[] squares, int[] counts, int scale, float quantum, Span<float> mean, Span<float> deviation)
    {
        long sum = 0, square = 0, n = 0;
        for (int c = 0; c < scale - 1; c++) (sum, square, n) = (sum + sums[c], square + squares[c], n + counts[c]);
        for (int x = 0; x < mean.Length; x++)
        {
            int comes = x + scale - 1;
            (sum, square, n) = (sum + sums[comes], square + squares[comes], n + counts[comes]);
            mean[x] = n == 0 ? float.NaN : (float)((double)sum / n * quantum);
            if (!deviation.IsEmpty)
            {
                // n²·variance is a whole number below 2⁶³ for scales up to 45 and |value| ≤ 10⁶.
                deviation[x] = n == 0 ? float.NaN : (float)(Math.Sqrt(n * square - sum * sum) / n * quantum);
            }

            (sum, square, n) = (sum - sums[x], square - squares[x], n - counts[x]);
        }
    }
}
