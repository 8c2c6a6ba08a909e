namespace Geo.Core.Predictors;

/// <summary>Slope from heights.</summary>
internal static class Terrain
{
    /// <summary>Metres in a degree of a meridian, mean; slope needs no better.</summary>
    private const double MetresPerDegree = 111_195;

    /// <summary>Slope in degrees by Horn's weights; a missing neighbour counts as high as the centre.</summary>
    /// <param name="heights">Metres, window with halo, row by row.</param>
    /// <param name="inner">Width and height without the halo.</param>
    /// <param name="halo">Halo, at least 1.</param>
    /// <param name="grid">Grid of the source.</param>
    /// <param name="firstRow">Row of the grid of the first inner row.</param>
    /// <param name="into">Slope in [0, 90); NaN where the centre is missing.</param>
    /// <remarks>Horn 1981, https://doi.org/10.1109/PROC.1981.11918</remarks>
    public static void Slope(
        ReadOnlySpan<float> heights, (int Width, int Height) inner, int halo, Grid grid, int firstRow, Span<float> into)
    {
        for (int y = 0; y < inner.Height; y++)
        {
            var cell = CellSize(grid, firstRow + y);
            for (int x = 0; x < inner.Width; x++)
            {
                int at = (y + halo) * (inner.Width + 2 * halo) + x + halo;
                var (east, south) = Gradient(heights, at, inner.Width + 2 * halo, cell);
                into[y * inner.Width + x] = float.IsNaN(heights[at]) ? float.NaN : (float)(Math.Atan(Math.Sqrt(east * east + south * south)) * (180 / Math.PI));
            }
        }
    }

    /// <summary>Rise toward east and toward south, metres a metre, by Horn's weights; NaN where the centre is missing.</summary>
    /// <param name="heights">Metres, window with a halo of one pixel, row by row.</param>
    /// <param name="inner">Width and height without the halo.</param>
    /// <param name="grid">Grid of the source, north up.</param>
    /// <param name="firstRow">Row of the grid of the first inner row.</param>
    /// <param name="east">Rise toward east.</param>
    /// <param name="south">Rise toward south.</param>
    public static void Gradients(
        ReadOnlySpan<float> heights, (int Width, int Height) inner, Grid grid, int firstRow, Span<float> east, Span<float> south)
    {
        int stride = inner.Width + 2;
        for (int y = 0; y < inner.Height; y++)
        {
            var cell = CellSize(grid, firstRow + y);
            for (int x = 0; x < inner.Width; x++)
            {
                int at = (y + 1) * stride + x + 1;
                var (e, s) = float.IsNaN(heights[at]) ? (double.NaN, double.NaN) : Gradient(heights, at, stride, cell);
                (east[y * inner.Width + x], south[y * inner.Width + x]) = ((float)e, (float)s);
            }
        }
    }

    private static (double East, double South) Gradient(ReadOnlySpan<float> heights, int at, int stride, (double X, double Y) cell)
    {
        float centre = heights[at];
        double nw = Or(heights[at - stride - 1], centre), n = Or(heights[at - stride], centre);
        double ne = Or(heights[at - stride + 1], centre), w = Or(heights[at - 1], centre);
        double e = Or(heights[at + 1], centre), sw = Or(heights[at + stride - 1], centre);
        double s = Or(heights[at + stride], centre), se = Or(heights[at + stride + 1], centre);
        return ((ne + 2 * e + se - nw - 2 * w - sw) / (8 * cell.X), (sw + 2 * s + se - nw - 2 * n - ne) / (8 * cell.Y));
    }

    private static float Or(float height, float centre) => float.IsNaN(height) ? centre : height;

    // In a geographic CRS the cell's width in metres shrinks with latitude; it depends on the row of the whole grid only.
    private static (double X, double Y) CellSize(Grid grid, int row)
    {
        var t = grid.Transform;
        double x = Math.Abs(t.PixelWidth), y = Math.Abs(t.PixelHeight);
        if (!grid.Crs.Wkt.StartsWith("GEOG", StringComparison.Ordinal)) return (x, y);
        double latitude = t.OriginY + (row + 0.5) * t.PixelHeight;
        return (x * MetresPerDegree * Math.Cos(latitude * Math.PI / 180), y * MetresPerDegree);
    }
}
