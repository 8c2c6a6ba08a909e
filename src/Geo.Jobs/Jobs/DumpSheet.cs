using Geo.Core;
using Geo.Core.Inventory;
using Geo.Core.Inventory.Grading;
using Geo.Core.Inventory.Sampling;
using Geo.Core.Sites;
using Geo.Core.Store;
using Geo.Core.Store.Inventory;
using Geo.Core.Tracking;
using Geo.Core.Tracking.Trends;

namespace Geo.Jobs.Jobs;

/// <summary>All that the workspace knows of one dump, for its page; also of one that was merged or split, as it was last known.</summary>
public sealed class DumpSheet
{
    private readonly WorkspaceStore _store;
    private readonly DateTimeOffset? _knownOn;
    private readonly bool _staff;

    private DumpSheet(WorkspaceStore store, Feature row, DateTimeOffset? knownOn, bool staff)
    {
        (_store, Row, _knownOn, _staff) = (store, row, knownOn, staff);
        Codes = DumpSuccession.CodesOf(store, row);
        SucceededBy = knownOn is null && store.Layer("dumps").Find(row.Id) is null ? DumpSuccession.SuccessorsOf(store, row.Id) : [];
        History = AssessedSites.HistoryOf(store, TrackedSite.Dump, row.Id, knownOn);
    }

    /// <summary>Its row of dumps.</summary>
    public Feature Row { get; }

    /// <summary>Its code, and every code that it succeeds.</summary>
    public IReadOnlyList<string> Codes { get; }

    /// <summary>What it became; empty while it is in the inventory.</summary>
    public IReadOnlyList<string> SucceededBy { get; }

    /// <summary>Its rows of site-history, oldest first.</summary>
    public IReadOnlyList<Feature> History { get; }

    /// <summary>Reads the store.</summary>
    /// <param name="store">The store.</param>
    /// <param name="code">Code of the dump; one that was merged or split is found too.</param>
    /// <param name="knownOn">As it was known then; null for now.</param>
    /// <param name="staff">True where samples, checks and cases may be shown.</param>
    /// <exception cref="NotFoundException">There was no such dump.</exception>
    public static DumpSheet Of(WorkspaceStore store, string code, DateTimeOffset? knownOn, bool staff)
    {
        ArgumentNullException.ThrowIfNull(store);
        Feature row = store.Layer("dumps").Find(code, knownOn) ?? (knownOn is null ? DumpSuccession.LastRow(store, code) : null) ?? throw new NotFoundException("dump", code);
        return new DumpSheet(store, row, knownOn, staff);
    }

    /// <summary>The sheet as the page's JSON names it.</summary>
    /// <param name="element">A geometry as the server writes it.</param>
    /// <param name="links">Where the parts lead to.</param>
    public object Document(Func<Feature, object?> element, object links)
    {
        var p = Row.Properties;
        Feature[] detections = [.. Rows("detections")];
        AreaGrowth growth = AreaGrowth.Of(InventoryReading.SeenAreas(
            detections.Select(d => d with { Properties = new Dictionary<string, object?>(d.Properties) { ["site_code"] = Row.Id } }), InventoryReading.SurveyTimes(_store))[Row.Id]);
        return new
        {
            code = Row.Id,
            known_on = _knownOn,
            properties = p,
            geometry = element(Row),
            succeeds = p["succeeds"] as IEnumerable<string> ?? [],
            succeeded_by = SucceededBy,
            codes = Codes,
            history = History.Concat(Codes.Skip(1).SelectMany(code => AssessedSites.HistoryOf(_store, TrackedSite.Dump, code, _knownOn))).OrderBy(h => h.Properties["status_at"] as DateTimeOffset?).Select(WithId),
            next_statuses = Next(),
            can_undo = SucceededBy.Count == 0 && AssessedSites.Standing(History) is [.., var last] && last.Properties["source"] is "decision",
            can_undo_grade = SucceededBy.Count == 0 && GradeDecision.Last(History) is not null,
            grade = Grade(),
            sampling = Sampling(element),
            growth = new { growth.Series, growth.PerYear, growth.Low, growth.High, growth.Method, growth.Missing },
            corridor = _store.Layer("river-corridor").Items(ItemsRequest.Everything with { AsKnownOn = _knownOn, Matching = new Dictionary<string, string> { ["item_id"] = Row.Id } })
                .Where(row => row.Properties["item_kind"] is RiverCorridor.Dump).Select(WithId),
            corridor_rules = CorridorRules.Default.Values,
            detections = detections.OrderBy(d => d.Properties["acquired_at"] as DateTimeOffset?).Select(WithId),
            volumes = Rows("volumes").OrderByDescending(v => v.Properties["measured_at"] as DateTimeOffset?).Select(WithId),
            field_checks = _staff ? Rows("field-checks").OrderByDescending(c => c.Properties["checked_at"] as DateTimeOffset?).Select(WithId) : [],
            cases = _staff ? Cases([.. detections.Select(d => d.Id)]).Select(WithId) : [],
            links,
        };
    }

