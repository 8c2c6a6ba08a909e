using Geo.Core.Sites;
using Geo.Core.Store;
using Geo.Core.Store.Inventory;
using Geo.Core.Tracking;
using Geo.Jobs.Jobs;

namespace Geo.Jobs.Tracing;

/// <summary>A column of dumps leads to whoever wrote it: a measurement, the inventory, a ranking, tracking, a person or the register.</summary>
internal static class DumpTrace
{
    public static Parts Of(Known known, CancellationToken cancel) => known.Run?.Kind switch
    {
        VolumeJob.Kind => VolumeTrace.OfDump(known, cancel),
        InventoryJob.Kind => InventoryTrace.OfDump(known, cancel),
        PriorityJob.Kind => PriorityTrace.Of(known, cancel),
        TrackJob.Kind => Tracked(known, cancel),
        null when known.Property is "control_grade" && known.Value is not null => Grade(known),
        _ => new Parts([], [], null, () => SiteTrace.Given(known)),
    };

    // The grade that holds is never computed; what the rules proposed then stands beside it.
    private static Parts Grade(Known known)
    {
        Feature? decision = GradeDecision.Last(AssessedSites.HistoryOf(known.Store, TrackedSite.Dump, known.Row.Id, known.Set.ValidFrom));
        string? proposed = known.Row.Properties["proposed_control_grade"] as string, reason = decision?.Properties["reason"] as string;
        Reason beside = proposed is null ? new Reason("当时规则尚未提出建议", "the rules had proposed none then") : new Reason($"当时规则建议 {proposed}", $"the rules proposed {proposed} then");
        Recomputation why = decision is not null
            ? Recomputation.None($"由{known.Set.Author}定级：{reason}；{beside.Zh}", $"decided by {known.Set.Author}: {reason}; {beside.En}")
            : Recomputation.None($"台账所填（{known.Set.Author} 导入）；{beside.Zh}", $"the register's, imported by {known.Set.Author}; {beside.En}");
        return new Parts([], decision is null ? [] : [$"site-history/{decision.Id}"], null, () => why) { Rules = InventoryTrace.GradeRules(known.Row) };
    }

    private static Parts Tracked(Known known, CancellationToken cancel)
    {
        var observations = TrackingFeatures.ObservationsOf(known.Store, TrackedSite.Dump, known.Row.Id, known.Set.ValidFrom);
        return new Parts(
            [.. observations.Select(o => o.Observation.SceneId).Distinct().SelectMany(scene => TraceInputs.Of(known.Store, scene, check: false, cancel).Where(i => i.State != "missing"))],
            [.. observations.Select(o => $"observations/{o.Row.Id}")], null,
            () => known.Among(
                TrackingFeatures.SiteState(new TrackedSite(TrackedSite.Dump, known.Row.Id, known.Row.Geometry!), [.. observations.Select(o => o.Observation)]).Properties,
                $"由当时所知的 {observations.Count} 条监测记录得出", $"taken again from the {observations.Count} observations known then"));
    }
}
