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
    /// <summary>Stands for no data.</summary>
    public const short Missing = short.MinValue;

    /// <summary>Columns of a strip: its rows stay in the cache while they are folded again and again.</summary>
    private const int StripColumns = 256;

    /// <summary>Halo that a side needs: the square of every pixel in a pixel's square.</summary>
    public static int HaloOf(int scale) => scale / 2 * 2;

    /// <summary>Rounds to multiples of <paramref name="quantum"/> as <see cref="FocalStatistics.Round"/> does; what is beyond ±32767 quanta is cut there, NaN is <see cref="Missing"/>.</summary>
    public static void Round(ReadOnlySpan<float> values, float quantum, Span<short> into)
    {
        for (int i = 0; i < values.Length; i++)
        {
            float v = values[i];
            into[i] = float.IsNaN(v) ? Missing : (short)MathF.Round(Math.Clamp(v / quantum, -short.MaxValue, short.MaxValue), MidpointRounding.AwayFromZero);
        }
    }

    /// <summary>Opening of the inner pixels: the largest of the minima over the squares that hold the pixel and are centred on a valid one.</summary>
    /// <param name="rounded">Values of <see cref="Round"/>, window with its halo, row by row; missing ones are left out.</param>
    /// <param name="inner">Width and height without the halo, pixels.</param>
    /// <param name="halo">Halo of <paramref name="rounded"/>, at least <see cref="HaloOf"/>.</param>
    /// <param name="scale">Side of the square in pixels, odd.</param>
    /// <param name="closing">True for the closing: the opening of the negative, turned back.</param>
    /// <param name="quantum">Unit of the rounded values.</param>
    /// <param name="scratch">As long as <paramref name="rounded"/>.</param>
    /// <param name="into">Width × height; NaN where the pixel is missing.</param>
    public static void Of(
        ReadOnlySpan<short> rounded, (int Width, int Height) inner, int halo, int scale, bool closing, float quantum, Span<short> scratch, Span<float> into)
    {
        int radius = scale / 2, stride = inner.Width + 2 * halo, edge = halo - 2 * radius;
        int reachWidth = inner.Width + 4 * radius, width = inner.Width + 2 * radius, height = inner.Height + 2 * radius;
        Span<short> line = new short[reachWidth];

        // Minima over the squares centred in the inner window grown by the radius.
        var lowest = scratch[..((inner.Height + 4 * radius) * width)];
        for (int y = 0; y < inner.Height + 4 * radius; y++)
        {
            Take(rounded.Slice((edge + y) * stride + edge, reachWidth), closing, line);
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
        float unit = closing ? -quantum : quantum;
        for (int y = 0; y < inner.Height; y++)
        {
            var centre = rounded.Slice((halo + y) * stride + halo, inner.Width);
            var row = into.Slice(y * inner.Width, inner.Width);
            for (int x = 0; x < row.Length; x++) row[x] = centre[x] == Missing ? float.NaN : lowest[y * width + x] * unit;
        }
    }

    private static void Take(ReadOnlySpan<short> row, bool negative, Span<short> into)
    {
        var (missing, instead) = (new Vector<short>(Missing), new Vector<short>(short.MaxValue));
        int i = 0;
        for (; i <= row.Length - Vector<short>.Count; i += Vector<short>.Count)
        {
            var v = new Vector<short>(row[i..]);
            Vector.ConditionalSelect(Vector.Equals(v, missing), instead, negative ? -v : v).CopyTo(into[i..]);
        }

        for (; i < row.Length; i++) into[i] = row[i] == Missing ? short.MaxValue : negative ? (short)-row[i] : row[i];
    }

    private static void LeaveOut(ReadOnlySpan<short> centres, Span<short> row)
    {
        var missing = new Vector<short>(Missing);
        int i = 0;
        for (; i <= row.Length - Vector<short>.Count; i += Vector<short>.Count)
        {
            Vector.ConditionalSelect(Vector.Equals(new Vector<short>(centres[i..]), missing), missing, new Vector<short>(row[i..])).CopyTo(row[i..]);
        }

        for (; i < row.Length; i++) if (centres[i] == Missing) row[i] = Missing;
    }

    // The extreme of `scale` values from each one on. Extremes of 2, 4, 8, … values are made of two halves; the last step
    // lets two such stretches overlap, which an extreme does not mind.
    private static void Fold<T>(Span<short> line, int scale)
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

    private static void FoldDown<T>(Span<short> rows, int width, int height, int scale)
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
    private static void Join<T>(Span<short> first, ReadOnlySpan<short> second)
        where T : IExtreme
    {
        int i = 0;
        for (; i <= first.Length - Vector<short>.Count; i += Vector<short>.Count)
        {
            T.Of(new Vector<short>(first[i..]), new Vector<short>(second[i..])).CopyTo(first[i..]);
        }

        for (; i < first.Length; i++) first[i] = T.Of(first[i], second[i]);
    }

    private interface IExtreme
    {
        static abstract short Of(short a, short b);

        static abstract Vector<short> Of(Vector<short> a, Vector<short> b);
    }

    private readonly struct Lowest : IExtreme
    {
        public static short Of(short a, short b) => Math.Min(a, b);

        public static Vector<short> Of(Vector<short> a, Vector<short> b) => Vector.Min(a, b);
    }

    private readonly struct Highest : IExtreme
    {
        public static short Of(short a, short b) => Math.Max(a, b);

        public static Vector<short> Of(Vector<short> a, Vector<short> b) => Vector.Max(a, b);
    }
}
