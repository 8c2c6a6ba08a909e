namespace Geo.Core.Tiles.Mvt;

/// <summary>Leaves out points that lie within a tolerance of the line (Douglas and Peucker 1973, https://doi.org/10.3138/FM57-6770-U75U-7727).</summary>
internal sealed class Thinning
{
    private readonly Stack<(int From, int To)> _open = new();
    private bool[] _kept = new bool[64];

    /// <summary>Thins in place.</summary>
    /// <param name="path">A line, or a ring without its closing point.</param>
    /// <param name="isRing">A ring keeps its first point and the one farthest from it.</param>
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
        if (isRing)
        {
            int far = 1;
            double farthest = -1;
            for (int i = 1; i < count; i++)
            {
                double distance = Squared(x[i] - x[0], y[i] - y[0]);
                if (distance > farthest) (far, farthest) = (i, distance);
            }

            kept[far] = true;
            _open.Push((0, far));
            _open.Push((far, count));
        }
        else
        {
            kept[count - 1] = true;
            _open.Push((0, count - 1));
        }

        double limit = tolerance * tolerance;
        while (_open.TryPop(out var part))
        {
            int worst = -1, end = part.To == count ? 0 : part.To;
            double most = limit;
            double ax = x[part.From], ay = y[part.From], dx = x[end] - ax, dy = y[end] - ay, length = Squared(dx, dy);
            for (int i = part.From + 1; i < part.To; i++)
            {
                double px = x[i] - ax, py = y[i] - ay;
                double along = px * dx + py * dy, beside = px * dy - py * dx;
                if (along > 0 && along < length)
                {
                    // The distance from the line is beside / √length; a division only where it is the greatest so far.
                    if (beside * beside > most * length) (worst, most) = (i, beside * beside / length);
                    continue;
                }

                // Before the line's start or behind its end.
                double distance = along <= 0 ? Squared(px, py) : Squared(px - dx, py - dy);
                if (distance > most) (worst, most) = (i, distance);
            }

            if (worst < 0) continue;
            kept[worst] = true;
            _open.Push((part.From, worst));
            _open.Push((worst, part.To));
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

    private static double Squared(double x, double y) => x * x + y * y;
}
