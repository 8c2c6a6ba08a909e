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
    /// <summary>One a site and scene: observed again it replaces itself.</summary>
    public string Id => $"{SiteKind}-{SiteCode}-{SceneId}";
}
