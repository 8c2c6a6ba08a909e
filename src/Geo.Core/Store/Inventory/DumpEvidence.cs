using Geo.Core.Inventory;
using Geo.Core.Inventory.Sampling;
using Geo.Core.Tracking;

namespace Geo.Core.Store.Inventory;

/// <summary>What the store knows of a dump when a step is decided; what was found under the codes it succeeds counts too.</summary>
public static class DumpEvidence
{
    /// <summary>The facts.</summary>
    /// <param name="store">The store.</param>
    /// <param name="dump">Its row of dumps.</param>
    public static DumpFacts FactsOf(WorkspaceStore store, Feature dump)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(dump);
        IReadOnlyList<string> codes = DumpSuccession.CodesOf(store, dump);
        var p = dump.Properties;
        var since = p["status_at"] as DateTimeOffset?;
        Feature[] checks = [.. Rows(store, "field-checks", codes)];
        SamplePoint[] plan = [.. SamplingPlans.Current(SamplingPlans.Rows(store, [dump.Id])).Select(SamplingPlans.ToPoint)];
        return new DumpFacts(
            Rows(store, "detections", codes).Any(d => d.Properties["review"] is "confirmed"),
            checks.Length > 0, checks.Any(c => since is null || c.Properties["checked_at"] as DateTimeOffset? > since),
            plan.Length, plan.Count(s => s.State != SamplePoint.Planned),
            p["identification_state"] is IdentificationProposal.General or IdentificationProposal.Hazardous,
            p["control_grade"] is not null, p["volume_m3"] is not null || p["estimated_tonnes"] is not null, p["cost_wan"] is not null);
    }

    /// <summary>Rows that name a dump by one of its codes.</summary>
    /// <param name="store">The store.</param>
    /// <param name="layer">A layer with site_kind and site_code.</param>
    /// <param name="codes">Its codes.</param>
    /// <param name="knownOn">As they were known then; null for now.</param>
    public static IEnumerable<Feature> Rows(WorkspaceStore store, string layer, IReadOnlyList<string> codes, DateTimeOffset? knownOn = null) =>
        codes.SelectMany(code => store.Layer(layer).Items(TrackingFeatures.RowsOf(TrackedSite.Dump, code, knownOn)));
}
