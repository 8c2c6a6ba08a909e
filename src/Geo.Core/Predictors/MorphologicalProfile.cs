using System.Numerics;

namespace Geo.Core.Predictors;

/// <summary>
/// Opening and closing by squares: what is brighter (opening) or darker (closing) than its surroundings and narrower than
/// the square is cut off, the edges of all that is wider stay where they are. Whole numbers, minima and maxima only: the
/// value of a pixel does not depend on the window.
/// </summary>
/// <remarks>Pesaresi and Benediktsson 2001, https://doi.org/10.1109/36.905239, with squares and without reconstruction, whose
/// reach has no bound.</remarks>
internal static class MorphologicalProfile
{
    /// <summary>Columns of a strip: its rows stay in the cache while they are folded again and again.</summary>
    private const int StripColumns = 128;

    /// <summary>Halo that a side needs: the square of every pixel in a pixel's square.</summary>
    public static int HaloOf(int scale) => scale / 2 * 2;

    /// <summary>Opening of the inner pixels: the largest of the minima over the squares that hold the pixel and are centred on a valid one.</summary>
    /// <param name="rounded">Values of <see cref="FocalStatistics.Round"/>, window with its halo, row by row; missing ones are left out.</param>
    /// <param name="inner">Width and height without the halo, pixels.</param>
    /// <param name="halo">Halo of <paramref name="rounded"/>, at least <see cref="HaloOf"/>.</param>
    /// <param name="scale">Side of the square in pixels, odd.</param>
    /// <param name="closing">True for the closing: the opening of the negative, turned back.</param>
    /// <param name="scratch">As long as <paramref name="rounded"/>.</param>
    /// <param name="into">Width × height; <see cref="FocalStatistics.Missing"/> where the pixel is.</param>
    public static void Of(
        ReadOnlySpan<int> rounded, (int Width, int Height) inner, int halo, int scale, bool closing, Span<int> scratch, Span<int> into)
    {
        int radius = scale / 2, stride = inner.Width + 2 * halo, edge = halo - 2 * radius;
        int reachWidth = inner.Width + 4 * radius, width = inner.Width + 2 * radius, height = inner.Height + 2 * radius;
        Span<int> line = new int[reachWidth];

        // Minima over the squares centred in the inner window grown by the radius.
        var lowest = scratch[..((inner.Height + 4 * radius) * width)];
        for (int y = 0; y < inner.Height + 4 * radius; y++)
        {
            Take(rounded.Slice((edge + y) * stride + edge, reachWidth), closing, int.MaxValue, line);
            Fold<Lowest>(line, scale);
            line[..width].CopyTo(lowest[(y * width)..]);
        }

        FoldDown<Lowest>(lowest, width, inner.Height + 4 * radius, scale);

        // Of these the maxima, those of missing centres left out.
        for (int y = 0; y < height; y++)
        {
            var row = lowest.Slice(y * width, width);
            LeaveOut(rounded.Slice((edge + radius + y) * stride + edge + radius, width), row);
            Fold<Highest>(row, scale);
        }

        FoldDown<Highest>(lowest, width, height, scale);
        for (int y = 0; y < inner.Height; y++)
        {
            var centre = rounded.Slice((halo + y) * stride + halo, inner.Width);
            for (int x = 0; x < inner.Width; x++)
            {
                int value = lowest[y * width + x];
                into[y * inner.Width + x] = centre[x] == FocalStatistics.Missing ? FocalStatistics.Missing : closing ? -value : value;
            }
        }
    }

    private static void Take(ReadOnlySpan<int> row, bool negative, int forMissing, Span<int> into)
    {
        var (missing, instead) = (new Vector<int>(FocalStatistics.Missing), new Vector<int>(forMissing));
        int i = 0;
        for (; i <= row.Length - Vector<int>.Count; i += Vector<int>.Count)
        {
            var v = new Vector<int>(row[i..]);
            Vector.ConditionalSelect(Vector.Equals(v, missing), instead, negative ? -v : v).CopyTo(into[i..]);
        }

        for (; i < row.Length; i++) into[i] = row[i] == FocalStatistics.Missing ? forMissing : negative ? -row[i] : row[i];
    }

    private static void LeaveOut(ReadOnlySpan<int> centres, Span<int> row)
    {
        var missing = new Vector<int>(FocalStatistics.Missing);
        int i = 0;
        for (; i <= row.Length - Vector<int>.Count; i += Vector<int>.Count)
        {
            Vector.ConditionalSelect(Vector.Equals(new Vector<int>(centres[i..]), missing), new Vector<int>(int.MinValue), new Vector<int>(row[i..]))
                .CopyTo(row[i..]);
        }

        for (; i < row.Length; i++) if (centres[i] == FocalStatistics.Missing) row[i] = int.MinValue;
    }

    // The extreme of `scale` values from each one on. Extremes of 2, 4, 8, … values are made of two halves; the last step
    // lets two such stretches overlap, which an extreme does not mind.
    private static void Fold<T>(Span<int> line, int scale)
        where T : IExtreme
    {
        int have = 1, left = line.Length;
        while (have < scale)
        {
            int step = Math.Min(have, scale - have);
            left -= step;
            Join<T>(line[..left], line.Slice(step, left));
            have += step;
        }
    }

    private static void FoldDown<T>(Span<int> rows, int width, int height, int scale)
        where T : IExtreme
    {
        for (int from = 0; from < width; from += StripColumns)
        {
            int columns = Math.Min(StripColumns, width - from);
            for (int have = 1, left = height; have < scale;)
            {
                int step = Math.Min(have, scale - have);
                left -= step;
                for (int y = 0; y < left; y++) Join<T>(rows.Slice(y * width + from, columns), rows.Slice((y + step) * width + from, columns));
                have += step;
            }
        }
    }

    // Runs upward, so that `second` may overlap `first` from above: it is read before it is written.
    private static void Join<T>(Span<int> first, ReadOnlySpan<int> second)
        where T : IExtreme
    {
        int i = 0;
        for (; i <= first.Length - Vector<int>.Count; i += Vector<int>.Count)
        {
            T.Of(new Vector<int>(first[i..]), new Vector<int>(second[i..])).CopyTo(first[i..]);
        }

        for (; i < first.Length; i++) first[i] = T.Of(first[i], second[i]);
    }

    private interface IExtreme
    {
        static abstract int Of(int a, int b);

        static abstract Vector<int> Of(Vector<int> a, Vector<int> b);
    }

    private readonly struct Lowest : IExtreme
    {
        public static int Of(int a, int b) => Math.Min(a, b);

        public static Vector<int> Of(Vector<int> a, Vector<int> b) => Vector.Min(a, b);
    }

    private readonly struct Highest : IExtreme
    {
        public static int Of(int a, int b) => Math.Max(a, b);

        public static Vector<int> Of(Vector<int> a, Vector<int> b) => Vector.Max(a, b);
    }
}
