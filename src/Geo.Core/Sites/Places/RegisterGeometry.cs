using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;

namespace Geo.Core.Sites.Places;

/// <summary>Checks and mends a geometry in longitude/latitude for a register.</summary>
internal static class RegisterGeometry
{
    /// <summary>How the reason for swapped columns begins in Chinese.</summary>
    public const string Swapped = "经纬度疑似颠倒";

    // Mainland and islands of China with the seas between, degrees.
    private static readonly Envelope China = new(73, 136, 3, 54);

    /// <summary>The geometry as it will be stored, with what was mended; or null with the reason of refusal.</summary>
    public static (Geometry? Geometry, Reason? Reason) Check(Geometry? given, string kind, bool anyPlace)
    {
        if (given is null || given.IsEmpty)
        {
            return Refuse("没有图形", "there is no geometry");
        }

        var envelope = given.EnvelopeInternal;
        if (!IsFinite(given))
        {
            return Refuse("坐标含有非数值", "a coordinate is not a number");
        }

        if (!anyPlace && !China.Contains(envelope))
        {
            return China.Contains(new Envelope(envelope.MinY, envelope.MaxY, envelope.MinX, envelope.MaxX))
                ? Refuse($"{Swapped}，请交换两列（--map lon=lat --map lat=lon）", "longitude and latitude look swapped: swap the columns (--map lon=lat --map lat=lon)")
                : Refuse(
                    FormattableString.Invariant($"位置（{envelope.Centre.X:0.####}, {envelope.Centre.Y:0.####}）不在中国范围内，请检查坐标系（--source-crs）"),
                    FormattableString.Invariant($"the place ({envelope.Centre.X:0.####}, {envelope.Centre.Y:0.####}) is outside of China: check the coordinate system (--source-crs)"));
        }

        if (Math.Abs(envelope.MinX) > 180 || envelope.MaxX > 180 || envelope.MinY < -90 || envelope.MaxY > 90)
        {
            return Refuse("坐标超出经纬度范围，请指定坐标系（--source-crs）", "coordinates are no longitudes and latitudes: name their system with --source-crs");
        }

        if (kind is "area" or "area_or_point" && Closed(given) is { } ground)
        {
            var (area, _) = Check(ground, kind, anyPlace);
            if (area is not null) return (area, new Reason("边界是闭合的线，已作为面读取", "the outline is a closed line and was read as an area"));
        }

        var (mended, note) = Mend(given);
        var fitting = Fit(mended, kind);
        var (zh, en) = kind switch
        {
            "area" => ("面（或闭合的线）", "an area, or a closed line"),
            "area_or_point" => ("面（或闭合的线）或一个点", "an area, a closed line, or one point"),
            _ => ("面或线", "an area or a line"),
        };
        return fitting is null
            ? Refuse($"图形类型 {given.GeometryType} 不适用，须为{zh}", $"a {given.GeometryType} does not fit this register, which takes {en}")
            : (fitting, note);
    }

    // CAD and field programs draw a boundary as a line that ends where it begins.
    private static Geometry? Closed(Geometry given)
    {
        var lines = Enumerable.Range(0, given.NumGeometries).Select(given.GetGeometryN).ToArray();
        return lines.Length > 0 && lines.All(l => l is LineString { IsClosed: true, NumPoints: >= 4 }) ? given.Factory.BuildGeometry(lines.Select(l => (Geometry)given.Factory.CreatePolygon(l.Coordinates))) : null;
    }

    private static (Geometry, Reason?) Mend(Geometry given)
    {
        if (given.IsValid)
        {
            return (given.Copy(), null);
        }

        var why = new NetTopologySuite.Operation.Valid.IsValidOp(given).ValidationError;
        return (GeometryFixer.Fix(given), new Reason($"图形无效（{why?.Message}），已修复", $"the geometry was invalid ({why?.Message}) and has been mended"));
    }

    // The parts of the highest dimension that the kind allows; null where nothing fits.
    private static Geometry? Fit(Geometry geometry, string kind)
    {
        var polygons = PolygonExtracter.GetPolygons(geometry).Cast<Polygon>().Where(p => !p.IsEmpty).ToArray();
        if (polygons.Length > 0)
        {
            return geometry.Factory.CreateMultiPolygon(polygons);
        }

        return kind switch
        {
            "any" => geometry.IsEmpty ? null : geometry,
            "area_or_point" when geometry is Point or MultiPoint { Count: 1 } => geometry.GetGeometryN(0),
            "line_or_area" when geometry is LineString or MultiLineString => geometry,
            _ => null,
        };
    }

    public static bool IsFinite(Geometry geometry) => geometry.Coordinates.All(c => double.IsFinite(c.X) && double.IsFinite(c.Y));

    private static (Geometry?, Reason) Refuse(string zh, string en) => (null, new Reason(zh, en));
}
