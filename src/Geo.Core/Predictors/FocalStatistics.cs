using System.Numerics;

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

    /// <summary>How much a pixel differs from its right and its lower neighbour: the sum of both differences, without sign.</summary>
    /// <param name="rounded">Rounded values of a window, row by row; a missing neighbour differs by nothing.</param>
    /// <param name="stride">Width of the window; its last column and row lack neighbours and are no whole answer.</param>
    /// <param name="into">As long; missing where the pixel is.</param>
    public static void Gradient(ReadOnlySpan<int> rounded, int stride, Span<int> into)
    {
        // Below the last row, and to the right of the last column, the pixel itself stands in.
        int i = 0, inside = rounded.Length - stride;
        for (; i <= inside - Vector<int>.Count; i += Vector<int>.Count)
        {
            var here = new Vector<int>(rounded[i..]);
            var sum = Step(here, new Vector<int>(rounded[(i + 1)..])) + Step(here, new Vector<int>(rounded[(i + stride)..]));
            Vector.ConditionalSelect(Vector.Equals(here, new Vector<int>(Missing)), here, sum).CopyTo(into[i..]);
        }

        for (; i < rounded.Length; i++)
        {
            int here = rounded[i], right = i + 1 < rounded.Length ? rounded[i + 1] : here, below = i < inside ? rounded[i + stride] : here;
            into[i] = here == Missing ? Missing
                : (right == Missing ? 0 : Math.Abs(right - here)) + (below == Missing ? 0 : Math.Abs(below - here));
        }

        static Vector<int> Step(Vector<int> here, Vector<int> there) =>
            Vector.AndNot(Vector.Abs(there - here), Vector.Equals(there, new Vector<int>(Missing)));
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
        var perColumn = new Sums(columns);
        var perPixel = new Sums(inner.Width);
        for (int row = halo - radius; row < halo + radius; row++)
        {
            AddRow(rounded.Slice(row * stride + left, columns), 1, perColumn);
        }

        for (int y = 0; y < inner.Height; y++)
        {
            AddRow(rounded.Slice((y + halo + radius) * stride + left, columns), 1, perColumn);
            SlideAlong(perColumn, scale, perPixel);
            Finish(perPixel, quantum, mean.Slice(y * inner.Width, inner.Width),
                deviation.IsEmpty ? deviation : deviation.Slice(y * inner.Width, inner.Width));
            AddRow(rounded.Slice((y + halo - radius) * stride + left, columns), -1, perColumn);
        }
    }

    /// <summary>Sum, sum of squares and number of valid values, one each a column or a pixel.</summary>
    private sealed class Sums(int count)
    {
        public readonly long[] Values = new long[count];
        public readonly long[] Squares = new long[count];
        public readonly long[] Counts = new long[count];
    }

    private static void AddRow(ReadOnlySpan<int> row, int sign, Sums sums)
    {
        int c = 0;
        var missing = new Vector<long>(Missing);
        var sided = new Vector<long>(sign);
        for (; c <= row.Length - Vector<int>.Count; c += Vector<int>.Count)
        {
            Vector.Widen(new Vector<int>(row[c..]), out var low, out var high);
            Add(c, low);
            Add(c + Vector<long>.Count, high);
        }

        for (; c < row.Length; c++)
        {
            long v = row[c];
            if (v == Missing) continue;
            sums.Values[c] += sign * v;
            sums.Squares[c] += sign * v * v;
            sums.Counts[c] += sign;
        }

        void Add(int at, Vector<long> value)
        {
            var seen = ~Vector.Equals(value, missing);
            var v = value & seen;
            var signed = sign < 0 ? -v : v;
            (new Vector<long>(sums.Values, at) + signed).CopyTo(sums.Values, at);
            (new Vector<long>(sums.Squares, at) + signed * v).CopyTo(sums.Squares, at);
            (new Vector<long>(sums.Counts, at) + (sided & seen)).CopyTo(sums.Counts, at);
        }
    }

    private static void SlideAlong(Sums perColumn, int scale, Sums perPixel)
    {
        Slide(perColumn.Values, perPixel.Values);
        Slide(perColumn.Squares, perPixel.Squares);
        Slide(perColumn.Counts, perPixel.Counts);

        void Slide(ReadOnlySpan<long> columns, Span<long> pixels)
        {
            long sum = 0;
            for (int c = 0; c < scale - 1; c++) sum += columns[c];
            for (int x = 0; x < pixels.Length; x++)
            {
                sum += columns[x + scale - 1];
                pixels[x] = sum;
                sum -= columns[x];
            }
        }
    }

    // n²·variance is a whole number below 2⁶³ for scales up to 45 and |value| ≤ 10⁶. Without a valid value 0 / 0 is NaN.
    private static void Finish(Sums sums, float quantum, Span<float> mean, Span<float> deviation)
    {
        double unit = quantum;
        int x = 0;
        for (; x <= mean.Length - Vector<float>.Count; x += Vector<float>.Count)
        {
            int next = x + Vector<long>.Count;
            Vector.Narrow(Mean(x), Mean(next)).CopyTo(mean[x..]);
            if (!deviation.IsEmpty) Vector.Narrow(Deviation(x), Deviation(next)).CopyTo(deviation[x..]);
        }

        for (; x < mean.Length; x++)
        {
            long sum = sums.Values[x], n = sums.Counts[x];
            mean[x] = (float)((double)sum / n * unit);
            if (!deviation.IsEmpty) deviation[x] = (float)(Math.Sqrt(n * sums.Squares[x] - sum * sum) / n * unit);
        }

        Vector<double> Mean(int at) =>
            Vector.ConvertToDouble(new Vector<long>(sums.Values, at)) / Vector.ConvertToDouble(new Vector<long>(sums.Counts, at)) * new Vector<double>(unit);

        Vector<double> Deviation(int at)
        {
            var (sum, n) = (new Vector<long>(sums.Values, at), new Vector<long>(sums.Counts, at));
            var spread = n * new Vector<long>(sums.Squares, at) - sum * sum;
            return Vector.SquareRoot(Vector.ConvertToDouble(spread)) / Vector.ConvertToDouble(n) * new Vector<double>(unit);
        }
    }
}
