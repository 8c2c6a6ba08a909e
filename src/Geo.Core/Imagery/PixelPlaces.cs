using Geo.Core.Gdal;

namespace Geo.Core.Imagery;

/// <summary>Where the pixel centres of one grid lie in another, for pictures: exact at every 16th pixel, bilinear between.</summary>
internal static class PixelPlaces
{
    private const int Step = 16, MostKnown = 16;

    [ThreadStatic]
    private static Dictionary<(SpatialReference From, SpatialReference To), PointTransform>? s_ofThread;

    /// <param name="target">The grid that is drawn.</param>
    /// <param name="source">The grid that is read.</param>
    /// <param name="cols">Out: fractional source column of each target pixel; NaN where the transformation has no answer.</param>
    /// <param name="rows">Out: fractional source row.</param>
    public static void Find(Grid target, Grid source, float[] cols, float[] rows)
    {
        int across = (target.Width + Step - 1) / Step + 1, down = (target.Height + Step - 1) / Step + 1;
        var xs = new double[across * down];
        var ys = new double[across * down];
        for (int node = 0; node < xs.Length; node++)
        {
            (xs[node], ys[node]) = target.Transform.Apply(node % across * Step + 0.5, node / across * Step + 0.5);
        }

        if (target.Crs != source.Crs)
        {
            Transform(target.Crs, source.Crs).Transform(xs, ys);
        }

        for (int node = 0; node < xs.Length; node++)
        {
            (xs[node], ys[node]) = double.IsFinite(xs[node]) && double.IsFinite(ys[node]) ? source.Transform.Invert(xs[node], ys[node]) : (double.NaN, double.NaN);
        }

        for (int row = 0; row < target.Height; row++)
        {
            double v = row % Step / (double)Step;
            for (int cell = 0; cell * Step < target.Width; cell++)
            {
                int node = row / Step * across + cell, from = row * target.Width + cell * Step, count = Math.Min(Step, target.Width - cell * Step);
                double x = xs[node] * (1 - v) + xs[node + across] * v, toX = xs[node + 1] * (1 - v) + xs[node + across + 1] * v;
                double y = ys[node] * (1 - v) + ys[node + across] * v, toY = ys[node + 1] * (1 - v) + ys[node + across + 1] * v;
                for (int i = 0; i < count; i++)
                {
                    double u = i / (double)Step;
                    cols[from + i] = (float)(x * (1 - u) + toX * u);
                    rows[from + i] = (float)(y * (1 - u) + toY * u);
                }
            }
        }
    }

    // To find the way between two CRS takes PROJ longer than to go it for a whole tile. Its handles belong to one thread.
    private static PointTransform Transform(SpatialReference from, SpatialReference to)
    {
        var known = s_ofThread ??= [];
        if (known.TryGetValue((from, to), out var transform)) return transform;
        if (known.Count >= MostKnown)
        {
            foreach (var old in known.Values) old.Dispose();
            known.Clear();
        }

        return known[(from, to)] = new PointTransform(from, to);
    }
}
