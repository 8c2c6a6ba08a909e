using System.Text.Json;
using Geo.Core.Measure;
using Geo.Core.Sites;
using Geo.Core.Store;
using Geo.Core.Store.Ground;
using Geo.Core.Tracking;
using Geo.Core.Tracking.Assessment;

namespace Geo.Jobs.Tracing;

/// <summary>A figure of a mine site is assessed again from the observations and decisions known when it was written.</summary>
internal static class SiteTrace
{
    public static Parts Of(Known known, CancellationToken cancel)
    {
        if (known.Run is null)
        {
            return new Parts([], [], null, () => Given(known));
        }

        var observations = TrackingFeatures.ObservationsOf(known.Store, TrackedSite.MineSite, known.Row.Id, known.Set.ValidFrom);
        // Each observation has a trace of its own, which hashes its scene's files.
        return new Parts(
            [.. observations.Select(o => o.Observation.SceneId).Distinct().SelectMany(scene => TraceInputs.Of(known.Store, scene, check: false, cancel).Where(i => i.State != "missing"))],
            [.. observations.Select(o => $"observations/{o.Row.Id}")], null, () => Again(known, [.. observations.Select(o => o.Observation)]));
    }

    private static Recomputation Again(Known known, Observation[] observations)
    {
        SiteFacts facts = AssessedSites.Facts(known.Row, AssessedSites.HistoryOf(known.Store, TrackedSite.MineSite, known.Row.Id, known.Set.ValidFrom));
        SiteAssessment assessed = SiteAssessor.Of(observations, facts, RestorationRules.Default, AssessedAt(known));
        var columns = new Dictionary<string, object?>(AssessedSites.Columns(assessed));
        foreach (var (name, value) in TrackingFeatures.SiteState(new TrackedSite(TrackedSite.MineSite, known.Row.Id, known.Row.Geometry!), observations).Properties) columns[name] = value;
        if (known.Property == "evidence_missing" && EvidenceReading.All(known.Store, knownOn: known.Set.ValidFrom).FirstOrDefault(one => one.Code == known.Row.Id) is { } evidence)
        {
            columns["evidence_missing"] = EvidenceTriangle.Of(evidence, EvidenceRules.Default, AssessedAt(known)).Missing;
        }

        var versions = Recomputation.Versions(known.Run!.CodeVersion, Programs.Current);
        return columns.TryGetValue(known.Property, out object? again)
            ? Recomputation.Of(known.Value, again, new Reason($"按当时所知的 {observations.Length} 条监测记录重新评估；{versions.Zh}", $"assessed again from the {observations.Length} observations known then; {versions.En}"))
            : Given(known);
    }

    // The moment that plan and alerts were told for stands in the run's outputs.
    private static DateTimeOffset AssessedAt(Known known) =>
        known.Run!.Outputs is { } outputs && JsonElement.Parse(outputs).TryGetProperty("assessed_at", out var at) ? at.GetDateTimeOffset() : known.Set.ValidFrom;

    /// <summary>A value that a person or a register gave; an area can be measured again.</summary>
    internal static Recomputation Given(Known known) => known.Property == "area_m2" && known.Value is not null && known.Row.Geometry is { } outline
        ? Recomputation.Of(known.Value, Ellipsoid.Area(outline).Value, new Reason("由边界按椭球重新计算面积", "the ellipsoidal area of the outline, computed again"))
        : known.Value is null ? Recomputation.None("尚无数值", "there is no value yet")
        : Recomputation.None($"由{known.Set.Author}填报，不由程序计算", $"given by {known.Set.Author}, not computed");
}
