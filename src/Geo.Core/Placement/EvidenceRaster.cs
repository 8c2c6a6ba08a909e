using Geo.Core.Imagery;

namespace Geo.Core.Placement;

/// <summary>
/// What outlines are held against: a part of a scene in cells of some 20 m with a few features each (brightness, plants, colour, wetness),
/// of mean 0 and variance 1 over the part; NaN where the scene is not clear.
/// </summary>
internal sealed class EvidenceRaster
{
    private const double CellMetres = 20;
    private const long MostCells = 12_000_000;

    private EvidenceRaster(int width, int height, double metresCol, double metresRow, float[][] features) =>
        (Width, Height, MetresCol, MetresRow, Features) = (width, height, metresCol, metresRow, features);

    public int Width { get; }

    public int Height { get; }

    /// <summary>Metres from a cell to the next to the east.</summary>
    public double MetresCol { get; }

    /// <summary>Metres from a cell to the next to the south.</summary>
    public double MetresRow { get; }

    public float[][] Features { get; }

    /// <summary>Pixels of the scene a cell, and the scene's pixel where the first cell begins.</summary>
    public (int Factor, int Col, int Row) Place { get; private init; }

    /// <summary>Reads a part of a scene; null where there is none, or it lacks a band in the visible.</summary>
    /// <param name="source">The scene.</param>
    /// <param name="wanted">Its pixels.</param>
    /// <param name="cancel">Looked at once a strip.</param>
    public static EvidenceRaster? Read(IReflectanceSource source, Window wanted, CancellationToken cancel)
    {
        var roles = source.Roles;
        if (!roles.Contains(BandRole.Red)) return null;
        var part = wanted.Intersect(source.Grid.Whole);
        if (part.IsEmpty) return null;
        var (metresCol, metresRow) = GroundPixel.MetresOf(source.Grid);
        int factor = Math.Max(1, (int)Math.Round(CellMetres / Math.Max(metresCol, metresRow)));
        while (part.PixelCount / ((long)factor * factor) > MostCells) factor *= 2;
        int width = part.Width / factor, height = part.Height / factor;
        if (width < 8 || height < 8) return null;
        BandRole nir = roles.Contains(BandRole.Nir) ? BandRole.Nir : BandRole.NirNarrow;
        BandRole[] read = [.. new[] { BandRole.Red, nir, BandRole.Blue, BandRole.Swir1 }.Where(roles.Contains)];
        var bands = read.ToDictionary(role => role, role => Cells(source, role, part with { Width = width * factor, Height = height * factor }, factor, cancel));
        var features = new List<float[]> { Each(bands[BandRole.Red], null, (red, _) => MathF.Sqrt(Math.Max(0, red))) };
        if (bands.TryGetValue(nir, out var infrared)) features.Add(Each(bands[BandRole.Red], infrared, (red, n) => n + red > 0.01f ? (n - red) / (n + red) : 0));
        if (bands.TryGetValue(BandRole.Blue, out var blue)) features.Add(Each(bands[BandRole.Red], blue, (red, b) => b / Math.Max(0.02f, red)));
        if (bands.TryGetValue(BandRole.Swir1, out var swir)) features.Add(Each(bands[BandRole.Red], swir, (red, s) => s / Math.Max(0.02f, red)));
        features.ForEach(Standardise);
        return new EvidenceRaster(width, height, metresCol * factor, metresRow * factor, [.. features]) { Place = (factor, part.Col, part.Row) };
    }

    private static float[] Cells(IReflectanceSource source, BandRole role, Window part, int factor, CancellationToken cancel)
    {
        int width = part.Width / factor, height = part.Height / factor, strip = Math.Max(1, 256 / factor);
        var cells = new float[width * height];
        float[] pixels = new float[(long)part.Width * strip * factor];
        for (int row = 0; row < height; row += strip)
        {
            cancel.ThrowIfCancellationRequested();
            int rows = Math.Min(strip, height - row);
            var window = new Window(part.Col, part.Row + row * factor, part.Width, rows * factor);
            var values = pixels.AsSpan(0, (int)window.PixelCount);
            source.Read(role, window, values);
            for (int cell = 0; cell < rows * width; cell++)
            {
                double sum = 0;
                int count = 0;
                for (int r = cell / width * factor; r < (cell / width + 1) * factor; r++)
                {
                    foreach (float value in values.Slice(r * part.Width + cell % width * factor, factor))
                    {
                        if (!float.IsNaN(value)) (sum, count) = (sum + value, count + 1);
                    }
                }

                cells[row * width + cell] = 2 * count > factor * factor ? (float)(sum / count) : float.NaN;
            }
        }

        return cells;
    }

    private static float[] Each(float[] red, float[]? other, Func<float, float, float> feature)
    {
        var values = new float[red.Length];
        for (int i = 0; i < red.Length; i++) values[i] = feature(red[i], other is null ? 0 : other[i]);
        return values;
    }

    private static void Standardise(float[] values)
    {
        double sum = 0, squares = 0;
        long count = 0;
        foreach (float value in values)
        {
            if (!float.IsNaN(value)) (sum, squares, count) = (sum + value, squares + (double)value * value, count + 1);
        }

        if (count == 0) return;
        double mean = sum / count, deviation = Math.Sqrt(Math.Max(1e-12, squares / count - mean * mean));
        for (int i = 0; i < values.Length; i++) values[i] = (float)Math.Clamp((values[i] - mean) / deviation, -4, 4);
    }
}
