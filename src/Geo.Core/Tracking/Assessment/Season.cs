namespace Geo.Core.Tracking.Assessment;

/// <summary>One growing season of a site (生长季合成): the median of what its dates say, site against reference of the same date.</summary>
/// <param name="Year">Calendar year.</param>
/// <param name="Variable"><see cref="SeasonSeries.Cover"/> or <see cref="SeasonSeries.Ndvi"/>.</param>
/// <param name="Site">The site's value: ratio times reference.</param>
/// <param name="SiteError">Its standard error.</param>
/// <param name="Reference">Median of the reference's values.</param>
/// <param name="ReferenceError">Its standard error.</param>
/// <param name="Ratio">Median of site over reference of the same date, so that a dry year cancels.</param>
/// <param name="Recovery">Median relative recovery; null where no date has one.</param>
/// <param name="CoverShare">Median vegetation cover of the site, [0, 1].</param>
/// <param name="ReferenceCover">Median cover of the reference, [0, 1].</param>
/// <param name="BareShare">Median bare share.</param>
/// <param name="WaterShare">Median water share.</param>
/// <param name="From">First date that counts, UTC.</param>
/// <param name="To">Last date that counts, UTC.</param>
/// <param name="SceneIds">Scenes that count, in order of time.</param>
/// <param name="Sensors">Their sensor profiles, sorted.</param>
public sealed record Season(
    int Year, string Variable, double Site, double SiteError, double Reference, double ReferenceError, double Ratio, double? Recovery,
    double? CoverShare, double? ReferenceCover, double? BareShare, double? WaterShare,
    DateTimeOffset From, DateTimeOffset To, IReadOnlyList<string> SceneIds, IReadOnlyList<string> Sensors)
{
    /// <summary>Dates that count.</summary>
    public int Scenes => SceneIds.Count;

    /// <summary>Standard error of the ratio, from those of its two parts taken as independent; null without reference.</summary>
    public double? RatioError => Reference > 0 ? Math.Sqrt(SiteError * SiteError + Ratio * Ratio * ReferenceError * ReferenceError) / Reference : null;
}
