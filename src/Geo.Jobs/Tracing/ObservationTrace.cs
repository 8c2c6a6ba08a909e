using Geo.Core.Imagery;
using Geo.Core.Sites;
using Geo.Core.Store;
using Geo.Core.Tracking;
using Geo.Jobs.Jobs;

namespace Geo.Jobs.Tracing;

/// <summary>An observation is made again: the same site on the same scene, among the sites, detections and heights known when its run began.</summary>
internal static class ObservationTrace
{
    public static Parts Of(Known known, CancellationToken cancel)
    {
        string sceneId = (string)known.Row.Properties["scene_id"]!, kind = (string)known.Row.Properties["site_kind"]!, code = (string)known.Row.Properties["site_code"]!;
        string layer = kind == TrackedSite.MineSite ? "mine-sites" : "dumps";
        return new Parts(TraceInputs.Of(known.Store, sceneId, check: true, cancel), [$"{layer}/{code}"], null, () => Again(known, sceneId, kind, code, cancel));
    }

    private static Recomputation Again(Known known, string sceneId, string kind, string code, CancellationToken cancel)
    {
        Scene scene = known.Store.Scenes.Get(sceneId);
        DateTimeOffset then = known.Run!.StartedAt!.Value;
        IReadOnlyList<TrackedSite> sites = TrackingFeatures.TrackedSites(known.Store, then);
        if (sites.FirstOrDefault(s => s.Kind == kind && s.Code == code) is not { } site)
        {
            return Recomputation.None("作业开始时没有该点位的边界", "the site had no outline when the run began");
        }

        using var ground = new TrackGround(known.Store, sites, then);
        Observation? made = SeriesObserver.Observe([ground.On(known.Store, scene, [site])], ground.Grounds, 1, null, null, cancel) is [var one, ..] ? one : null;
        object? value = made is null ? null : TrackingFeatures.ToFeature(made).Properties.GetValueOrDefault(known.Property);
        return known.Property is "site_kind" or "site_code" or "scene_id" or "run_id"
            ? Recomputation.None("编号，不由程序计算", "an id, not a computed value")
            : Recomputation.Of(known.Value, value, Told(known.Run));
    }

    private static Reason Told(Run run)
    {
        var versions = Recomputation.Versions(run.CodeVersion, Programs.Current);
        return new Reason($"按作业开始时的边界与图斑，在同一影像上重新监测；{versions.Zh}", $"observed again on the same scene, with the outlines and detections known when the run began; {versions.En}");
    }
}
