using Geo.Core.Gdal;

namespace Geo.Core.Imagery.Ortho;

/// <summary>
/// Dark-object subtraction: what the darkest ground of a band shows over one per cent reflectance is light of the air, and is taken
/// off everywhere. An approximation to surface reflectance: haze is taken as even, and the air's loss of light is left out.
/// </summary>
/// <remarks>
/// Chavez 1988, https://doi.org/10.1016/0034-4257(88)90019-3; the one per cent: Chavez 1996, PE&amp;RS 62(9), 1025–1036 (model DOS).
/// </remarks>
internal static class DarkObject
{
    /// <summary>Reflectance of the darkest ground.</summary>
    internal const double Reflectance = 0.01;

    private const double DarkShare = 0.001;
    private const int Rows = 256, Columns = 4096, Levels = 65536;

    /// <summary>The DN that one pixel in a thousand of those with data does not exceed.</summary>
    /// <param name="image">Bands of 8 or 16 bits; 0 is no data.</param>
    /// <param name="band">Band number from 1.</param>
    /// <param name="cancel">Stops between blocks.</param>
    internal static int DarkestDn(Dataset image, int band, CancellationToken cancel)
    {
        long[] counts = new long[Levels];
        var grid = image.Grid;
        for (int row = 0; row < grid.Height; row += Rows)
        {
            for (int col = 0; col < grid.Width; col += Columns)
            {
                cancel.ThrowIfCancellationRequested();
                var window = new Window(col, row, Math.Min(Columns, grid.Width - col), Math.Min(Rows, grid.Height - row));
                ushort[] pixels = new ushort[window.PixelCount];
                image.Read(band, window, pixels.AsSpan());
                foreach (ushort dn in pixels) counts[dn]++;
            }
        }

        long wanted = Math.Max(1, (long)(DarkShare * counts.AsSpan(1).ToArray().Sum())), seen = 0;
        for (int dn = 1; dn < Levels; dn++)
        {
            seen += counts[dn];
            if (seen >= wanted) return dn;
        }

        return 0;
    }

    /// <summary>The offset of a band after the haze is taken off: the darkest DN becomes one per cent; never brighter than before.</summary>
    internal static double OffsetWithout(double scale, double offset, int darkestDn) => offset - Math.Max(0, scale * darkestDn + offset - Reflectance);
}
