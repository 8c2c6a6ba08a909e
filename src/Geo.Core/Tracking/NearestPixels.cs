using Geo.Core.Crs;
using NetTopologySuite.Geometries;

namespace Geo.Core.Tracking;

/// <summary>Which pixel of another raster holds the centre of each pixel of a window.</summary>
/// <param name="Window">Smallest window of the other raster that holds them all; empty where the two do not meet.</param>
/// <param name="At">A pixel of that window each, row by row; −1 outside of the other raster.</param>
internal sealed record NearestPixels(Window Window, int[] At)
{
    /// <summary>Looks them up.</summary>
    /// <param name="grid">Grid of the window.</param>
    /// <param name="window">At least two pixels; may leave the grid.</param>
    /// <param name="other">The other raster's grid.</param>
    public static NearestPixels Of(Grid grid, Window window, Grid other)
    {
        var centres = new Coordinate[checked((int)window.PixelCount)];
        for (int i = 0; i < centres.Length; i++)
        {
            var (x, y) = grid.Transform.Apply(window.Col + i % window.Width + 0.5, window.Row + i / window.Width + 0.5);
            centres[i] = new Coordinate(x, y);
        }

        var moved = ((LineString)GeometryTransform.Transform(new LineString(centres), grid.Crs, other.Crs)).CoordinateSequence;
        var cols = new int[centres.Length];
        var rows = new int[centres.Length];
        int left = int.MaxValue, top = int.MaxValue, right = int.MinValue, bottom = int.MinValue;
        for (int i = 0; i < centres.Length; i++)
        {
            var (col, row) = other.Transform.Invert(moved.GetX(i), moved.GetY(i));
            bool inside = col >= 0 && row >= 0 && col < other.Width && row < other.Height;
            (cols[i], rows[i]) = inside ? ((int)col, (int)row) : (-1, -1);
            if (!inside) continue;
            (left, right) = (Math.Min(left, cols[i]), Math.Max(right, cols[i] + 1));
            (top, bottom) = (Math.Min(top, rows[i]), Math.Max(bottom, rows[i] + 1));
        }

        var needed = right > left ? new Window(left, top, right - left, bottom - top) : default;
        return new NearestPixels(needed, [.. cols.Select((col, i) => col < 0 ? -1 : (rows[i] - top) * needed.Width + col - left)]);
    }
}
