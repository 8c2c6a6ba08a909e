using System.Buffers;

namespace Geo.Core.Predictors;

/// <summary>
/// How high a place stands above the ground that it stands on, and how deep it lies in a sink: the top-hats of a surface,
/// heights less their opening and their closing less the heights. What is wider than the square is no heap and no sink, and
/// a slope is neither: unlike the depth to which a sink fills with water (which no bound on its reach allows to compute in a
/// window), both hang on the square alone.
/// </summary>
/// <remarks>Meyer 1979, in Soille 2003, Morphological Image Analysis, ch. 4.4, https://doi.org/10.1007/978-3-662-05088-0</remarks>
internal static class TopHats
{
    /// <summary>Heights are rounded to this, metres: with 16 bits 3.2 km lie above and below the first of a window.</summary>
    public const float Quantum = 0.1f;

    /// <summary>Both of each scale; the heights are rounded once.</summary>
    /// <param name="heights">Metres, window with halo, row by row; NaN is no data.</param>
    /// <param name="inner">Width and height without the halo.</param>
    /// <param name="halo">At least <see cref="MorphologicalProfile.HaloOf"/> of the largest scale.</param>
    /// <param name="scales">Sides of the squares in pixels, odd.</param>
    /// <param name="into">Two columns a scale: height above the base and depth in a sink, metres, 0 or more; NaN where the height is missing.</param>
    public static void Of(ReadOnlySpan<float> heights, (int Width, int Height) inner, int halo, IReadOnlyList<int> scales, Span<float[]> into)
    {
        int stride = inner.Width + 2 * halo, count = inner.Width * inner.Height;
        var whole = ArrayPool<int>.Shared.Rent(heights.Length);
        var (rounded, scratch) = (ArrayPool<short>.Shared.Rent(heights.Length), ArrayPool<short>.Shared.Rent(heights.Length));
        FocalStatistics.Round(heights, Quantum, whole);
        Centre(whole.AsSpan(0, heights.Length), rounded);
        for (int s = 0; s < scales.Count; s++)
        {
            // Differences of whole numbers, turned to metres last: the first height of the window leaves no trace.
            Span<float> above = into[2 * s].AsSpan(0, count), depth = into[2 * s + 1].AsSpan(0, count);
            MorphologicalProfile.Of(rounded.AsSpan(0, heights.Length), inner, halo, scales[s], false, 1, scratch, above);
            MorphologicalProfile.Of(rounded.AsSpan(0, heights.Length), inner, halo, scales[s], true, 1, scratch, depth);
            for (int y = 0, i = 0; y < inner.Height; y++)
            {
                int row = (y + halo) * stride + halo;
                for (int x = 0; x < inner.Width; x++, i++)
                {
                    float own = rounded[row + x];
                    above[i] = (own - above[i]) * Quantum;
                    depth[i] = (depth[i] - own) * Quantum;
                }
            }
        }

        ArrayPool<int>.Shared.Return(whole);
        foreach (var buffer in (ReadOnlySpan<short[]>)[rounded, scratch]) ArrayPool<short>.Shared.Return(buffer);
    }

    private static void Centre(ReadOnlySpan<int> whole, Span<short> into)
    {
        int first = whole.IndexOfAnyExcept(FocalStatistics.Missing);
        long origin = first < 0 ? 0 : whole[first];
        for (int i = 0; i < whole.Length; i++)
        {
            into[i] = whole[i] == FocalStatistics.Missing ? MorphologicalProfile.Missing : (short)Math.Clamp(whole[i] - origin, -short.MaxValue, short.MaxValue);
        }
    }
}
