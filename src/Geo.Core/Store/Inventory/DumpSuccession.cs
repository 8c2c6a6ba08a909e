using Geo.Core.Inventory;
using Geo.Core.Inventory.Grading;
using Geo.Core.Measure;
using Geo.Core.Sites;
using NetTopologySuite.Geometries;

namespace Geo.Core.Store.Inventory;

/// <summary>One of the dumps that a split makes.</summary>
/// <param name="Code">Its code; not in use.</param>
/// <param name="Name">Its name; null for the code.</param>
/// <param name="Outline">Longitude/latitude; null where a line cuts.</param>
public sealed record NewDump(string? Code, string? Name, Geometry? Outline = null);

/// <summary>
/// Merging and splitting dumps. The old rows leave the inventory, their history stays; a row of site-history tells of each what it
/// became. Detections go to the successor that holds most of them; checks, volumes, samples and cases keep the old code and are
/// found through <see cref="CodesOf"/>.
/// </summary>
public static class DumpSuccession
{
    private const string Where = "the succession", Dumps = "dumps", History = "site-history";

    // What passes to a successor as it is, where all that it succeeds agree.
    private static readonly string[] Inherited = ["town", "lead_unit", "waste_category", "responsible_party", "responsible_name", "identification_state", "identified_by", "identified_at", "bulk_density_t_m3", "grade_decided_by", "grade_decided_at"];

    /// <summary>Makes one dump of several.</summary>
    /// <exception cref="NotFoundException">One of them is not there.</exception>
    /// <exception cref="InputException">Fewer than two, one without an outline, a code that is used, or no reason; nothing was written.</exception>
    public static Feature Merge(WorkspaceStore store, IReadOnlyList<string>? codes, NewDump into, string? reason, string author, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(into);
        string why = SiteDecision.Reason(reason);
        string[] old = [.. (codes ?? []).Distinct()];
        if (old.Length < 2) throw new InputException(Where, "codes", "there are fewer than two", "name the dumps that become one");
        Feature? made = null;
        store.Write(author, null, null, writer =>
        {
            Feature[] before = [.. old.Select(code => WithOutline(writer, code))];
            string code = Free(store, writer, into.Code, old);
            var columns = Merged(before);
            columns["estimated_tonnes"] = SumOf(before, "estimated_tonnes");
            columns["listed_area_m2"] = SumOf(before, "listed_area_m2");
            made = Succeed(store, writer, before, [(code, into.Name, DumpShapes.Union([.. before.Select(b => b.Geometry!)]), columns)], "merged", why, author, at)[0];
        });
        return store.Layer(Dumps).Get(made!.Id);
    }

    /// <summary>Makes several dumps of one, by outlines or by a line that runs right through it.</summary>
    /// <param name="store">The store.</param>
    /// <param name="code">Code of the dump.</param>
    /// <param name="line">Longitude/latitude; null where the parts bring their outlines. Parts are taken from west to east.</param>
    /// <param name="parts">The new dumps.</param>
    /// <param name="reason">Why; never empty.</param>
    /// <param name="author">Who splits.</param>
    /// <param name="at">When, UTC.</param>
    /// <exception cref="NotFoundException">It is not there.</exception>
    /// <exception cref="InputException">Parts and line do not fit, a code is used, or there is no reason; nothing was written.</exception>
    public static IReadOnlyList<Feature> Split(WorkspaceStore store, string code, Geometry? line, IReadOnlyList<NewDump>? parts, string? reason, string author, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(store);
        string why = SiteDecision.Reason(reason);
        NewDump[] asked = [.. parts ?? []];
        Feature[] made = [];
        store.Write(author, null, null, writer =>
        {
            Feature before = WithOutline(writer, code);
            Geometry[] outlines = line is null
                ? [.. asked.Select((p, i) => p.Outline ?? throw new InputException(Where, $"parts[{i}]", "it has no outline", "give its geometry, or a line for all"))]
                : [.. DumpShapes.Cut(before.Geometry!, line)];
            if (outlines.Length != asked.Length) throw new InputException(Where, "parts", $"the line makes {outlines.Length} parts, {asked.Length} codes are given", "name each part, from west to east");
            DumpShapes.Check(before.Geometry!, outlines);
            string[] codes = [.. asked.Select(p => Free(store, writer, p.Code, [code]))];
            if (codes.Distinct().Count() != codes.Length) throw new InputException(Where, "parts", "two have one code", "give each a code of its own");
            made = Succeed(store, writer, [before], [.. codes.Select((c, i) => (c, asked[i].Name, outlines[i], Merged([before])))], "split", why, author, at);
        });
        return [.. made.Select(m => store.Layer(Dumps).Get(m.Id))];
    }

    /// <summary>A dump's code and every code that it succeeds, however far back.</summary>
    /// <param name="store">The store.</param>
    /// <param name="dump">Its row.</param>
    public static IReadOnlyList<string> CodesOf(WorkspaceStore store, Feature dump)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(dump);
        var codes = new List<string> { dump.Id };
        for (int i = 0; i < codes.Count; i++)
        {
            var row = i == 0 ? dump : LastRow(store, codes[i]);
            codes.AddRange((row?.Properties["succeeds"] as IEnumerable<string> ?? []).Where(c => !codes.Contains(c)));
        }

