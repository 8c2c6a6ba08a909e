using NetTopologySuite.Geometries;

namespace Geo.Core.Filters;

/// <summary>Geometries from positions, with NTS's own checks (closed rings, enough positions) turned into errors of the filter.</summary>
internal static class LiteralGeometry
{
    private static readonly GeometryFactory s_factory = new();

    public static Point Point(Coordinate at) => s_factory.CreatePoint(at);

    public static LineString Line(IEnumerable<Coordinate> positions) => s_factory.CreateLineString([.. positions]);

    public static Polygon Polygon(IEnumerable<IEnumerable<Coordinate>> rings)
    {
        LinearRing[] all = [.. rings.Select(ring => s_factory.CreateLinearRing([.. ring]))];
        return all.Length > 0 ? s_factory.CreatePolygon(all[0], all[1..]) : throw new ArgumentException("a polygon has no ring");
    }

    public static MultiPoint Points(IEnumerable<Coordinate> positions) => s_factory.CreateMultiPoint([.. positions.Select(Point)]);

    public static MultiLineString Lines(IEnumerable<LineString> lines) => s_factory.CreateMultiLineString([.. lines]);

    public static MultiPolygon Polygons(IEnumerable<Polygon> polygons) => s_factory.CreateMultiPolygon([.. polygons]);

    public static GeometryCollection Collection(IEnumerable<Geometry> members) => s_factory.CreateGeometryCollection([.. members]);

    /// <summary>Makes a geometry; what NTS refuses becomes the error that <paramref name="wrong"/> makes.</summary>
    public static Geometry Checked(Func<Geometry> make, Func<string, InputException> wrong)
    {
        try
        {
            return make();
        }
        catch (ArgumentException e)
        {
            throw wrong($"this is no geometry ({e.Message.Split('\n', '\r')[0]})");
        }
    }
}
