using Geo.Core.Tracking;

namespace Geo.Core.Store;

/// <summary>Between tracking's records and rows.</summary>
public static class TrackingFeatures
{
    /// <summary>All mine sites and dumps of the workspace with a geometry, ordered by kind and code.</summary>
    /// <param name="store">The store.</param>
    /// <param name="knownOn">As they were known then; null for now.</param>
    public static IReadOnlyList<TrackedSite> TrackedSites(WorkspaceStore store, DateTimeOffset? knownOn = null) =>
    [
        .. Sites(store, "mine-sites", TrackedSite.MineSite, knownOn),
        .. Sites(store, "dumps", TrackedSite.Dump, knownOn),
    ];

    /// <summary>All detections as the linker needs them; the geometry is there for the reference rings too.</summary>
    /// <param name="store">The store.</param>
    /// <param name="knownOn">As they were known then; null for now.</param>
    public static IReadOnlyList<TrackedDetection> TrackedDetections(WorkspaceStore store, DateTimeOffset? knownOn = null) =>
        [.. store.Layer("detections").Items(ItemsRequest.Everything with { AsKnownOn = knownOn }).Where(f => f.Geometry is not null).Select(f => new TrackedDetection(
            f.Id, (string)f.Properties["survey_id"]!, (string)f.Properties["class"]!, f.Geometry!,
            (DateTimeOffset)f.Properties["acquired_at"]!, (string?)f.Properties["track_id"]))];

    /// <summary>The row of an observation.</summary>
    public static Feature ToFeature(Observation o) => new(o.Id, null, new Dictionary<string, object?>
    {
        ["site_kind"] = o.SiteKind,
        ["site_code"] = o.SiteCode,
        ["scene_id"] = o.SceneId,
        ["observed_at"] = o.ObservedAt,
        ["valid_share"] = o.ValidShare,
        ["ndvi_mean"] = o.NdviMean,
        ["ndvi_stdev"] = o.NdviStdev,
        ["vegetation_cover_share"] = o.Cover,
        ["vegetation_cover_uncertainty"] = o.CoverUncertainty,
        ["bare_share"] = o.BareShare,
        ["water_share"] = o.WaterShare,
        ["reference_cover_share"] = o.ReferenceCover,
        ["reference_pixels"] = o.ReferencePixels,
        ["relative_recovery_share"] = o.RelativeRecovery,
        ["relative_recovery_uncertainty"] = o.RelativeRecoveryUncertainty,
        ["missing_reason"] = o.Missing,
        ["sensor"] = o.Sensor,
        ["harmonised"] = o.Harmonised,
        ["mask_origin"] = o.MaskOrigin,
        ["cloud_share"] = o.CloudShare,
        ["shadow_share"] = o.ShadowShare,
        ["snow_share"] = o.SnowShare,
        ["haze_share"] = o.HazeShare,
        ["ndvi_uncertainty"] = o.NdviUncertainty,
        ["reference_ndvi"] = o.ReferenceNdvi,
        ["reference_ndvi_uncertainty"] = o.ReferenceNdviUncertainty,
        ["reference_cover_uncertainty"] = o.ReferenceCoverUncertainty,
        ["reference_cover_spread"] = o.ReferenceSpread,
        ["reference_method"] = o.ReferenceMethod,
        ["pit_share"] = o.PitShare,
        ["stockpile_share"] = o.StockpileShare,
        ["projected_area_m2"] = o.ProjectedArea,
        ["surface_area_m2"] = o.SurfaceArea,
        ["scar_area_m2"] = o.ScarArea,
        ["restored_area_m2"] = o.RestoredArea,
    });

