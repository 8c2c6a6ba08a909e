using Geo.Core.Crs;
using NetTopologySuite.Geometries;

namespace Geo.Core.Imagery;

/// <summary>The outline of a grid on the earth.</summary>
internal static class SceneFootprint
{
    // A straight edge of a projected raster is curved in degrees: some points on the way keep the outline within a pixel.
    private const int StepsPerEdge = 8;

    /// <summary>Outline in longitude/latitude (CRS84), counter-clockwise (right-hand rule of RFC 7946), 7 decimals.</summary>
    /// <exception cref="InputException">The corners have no place on earth in the CRS that the file names.</exception>
    internal static Polygon Of(Grid grid)
    {
        var (w, h) = (grid.Width, grid.Height);
        (double Col, double Row)[] corners = [(0, 0), (0, h), (w, h), (w, 0)];
        var ring = new List<Coordinate>();
        for (int edge = 0; edge < corners.Length; edge++)
        {
            var (from, to) = (corners[edge], corners[(edge + 1) % corners.Length]);
            for (int step = 0; step < StepsPerEdge; step++)
            {
                double share = (double)step / StepsPerEdge;
                var (x, y) = grid.Transform.Apply(from.Col + share * (to.Col - from.Col), from.Row + share * (to.Row - from.Row));
                ring.Add(new Coordinate(x, y));
            }
        }

        ring.Add(ring[0].Copy());
        var outline = (Polygon)GeometryTransform.Transform(new Polygon(new LinearRing([.. ring])), grid.Crs, WellKnown.Crs84);
        var rounded = outline.ExteriorRing.Coordinates.Select(c => new Coordinate(Math.Round(c.X, 7), Math.Round(c.Y, 7))).ToArray();
        var polygon = new Polygon(new LinearRing(rounded)) { SRID = 4326 };
        if (rounded.Any(c => Math.Abs(c.X) > 180 || Math.Abs(c.Y) > 90) || !polygon.IsValid)
        {
            throw new InputException("raster", "CRS", $"its corners do not lie on earth when read as {grid.Crs}, or it crosses the date line",
                "check the CRS that the file names; a raster across the date line must be cut there first");
        }

        return polygon;
    }
}
