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

    /// <summary>Rounds probabilities to whole numbers; NaN becomes <see cref="Missing"/>.</summary>
    public static void Round(ReadOnlySpan<float> probability, Span<int> into)
    {
        for (int i = 0; i < probability.Length; i++)
        {
            float p = probability[i];
            into[i] = float.IsNaN(p) ? Missing : (int)Math.Round(Math.Clamp((double)p, 0, 1) * One);
        }
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
            var line = values.Slice(row * outerWidth, outerWidth);
            for (int col = 0; col < window.Width; col++)
            {
                int sum = 0, weight = 0;
                for (int k = 0; k < kernel.Length; k++)
                {
                    int value = line[col + k];
                    // -1 >> 31 is all ones: a missing pixel adds nothing.
                    int valid = kernel[k] & ~(value >> 31);
                    sum += valid * value;
                    weight += valid;
                }

                (sums[row * window.Width + col], weights[row * window.Width + col]) = (sum, weight);
            }
        }

        for (int row = 0; row < window.Height; row++)
        {
            for (int col = 0; col < window.Width; col++)
            {
                int i = row * window.Width + col;
                if (values[(row + radius) * outerWidth + col + radius] == Missing)
                {
                    into[i] = Missing;
                    continue;
                }

                int sum = 0, weight = 0;
                for (int k = 0; k < kernel.Length; k++)
                {
                    sum += kernel[k] * sums[i + k * window.Width];
                    weight += kernel[k] * weights[i + k * window.Width];
                }

                into[i] = (sum + weight / 2) / weight;
            }
        }
    }
}
