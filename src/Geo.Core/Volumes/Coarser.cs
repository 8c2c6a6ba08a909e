namespace Geo.Core.Volumes;

/// <summary>A window of a surface at fewer (or more) cells: each takes the mean of the cells whose centres fall in it, the nearest where none does.</summary>
internal static class Coarser
{
    private const int Strip = 64;

    /// <summary>Reads strip by strip.</summary>
    /// <param name="surface">The surface model.</param>
    /// <param name="window">Inside its grid.</param>
    /// <param name="width">Columns of the answer.</param>
    /// <param name="height">Rows.</param>
    /// <param name="cancel">Looked at a strip.</param>
    /// <returns>Row by row, metres; NaN where there is no data.</returns>
    public static float[] Read(HeightSurface surface, Window window, int width, int height, CancellationToken cancel)
    {
        if (width >= window.Width || height >= window.Height) return Nearest(surface, window, width, height);
        var sums = new double[width * height];
        var counts = new int[width * height];
        var line = new float[window.Width * Strip];
        for (int from = 0; from < window.Height; from += Strip)
        {
            cancel.ThrowIfCancellationRequested();
            int rows = Math.Min(Strip, window.Height - from);
            Span<float> read = line.AsSpan(0, rows * window.Width);
            surface.Read(new Window(window.Col, window.Row + from, window.Width, rows), read);
            for (int i = 0; i < read.Length; i++)
            {
                if (float.IsNaN(read[i])) continue;
                int col = (int)((long)(i % window.Width) * width / window.Width), row = (int)((long)(from + i / window.Width) * height / window.Height);
                sums[row * width + col] += read[i];
                counts[row * width + col]++;
            }
        }

        return [.. sums.Select((s, i) => counts[i] == 0 ? float.NaN : (float)(s / counts[i]))];
    }

    private static float[] Nearest(HeightSurface surface, Window window, int width, int height)
    {
        var read = new float[window.PixelCount];
        surface.Read(window, read);
        var into = new float[width * height];
        for (int i = 0; i < into.Length; i++)
        {
            int col = Math.Min(window.Width - 1, (int)((i % width + 0.5) * window.Width / width)), row = Math.Min(window.Height - 1, (int)((i / width + 0.5) * window.Height / height));
            into[i] = read[row * window.Width + col];
        }

        return into;
    }
}
