using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Geo.Core;
using Geo.Core.Cases;
using Geo.Core.Crs;
using Geo.Core.Gdal;
using Geo.Core.Sites;
using Geo.Core.Store;
using Geo.Core.Store.Casework;
using Geo.Core.Vectors;
using NetTopologySuite.Geometries;

namespace Geo.Jobs.Jobs;

/// <summary>疑似问题清单, the list that 清废行动 hands out: one row a case, in Chinese, as XLSX, CSV, GeoJSON or KML.</summary>
public static class SuspectList
{
    private const string Name = "疑似问题清单";

    private static readonly XNamespace Kml = "http://www.opengis.net/kml/2.2";

    /// <summary>Extensions that can be written.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [".xlsx", ".csv", ".geojson", ".kml"];

    /// <summary>The columns, in order.</summary>
    public static IReadOnlyList<VectorField> Columns { get; } =
    [
        new("序号", FieldKind.WholeNumber), new("编号", FieldKind.Text), new("镇街", FieldKind.Text), new("经度（度分秒）", FieldKind.Text), new("纬度（度分秒）", FieldKind.Text),
        new("经度", FieldKind.RealNumber), new("纬度", FieldKind.RealNumber), new("面积（平方米）", FieldKind.RealNumber), new("面积（亩）", FieldKind.RealNumber), new("类别", FieldKind.Text),
        new("固废类别", FieldKind.Text), new("线索来源", FieldKind.Text), new("线索类型", FieldKind.Text), new("发现时间", FieldKind.Text), new("影像时间", FieldKind.Text), new("影像", FieldKind.Text),
        new("责任单位", FieldKind.Text), new("配合单位", FieldKind.Text), new("交办时间", FieldKind.Text), new("期限", FieldKind.Text), new("是否逾期", FieldKind.Text), new("状态", FieldKind.Text),
        new("核实结论", FieldKind.Text), new("核实时间", FieldKind.Text), new("整改情况", FieldKind.Text), new("整改时间", FieldKind.Text), new("销号方式", FieldKind.Text), new("销号时间", FieldKind.Text),
        new("备注", FieldKind.Text),
    ];

    /// <summary>Writes the list; the format follows the extension.</summary>
    /// <param name="store">The store.</param>
    /// <param name="cases">The cases, in the order of the rows.</param>
    /// <param name="file">Where.</param>
    /// <param name="now">Now, UTC.</param>
    /// <exception cref="InputException">The extension is none of ours.</exception>
    public static void Write(WorkspaceStore store, IReadOnlyList<CaseFile> cases, string file, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(cases);
        string extension = Path.GetExtension(file).ToLowerInvariant();
        if (!Extensions.Contains(extension)) throw new InputException(file, "extension", $"'{extension}' is no format of this list", $"use one of {string.Join(", ", Extensions)}");
        VectorFeature[] rows = [.. cases.Select((c, i) => new VectorFeature(i + 1, c.Place, Row(store, c, i + 1, now)))];
        switch (extension)
        {
            case ".kml":
                File.WriteAllText(file, OfKml(rows), new UTF8Encoding(false));
                break;
            case ".geojson":
                VectorFile.Write(file, Name, WellKnown.Crs84, Columns, rows);
                break;
            default:
                VectorFile.Write(file, Name, null, Columns, rows.Select(r => r with { Geometry = null }));
                break;
        }
    }

