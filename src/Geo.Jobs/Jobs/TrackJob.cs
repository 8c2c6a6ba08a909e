using Geo.Core.Imagery;
using Geo.Core.Sites;
using Geo.Core.Store;
using Geo.Core.Tracking;
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
        IReadOnlyList<Scene> scenes = parameters.Scenes is { Count: > 0 } ids
            ? [.. ids.Distinct().Select(store.Scenes.Get)]
            : [.. store.Scenes.List().Where(CanObserve)];
        IReadOnlyList<TrackedSite> sites = TrackingFeatures.TrackedSites(store);
        IReadOnlySet<string> known = TrackingFeatures.ObservedIds(store);
        using var ground = new TrackGround(store, sites);
        IReadOnlyList<Observation> taken = SeriesObserver.Observe(
            [.. scenes.Select(scene => new SceneToObserve(
                ObservedScene.Of(scene) with { Findings = ground.Findings(scene) }, () => new SceneSource(scene, store.Workspace.Scenes),
                [.. sites.Where(site => !known.Contains(ObservationId(site, scene)))]))],
            ground.Grounds, Environment.ProcessorCount, context.Progress, cancel);

        FailPoint.Reach("track-observed");
        if (taken.Count > 0)
        {
            context.Write(writer => Store(writer, store, context.Run.Id, sites, taken));
        }

        FailPoint.Reach("track-stored");
        return Task.FromResult<object>(new { run_id = context.Run.Id, observations = taken.Count });
    }

    private static string ObservationId(TrackedSite site, Scene scene) => $"{site.Kind}-{site.Code}-{scene.Id}";

    private static bool CanObserve(Scene scene) =>
        scene.Bands.Any(band => band.Role == BandRole.Nir) && scene.Bands.Any(band => band.Role == BandRole.Red);

    private static void Store(StoreWriter writer, WorkspaceStore store, string runId, IReadOnlyList<TrackedSite> sites, IReadOnlyList<Observation> taken)
    {
        writer.Put("observations", taken.Select(one => WithRun(TrackingFeatures.ToFeature(one), runId)));
        ILookup<(string, string), Observation> all = taken.Concat(store.Layer("observations").Items(ItemsRequest.All with { Limit = int.MaxValue })
            .Select(TrackingFeatures.ToObservation)).DistinctBy(one => one.Id).ToLookup(one => (one.SiteKind, one.SiteCode));
        foreach (TrackedSite site in sites)
        {
            string layer = site.Kind == TrackedSite.MineSite ? "mine-sites" : "dumps";
            Feature row = writer.Find(layer, site.Code)!;
            Feature state = TrackingFeatures.SiteState(
                site, [.. all[(site.Kind, site.Code)]], site.Kind == TrackedSite.MineSite ? StatusCode.Parse<MineStatus>(row.Properties["status"] as string) : null, RestorationRules.Default, "zh");
            writer.Put(layer, WithRun(state with { Geometry = row.Geometry }, runId));
        }
    }

    private static Feature WithRun(Feature feature, string runId) =>
        feature with { Properties = new Dictionary<string, object?>(feature.Properties) { ["run_id"] = runId } };
}
