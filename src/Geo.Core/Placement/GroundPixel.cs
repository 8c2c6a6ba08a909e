using Geo.Core.Crs;
using Geo.Core.Measure;

namespace Geo.Core.Placement;

/// <summary>How large a grid's pixels are on the ground, on the ellipsoid: Web Mercator's metres are none.</summary>
public static class GroundPixel
{
    /// <summary>Metres of a pixel's width and height at the middle of a grid.</summary>
    public static (double Col, double Row) MetresOf(Grid grid)
    {
        ArgumentNullException.ThrowIfNull(grid);
        double col = grid.Width / 2.0, row = grid.Height / 2.0;
        return (Between(grid, (col - 0.5, row), (col + 0.5, row)), Between(grid, (col, row - 0.5), (col, row + 0.5)));
    }

    /// <summary>The larger of the two.</summary>
    public static double SideOf(Grid grid)
    {
        var (col, row) = MetresOf(grid);
        return Math.Max(col, row);
    }

    private static double Between(Grid grid, (double Col, double Row) from, (double Col, double Row) to)
    {
        var (ax, ay) = LonLat(grid, from);
        var (bx, by) = LonLat(grid, to);
        return Ellipsoid.Distance(ax, ay, bx, by);
    }

    private static (double Lon, double Lat) LonLat(Grid grid, (double Col, double Row) at)
    {
        var (x, y) = grid.Transform.Apply(at.Col, at.Row);
        return GeometryTransform.Transform(x, y, grid.Crs, WellKnown.Crs84);
    }
}
