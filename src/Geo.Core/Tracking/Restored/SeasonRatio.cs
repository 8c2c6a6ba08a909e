namespace Geo.Core.Tracking.Restored;

/// <summary>One growing season of a site and of its reference, both of the same dates: one value a season, never a scene or a pixel.</summary>
/// <param name="Year">The season.</param>
/// <param name="Site">Vegetation cover (or NDVI) of the site.</param>
/// <param name="Reference">The same of its reference ecosystem; a ratio needs it above 0.</param>
/// <param name="SiteError">Standard error of this season's site value (spatial blocks, scenes); 0 where unknown.</param>
/// <param name="ReferenceError">Standard error of this season's reference value.</param>
/// <param name="Scenes">Scenes behind the two values; told, not counted as sample.</param>
public sealed record SeasonRatio(int Year, double Site, double Reference, double SiteError, double ReferenceError, int Scenes)
{
    /// <summary>
    /// Site over reference, less the upward bias that an uncertain denominator brings; null where the reference is not at least
    /// twice its own error, as no ratio can be had then.
    /// </summary>
    /// <remarks>E[1/(x + e)] ≈ (1 + σ²/x²)/x: the second-order term of the delta method (Cochran 1977, Sampling Techniques, 6.8).</remarks>
    public double? Ratio => Reference > 0 && Reference >= 2 * ReferenceError && double.IsFinite(Site / Reference)
        ? Site / Reference / (1 + ReferenceError * ReferenceError / (Reference * Reference))
        : null;

    /// <summary>Standard error of the ratio from the two errors of this season, first order.</summary>
    internal double RatioError
    {
        get
        {
            double ratio = Site / Reference;
            return Math.Sqrt(SiteError * SiteError + ratio * ratio * ReferenceError * ReferenceError) / Reference;
        }
    }
}
