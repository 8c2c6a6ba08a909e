using Geo.Core.Crs;
using Geo.Core.Gdal;
using Geo.Core.Sites;
using Geo.Core.Store;
using Geo.Core.Vectors;

namespace Geo.Jobs.Jobs;

/// <summary>
/// The list of dumps of at least 100,000 t in the columns of the autonomous region's order (大宗工业固体废物堆存场所排查: 位置、规模、堆存类型、
/// 堆存量、经纬度、照片、污染防治设施是否正常运行). What only a person on the spot knows stands empty for them.
/// </summary>
public static class BulkList
{
    private static readonly VectorField[] Fields =
    [
        new("编号", FieldKind.Text), new("名称", FieldKind.Text), new("位置", FieldKind.Text), new("占地面积（m²）", FieldKind.RealNumber), new("堆体体积（m³）", FieldKind.RealNumber),
        new("堆存类型", FieldKind.Text), new("堆存量（t）", FieldKind.RealNumber), new("堆存量来源", FieldKind.Text), new("经度", FieldKind.RealNumber), new("纬度", FieldKind.RealNumber),
        new("责任主体", FieldKind.Text), new("管控级别", FieldKind.Text), new("照片", FieldKind.Text), new("污染防治设施是否正常运行", FieldKind.Text),
    ];

    /// <summary>The list, largest first.</summary>
    /// <param name="store">The store.</param>
    public static IReadOnlyList<VectorFeature> Rows(WorkspaceStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        var categories = WasteCategories.Default.All.ToDictionary(c => c.Code, c => c.Zh);
        var photos = store.Layer("field-photos").Items(ItemsRequest.Everything).Where(p => p.Properties["site_kind"] is "dump").ToLookup(p => p.Properties["site_code"] as string, p => p.Properties["file"] as string);
        return
        [
            .. store.Layer("dumps").Items(ItemsRequest.Everything).Where(d => d.Properties["estimated_tonnes"] is double mass && mass >= DumpSite.LargeBulkTonnes)
                .OrderByDescending(d => (double)d.Properties["estimated_tonnes"]!).ThenBy(d => d.Id, StringComparer.Ordinal)
                .Select((d, i) => new VectorFeature(i + 1, d.Geometry, Row(d, categories, photos[d.Id]))),
        ];
    }

    /// <summary>Writes the list; the format follows the extension.</summary>
    public static void Write(IReadOnlyList<VectorFeature> rows, string file) => VectorFile.Write(file, "bulk", WellKnown.Crs84, Fields, rows);

    private static Dictionary<string, object?> Row(Feature dump, Dictionary<string, string> categories, IEnumerable<string?> photos)
    {
        var p = dump.Properties;
        var place = dump.Geometry is { IsEmpty: false } g ? g.InteriorPoint : null;
        object?[] values =
        [
            dump.Id, p["name"], p["town"], p["area_m2"], p["volume_m3"], p["waste_category"] is string code ? categories.GetValueOrDefault(code, code) : null,
            p["estimated_tonnes"], p["mass_source"] ?? "台账", place is null ? null : Math.Round(place.X, 6), place is null ? null : Math.Round(place.Y, 6),
            p["responsible_party"] switch { "known" => p["responsible_name"] ?? "有", "none" => "无", "unknown" => "不明", _ => null },
            p["control_grade"], string.Join(' ', photos.OfType<string>()), null,
        ];
        return Fields.Zip(values).ToDictionary(f => f.First.Name, f => f.Second);
    }
}
