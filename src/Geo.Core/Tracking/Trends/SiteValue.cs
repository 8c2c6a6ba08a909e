namespace Geo.Core.Tracking.Trends;

/// <summary>What one scene says about a site, for the search of changes.</summary>
/// <param name="ObservedAt">Acquisition.</param>
/// <param name="Cover">Vegetation cover (or NDVI) of the site.</param>
/// <param name="Reference">The same of its reference on the same date; null where there is none.</param>
/// <param name="Weight">How much it counts: the part of the site seen, (0, 1].</param>
/// <param name="WaterShare">Part of the site that is water; null where unknown.</param>
public sealed record SiteValue(DateTimeOffset ObservedAt, double Cover, double? Reference, double Weight = 1, double? WaterShare = null)
{
    /// <summary>Time in years, of the place (UTC+8).</summary>
    internal double Time
    {
        get
        {
            var local = ChinaTime.Of(ObservedAt);
            return local.Year + (local.DayOfYear - 1 + local.TimeOfDay.TotalDays) / (DateTime.IsLeapYear(local.Year) ? 366 : 365);
        }
    }

    internal int Month => ChinaTime.Of(ObservedAt).Month;

    internal DateOnly Day => DateOnly.FromDateTime(ChinaTime.Of(ObservedAt).Date);
}
