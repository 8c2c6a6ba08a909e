using Dapper;
using Geo.Core.Sites;
using Geo.Core.Store.Inventory;

namespace Geo.Core.Store;

/// <summary>What became of one row of a register.</summary>
/// <param name="Row">Record in the file, from 1.</param>
/// <param name="Code">Code where one could be read.</param>
/// <param name="State">taken (new), changed, same or refused.</param>
/// <param name="Reasons">Why, or what was mended.</param>
public sealed record ImportRow(int Row, string? Code, string State, IReadOnlyList<Reason> Reasons)
{
    /// <summary>Its row in the sheet as the person sees it there; null for files that are no tables.</summary>
    public int? Line { get; init; }

    /// <summary>Of a changed row: which columns, from what to what.</summary>
    public IReadOnlyList<FieldChange> Changes { get; init; } = [];
}

/// <summary>What became of a register.</summary>
public sealed record ImportReport(int Taken, int Changed, int Same, int Refused, IReadOnlyList<ImportRow> Rows)
{
    /// <summary>Codes that the layer holds and the file does not name; they stay as they are.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];
}

/// <summary>Brings a register as read into its layer: new codes are added, known ones changed, others left alone. Nothing is deleted.</summary>
public static class RegisterImport
{
    /// <summary>Writes the entries inside a transaction; a status that is new or differs goes into site-history too.</summary>
    /// <param name="writer">The transaction; for a dry run call <see cref="StoreWriter.Discard"/> afterwards.</param>
    /// <param name="reading">The register.</param>
    /// <param name="author">Who imports.</param>
    /// <param name="at">Now, UTC.</param>
    public static ImportReport Apply(StoreWriter writer, RegisterReading reading, string author, DateTimeOffset at)
    {
        string[] before = [.. writer.Connection.Query<string>($"SELECT id FROM \"{Layers.Get(reading.Kind).Table}\" ORDER BY id", transaction: writer.Transaction)];
        var rows = reading.Rows.Select(row => Apply(writer, reading.Kind, row, author, at)).ToArray();
        var named = rows.Select(r => r.Code).OfType<string>().ToHashSet(StringComparer.Ordinal);
        int Count(string state) => rows.Count(r => r.State == state);
        return new ImportReport(Count("taken"), Count("changed"), Count("same"), Count("refused"), rows) { Missing = [.. before.Where(id => !named.Contains(id))] };
    }

    private static ImportRow Apply(StoreWriter writer, string layer, RegisterRow row, string author, DateTimeOffset at)
    {
        var told = new ImportRow(row.Row, row.Code, "refused", row.Reasons) { Line = row.Line };
        if (row.Entry is not { } entry) return told;
        if (Succeeded(writer, entry) is { } reason) return told with { Reasons = [.. row.Reasons, reason] };
        var before = writer.Find(layer, entry.Code);
        string state = Put(writer, layer, entry, before, author, at);
        return told with { State = state, Changes = state == "changed" ? FieldChange.Between(before!, writer.Find(layer, entry.Code)!) : [] };
    }

    // A dump that was merged or split since must not come back beside its successors.
    private static Reason? Succeeded(StoreWriter writer, RegisterEntry entry) =>
        entry is DumpSite && writer.Find("site-history", DumpSuccession.RowId(entry.Code))?.Properties["related_codes"] is IEnumerable<string> codes
            ? new Reason($"{entry.Code} 已并入或拆分为 {string.Join("、", codes)}", $"{entry.Code} was merged or split into {string.Join(", ", codes)}")
            : null;

    // A register does not take back what a person decided since.
    private static Feature WithoutDecided(Feature feature, Feature before)
    {
        var kept = new Dictionary<string, object?>(feature.Properties);
        if (before.Properties["grade_decided_by"] is not null) kept.Remove("control_grade");
        if (before.Properties["identified_by"] is not null)
        {
            kept.Remove("identification_state");
            kept.Remove("waste_category");
        }

        return feature with { Properties = kept };
    }

    private static string Put(StoreWriter writer, string layer, RegisterEntry entry, Feature? before, string author, DateTimeOffset at)
    {
        var feature = SiteFeatures.ToFeature(entry);
        // A row without a name goes by its code, but does not take away the name that is known.
        if (before is not null && entry.Name == entry.Code) feature = feature with { Properties = feature.Properties.Where(p => p.Key != "name").ToDictionary() };
        if (entry is MineSite or DumpSite)
        {
            if (entry is DumpSite && before is not null) feature = WithoutDecided(feature, before);
            string? old = before?.Properties["status"] as string;
            string status = feature.Properties.GetValueOrDefault("status") as string
                ?? old ?? (entry is MineSite ? StatusCode.Of(MineStatus.NotStarted) : StatusCode.Of(DumpStatus.Listed));
            if (status != old)
            {
                string kind = entry is MineSite ? "mine_site" : "dump";
                feature = feature with { Properties = new Dictionary<string, object?>(feature.Properties) { ["status"] = status, ["status_at"] = at } };
                writer.Put("site-history", new Feature($"{kind}-{entry.Code}-{at.UtcDateTime:yyyyMMddTHHmmssfffZ}-register", null, new Dictionary<string, object?>
                {
                    ["site_kind"] = kind,
                    ["site_code"] = entry.Code,
                    ["status"] = status,
                    ["status_at"] = at,
                    ["source"] = "register",
                    ["decided_by"] = author,
                    ["reason"] = old is null ? "imported" : $"register says {status}, was {old}",
                }));
            }
        }

        return writer.Put(layer, feature) switch { PutState.New => "taken", PutState.Changed => "changed", _ => "same" };
    }
}
