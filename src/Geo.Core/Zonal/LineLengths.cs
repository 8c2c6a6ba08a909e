using NetTopologySuite.Geometries;

namespace Geo.Core.Zonal;

/// <summary>Length of a line in each pixel, in CRS units: segments are cut at whole columns and rows, each piece counts for the pixel of its middle.</summary>
internal static class LineLengths
{
    /// <summary>Adds the line's lengths.</summary>
    public static void Add(LineString line, Grid grid, Window window, double[] lengths)
    {
        var (x, y) = PixelGeometry.Pixels(line, grid);
        var cuts = new List<double>();
        for (int i = 1; i < x.Length; i++)
        {
            double dx = x[i] - x[i - 1], dy = y[i] - y[i - 1];
            cuts.Clear();
            cuts.Add(0);
            AddCuts(cuts, x[i - 1], dx, window.Col, window.Right);
            AddCuts(cuts, y[i - 1], dy, window.Row, window.Bottom);
            cuts.Add(1);
            cuts.Sort();
            var t = grid.Transform;
            double length = double.Hypot(dx * t.PixelWidth + dy * t.RowRotation, dx * t.ColumnRotation + dy * t.PixelHeight);
            for (int k = 1; k < cuts.Count; k++)
            {
                double middle = (cuts[k - 1] + cuts[k]) / 2;
                int col = (int)Math.Floor(x[i - 1] + middle * dx), row = (int)Math.Floor(y[i - 1] + middle * dy);
                if (col < window.Col || col >= window.Right || row < window.Row || row >= window.Bottom) continue;
                lengths[(row - window.Row) * window.Width + col - window.Col] += (cuts[k] - cuts[k - 1]) * length;
            }
        }
    }

    private static void AddCuts(List<double> cuts, double from, double change, int low, int high)
    {
        if (change == 0) return;
        int first = (int)Math.Ceiling(Math.Max(Math.Min(from, from + change), low));
        int last = (int)Math.Floor(Math.Min(Math.Max(from, from + change), high));
        for (int border = first; border <= last; border++)
        {
            double share = (border - from) / change;
            if (share is > 0 and < 1) cuts.Add(share);
        }
    }
}