    /// <summary>The observation of a row.</summary>
    public static Observation ToObservation(Feature f)
    {
        double? Real(string name) => (double?)f.Properties[name];
        return new Observation(
            (string)f.Properties["site_kind"]!, (string)f.Properties["site_code"]!, (string)f.Properties["scene_id"]!,
            (DateTimeOffset)f.Properties["observed_at"]!, Real("valid_share") ?? 0, Real("ndvi_mean"), Real("ndvi_stdev"),
            Real("vegetation_cover_share"), Real("vegetation_cover_uncertainty"), Real("bare_share"), Real("water_share"),
            Real("reference_cover_share"), (int)((long?)f.Properties["reference_pixels"] ?? 0),
            Real("relative_recovery_share"), Real("relative_recovery_uncertainty"), (string?)f.Properties["missing_reason"])
        {
            Sensor = (string?)f.Properties["sensor"],
            Harmonised = (string?)f.Properties["harmonised"],
            MaskOrigin = (string?)f.Properties["mask_origin"],
            CloudShare = Real("cloud_share"),
            ShadowShare = Real("shadow_share"),
            SnowShare = Real("snow_share"),
            HazeShare = Real("haze_share"),
            NdviUncertainty = Real("ndvi_uncertainty"),
            ReferenceNdvi = Real("reference_ndvi"),
            ReferenceNdviUncertainty = Real("reference_ndvi_uncertainty"),
            ReferenceCoverUncertainty = Real("reference_cover_uncertainty"),
            ReferenceSpread = Real("reference_cover_spread"),
            ReferenceMethod = (string?)f.Properties["reference_method"],
            PitShare = Real("pit_share"),
            StockpileShare = Real("stockpile_share"),
            ProjectedArea = Real("projected_area_m2"),
            SurfaceArea = Real("surface_area_m2"),
            ScarArea = Real("scar_area_m2"),
            RestoredArea = Real("restored_area_m2"),
        };
    }

    /// <summary>All observations of one site, in order of time.</summary>
    /// <param name="store">The store.</param>
    /// <param name="kind">mine_site or dump.</param>
    /// <param name="code">Code of the site.</param>
    /// <param name="knownOn">As they were known then; null for now.</param>
    public static IReadOnlyList<(Observation Observation, Feature Row)> ObservationsOf(WorkspaceStore store, string kind, string code, DateTimeOffset? knownOn) =>
        [.. store.Layer("observations").Items(RowsOf(kind, code, knownOn)).Select(f => (Observation: ToObservation(f), Row: f))
            .OrderBy(o => o.Observation.ObservedAt).ThenBy(o => o.Observation.SceneId, StringComparer.Ordinal)];

    /// <summary>Asks a layer for its rows about one site.</summary>
    /// <param name="kind">mine_site or dump.</param>
    /// <param name="code">Code of the site.</param>
    /// <param name="knownOn">As they were known then; null for now.</param>
    public static ItemsRequest RowsOf(string kind, string code, DateTimeOffset? knownOn) => ItemsRequest.Everything with
    {
        AsKnownOn = knownOn,
        Matching = new Dictionary<string, string> { ["site_kind"] = kind, ["site_code"] = code },
    };

    /// <summary>Which site and scene pairs are observed already, as observation ids; those of a version that did not keep the sensor are to be observed again.</summary>
    public static IReadOnlySet<string> ObservedIds(WorkspaceStore store) =>
        store.Layer("observations").Items(ItemsRequest.Everything).Where(f => f.Properties["sensor"] is not null).Select(f => f.Id).ToHashSet();

    /// <summary>What every site's row says of its last observations: the youngest cover, recovery and areas that could be had.</summary>
    /// <param name="site">The site.</param>
    /// <param name="observations">All its observations.</param>
    public static Feature SiteState(TrackedSite site, IReadOnlyList<Observation> observations)
    {
        var properties = new Dictionary<string, object?>();
        var ordered = observations.OrderBy(o => o.ObservedAt).ThenBy(o => o.SceneId, StringComparer.Ordinal).ToArray();
        if (ordered.LastOrDefault(o => o.Cover is not null) is { } seen)
        {
            properties["vegetation_cover_share"] = seen.Cover;
            properties["last_observed_at"] = seen.ObservedAt;
            properties["last_scene_id"] = seen.SceneId;
        }

        if (ordered.LastOrDefault(o => o.RelativeRecovery is not null) is { } recovered)
        {
            properties["relative_recovery_share"] = recovered.RelativeRecovery;
        }

        if (site.Kind == TrackedSite.MineSite)
        {
            properties["scar_area_m2"] = ordered.LastOrDefault(o => o.ScarArea is not null)?.ScarArea;
            properties["restored_area_m2"] = ordered.LastOrDefault(o => o.RestoredArea is not null)?.RestoredArea;
            properties["surface_area_m2"] = ordered.LastOrDefault(o => o.SurfaceArea is not null)?.SurfaceArea;
        }

        return new Feature(site.Code, null, properties);
    }

    private static IEnumerable<TrackedSite> Sites(WorkspaceStore store, string layer, string kind, DateTimeOffset? knownOn) => store.Layer(layer).Items(ItemsRequest.Everything with { AsKnownOn = knownOn })
        .Where(f => f.Geometry is not null)
        .OrderBy(f => f.Id, StringComparer.Ordinal)
        .Select(f => new TrackedSite(kind, f.Id, f.Geometry!));
}
