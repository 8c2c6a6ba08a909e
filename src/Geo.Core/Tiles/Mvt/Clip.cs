namespace Geo.Core.Tiles.Mvt;

/// <summary>Cuts to a square from <c>low</c> to <c>high</c> on both axes.</summary>
internal static class Clip
{
    /// <summary>A ring, by Sutherland and Hodgman (1974, https://doi.org/10.1145/360767.360802): where it leaves and comes back it runs along the edge, also twice.</summary>
    /// <returns>One of the two paths.</returns>
    public static Path Ring(Path ring, Path spare, double low, double high)
    {
        for (int side = 0; side < 4 && ring.Count > 0; side++)
        {
            spare.Clear();
            ReadOnlySpan<double> x = ring.X, y = ring.Y;
            int last = x.Length - 1;
            double before = Inside(x[last], y[last], side, low, high);
            for (int i = 0; i < x.Length; last = i, i++)
            {
                double now = Inside(x[i], y[i], side, low, high);
                if (now >= 0 != before >= 0)
                {
                    double share = before / (before - now);
                    // The cut coordinate is the edge's own, to the last bit.
                    double cx = side switch { 0 => low, 1 => high, _ => x[last] + (x[i] - x[last]) * share };
                    double cy = side switch { 2 => low, 3 => high, _ => y[last] + (y[i] - y[last]) * share };
                    spare.Add(cx, cy);
                }

                if (now >= 0) spare.Add(x[i], y[i]);
                before = now;
            }

            (ring, spare) = (spare, ring);
        }

        return ring;
    }

    /// <summary>The part of a segment inside, by Liang and Barsky (1984, https://doi.org/10.1145/357332.357333).</summary>
    /// <returns>False where nothing of it is inside; else the shares of its length where the part begins and ends.</returns>
    public static bool Segment(double ax, double ay, double bx, double by, double low, double high, out double from, out double to)
    {
        (from, to) = (0, 1);
        return Cut(ax - bx, ax - low, ref from, ref to) && Cut(bx - ax, high - ax, ref from, ref to)
            && Cut(ay - by, ay - low, ref from, ref to) && Cut(by - ay, high - ay, ref from, ref to);
    }

    private static bool Cut(double outward, double room, ref double from, ref double to)
    {
        if (outward == 0) return room >= 0;
        double share = room / outward;
        if (outward < 0) from = Math.Max(from, share);
        else to = Math.Min(to, share);
        return from <= to;
    }

    private static double Inside(double x, double y, int side, double low, double high) => side switch { 0 => x - low, 1 => high - x, 2 => y - low, _ => high - y };
}
