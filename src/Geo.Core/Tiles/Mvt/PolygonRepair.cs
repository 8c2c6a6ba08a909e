using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Precision;

namespace Geo.Core.Tiles.Mvt;

/// <summary>The slow way for the few polygons that rounding or cutting left crossing themselves: made valid, then snapped to whole units.</summary>
internal static class PolygonRepair
{
    private static readonly GeometryFactory Factory = new(new PrecisionModel());

    /// <summary>What a polygon's rings mean, as valid polygons on whole units; may be none.</summary>
    public static IReadOnlyList<Polygon> Repair(RoundedRings rings, int first, int count)
    {
        LinearRing Of(int ring)
        {
            var x = rings.X(ring);
            var y = rings.Y(ring);
            var points = new Coordinate[x.Length + 1];
            for (int i = 0; i < x.Length; i++) points[i] = new Coordinate(x[i], y[i]);
            points[^1] = points[0].Copy();
            return Factory.CreateLinearRing(points);
        }

        Geometry valid = GeometryFixer.Fix(Factory.CreatePolygon(Of(first), [.. Enumerable.Range(first + 1, count - 1).Select(Of)]));
        Geometry whole = GeometryPrecisionReducer.Reduce(valid, new PrecisionModel(1));
        return [.. Enumerable.Range(0, whole.NumGeometries).Select(whole.GetGeometryN).OfType<Polygon>().Where(polygon => !polygon.IsEmpty)];
    }
}
