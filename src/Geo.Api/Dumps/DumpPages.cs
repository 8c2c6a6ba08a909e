using Geo.Api.Auth;
using Geo.Api.Features;
using Geo.Api.Mines;
using Geo.Api.Ogc;
using Geo.Core.Inventory;
using Geo.Core.Inventory.Grading;
using Geo.Core.Sites;
using Geo.Core.Store;
using Geo.Core.Store.Inventory;
using Geo.Jobs.Jobs;

namespace Geo.Api.Dumps;

/// <summary>What <c>POST /dumps/{code}/grade</c> takes.</summary>
/// <param name="Grade">I, II or III; left out for an undo.</param>
/// <param name="Reason">Why; needed.</param>
/// <param name="Undo">Take the last grade back instead.</param>
internal sealed record NewGrade(string? Grade, string? Reason, bool Undo = false);

/// <summary>Dumps for the pages.</summary>
internal static class DumpPages
{
    private static readonly string[] s_brief =
    [
        "code", "name", "town", "lead_unit", "waste_category", "responsible_party", "control_grade", "grade_decided_by", "proposed_control_grade", "grade_reason", "grade_reason_en",
        "identification_state", "sampling_reason", "sampling_reason_en", "status", "status_at", "area_m2", "listed_area_m2", "estimated_tonnes", "mass_source", "large_bulk", "volume_m3", "volume_uncertainty_m3",
        "first_seen_at", "surveys_seen", "seen_area_m2", "growth_m2_per_year", "growth_m2_per_year_low", "growth_m2_per_year_high", "slope_deg", "sensitive_name", "sensitive_kind",
        "sensitive_distance_m", "key_control_area", "river_name", "river_reach", "river_distance_m", "priority_rank", "funded", "succeeds", "run_id",
    ];

    /// <summary>GET /dumps: how the inventory stands, and every dump in brief.</summary>
    public static IResult List(HttpContext http, WorkspaceStore store)
    {
        var knownOn = Parameters.KnownOn(http.Request.Query["known-on"]);
        Feature[] dumps = [.. store.Layer("dumps").Items(ItemsRequest.Everything with { AsKnownOn = knownOn }).OrderBy(d => d.Id, StringComparer.Ordinal)];
        Dictionary<string, int> Count(string column) => dumps.GroupBy(d => d.Properties[column] as string ?? "none").OrderBy(g => g.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count());
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(new
        {
            known_on = knownOn,
            dumps_total = dumps.Length,
            area_m2 = dumps.Sum(d => d.Properties["area_m2"] as double? ?? 0),
            by_grade = Count("control_grade"),
            by_proposed_grade = Count("proposed_control_grade"),
            by_status = Count("status"),
            by_category = Count("waste_category"),
            to_be_sampled = dumps.Count(d => d.Properties["sampling_reason"] is not null),
            large_bulk = dumps.Count(d => d.Properties["large_bulk"] is true),
            large_bulk_from_t = DumpSite.LargeBulkTonnes,
            categories = WasteCategories.Default.All,
            statuses = DecidedKind.Dump.Statuses,
            grades = ControlGrade.All,
            dumps = dumps.Select(d => s_brief.ToDictionary(name => name, name => d.Properties[name])),
        }, Json.Pages);
    }

    /// <summary>GET /dumps/{code}</summary>
    public static IResult Get(string code, HttpContext http, WorkspaceStore store)
    {
        var visible = Collections.Visible(http);
        var sheet = DumpSheet.Of(store, code, Parameters.KnownOn(http.Request.Query["known-on"]), visible.Contains(InventoryLayers.DumpSamples));
        http.Response.Headers.CacheControl = "no-store";
        string own = $"/dumps/{Uri.EscapeDataString(code)}", item = $"/collections/dumps/items/{Uri.EscapeDataString(code)}";
        return TypedResults.Json(sheet.Document(row => row.Geometry is { } geometry ? GeoJson.Element(geometry) : null, new
        {
            self = own,
            item,
            trace = $"{item}/trace",
            run = sheet.Row.Properties["run_id"] is string run ? $"/runs/{run}" : null,
            sampling = SamplingFile.Formats.Keys.ToDictionary(f => f, f => $"{own}/sampling.{f}"),
        }), Json.Pages);
    }

    /// <summary>POST /dumps/{code}/decision</summary>
    public static Task<IResult> Decide(string code, HttpContext http, WorkspaceStore store, TimeProvider time, CancellationToken cancel) =>
        MinePages.DecideOn(DecidedKind.Dump, code, http, store, time, cancel);

    /// <summary>POST /dumps/{code}/grade</summary>
    public static async Task<IResult> Grade(string code, HttpContext http, WorkspaceStore store, TimeProvider time, CancellationToken cancel)
    {
        var asked = await JsonBody.Read<NewGrade>(http, "{\"grade\": \"I\", \"reason\": \"…\"}", cancel) ?? throw new InputException("request", null, "the body is null", "send {\"grade\": …, \"reason\": …}");
        string author = Visitor.Of(http).Name;
        Feature dump = (asked.Undo, asked.Grade) switch
        {
            (true, null) => GradeDecision.Undo(store, code, asked.Reason, author, time.GetUtcNow()),
            (true, _) => throw new InputException("request", "undo", "it is given with a grade", "send one of the two"),
            _ => GradeDecision.Write(store, code, asked.Grade, asked.Reason, author, time.GetUtcNow()),
        };
        return TypedResults.Json(new { code = dump.Id, control_grade = dump.Properties["control_grade"], grade_decided_by = dump.Properties["grade_decided_by"], grade_decided_at = dump.Properties["grade_decided_at"] }, Json.Pages);
    }

    /// <summary>GET /dumps-bulk.xlsx, .csv and .geojson: the list of 100,000 t and more.</summary>
    public static IResult Bulk(string format, WorkspaceStore store) => SamplingFile.Formats.TryGetValue(format, out string? type) && format != "kml"
        ? FileAnswer.Of($"dumps-bulk.{format}", type, file => BulkList.Write(BulkList.Rows(store), file))
        : throw new NotFoundException("format", format);

    /// <summary>GET /river-corridor/counts: dumps and detections by reach and distance.</summary>
    public static IResult Corridor(HttpContext http, WorkspaceStore store)
    {
        CorridorRules rules = CorridorRules.Default;
        Feature[] rows = [.. store.Layer("river-corridor").Items(ItemsRequest.Everything with { AsKnownOn = Parameters.KnownOn(http.Request.Query["known-on"]) })];
        string Of(Feature row, string name) => row.Properties[name] as string ?? "";
        int Distinct(string kind) => rows.Where(r => r.Properties["item_kind"] as string == kind).Select(r => r.Properties["item_id"]).Distinct().Count();
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(new
        {
            bands_m = rules.Bands,
            rules = rules.Values,
            dumps = Distinct(RiverCorridor.Dump),
            detections = Distinct(RiverCorridor.Detection),
            reaches = RiverCorridor.Counts(rows.Select(r => (Of(r, "river_rank"), Of(r, "river_name"), Of(r, "reach"), (int)(r.Properties["within_m"] as long? ?? 0), Of(r, "item_kind"))), rules.Bands),
        }, Json.Pages);
    }
}
