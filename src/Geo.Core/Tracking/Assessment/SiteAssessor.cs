namespace Geo.Core.Tracking.Assessment;

/// <summary>What all observations of a mine site say together, at one moment.</summary>
/// <param name="Series">Growing seasons.</param>
public sealed record SiteAssessment(SeasonSeries Series);

/// <summary>Assesses one mine site: pure, so that a number can be computed again from what was known.</summary>
public static class SiteAssessor
{
    /// <summary>Assesses.</summary>
    /// <param name="observations">All observations of the site, in any order.</param>
    /// <param name="rules">Thresholds.</param>
    public static SiteAssessment Of(IReadOnlyList<Observation> observations, RestorationRules rules) => new(SeasonSeries.Of(observations, rules));
}
