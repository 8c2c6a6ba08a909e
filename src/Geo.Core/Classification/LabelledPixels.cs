using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;

namespace Geo.Core.Classification;

/// <summary>The pixels of a grid that belong to a labelled area.</summary>
internal static class LabelledPixels
{
    /// <summary>Pixels whose centre lies inside the polygons, the pixels that hold the points; an area without any centre gives the pixel of a point inside it.</summary>
    /// <param name="geometry">In the grid's CRS.</param>
    /// <param name="grid">Grid of the source; what lies outside is left out.</param>
    /// <returns>Columns and rows, row by row, each pixel once.</returns>
    public static IReadOnlyList<(int Col, int Row)> Of(Geometry geometry, Grid grid)
    {
        var found = new SortedSet<(int Row, int Col)>();
        for (int g = 0; g < geometry.NumGeometries; g++)
        {
            var part = geometry.GetGeometryN(g);
            if (part.IsEmpty) continue;
            int before = found.Count;
            if (part is IPolygonal) AddInside(part, grid, found);
            if (found.Count == before) AddHolder(part.InteriorPoint.Coordinate, grid, found);
        }

        return [.. found.Select(p => (p.Col, p.Row))];
    }

    private static void AddInside(Geometry polygon, Grid grid, SortedSet<(int Row, int Col)> found)
    {
        var box = polygon.EnvelopeInternal;
        var corners = new[]
        {
            grid.Transform.Invert(box.MinX, box.MinY), grid.Transform.Invert(box.MinX, box.MaxY),
            grid.Transform.Invert(box.MaxX, box.MinY), grid.Transform.Invert(box.MaxX, box.MaxY),
        };
        int left = (int)Math.Max(0, Math.Floor(corners.Min(c => c.Col)));
        int right = (int)Math.Min(grid.Width, Math.Ceiling(corners.Max(c => c.Col)));
        int top = (int)Math.Max(0, Math.Floor(corners.Min(c => c.Row)));
        int bottom = (int)Math.Min(grid.Height, Math.Ceiling(corners.Max(c => c.Row)));
        var locator = new IndexedPointInAreaLocator(polygon);
        for (int row = top; row < bottom; row++)
        {
            for (int col = left; col < right; col++)
            {
                var (x, y) = grid.Transform.Apply(col + 0.5, row + 0.5);
                if (locator.Locate(new Coordinate(x, y)) != Location.Exterior) found.Add((row, col));
            }
        }
    }

    private static void AddHolder(Coordinate place, Grid grid, SortedSet<(int Row, int Col)> found)
    {
        var (col, row) = grid.Transform.Invert(place.X, place.Y);
        if (col >= 0 && row >= 0 && col < grid.Width && row < grid.Height) found.Add(((int)row, (int)col));
    }
}
