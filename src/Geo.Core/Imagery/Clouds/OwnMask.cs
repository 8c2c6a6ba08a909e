namespace Geo.Core.Imagery.Clouds;

/// <summary>
/// The mask of cloud, haze, shadow and snow that GeoWfc makes where a product brings none: from blue, green and red, with near infrared
/// also shadows. Judged in cells of some 30 m, written pixel by pixel. docs/ownmask.md says how well it does.
/// </summary>
public static class OwnMask
{
    /// <summary>What a scene's or an observation's mask is called where it is this one.</summary>
    public const string Origin = "own";

    private const int LeastCells = 2500;

    /// <summary>True where a scene has the bands, as reflectance.</summary>
    public static bool CanMake(IReflectanceSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source.Roles.Contains(BandRole.Blue) && source.Roles.Contains(BandRole.Green) && source.Roles.Contains(BandRole.Red);
    }

    /// <summary>Makes the mask.</summary>
    /// <param name="source">The scene's reflectances; NaN is no data.</param>
    /// <param name="pixelMetres">Side of a pixel.</param>
    /// <param name="sun">Where the sun stood, for shadows.</param>
    /// <param name="thresholds">Thresholds.</param>
    /// <param name="write">Takes strips of <see cref="Quality"/> codes from top to bottom.</param>
    /// <param name="progress">Share done.</param>
    /// <param name="cancel">Looked at once a strip.</param>
    /// <returns>Pixels with data, and how many of them are under cloud or shadow; null, and nothing written, where the scene is too small to tell clear ground from cloud or its numbers are no reflectance.</returns>
    public static (long Valid, long Cloudy)? Make(
        IReflectanceSource source, double pixelMetres, SunPosition sun, CloudThresholds thresholds, Action<Window, byte[]> write, IProgress<double>? progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(thresholds);
        ArgumentNullException.ThrowIfNull(write);
        var cells = CellRaster.Read(source, pixelMetres, thresholds["cell_m"], progress, cancel);
        if (!Usable(cells)) return null;
        var found = CloudCells.Of(cells, thresholds);
        cancel.ThrowIfCancellationRequested();
        ShadowCells.Mark(found, cells, sun, thresholds);
        long valid = 0, cloudy = 0;
        var grid = source.Grid;
        const int Rows = 256;
        float[] values = new float[(long)grid.Width * Math.Min(Rows, grid.Height)];
        for (int row = 0; row < grid.Height; row += Rows)
        {
            cancel.ThrowIfCancellationRequested();
            var window = new Window(0, row, grid.Width, Math.Min(Rows, grid.Height - row));
            byte[] codes = new byte[window.PixelCount];
            for (int i = 0; i < codes.Length; i++)
            {
                // A pixel with data in a cell without is judged by nobody: clear.
                Quality cell = found[(row + i / grid.Width) / cells.Factor * cells.Width + i % grid.Width / cells.Factor];
                codes[i] = (byte)(cell == Quality.NoData ? Quality.Clear : cell);
            }

            foreach (var role in source.Roles)
            {
                var strip = values.AsSpan(0, codes.Length);
                source.Read(role, window, strip);
                for (int i = 0; i < codes.Length; i++)
                {
                    if (float.IsNaN(strip[i])) codes[i] = (byte)Quality.NoData;
                }
            }

            foreach (byte code in codes)
            {
                valid += code != (byte)Quality.NoData ? 1 : 0;
                cloudy += code is (byte)Quality.Cloud or (byte)Quality.Shadow ? 1 : 0;
            }

            write(window, codes);
        }

        return (valid, cloudy);
    }

    // A scene whose middle red is above 1 holds other numbers than reflectance.
    private static bool Usable(CellRaster cells)
    {
        ushort[] red = [.. Enumerable.Range(0, cells.Count).Where(cells.Seen).Select(i => cells.Red[i])];
        if (red.Length < LeastCells) return false;
        Array.Sort(red);
        return CellRaster.Value(red[red.Length / 2]) < 1;
    }
}
