using Geo.Core.Field;
using Geo.Core.Measure;
using Geo.Core.Sites;
using Geo.Core.Tracking;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;

namespace Geo.Core.Store.Ground;

/// <summary>What the workspace knows of the evidence of its mine sites.</summary>
public static class EvidenceReading
{
    private static readonly string[] DroneProfiles = ["drone", "dsm"];

    private static readonly string[] AfterWorks = ["vegetating", "restored", "accepted"];

    /// <summary>The facts of every mine site, ordered by code.</summary>
    /// <param name="store">The store.</param>
    /// <param name="more">Rows of observations that are about to be stored; null for none.</param>
    /// <param name="knownOn">As all was known then; null for now.</param>
    public static IReadOnlyList<EvidenceFacts> All(WorkspaceStore store, IEnumerable<Feature>? more = null, DateTimeOffset? knownOn = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        var observed = (more ?? []).Concat(OfMines(store, Layers.Observations, knownOn)).DistinctBy(f => f.Id).ToLookup(f => (string)f.Properties["site_code"]!);
        var checks = OfMines(store, Layers.FieldChecks, knownOn).ToLookup(f => (string)f.Properties["site_code"]!);
        var history = OfMines(store, Layers.SiteHistory, knownOn).ToLookup(f => (string)f.Properties["site_code"]!);
        var scenes = store.Layer("scenes").Items(ItemsRequest.Everything with { AsKnownOn = knownOn }).Select(s => s.Id).ToHashSet();
        var flights = store.Scenes.List().Where(s => DroneProfiles.Contains(s.Profile) && scenes.Contains(s.Id)).ToArray();
        return
        [
            .. store.Layer(Layers.MineSites.Id).Items(ItemsRequest.Everything with { AsKnownOn = knownOn }).OrderBy(f => f.Id, StringComparer.Ordinal).Select(site => new EvidenceFacts(
                site.Id, Text(site, "name") ?? site.Id, Text(site, "town"), StatusCode.Parse<MineStatus>(Text(site, "status")),
                (DateTimeOffset?)site.Properties["status_at"], WorksEnded(history[site.Id]),
                [
                    .. observed[site.Id].Select(o => new Evidence(EvidenceSource.Satellite, (DateTimeOffset)o.Properties["observed_at"]!, Text(o, "scene_id")!, (double?)o.Properties["valid_share"] ?? 0)),
                    .. flights.Select(s => new Evidence(EvidenceSource.Drone, s.AcquiredAt, s.Id, Within(site.Geometry, s.Footprint))).Where(e => e.Share > 0),
                    .. checks[site.Id].Where(c => Text(c, "source") == "ground").Select(c => new Evidence(EvidenceSource.Ground, (DateTimeOffset)c.Properties["checked_at"]!, c.Id, IsFar(c) ? 0 : 1)),
                ])),
        ];
    }

    /// <summary>The to-do list: the triangle of every mine site, the most urgent first.</summary>
    /// <param name="store">The store.</param>
    /// <param name="now">Now, UTC.</param>
    /// <param name="town">Only of this town; null for all.</param>
    public static IReadOnlyList<SiteEvidence> ToDo(WorkspaceStore store, DateTimeOffset now, string? town = null) =>
        EvidenceTriangle.Sorted(All(store).Where(f => town is null || f.Town == town).Select(f => EvidenceTriangle.Of(f, EvidenceRules.Default, now)));

    /// <summary>Part of a site within a footprint, by area on the ellipsoid; 1 or 0 for a site known by a point.</summary>
    internal static double Within(Geometry? site, Geometry footprint)
    {
        if (site is null || site.IsEmpty || !PreparedGeometryFactory.Prepare(footprint).Intersects(site)) return 0;
        double whole = Ellipsoid.Area(site).Value;
        return whole > 0 ? Math.Min(1, Ellipsoid.Area(site.Intersection(footprint)).Value / whole) : footprint.Covers(site) ? 1 : 0;
    }

    // Since when the site has stood as it does when works are over: from the first such status after the last other one. Proposals decide nothing, undone decisions no more.
    private static DateTimeOffset? WorksEnded(IEnumerable<Feature> history)
    {
        DateTimeOffset? since = null;
        foreach (var row in AssessedSites.Standing([.. history]).OrderBy(h => (DateTimeOffset?)h.Properties["status_at"]))
        {
            since = AfterWorks.Contains(Text(row, "status")) ? since ?? (DateTimeOffset?)row.Properties["status_at"] : null;
        }

        return since;
    }

    private static bool IsFar(Feature check) => ((IEnumerable<string>?)check.Properties["doubts"] ?? []).Contains(PlaceDoubts.FarFromSite);

    private static FeaturePage OfMines(WorkspaceStore store, LayerDefinition layer, DateTimeOffset? knownOn) =>
        store.Layer(layer.Id).Items(ItemsRequest.Everything with { AsKnownOn = knownOn, Matching = new Dictionary<string, string> { ["site_kind"] = TrackedSite.MineSite } });

    private static string? Text(Feature f, string name) => f.Properties[name] as string;
}