        return codes;
    }

    /// <summary>A dump as it was last known, also where it is no longer in the inventory; null for a code never seen.</summary>
    public static Feature? LastRow(WorkspaceStore store, string code) => store.Layer(Dumps).Versions(code) is [.., var last] ? last.Feature : null;

    /// <summary>What a code that is no longer in the inventory became; empty where it never was or still is.</summary>
    public static IReadOnlyList<string> SuccessorsOf(WorkspaceStore store, string code) =>
        store.Layer(History).Find(RowId(code))?.Properties["related_codes"] is IEnumerable<string> codes ? [.. codes] : [];

    /// <summary>The row of site-history that says what became of a code.</summary>
    internal static string RowId(string code) => $"dump-{code}-succeeded";

    private static Feature[] Succeed(
        WorkspaceStore store, StoreWriter writer, Feature[] before, (string Code, string? Name, Geometry Outline, Dictionary<string, object?> Columns)[] after,
        string source, string why, string author, DateTimeOffset at)
    {
        string[] oldCodes = [.. before.Select(b => b.Id)], newCodes = [.. after.Select(a => a.Code)];
        foreach (Feature old in before)
        {
            string? status = old.Properties["status"] as string;
            Feature row = SiteDecision.Row(writer, DecidedKind.Dump, old.Id, status, at, source, author, why, status, old) with { Id = RowId(old.Id) };
            writer.Put(History, SiteDecision.With(row, ("related_codes", newCodes)));
        }

        Feature[] rows = [.. after.Select(a =>
        {
            a.Columns["code"] = a.Code;
            a.Columns["name"] = string.IsNullOrWhiteSpace(a.Name) ? a.Code : a.Name.Trim();
            a.Columns["area_m2"] = Ellipsoid.Area(a.Outline).Value;
            a.Columns["status_at"] = at;
            a.Columns["decided_by"] = author;
            a.Columns["decision_reason"] = why;
            a.Columns["succeeds"] = oldCodes;
            a.Columns["large_bulk"] = a.Columns.GetValueOrDefault("estimated_tonnes") is double mass ? mass >= DumpSite.LargeBulkTonnes : null;
            return new Feature(a.Code, a.Outline, a.Columns);
        })];
        foreach (Feature row in rows)
        {
            string? status = row.Properties["status"] as string;
            writer.Put(History, SiteDecision.With(
                SiteDecision.Row(writer, DecidedKind.Dump, row.Id, status, at, "register", author, why, null, row), ("related_codes", oldCodes)));
        }

        writer.Delete(Dumps, oldCodes);
        writer.Put(Dumps, rows);
        writer.Put("detections", oldCodes.SelectMany(code => DumpEvidence.Rows(store, "detections", [code])).Where(d => d.Geometry is not null)
            .Select(d => new Feature(d.Id, null, new Dictionary<string, object?>
            {
                ["site_code"] = rows.MaxBy(r => Ellipsoid.Area(r.Geometry!.Intersection(d.Geometry!)).Value)!.Id,
            })));
        writer.Audit($"dump.{source}", $"{Dumps}/{string.Join(",", oldCodes)} -> {string.Join(",", newCodes)}", why);
        return rows;
    }

    private static Dictionary<string, object?> Merged(Feature[] before)
    {
        var columns = Inherited.ToDictionary(name => name, name => before.Select(b => b.Properties[name]).Distinct().Count() == 1 ? before[0].Properties[name] : null);
        // Where they differ nobody knows: the sampling branch then decides.
        if (before.Select(b => b.Properties["waste_category"]).Distinct().Count() > 1) columns["waste_category"] = "unknown";
        if (before.Select(b => b.Properties["responsible_party"]).Distinct().Count() > 1) columns["responsible_party"] = StatusCode.Of(ResponsibleParty.Unknown);
        columns["control_grade"] = ControlGrade.All.FirstOrDefault(g => before.Any(b => b.Properties["control_grade"] as string == g));
        var statuses = before.Select(b => StatusCode.Parse<DumpStatus>(b.Properties["status"] as string) ?? DumpStatus.Listed).ToArray();
        columns["status"] = StatusCode.Of(statuses.Min());
        return columns;
    }

    private static double? SumOf(Feature[] rows, string column) =>
        rows.All(r => r.Properties[column] is double) ? rows.Sum(r => (double)r.Properties[column]!) : null;

    private static Feature WithOutline(StoreWriter writer, string code)
    {
        Feature row = writer.Find(Dumps, code) ?? throw new NotFoundException("dump", code);
        return row.Geometry is { Dimension: Dimension.Surface } ? row : throw new InputException(Where, code, "it has no outline", "import its outline first");
    }

    private static string Free(WorkspaceStore store, StoreWriter writer, string? code, string[] old)
    {
        if (string.IsNullOrWhiteSpace(code)) throw new InputException(Where, "code", "it is missing", "give the new dump a code");
        string trimmed = code.Trim();
        return old.Contains(trimmed) || writer.Find(Dumps, trimmed) is not null || store.Layer(Dumps).Versions(trimmed).Count > 0
            ? throw new InputException(Where, "code", $"{trimmed} is or was the code of a dump", "give a code that was never used, so that its history is its own")
            : trimmed;
    }
}