    /// <summary>A row by the names of its columns.</summary>
    public static IReadOnlyDictionary<string, object?> Row(WorkspaceStore store, CaseFile c, int number, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(c);
        Point middle = c.Place.InteriorPoint;
        string[] scenes = c.DetectionId is { } id && store.Layer(Layers.Detections.Id).Find(id)?.Properties["scene_ids"] is IEnumerable<string> list ? [.. list] : [];
        string? handled = c.HandledAt is null ? null
            : store.Layer(CaseRows.Layer).Versions(c.Id).LastOrDefault(v => v.Feature.Properties["last_action"] is "handle")?.Feature.Properties["last_reason"] as string;
        return new Dictionary<string, object?>
        {
            ["序号"] = number,
            ["编号"] = c.Id,
            ["镇街"] = c.Town,
            ["经度（度分秒）"] = DegreesMinutesSeconds(middle.X),
            ["纬度（度分秒）"] = DegreesMinutesSeconds(middle.Y),
            ["经度"] = Math.Round(middle.X, 6),
            ["纬度"] = Math.Round(middle.Y, 6),
            ["面积（平方米）"] = c.AreaM2 is { } m2 ? Math.Round(m2, 0) : null,
            ["面积（亩）"] = c.AreaM2 is { } area ? Math.Round(area / 10_000 * 15, 2) : null,
            ["类别"] = CaseWords.Class(c.Class),
            ["固废类别"] = c.WasteCategory is { } waste ? RegisterWords.WasteCategory(waste) : null,
            ["线索来源"] = CaseWords.Source(c.Source),
            ["线索类型"] = CaseWords.Kind(c.Kind),
            ["发现时间"] = ChinaTime.Day(c.FoundAt),
            ["影像时间"] = c.Source == CaseSource.Satellite || c.DetectionId is not null ? Day(c.LastSeenAt) : null,
            ["影像"] = scenes.Length == 0 ? null : string.Join('、', scenes),
            ["责任单位"] = UnitName(c.Unit),
            ["配合单位"] = c.Cooperating.Count == 0 ? null : string.Join('、', c.Cooperating.Select(UnitName)),
            ["交办时间"] = Day(c.AssignedAt),
            ["期限"] = Day(c.DueAt),
            ["是否逾期"] = c.Overdue(now) ? "逾期" : c.Open ? "未逾期" : null,
            ["状态"] = CaseWords.State(c.State),
            ["核实结论"] = CaseWords.Verdict(c.Verdict),
            ["核实时间"] = Day(c.VerifiedAt),
            ["整改情况"] = handled,
            ["整改时间"] = Day(c.HandledAt),
            ["销号方式"] = CaseWords.Outcome(c.Outcome),
            ["销号时间"] = Day(c.ClosedAt),
            ["备注"] = c.Synthetic ? $"（模拟数据）{c.Note}" : c.Note,
        };
    }

    /// <summary>110°01′12.0″: a tenth of a second is three metres. What rounds up to sixty carries over.</summary>
    public static string DegreesMinutesSeconds(double degrees)
    {
        long tenths = (long)Math.Round(Math.Abs(degrees) * 36_000, MidpointRounding.AwayFromZero);
        return string.Create(CultureInfo.InvariantCulture, $"{(degrees < 0 ? "-" : "")}{tenths / 36_000}°{tenths / 600 % 60:00}′{tenths % 600 / 10:00}.{tenths % 10}″");
    }

    private static string UnitName(string code) => Units.Default.Find(code)?.Zh ?? code;

    private static string? Day(DateTimeOffset? at) => at is { } when ? ChinaTime.Day(when) : null;

    private static string OfKml(VectorFeature[] rows)
    {
        var document = new XDocument(new XDeclaration("1.0", "UTF-8", null), new XElement(Kml + "kml", new XElement(Kml + "Document", new XElement(Kml + "name", Name), rows.Select(row =>
            new XElement(Kml + "Placemark",
                new XElement(Kml + "name", row.Attributes["编号"]),
                new XElement(Kml + "ExtendedData", Columns.Where(c => row.Attributes[c.Name] is not null).Select(c => new XElement(Kml + "Data", new XAttribute("name", c.Name),
                    new XElement(Kml + "value", Convert.ToString(row.Attributes[c.Name], CultureInfo.InvariantCulture))))),
                OfGeometry(row.Geometry!))))));
        return document.Declaration + "\n" + document;
    }

    private static XElement OfGeometry(Geometry geometry) => geometry switch
    {
        Point p => new XElement(Kml + "Point", new XElement(Kml + "coordinates", Coordinate(p.Coordinate))),
        Polygon p => new XElement(Kml + "Polygon", new XElement(Kml + "outerBoundaryIs", Ring(p.ExteriorRing)), p.InteriorRings.Select(r => new XElement(Kml + "innerBoundaryIs", Ring(r)))),
        _ => new XElement(Kml + "MultiGeometry", Enumerable.Range(0, geometry.NumGeometries).Select(i => OfGeometry(geometry.GetGeometryN(i)))),
    };

    private static XElement Ring(LineString ring) => new(Kml + "LinearRing", new XElement(Kml + "coordinates", string.Join(' ', ring.Coordinates.Select(Coordinate))));

    private static string Coordinate(Coordinate c) => string.Create(CultureInfo.InvariantCulture, $"{Math.Round(c.X, 7)},{Math.Round(c.Y, 7)}");
}
