using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Geo.Core.Inventory.Sampling;
using Geo.Core.Sites;
using NetTopologySuite.Geometries;

namespace Geo.Core.Store.Inventory;

/// <summary>What a person says of a sampling point.</summary>
/// <param name="State">sampled, dropped, or planned to take it back.</param>
/// <param name="SampledAt">When; null for now.</param>
/// <param name="DepthMetres">How deep; null as planned.</param>
/// <param name="Note">What was seen; needed for a point that is dropped.</param>
public sealed record PointWord(string? State, DateTimeOffset? SampledAt = null, double? DepthMetres = null, string? Note = null);

/// <summary>A laboratory's report.</summary>
/// <param name="Laboratory">Who measured.</param>
/// <param name="ReportNumber">Number of the report.</param>
/// <param name="ReportedAt">Date of the report.</param>
public sealed record LabReport(string? Laboratory, string? ReportNumber, DateTimeOffset? ReportedAt);

/// <summary>Sampling plans and their points as rows of dump-samples; the newest plan of a dump is the one that counts.</summary>
public static class SamplingPlans
{
    private const string Samples = "dump-samples", Where = "the sampling";
    private static readonly JsonSerializerOptions Style = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        PropertyNameCaseInsensitive = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Lays out a plan: points spread evenly, or where a person put them. A listed dump becomes sampling_planned with it; points of an earlier plan that nobody sampled are dropped.</summary>
    /// <param name="store">The store.</param>
    /// <param name="code">Code of the dump.</param>
    /// <param name="count">How many points; null by the rule.</param>
    /// <param name="given">Points that a person put, longitude/latitude; null to spread them.</param>
    /// <param name="reason">Why, or a remark on the plan.</param>
    /// <param name="author">Who plans.</param>
    /// <param name="at">When, UTC.</param>
    /// <returns>The rows of the plan.</returns>
    /// <exception cref="NotFoundException">There is no such dump.</exception>
    /// <exception cref="InputException">The dump need not be identified, is past it or not listed yet, has no outline, or a point lies outside.</exception>
    public static IReadOnlyList<Feature> Plan(WorkspaceStore store, string code, int? count, IReadOnlyList<Point>? given, string? reason, string author, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(store);
        Feature dump = store.Layer("dumps").Find(code) ?? throw new NotFoundException("dump", code);
        SamplingRules rules = SamplingRules.Default;
        var status = StatusCode.Parse<DumpStatus>(dump.Properties["status"] as string);
        if (status is not (DumpStatus.Listed or DumpStatus.SamplingPlanned or DumpStatus.Sampled))
        {
            throw new InputException(Where, code, $"a dump that is {dump.Properties["status"] ?? "without status"} is not sampled", "plan it while it is listed, sampling_planned or sampled");
        }

        if (status == DumpStatus.Listed && rules.ReasonFor(dump.Properties) is null)
        {
            throw new InputException(Where, code, "its responsible party and its waste are known, so it need not be identified", "go on with remediation_planned");
        }

        if (dump.Geometry is not { Dimension: Dimension.Surface } outline) throw new InputException(Where, code, "it has no outline", "import its outline first");
        if (count is < 1 or > 200) throw new InputException(Where, "points", $"{count} is not a number of points from 1 to 200", "leave it out to follow the rule");
        if (given?.FirstOrDefault(p => !outline.Covers(p)) is { } outside)
        {
            throw new InputException(Where, "points", string.Create(CultureInfo.InvariantCulture, $"{outside.X:0.000000}, {outside.Y:0.000000} lies outside {code}"), "put every point inside the outline");
        }

        var area = Measure.Ellipsoid.Area(outline);
        IReadOnlyList<Point> points = given is { Count: > 0 } ? given : BalancedPoints.In(outline, count ?? rules.PointsFor(area), rules.Value("edge_m"));
        IReadOnlyList<Feature> known = Rows(store, [code]);
        string plan = $"{code}-P{known.Select(row => row.Properties["plan_id"] as string).Distinct().Count() + 1}";
        string why = string.IsNullOrWhiteSpace(reason) ? $"{plan}: {points.Count} points" : reason.Trim();
        Feature[] rows = [.. points.Select((point, i) => new Feature(string.Create(CultureInfo.InvariantCulture, $"{plan}-{i + 1:00}"), point, new Dictionary<string, object?>
        {
            ["site_code"] = code,
            ["plan_id"] = plan,
            ["point_number"] = i + 1L,
            ["state"] = SamplePoint.Planned,
            ["planned_at"] = at,
            ["depth_m"] = rules.Value("depth_m"),
        }))];
        void Lay(StoreWriter writer)
        {
            writer.Put(Samples, known.Where(row => row.Properties["state"] is SamplePoint.Planned)
                .Select(row => new Feature(row.Id, null, new Dictionary<string, object?> { ["state"] = SamplePoint.Dropped, ["note"] = $"replaced by {plan}" })));
            writer.Put(Samples, rows);
            writer.Audit("sampling.plan", $"dumps/{code}", why);
        }

        if (status == DumpStatus.Listed)
        {
            var besides = new Dictionary<string, object?> { ["identification_state"] = "under_way" };
            SiteDecision.Write(store, DecidedKind.Dump, code, StatusCode.Of(DumpStatus.SamplingPlanned), why, author, at, besides, Lay);
        }
        else
        {
            store.Write(author, null, null, Lay);
        }

        return [.. rows.Select(row => store.Layer(Samples).Get(row.Id))];
    }

