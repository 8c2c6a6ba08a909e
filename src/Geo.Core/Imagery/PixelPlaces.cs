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
            for (int col = 0; col < target.Width; col++)
            {
                int node = row / Step * across + col / Step;
                double u = col % Step / (double)Step, v = row % Step / (double)Step;
                cols[row * target.Width + col] = (float)Mix(xs, node, across, u, v);
                rows[row * target.Width + col] = (float)Mix(ys, node, across, u, v);
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

    private static double Mix(double[] values, int node, int across, double u, double v) =>
        (values[node] * (1 - u) + values[node + 1] * u) * (1 - v) + (values[node + across] * (1 - u) + values[node + across + 1] * u) * v;
}
