using Geo.Core.Measure;
using NetTopologySuite.Geometries;

namespace Geo.Core.Sites;

/// <summary>Values of a row to the record of its kind.</summary>
internal static class EntryBuilder
{
    // A listed area further than this from the drawn one is pointed out: a unit mixed up (ha, mu) is a factor of 667 or more.
    private const double AreaFactor = 5;

    public static RegisterEntry Build(string kind, string code, string name, Geometry geometry, Dictionary<string, object?> values)
    {
        string? Text(string field) => values.GetValueOrDefault(field) as string;
        double? Number(string field) => values.GetValueOrDefault(field) as double?;
        SquareMetres? listed = Number("listed_area_m2") is { } m2 ? new SquareMetres(m2) : null;
        SquareMetres? area = geometry is Polygon or MultiPolygon ? Ellipsoid.Area(geometry) : null;
        return kind switch
        {
            "mine-sites" => new MineSite(code, name, geometry, Text("town"), Text("lead_unit"), Text("mineral"),
                StatusCode.Parse<RestorationMode>(Text("restoration_mode")), values.GetValueOrDefault("planned_year") as int?, listed, area,
                StatusCode.Parse<MineStatus>(Text("status"))),
            "dumps" => new DumpSite(code, name, geometry, Text("town"), Text("lead_unit"), Text("waste_category"),
                StatusCode.Parse<ResponsibleParty>(Text("responsible_party")), Text("responsible_name"), Text("control_grade"),
                Text("identification_state"), Number("estimated_tonnes"), listed, area, StatusCode.Parse<DumpStatus>(Text("status"))),
            "sensitive-areas" => new SensitiveArea(code, name, geometry, Text("kind"), Number("weight"), Text("town"), area),
            "key-control-areas" => new KeyControlArea(code, name, geometry, Text("kind"), area),
            "towns" => new Town(code, name, geometry, Text("name_en"), area),
            "rivers" => new River(code, name, geometry, Text("kind"), area is null ? Ellipsoid.Length(geometry) : null),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }

    /// <summary>What looks odd in an entry that was taken nevertheless; null for nothing.</summary>
    public static Reason? Oddity(RegisterEntry entry)
    {
        if (entry is MineSite or DumpSite && entry.Geometry is Point)
        {
            return new Reason("只有点位，没有边界：不能计算面积，也不能监测", "only a point, no boundary: it has no area and cannot be observed");
        }

        var (listed, drawn) = entry switch
        {
            MineSite m => (m.ListedArea?.Value, m.Area?.Value),
            DumpSite d => (d.ListedArea?.Value, d.Area?.Value),
            _ => (null, null),
        };
        return listed > 0 && drawn > 0 && (listed > drawn * AreaFactor || drawn > listed * AreaFactor)
            ? new Reason(
                FormattableString.Invariant($"台账面积 {listed:0} m² 与图形面积 {drawn:0} m² 相差悬殊，请检查单位"),
                FormattableString.Invariant($"the listed area of {listed:0} m² is far from the drawn {drawn:0} m²: check the unit"))
            : null;
    }
}
