namespace Geo.Core.Tracking;

/// <summary>What one scene says about one site (监测记录). A null value could not be had; <see cref="Missing"/> says why.</summary>
/// <param name="SiteKind">mine_site or dump.</param>
/// <param name="SiteCode">Code of the site.</param>
/// <param name="SceneId">The scene.</param>
/// <param name="ObservedAt">Its acquisition, UTC.</param>
/// <param name="ValidShare">Part of the site's area seen clearly, [0, 1].</param>
/// <param name="NdviMean">Mean NDVI of what is seen, weighted by the exact coverage of each pixel.</param>
/// <param name="NdviStdev">Its standard deviation over the site.</param>
/// <param name="Cover">Mean vegetation cover, [0, 1].</param>
/// <param name="CoverUncertainty">Its standard error: end members, and the part not seen.</param>
/// <param name="BareShare">Part of what is seen that is bare and no water, [0, 1].</param>
/// <param name="WaterShare">Part of what is seen that is water, [0, 1].</param>
/// <param name="ReferenceCover">Median cover of the undisturbed ring, [0, 1].</param>
/// <param name="ReferencePixels">Pixels of the ring that count.</param>
/// <param name="RelativeRecovery">Cover over reference cover of the same date, both above that of bare ground; may exceed 1.</param>
/// <param name="RelativeRecoveryUncertainty">Its standard error.</param>
/// <param name="Missing">Why a value is null; null where all are there.</param>
public sealed record Observation(
    string SiteKind, string SiteCode, string SceneId, DateTimeOffset ObservedAt, double ValidShare,
    double? NdviMean, double? NdviStdev, double? Cover, double? CoverUncertainty, double? BareShare, double? WaterShare,
    double? ReferenceCover, int ReferencePixels, double? RelativeRecovery, double? RelativeRecoveryUncertainty, string? Missing)
{
    /// <summary>Profile of the sensor: sentinel2-l2a.</summary>
    public string? Sensor { get; init; }

    /// <summary>Source of the band adjustment that brought this sensor to Sentinel-2's bands; null where none was made.</summary>
    public string? Harmonised { get; init; }

    /// <summary>Who made the mask of cloud and shadow: product or own; null without one.</summary>
    public string? MaskOrigin { get; init; }

    /// <summary>Parts of the site's area that were not seen, by cause, [0, 1]; null where the scene has no mask.</summary>
    public double? CloudShare { get; init; }

    /// <inheritdoc cref="CloudShare"/>
    public double? ShadowShare { get; init; }

    /// <inheritdoc cref="CloudShare"/>
    public double? SnowShare { get; init; }

    /// <summary>Part of the site's area seen through haze, which is not counted as seen, [0, 1].</summary>
    public double? HazeShare { get; init; }

    /// <summary>Standard error of <see cref="NdviMean"/>: spread over spatial blocks of what is seen, and the part not seen.</summary>
    public double? NdviUncertainty { get; init; }

    /// <summary>Median NDVI of the reference pixels.</summary>
    public double? ReferenceNdvi { get; init; }

    /// <summary>Its standard error.</summary>
    public double? ReferenceNdviUncertainty { get; init; }

    /// <summary>Standard error of the reference cover without that of the end members, which site and reference share.</summary>
    public double? ReferenceCoverUncertainty { get; init; }

    /// <summary>Spread of the reference cover over its pixels: 1.4826 times the median absolute deviation.</summary>
    public double? ReferenceSpread { get; init; }

    /// <summary>How the reference was chosen: ring, or slope_aspect where a height model matched it; null without one.</summary>
    public string? ReferenceMethod { get; init; }

    /// <summary>Part of the site that a survey of this date calls unrestored pit, [0, 1]; null where none did.</summary>
    public double? PitShare { get; init; }

    /// <summary>Part of the site that a survey of this date calls stockpile, [0, 1]; null where none did.</summary>
    public double? StockpileShare { get; init; }

    /// <summary>Area in projection (投影面积), m², on the ellipsoid.</summary>
    public double? ProjectedArea { get; init; }

    /// <summary>Area of the sloping surface, m²; null without a height model.</summary>
    public double? SurfaceArea { get; init; }

    /// <summary>Bare scar (创面), m² in projection, scaled from what is seen to the whole site.</summary>
    public double? ScarArea { get; init; }

    /// <summary>Restored face (修复面), m² in projection: pixels whose cover reaches the declared share of the reference.</summary>
    public double? RestoredArea { get; init; }

    /// <summary>One a site and scene: observed again it replaces itself.</summary>
    public string Id => $"{SiteKind}-{SiteCode}-{SceneId}";
}
