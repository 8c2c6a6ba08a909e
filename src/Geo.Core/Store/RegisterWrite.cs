using Geo.Core.Measure;
using Geo.Core.Sites;
using Geo.Core.Store.Inventory;
using NetTopologySuite.Geometries;

namespace Geo.Core.Store;

/// <summary>Single rows of a register as people write them from GIS programs; the same rules as for an import, and no row is changed that its writer has not seen.</summary>
public static class RegisterWrite
{
    /// <summary>Adds a row.</summary>
    /// <param name="writer">The transaction.</param>
    /// <param name="layer">The register.</param>
    /// <param name="id">The row's id, which is its code.</param>
    /// <param name="values">Receivable properties, checked.</param>
    /// <param name="place">Its geometry, checked.</param>
    /// <exception cref="InputException">There is such a row, or it has become another.</exception>
    public static void Create(StoreWriter writer, string layer, string id, IReadOnlyDictionary<string, object?> values, Geometry place)
    {
        if (writer.Find(layer, id) is not null)
        {
            throw new InputException("body", "properties.code", $"there is a row '{id}' already", "change that one, or give another code");
        }

        if (layer == Layers.Dumps.Id && writer.Find(Layers.SiteHistory.Id, DumpSuccession.RowId(id)) is not null)
        {
            throw new InputException("body", "properties.code", $"the dump '{id}' was merged or split", "give another code, or change its successors");
        }

        var all = new Dictionary<string, object?>(values) { ["code"] = id, ["name"] = values.GetValueOrDefault("name") ?? id };
        if (layer == Layers.MineSites.Id || layer == Layers.Dumps.Id)
        {
            bool mine = layer == Layers.MineSites.Id;
            string kind = mine ? "mine_site" : "dump", status = mine ? StatusCode.Of(MineStatus.NotStarted) : StatusCode.Of(DumpStatus.Listed);
            var at = ColumnValue.Instant(writer.At);
            (all["status"], all["status_at"]) = (status, at);
            writer.Put(Layers.SiteHistory.Id, new Feature($"{kind}-{id}-{at.UtcDateTime:yyyyMMddTHHmmssfffZ}-register", null, new Dictionary<string, object?>
            {
                ["site_kind"] = kind,
                ["site_code"] = id,
                ["status"] = status,
                ["status_at"] = at,
                ["source"] = "register",
                ["decided_by"] = writer.Author,
                ["reason"] = "entered",
            }));
        }

        writer.Put(layer, new Feature(id, place, Derived(layer, all, place)));
        writer.Audit("item.create", $"{layer}/{id}");
    }

    /// <summary>Gives a row other values and, where one is given, another geometry; what the values do not name stays.</summary>
    /// <param name="writer">The transaction.</param>
    /// <param name="layer">The register.</param>
    /// <param name="id">The row.</param>
    /// <param name="seen">True for a revision of the row that its writer has seen.</param>
    /// <param name="values">Receivable properties, checked; null takes a value away.</param>
    /// <param name="place">The new geometry, checked; null leaves it.</param>
    /// <param name="action">As the audit log calls it.</param>
    /// <exception cref="NotFoundException">There is no such row.</exception>
    /// <exception cref="StaleException">The row is another than was seen.</exception>
    public static void Change(StoreWriter writer, string layer, string id, Func<long, bool> seen, IReadOnlyDictionary<string, object?> values, Geometry? place, string action)
    {
        var row = Seen(writer, layer, id, seen);
        if (values.TryGetValue("waste_category", out object? category) && row.Properties.GetValueOrDefault("identified_by") is not null && !Equals(category, row.Properties["waste_category"]))
        {
            throw new InputException("body", "properties.waste_category", "it was identified by samples", "record another identification of the dump");
        }

        var all = new Dictionary<string, object?>(values);
        if (all.TryGetValue("name", out object? name) && name is null) all["name"] = id;
        writer.Put(layer, new Feature(id, place, place is null ? Derived(layer, all) : Derived(layer, all, place)));
        writer.Audit(action, $"{layer}/{id}");
    }

    /// <summary>Takes a row out of the register; its history stays.</summary>
    /// <exception cref="NotFoundException">There is no such row.</exception>
    /// <exception cref="StaleException">The row is another than was seen.</exception>
    public static void Delete(StoreWriter writer, string layer, string id, Func<long, bool> seen)
    {
        Seen(writer, layer, id, seen);
        writer.Delete(layer, [id]);
        writer.Audit("item.delete", $"{layer}/{id}");
    }

    private static Feature Seen(StoreWriter writer, string layer, string id, Func<long, bool> seen)
    {
        var (row, revision) = writer.FindVersion(layer, id) ?? throw new NotFoundException($"item of {layer}", id);
        return seen(revision) ? row : throw new StaleException($"{layer}/{id} was changed since it was read", "read it again and send its new ETag in If-Match");
    }

    private static Dictionary<string, object?> Derived(string layer, Dictionary<string, object?> values)
    {
        if (layer == Layers.Dumps.Id && values.TryGetValue("estimated_tonnes", out object? mass))
        {
            values["large_bulk"] = mass is double tonnes ? tonnes >= DumpSite.LargeBulkTonnes : null;
        }

        return values;
    }

    private static Dictionary<string, object?> Derived(string layer, Dictionary<string, object?> values, Geometry place)
    {
        bool area = place is Polygon or MultiPolygon;
        if (Layers.Get(layer).Column("area_m2") is not null) values["area_m2"] = area ? Ellipsoid.Area(place) : null;
        if (Layers.Get(layer).Column("length_m") is not null) values["length_m"] = area ? null : Ellipsoid.Length(place);
        return Derived(layer, values);
    }
}