    private IEnumerable<object> Next()
    {
        if (SucceededBy.Count > 0) return [];
        var current = StatusCode.Parse<DumpStatus>(Row.Properties["status"] as string);
        DumpFacts facts = DumpEvidence.FactsOf(_store, Row);
        return DumpTransitions.From(current, SamplingRules.Default.ReasonFor(Row.Properties) is not null)
            .Select(next => (object)new { status = StatusCode.Of(next), evidence = StepEvidence.For(next, facts) });
    }

    private object Grade()
    {
        GradingRules rules = GradingRules.Default;
        GradeProposal told = rules.Propose(Row.Properties);
        return new
        {
            proposed = told.Grade,
            told.Why,
            told.Missing,
            rules = rules.Rules.Select(r => new { r.Id, r.Grade, r.Document, r.Date, holds = told.Rules.Contains(r.Id) }),
            rules.Values,
        };
    }

    private object Sampling(Func<Feature, object?> element)
    {
        SamplingRules rules = SamplingRules.Default;
        IReadOnlyList<Feature> all = SamplingPlans.Rows(_store, Codes, _knownOn), current = SamplingPlans.Current([.. all.Where(r => r.Properties["site_code"] as string == Row.Id)]);
        return new
        {
            reason = rules.ReasonFor(Row.Properties),
            points_by_rule = Row.Geometry is { Dimension: NetTopologySuite.Geometries.Dimension.Surface } g ? rules.PointsFor(Core.Measure.Ellipsoid.Area(g)) : (int?)null,
            plan_id = _staff && current.Count > 0 ? current[0].Properties["plan_id"] : null,
            points = _staff ? current.Select(row => Point(row, element)) : [],
            earlier = _staff ? all.Except(current).Select(row => Point(row, element)) : [],
            proposal = _staff && current.Count > 0 ? Identification.Propose([.. current.Select(SamplingPlans.ToPoint)], rules) : null,
            rules.Values,
            rules.Limits,
        };
    }

    private static Dictionary<string, object?> Point(Feature row, Func<Feature, object?> element)
    {
        var all = WithId(row);
        all["geometry"] = element(row);
        all["results"] = SamplingPlans.ToPoint(row).Results.Select(r => new { r.Parameter, r.Value, r.Unit, r.Below, r.Limit, r.LimitLow, r.LimitSource, r.Exceeded });
        return all;
    }

    private IEnumerable<Feature> Rows(string layer) => DumpEvidence.Rows(_store, layer, Codes, _knownOn);

    private IEnumerable<Feature> Cases(HashSet<string> detections) => _store.Layer("cases").Items(ItemsRequest.Everything with { AsKnownOn = _knownOn })
        .Where(c => c.Properties["detection_id"] is string id && detections.Contains(id));

    private static Dictionary<string, object?> WithId(Feature row)
    {
        var all = new Dictionary<string, object?> { ["id"] = row.Id };
        foreach (var (name, value) in row.Properties) all[name] = value;
        return all;
    }
}
