using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Geo.Core.Tiles.Mvt;

/// <summary>Leaves out points that lie within a tolerance of the line (Douglas and Peucker 1973, https://doi.org/10.3138/FM57-6770-U75U-7727).</summary>
internal sealed class Thinning
{
    private const double Nothing = 1e-18; // squared units: the ends are one point
    private readonly Stack<(int From, int To)> _open = new();
    private bool[] _kept = new bool[64];

    /// <summary>Thins in place.</summary>
    /// <param name="path">A line, or a ring without its closing point.</param>
    /// <param name="isRing">A ring keeps its first point and, where it is not within the tolerance of that, the one farthest from it.</param>
    /// <param name="tolerance">Greatest distance, units.</param>
    public void Thin(Path path, bool isRing, double tolerance)
    {
        Span<double> x = path.X, y = path.Y;
        int count = x.Length;
        if (count <= (isRing ? 3 : 2)) return;
        if (_kept.Length <= count) _kept = new bool[2 * count];
        Span<bool> kept = _kept.AsSpan(0, count + 1);
        kept.Clear();
        kept[0] = true;
        if (!isRing) kept[count - 1] = true;
        // A ring is a line that ends where it begins.
        _open.Push((0, isRing ? count : count - 1));
        while (_open.TryPop(out var part))
        {
            int worst = Worst(x, y, part.From, part.To, part.To == count ? 0 : part.To, tolerance * tolerance);
            if (worst < 0) continue;
            kept[worst] = true;
            if (worst - part.From > 1) _open.Push((part.From, worst));
            if (part.To - worst > 1) _open.Push((worst, part.To));
        }

        int to = 0;
        for (int i = 0; i < count; i++)
        {
            if (!kept[i]) continue;
            (x[to], y[to]) = (x[i], y[i]);
            to++;
        }

        path.Resize(to);
    }

    // The first of the points between two that is farthest from the line piece from the one to the end; -1 where none is over the limit (squared).
    private static int Worst(ReadOnlySpan<double> x, ReadOnlySpan<double> y, int from, int to, int end, double limit)
    {
        double ax = x[from], ay = y[from], dx = x[end] - ax, dy = y[end] - ay, length = dx * dx + dy * dy, inverse = length > Nothing ? 1 / length : 0, most = limit;
        int worst = -1, lanes = Vector256<double>.Count;
        if (to - from - 1 < lanes)
        {
            for (int i = from + 1; i < to; i++)
            {
                double px = x[i] - ax, py = y[i] - ay, along = Math.Min(Math.Max((px * dx + py * dy) * inverse, 0), 1);
                (px, py) = (px - along * dx, py - along * dy);
                double distance = px * px + py * py;
                if (distance > most) (worst, most) = (i, distance);
            }

            return worst;
        }

        ref double firstX = ref MemoryMarshal.GetReference(x), firstY = ref MemoryMarshal.GetReference(y);
        Vector256<double> mosts = Vector256.Create(limit), worsts = Vector256.Create(-1.0), steps = Vector256.Create(0.0, 1, 2, 3);
        for (int i = from + 1; i < to; i += lanes)
        {
            // The last four may have been looked at in part: the same points say the same.
            i = Math.Min(i, to - lanes);
            var px = Vector256.LoadUnsafe(ref firstX, (nuint)i) - Vector256.Create(ax);
            var py = Vector256.LoadUnsafe(ref firstY, (nuint)i) - Vector256.Create(ay);
            var along = Vector256.Min(Vector256.Max((px * dx + py * dy) * inverse, Vector256<double>.Zero), Vector256<double>.One);
            px -= along * dx;
            py -= along * dy;
            var distance = px * px + py * py;
            var farther = Vector256.GreaterThan(distance, mosts);
            mosts = Vector256.ConditionalSelect(farther, distance, mosts);
            worsts = Vector256.ConditionalSelect(farther, Vector256.Create((double)i) + steps, worsts);
        }

        for (int lane = 0; lane < lanes; lane++)
        {
            int at = (int)worsts[lane];
            if (at >= 0 && (mosts[lane] > most || (mosts[lane] == most && at < worst))) (worst, most) = (at, mosts[lane]);
        }

        return worst;
    }
}
