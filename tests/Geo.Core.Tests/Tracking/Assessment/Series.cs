using Geo.Core.Tracking;

namespace Geo.Core.Tests.Tracking.Assessment;

/// <summary>Observations for tests: site M, seen whole at noon (Beijing) of a date.</summary>
internal static class Series
{
    public static Observation At(int year, int month, int day, double cover, double reference, double? recovery = null) => new(
        "mine_site", "M", FormattableString.Invariant($"s{year}{month:00}{day:00}"), new DateTimeOffset(year, month, day, 4, 0, 0, TimeSpan.Zero),
        1, cover * 0.8 + 0.05, 0.1, cover, 0.02, 0.1, 0, reference, 400, recovery ?? cover / reference, 0.05, null)
    {
        Sensor = "sentinel2-l2a",
        NdviUncertainty = 0.01,
        ReferenceNdvi = reference * 0.8 + 0.05,
        ReferenceNdviUncertainty = 0.01,
        ReferenceCoverUncertainty = 0.01,
    };

    /// <summary>Three dates a season (June, July, August 15th) of one ratio a year from <paramref name="first"/> on; the reference has 0.6.</summary>
    public static Observation[] Yearly(int first, params double[] ratios) =>
        [.. ratios.SelectMany((r, i) => new[] { 6, 7, 8 }.Select(month => At(first + i, month, 15, 0.6 * r, 0.6)))];
}
