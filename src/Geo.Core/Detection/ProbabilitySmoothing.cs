using System.Numerics;

namespace Geo.Core.Detection;

/// <summary>
/// Binomial smoothing of probabilities over valid pixels. Probabilities are whole numbers of 1/65535 and the sums are
/// integers, so that the result depends neither on the block's origin nor on any order.
/// </summary>
internal static class ProbabilitySmoothing
{
    /// <summary>Probability 1.</summary>
    public const int One = 65535;

    /// <summary>A pixel without data.</summary>
    public const int Missing = -1;

    private static readonly int[][] _kernels = [[1], [1, 2, 1], [1, 4, 6, 4, 1], [1, 6, 15, 20, 15, 6, 1]];

    /// <summary>Largest radius offered.</summary>
    public static int LargestRadius => _kernels.Length - 1;

    /// <summary>Rounds probabilities to whole numbers, halves to even; NaN becomes <see cref="Missing"/>.</summary>
    public static void Round(ReadOnlySpan<float> probability, Span<int> into)
    {
        // Adding 1.5 · 2⁵² rounds as Math.Round does, and leaves the whole number in the low bits.
        var rounder = new Vector<double>(6755399441055744);
        int i = 0;
        for (; i <= probability.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var p = new Vector<float>(probability[i..]);
            Vector.Widen(p, out var low, out var high);
            var whole = Vector.Narrow(Whole(low), Whole(high));
            Vector.ConditionalSelect(Vector.Equals(p, p), whole, new Vector<int>(Missing)).CopyTo(into[i..]);
        }

        for (; i < probability.Length; i++)
        {
            float p = probability[i];
            into[i] = float.IsNaN(p) ? Missing : (int)Math.Round(Math.Clamp((double)p, 0, 1) * One);
        }

        Vector<long> Whole(Vector<double> p) =>
            Vector.AsVectorInt64(Vector.Min(Vector.Max(p, Vector<double>.Zero), Vector<double>.One) * One + rounder) & new Vector<long>(0xFFFFFFFF);
    }

    /// <summary>Smooths one class.</summary>
    /// <param name="values">Rounded, of the window grown by the radius.</param>
    /// <param name="window">The window answered; only its size matters.</param>
    /// <param name="radius">0 to <see cref="LargestRadius"/>.</param>
    /// <param name="scratch">Two times as long as <paramref name="values"/>.</param>
    /// <param name="into">Width × height; missing pixels stay missing, none is filled from its neighbours.</param>
    public static void Of(ReadOnlySpan<int> values, Window window, int radius, Span<int> scratch, Span<int> into)
    {
        int[] kernel = _kernels[radius];
        int outerWidth = window.Width + 2 * radius, outerHeight = window.Height + 2 * radius;
        var sums = scratch[..(outerHeight * window.Width)];
        var weights = scratch.Slice(values.Length, outerHeight * window.Width);
        for (int row = 0; row < outerHeight; row++)
        {
            Across(values.Slice(row * outerWidth, outerWidth), kernel,
                sums.Slice(row * window.Width, window.Width), weights.Slice(row * window.Width, window.Width));
        }

        for (int row = 0; row < window.Height; row++)
        {
            Down(values.Slice((row + radius) * outerWidth + radius, window.Width), kernel,
                sums[(row * window.Width)..], weights[(row * window.Width)..], into.Slice(row * window.Width, window.Width));
        }
    }

    // A missing pixel adds neither value nor weight: -1 >> 31 is all ones.
    private static void Across(ReadOnlySpan<int> line, int[] kernel, Span<int> sums, Span<int> weights)
    {
        int col = 0;
        for (; col <= sums.Length - Vector<int>.Count; col += Vector<int>.Count)
        {
            var (sum, weight) = (Vector<int>.Zero, Vector<int>.Zero);
            for (int k = 0; k < kernel.Length; k++)
            {
                var value = new Vector<int>(line[(col + k)..]);
                var valid = new Vector<int>(kernel[k]) & ~Vector.ShiftRightArithmetic(value, 31);
                (sum, weight) = (sum + valid * value, weight + valid);
            }

            sum.CopyTo(sums[col..]);
            weight.CopyTo(weights[col..]);
        }

        for (; col < sums.Length; col++)
        {
            int sum = 0, weight = 0;
            for (int k = 0; k < kernel.Length; k++)
            {
                int valid = kernel[k] & ~(line[col + k] >> 31);
                (sum, weight) = (sum + valid * line[col + k], weight + valid);
            }

            (sums[col], weights[col]) = (sum, weight);
        }
    }

    private static void Down(ReadOnlySpan<int> centre, int[] kernel, ReadOnlySpan<int> sums, ReadOnlySpan<int> weights, Span<int> into)
    {
        int col = 0, width = into.Length, full = kernel.Sum() * kernel.Sum(), shift = BitOperations.Log2((uint)full);
        for (; col <= width - Vector<int>.Count; col += Vector<int>.Count)
        {
            var (sum, weight) = (Vector<int>.Zero, Vector<int>.Zero);
            for (int k = 0; k < kernel.Length; k++)
            {
                sum += kernel[k] * new Vector<int>(sums[(col + k * width)..]);
                weight += kernel[k] * new Vector<int>(weights[(col + k * width)..]);
            }

            if (Vector.EqualsAll(weight, new Vector<int>(full)))
            {
                Vector.ShiftRightArithmetic(sum + new Vector<int>(full / 2), shift).CopyTo(into[col..]);
                continue;
            }

            for (int lane = 0; lane < Vector<int>.Count; lane++) into[col + lane] = Share(centre[col + lane], sum[lane], weight[lane]);
        }

        for (; col < width; col++)
        {
            int sum = 0, weight = 0;
            for (int k = 0; k < kernel.Length; k++)
            {
                sum += kernel[k] * sums[col + k * width];
                weight += kernel[k] * weights[col + k * width];
            }

            into[col] = Share(centre[col], sum, weight);
        }

        static int Share(int centre, int sum, int weight) => centre == Missing ? Missing : (sum + weight / 2) / weight;
    }
}
