using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Geo.Core.Tiles.Mvt;

/// <summary>Leaves out points that lie within a tolerance of the line (Douglas and Peucker 1973, https://doi.org/10.3138/FM57-6770-U75U-7727).</summary>
internal sealed class Thinning
{
    private const double Nothing = 1e-18; // squared units: the ends are one point
    private const int Lanes = 4; // of Vector256<double>
    private (int From, int To)[] _open = new (int, int)[65];
    private bool[] _kept = new bool[65];

    /// <summary>Thins in place.</summary>
    /// <param name="path">A line, or a ring without its closing point.</param>
    /// <param name="isRing">A ring keeps its first point and, where it is not within the tolerance of that, the one farthest from it.</param>
    /// <param name="tolerance">Greatest distance, units.</param>
    public void Thin(Path path, bool isRing, double tolerance)
    {
        int count = path.Count;
        if (count <= (isRing ? 3 : 2)) return;
        if (_kept.Length <= count) (_kept, _open) = (new bool[2 * count], new (int, int)[2 * count]);
        path.Vectors(beyond: 1, out var fourX, out var fourY);
        Span<double> x = MemoryMarshal.Cast<Vector256<double>, double>(fourX), y = MemoryMarshal.Cast<Vector256<double>, double>(fourY);
        ref double firstX = ref MemoryMarshal.GetReference(x), firstY = ref MemoryMarshal.GetReference(y);
        Span<bool> kept = _kept.AsSpan(0, count + 1);
        kept.Clear();
        kept[0] = true;
        if (!isRing) kept[count - 1] = true;
        // A ring is a line that ends where it begins. Parts do not overlap: there are never more open than points.
        var open = _open;
        open[0] = (0, isRing ? count : count - 1);
        for (int left = 1; left > 0;)
        {
            var (from, to) = open[--left];
            int worst = Worst(ref firstX, ref firstY, from, to, to == count ? 0 : to, tolerance * tolerance);
            if (worst < 0) continue;
            kept[worst] = true;
            if (worst - from > 1) open[left++] = (from, worst);
            if (to - worst > 1) open[left++] = (worst, to);
        }

        int end = 0;
        for (int i = 0; i < count; i++)
        {
            (x[end], y[end]) = (x[i], y[i]);
            end += kept[i] ? 1 : 0;
        }

        path.Resize(end);
    }

    // The first of the points between two that is farthest from the line piece from the one to the end; -1 where none is over the limit (squared).
    private static int Worst(ref double x, ref double y, int from, int to, int end, double limit)
    {
        double ax = Unsafe.Add(ref x, from), ay = Unsafe.Add(ref y, from), dx = Unsafe.Add(ref x, end) - ax, dy = Unsafe.Add(ref y, end) - ay;
        double length = dx * dx + dy * dy, inverse = length > Nothing ? 1 / length : 0;
        Vector256<double> mosts = Vector256.Create(limit), worsts = Vector256.Create(-1.0), at = Vector256.Create(0.0, 1, 2, 3) + Vector256.Create(from + 1.0);
        for (int i = from + 1; i < to; i += Lanes)
        {
            var px = Vector256.LoadUnsafe(ref x, (nuint)i) - Vector256.Create(ax);
            var py = Vector256.LoadUnsafe(ref y, (nuint)i) - Vector256.Create(ay);
            var along = Vector256.MinNative(Vector256.MaxNative((px * dx + py * dy) * inverse, Vector256<double>.Zero), Vector256<double>.One);
            px -= along * dx;
            py -= along * dy;
            var distance = px * px + py * py;
            // Behind the last one stands anything.
            var farther = Vector256.GreaterThan(distance, mosts) & Vector256.LessThan(at, Vector256.Create((double)to));
            mosts = Vector256.ConditionalSelect(farther, distance, mosts);
            worsts = Vector256.ConditionalSelect(farther, at, worsts);
            at += Vector256.Create((double)Lanes);
        }

        // Across the lanes: the farthest, of those as far the first.
        var most = Vector256.MaxNative(mosts, Vector256.Shuffle(mosts, Vector256.Create(2L, 3, 0, 1)));
        most = Vector256.MaxNative(most, Vector256.Shuffle(most, Vector256.Create(1L, 0, 3, 2)));
        var first = Vector256.ConditionalSelect(Vector256.Equals(mosts, most), worsts, Vector256.Create(double.MaxValue));
        first = Vector256.MinNative(first, Vector256.Shuffle(first, Vector256.Create(2L, 3, 0, 1)));
        first = Vector256.MinNative(first, Vector256.Shuffle(first, Vector256.Create(1L, 0, 3, 2)));
        return double.ConvertToIntegerNative<int>(first[0]);
    }
}
