namespace Geo.Core.Imagery.Clouds;

/// <summary>
/// A scene in cells of some 30 m: means of reflectance, kept as 1/20000 in 16 bits (0 = no data). So much of a scene is in memory, ten
/// bytes a cell; the pixels themselves pass by strip by strip.
/// </summary>
internal sealed class CellRaster
{
    private const double Unit = 20_000;

    private CellRaster(int width, int height, int factor, double metres, bool nir, bool swir)
    {
        (Width, Height, Factor, Metres) = (width, height, factor, metres);
        int count = checked(width * height);
        (Blue, Green, Red) = (new ushort[count], new ushort[count], new ushort[count]);
        Nir = nir ? new ushort[count] : null;
        Swir = swir ? new ushort[count] : null;
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Pixels a side of a cell.</summary>
    public int Factor { get; }

    /// <summary>Side of a cell, metres.</summary>
    public double Metres { get; }

    public ushort[] Blue { get; }

    public ushort[] Green { get; }

    public ushort[] Red { get; }

    public ushort[]? Nir { get; }

    public ushort[]? Swir { get; }

    public int Count => Blue.Length;

    public static double Value(ushort stored) => stored / Unit;

    public static ushort Stored(double value) => (ushort)Math.Clamp((int)Math.Round(value * Unit), 1, ushort.MaxValue);

    public bool Seen(int cell) => Blue[cell] != 0 && Green[cell] != 0 && Red[cell] != 0 && (Nir is null || Nir[cell] != 0);

    /// <summary>Reads a scene.</summary>
    /// <param name="source">Has blue, green and red.</param>
    /// <param name="pixelMetres">Side of its pixels.</param>
    /// <param name="cellMetres">Side wanted of a cell.</param>
    public static CellRaster Read(IReflectanceSource source, double pixelMetres, double cellMetres, IProgress<double>? progress, CancellationToken cancel)
    {
        int factor = Math.Max(1, (int)Math.Round(cellMetres / pixelMetres));
        var grid = source.Grid;
        BandRole nir = source.Roles.Contains(BandRole.Nir) ? BandRole.Nir : BandRole.NirNarrow;
        var cells = new CellRaster((grid.Width + factor - 1) / factor, (grid.Height + factor - 1) / factor, factor, factor * pixelMetres,
            source.Roles.Contains(nir), source.Roles.Contains(BandRole.Swir1));
        (BandRole Role, ushort[]? Into)[] bands = [(BandRole.Blue, cells.Blue), (BandRole.Green, cells.Green), (BandRole.Red, cells.Red), (nir, cells.Nir), (BandRole.Swir1, cells.Swir)];
        // About 256 rows at once: the height of a strip of blocks.
        int cellRows = Math.Max(1, 256 / factor);
        float[] pixels = new float[(long)grid.Width * cellRows * factor];
        for (int row = 0; row < cells.Height; row += cellRows)
        {
            cancel.ThrowIfCancellationRequested();
            int rows = Math.Min(cellRows, cells.Height - row);
            var window = new Window(0, row * factor, grid.Width, rows * factor);
            foreach (var (role, into) in bands.Where(band => band.Into is not null))
            {
                var values = pixels.AsSpan(0, (int)window.PixelCount);
                source.Read(role, window, values);
                for (int cell = 0; cell < rows * cells.Width; cell++) into![row * cells.Width + cell] = Mean(values, grid.Width, cell % cells.Width * factor, cell / cells.Width * factor, factor);
            }

            progress?.Report((double)(row + rows) / cells.Height);
        }

        return cells;
    }

    private static ushort Mean(ReadOnlySpan<float> values, int width, int left, int top, int factor)
    {
        double sum = 0;
        int count = 0;
        for (int row = top; row < top + factor; row++)
        {
            foreach (float value in values.Slice(row * width + left, Math.Min(factor, width - left)))
            {
                if (!float.IsNaN(value)) (sum, count) = (sum + value, count + 1);
            }
        }

        return count == 0 ? (ushort)0 : Stored(sum / count);
    }
}
