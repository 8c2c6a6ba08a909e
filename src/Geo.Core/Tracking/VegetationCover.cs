namespace Geo.Core.Tracking;

/// <summary>Vegetation cover (FVC, 植被覆盖度), dimidiate pixel model: (NDVI − bare) / (full − bare), clamped.</summary>
/// <remarks>Gutman &amp; Ignatov 1998, https://doi.org/10.1080/014311698215333</remarks>
public static class VegetationCover
{
    /// <summary>Cover of one pixel.</summary>
    /// <param name="ndvi">NDVI in [-1, 1]; NaN is no data.</param>
    /// <param name="bare">NDVI of bare soil.</param>
    /// <param name="full">NDVI of full cover, above <paramref name="bare"/>.</param>
    /// <returns>Share in [0, 1]; NaN stays NaN.</returns>
    public static double Of(double ndvi, double bare, double full) => Math.Clamp((ndvi - bare) / (full - bare), 0, 1);

    /// <summary>Standard error of a cover that comes from errors of the two end members, taken as independent and equal.</summary>
    /// <param name="cover">Share in [0, 1].</param>
    /// <param name="endMemberError">Standard error of either end member, NDVI.</param>
    /// <param name="bare">NDVI of bare soil.</param>
    /// <param name="full">NDVI of full cover.</param>
    /// <remarks>d FVC / d bare = (FVC − 1) / (full − bare); d FVC / d full = −FVC / (full − bare).</remarks>
    public static double EndMemberError(double cover, double endMemberError, double bare, double full) =>
        endMemberError / (full - bare) * Math.Sqrt((1 - cover) * (1 - cover) + cover * cover);
}
