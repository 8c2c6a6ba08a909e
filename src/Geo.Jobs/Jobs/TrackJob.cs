using System.Globalization;
using Geo.Core.Imagery;
using Geo.Core.Store;
using Geo.Core.Store.Ground;
using Geo.Core.Tracking;
using Geo.Core.Tracking.Assessment;
using Geo.Jobs.Runs;

namespace Geo.Jobs.Jobs;

/// <param name="Scenes">Scenes to look at; null takes all that can show vegetation.</param>
internal sealed record TrackParameters(IReadOnlyList<string>? Scenes);

/// <summary>One observation a site and scene not yet observed, and what each site's row says after them.</summary>
internal static class TrackJob
{
    public const string Kind = "track";

    public static Task<object> Execute(RunContext context, CancellationToken cancel)
    {
        var parameters = JobTable.Parameters<TrackParameters>(context);
        WorkspaceStore store = context.Store;
        long revision = store.Revision; // first: what is written while this reads makes it other work
        IReadOnlyList<Scene> scenes = parameters.Scenes is { Count: > 0 } ids
            ? [.. ids.Distinct().Select(store.Scenes.Get)]
            : [.. store.Scenes.List().Where(CanObserve)];
        IReadOnlyList<TrackedSite> sites = TrackingFeatures.TrackedSites(store);
        IReadOnlySet<string> known = TrackingFeatures.ObservedIds(store);
        using var ground = new TrackGround(store, sites, null);
        SceneToObserve[] open = [.. scenes.Select(scene => ground.On(store, scene, [.. sites.Where(site => !known.Contains(ObservationId(site, scene)))])).Where(scene => scene.Sites.Count > 0)];
        using KeptWork kept = KeptWork.Of(store.Workspace, Kind,
            [string.Create(CultureInfo.InvariantCulture, $"revision {revision}"), .. open.Select(one => KeptWork.FileState(Path.Combine(store.Workspace.Scenes, one.Scene.Id + ".tif")))]);
        int before = kept.Checkpoint?.Count ?? 0;
        IReadOnlyList<Observation> taken = SeriesObserver.Observe(open, ground.Grounds, Environment.ProcessorCount, kept.Checkpoint, context.Progress, cancel);
        context.Log(string.Create(CultureInfo.InvariantCulture, $"scenes: {open.Length}, observed {open.Length - before}, {before} kept from before"));

        FailPoint.Reach("track-observed");
        // Also without new observations: plan and alerts go with the date, and a decision may have come.
        DateTimeOffset now = context.Time.GetUtcNow();
        context.Write(writer => Store(writer, store, context.Run.Id, sites, taken, now));

        FailPoint.Reach("track-stored");
        kept.Forget();
        return Task.FromResult<object>(new { run_id = context.Run.Id, observations = taken.Count, assessed_at = now });
    }

    private static string ObservationId(TrackedSite site, Scene scene) => $"{site.Kind}-{site.Code}-{scene.Id}";

    /// <summary>True for a scene that can show vegetation.</summary>
    internal static bool CanObserve(Scene scene) =>
        scene.Bands.Any(band => band.Role == BandRole.Nir) && scene.Bands.Any(band => band.Role == BandRole.Red);

    private static void Store(StoreWriter writer, WorkspaceStore store, string runId, IReadOnlyList<TrackedSite> sites, IReadOnlyList<Observation> taken, DateTimeOffset now)
    {
        writer.Put("observations", taken.Select(one => WithRun(TrackingFeatures.ToFeature(one), runId)));
        var everything = ItemsRequest.Everything;
        ILookup<(string, string), Observation> all = taken.Concat(store.Layer("observations").Items(everything).Select(TrackingFeatures.ToObservation))
            .DistinctBy(one => one.Id).ToLookup(one => (one.SiteKind, one.SiteCode));
        ILookup<string?, Feature> history = store.Layer("site-history").Items(everything).Where(row => row.Properties["site_kind"] is TrackedSite.MineSite)
            .ToLookup(row => row.Properties["site_code"] as string);
        ILookup<string?, Feature> alerts = store.Layer("alerts").Items(everything).ToLookup(row => row.Properties["site_code"] as string);
        Dictionary<string, SiteEvidence> evidence = EvidenceReading.All(store, taken.Select(TrackingFeatures.ToFeature))
            .ToDictionary(facts => facts.Code, facts => EvidenceTriangle.Of(facts, EvidenceRules.Default, now));
        foreach (TrackedSite site in sites)
        {
            Observation[] own = [.. all[(site.Kind, site.Code)]];
            string layer = site.Kind == TrackedSite.MineSite ? "mine-sites" : "dumps";
            Feature row = writer.Find(layer, site.Code)!;
            Feature state = TrackingFeatures.SiteState(site, own) with { Geometry = row.Geometry };
            if (site.Kind == TrackedSite.MineSite)
            {
                SiteAssessment assessed = SiteAssessor.Of(own, AssessedSites.Facts(row, [.. history[site.Code]]), RestorationRules.Default, now);
                state = state with { Properties = state.Properties.Concat(AssessedSites.Columns(assessed)).ToDictionary() };
                state = state with { Properties = new Dictionary<string, object?>(state.Properties) { ["evidence_missing"] = evidence[site.Code].Missing } };
                if (AssessedSites.ProposalRow(writer, row, assessed, runId, now) is { } proposal)
                {
                    writer.Put("site-history", proposal);
                }

                SiteAlertRows.Write(writer, row, [.. alerts[site.Code]], assessed.Alerts, now);
            }

            writer.Put(layer, WithRun(state, runId));
        }
    }

    private static Feature WithRun(Feature feature, string runId) =>
        feature with { Properties = new Dictionary<string, object?>(feature.Properties) { ["run_id"] = runId } };
}
