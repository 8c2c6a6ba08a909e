using Geo.Core.Imagery;
using Geo.Core.Store;
using Geo.Core.Tracking;
using NetTopologySuite.Geometries;

namespace Geo.Jobs.Jobs;

/// <summary>How tracking sees a site on a scene, so that tracing can look once more in the same way.</summary>
internal static class Observing
{
    /// <summary>Observes one site of a scene as a track run did that began at an instant.</summary>
    /// <param name="store">The store.</param>
    /// <param name="scene">The scene.</param>
    /// <param name="site">The site.</param>
    /// <param name="sites">All sites known then.</param>
    /// <param name="then">When the run began.</param>
    /// <param name="cancel">Looked at once a site.</param>
    public static Observation? Again(WorkspaceStore store, Scene scene, TrackedSite site, IReadOnlyList<TrackedSite> sites, DateTimeOffset then, CancellationToken cancel)
    {
        using var source = new SceneSource(scene, store.Workspace.Scenes);
        var observer = new SiteObserver(scene.Id, scene.AcquiredAt, source, Disturbed(store, sites, then), RestorationRules.Default);
        cancel.ThrowIfCancellationRequested();
        return observer.Observe(site);
    }

    /// <summary>The ground that is no reference: all sites, and detections, known then; null for now.</summary>
    public static IReadOnlyList<Geometry> Disturbed(WorkspaceStore store, IReadOnlyList<TrackedSite> sites, DateTimeOffset? then) =>
        [.. sites.Select(site => site.Geometry), .. TrackingFeatures.TrackedDetections(store, then).Select(one => one.Geometry)];
}