    /// <summary>Says of a point of the newest plan that it was sampled or dropped.</summary>
    /// <exception cref="NotFoundException">There is no such dump or point.</exception>
    /// <exception cref="InputException">No such state, a point with results, or one dropped without a note.</exception>
    public static Feature Record(WorkspaceStore store, string code, int number, PointWord word, string author, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(word);
        Feature row = Current(Rows(store, [Known(store, code)])).FirstOrDefault(r => r.Properties["point_number"] is long n && n == number)
            ?? throw new NotFoundException("sampling point", $"{code}/{number}");
        string[] states = [SamplePoint.Planned, SamplePoint.Sampled, SamplePoint.Dropped];
        if (!states.Contains(word.State)) throw new InputException(Where, "state", $"'{word.State}' is none that a person gives", $"use one of {string.Join(", ", states)}");
        if (row.Properties["state"] is SamplePoint.Reported) throw new InputException(Where, "state", $"point {number} has results already", "enter the corrected results instead");
        string? note = string.IsNullOrWhiteSpace(word.Note) ? null : word.Note.Trim();
        if (word.State == SamplePoint.Dropped && note is null) throw new InputException(Where, "note", "it is missing", "say why the point is left out");
        if (word.DepthMetres is < 0 or > 100) throw new InputException(Where, "depth_m", "it is not between 0 and 100 m", "give the depth in metres");
        bool sampled = word.State == SamplePoint.Sampled;
        var columns = new Dictionary<string, object?>
        {
            ["state"] = word.State,
            ["sampled_at"] = sampled ? word.SampledAt ?? at : null,
            ["sampled_by"] = sampled ? author : null,
            ["note"] = note,
        };
        if (word.DepthMetres is { } depth) columns["depth_m"] = depth;
        store.Write(author, null, null, writer =>
        {
            writer.Put(Samples, new Feature(row.Id, null, columns));
            writer.Audit($"sampling.{word.State}", $"{Samples}/{row.Id}", note);
        });
        return store.Layer(Samples).Get(row.Id);
    }

    /// <summary>Enters what a laboratory found; results of a point replace those entered before, its history keeps them.</summary>
    /// <returns>The points that have results now.</returns>
    /// <exception cref="NotFoundException">There is no such dump.</exception>
    /// <exception cref="InputException">No results, no laboratory or report number, or a point that was not sampled.</exception>
    public static IReadOnlyList<Feature> Enter(WorkspaceStore store, string code, LabReport report, ILookup<int, LabResult> results, string author, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(results);
        var points = Current(Rows(store, [Known(store, code)])).ToDictionary(row => (int)(long)row.Properties["point_number"]!);
        if (results.Count == 0) throw new InputException(Where, "results", "there are none", "give a row a point and parameter");
        if (string.IsNullOrWhiteSpace(report.Laboratory)) throw new InputException(Where, "laboratory", "it is missing", "name who measured");
        if (string.IsNullOrWhiteSpace(report.ReportNumber)) throw new InputException(Where, "report_number", "it is missing", "give the number of the laboratory's report");
        foreach (var group in results)
        {
            if (!points.TryGetValue(group.Key, out Feature? row)) throw new InputException(Where, "point", $"the plan has no point {group.Key}", $"its points are {string.Join(", ", points.Keys.Order())}");
            if (row.Properties["state"] is SamplePoint.Planned or SamplePoint.Dropped) throw new InputException(Where, "point", $"point {group.Key} is {row.Properties["state"]}", "say first that it was sampled");
        }

        store.Write(author, null, null, writer =>
        {
            foreach (var group in results)
            {
                LabResult[] own = [.. group.Select(r => r.WithLimitOf(SamplingRules.Default.Limits))];
                var point = new SamplePoint(group.Key, SamplePoint.Reported, own);
                writer.Put(Samples, new Feature(points[group.Key].Id, null, new Dictionary<string, object?>
                {
                    ["state"] = SamplePoint.Reported,
                    ["laboratory"] = report.Laboratory.Trim(),
                    ["report_number"] = report.ReportNumber.Trim(),
                    ["reported_at"] = report.ReportedAt ?? at,
                    ["results"] = JsonSerializer.Serialize(own, Style),
                    ["exceeded"] = point.Exceeded,
                    ["verdict"] = Identification.Propose([point], SamplingRules.Default).Verdict,
                }));
            }

            writer.Audit("sampling.results", $"dumps/{code}", report.ReportNumber.Trim());
        });
        return [.. results.Select(group => store.Layer(Samples).Get(points[group.Key].Id))];
    }

    /// <summary>The points of some dumps, all plans, in order; as they were known on an instant, null for now.</summary>
    public static IReadOnlyList<Feature> Rows(WorkspaceStore store, IReadOnlyList<string> codes, DateTimeOffset? knownOn = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(codes);
        return [.. codes.SelectMany(code => store.Layer(Samples).Items(ItemsRequest.Everything with { AsKnownOn = knownOn, Matching = new Dictionary<string, string> { ["site_code"] = code } }))];
    }

    /// <summary>The points of the newest plan, by number.</summary>
    public static IReadOnlyList<Feature> Current(IReadOnlyList<Feature> rows) => rows.Count == 0 ? []
        : [.. rows.GroupBy(row => row.Properties["plan_id"] as string).MaxBy(plan => (plan.Max(row => row.Properties["planned_at"] as DateTimeOffset?), plan.Key?.Length, plan.Key))!
            .OrderBy(row => row.Properties["point_number"] as long?)];

    /// <summary>A row as the rules take it.</summary>
    public static SamplePoint ToPoint(Feature row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new SamplePoint((int)(row.Properties["point_number"] as long? ?? 0), row.Properties["state"] as string ?? SamplePoint.Planned,
            row.Properties["results"] is string text ? JsonSerializer.Deserialize<LabResult[]>(text, Style)! : []);
    }

    private static string Known(WorkspaceStore store, string code) => store.Layer("dumps").Find(code) is null ? throw new NotFoundException("dump", code) : code;
}
