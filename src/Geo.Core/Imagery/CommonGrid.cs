using Geo.Core.Gdal;

namespace Geo.Core.Imagery;

/// <summary>One grid for rasters of several: CRS, pixel size and pixel edges of the first, over the ground of all.</summary>
internal static class CommonGrid
{
    /// <summary>Points a side of an outline that is transformed to another CRS.</summary>
    private const int PointsPerSide = 21;

    public static Grid Of(IReadOnlyList<Grid> grids)
    {
        Grid first = grids[0];
        GeoTransform transform = first.Transform;
        int left = 0, top = 0, right = first.Width, bottom = first.Height;
        foreach (Grid grid in grids.Skip(1))
        {
            foreach (var (x, y) in Outline(grid, first.Crs))
            {
                var (col, row) = transform.Invert(x, y);
                // A billionth of rounding in a shared edge must not add a row of pixels.
                left = Math.Min(left, (int)Math.Floor(col + 1e-6));
                top = Math.Min(top, (int)Math.Floor(row + 1e-6));
                right = Math.Max(right, (int)Math.Ceiling(col - 1e-6));
                bottom = Math.Max(bottom, (int)Math.Ceiling(row - 1e-6));
            }
        }

        return first.Crop(new Window(left, top, right - left, bottom - top));
    }

    private static IEnumerable<(double X, double Y)> Outline(Grid grid, SpatialReference crs)
    {
        var xs = new double[4 * PointsPerSide];
        var ys = new double[4 * PointsPerSide];
        for (int i = 0; i < PointsPerSide; i++)
        {
            double share = i / (double)(PointsPerSide - 1);
            (double Col, double Row)[] sides =
            [
                (share * grid.Width, 0), (share * grid.Width, grid.Height), (0, share * grid.Height), (grid.Width, share * grid.Height),
            ];
            for (int side = 0; side < 4; side++)
            {
                (xs[4 * i + side], ys[4 * i + side]) = grid.Transform.Apply(sides[side].Col, sides[side].Row);
            }
        }

        if (grid.Crs != crs)
        {
            using var transform = new PointTransform(grid.Crs, crs);
            transform.Transform(xs, ys);
        }

        return xs.Zip(ys);
    }
}
