using Geo.Core.Tracking.Proposals;
using Geo.Core.Tracking.Restored;

namespace Geo.Core.Tracking.Assessment;

/// <summary>What all observations of a mine site say together, at one moment.</summary>
/// <param name="Series">Growing seasons.</param>
/// <param name="Baseline">The last seasons before the works; null where there are none.</param>
/// <param name="Verdict">Answer of the restoration test with all its figures.</param>
/// <param name="Trend">How it changes a year; null with fewer than two seasons.</param>
/// <param name="Changes">What changed it, oldest first.</param>
/// <param name="Relapse">What the watch over a vegetated site saw; null for others.</param>
/// <param name="Plan">How it stands against the plan.</param>
/// <param name="Proposal">The status that the rules propose.</param>
/// <param name="Alerts">What somebody should look at.</param>
/// <param name="Figures">The figures that rules and sentences are made of.</param>
public sealed record SiteAssessment(
    SeasonSeries Series, Baseline? Baseline, RestorationVerdict Verdict, SeriesTrend? Trend, IReadOnlyList<FoundChange> Changes, RelapseState? Relapse,
    SitePlan Plan, StatusProposal Proposal, IReadOnlyList<AlertCandidate> Alerts, IReadOnlyDictionary<string, object?> Figures);

/// <summary>Assesses one mine site: pure, so that a number can be computed again from what was known.</summary>
public static class SiteAssessor
{
    /// <summary>Assesses.</summary>
    /// <param name="observations">All observations of the site, in any order.</param>
    /// <param name="facts">What the register and decisions say.</param>
    /// <param name="rules">Thresholds and rules.</param>
    /// <param name="now">The moment: plan and alerts depend on it.</param>
    public static SiteAssessment Of(IReadOnlyList<Observation> observations, SiteFacts facts, RestorationRules rules, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var series = SeasonSeries.Of(observations, rules);
        var changes = SiteChanges.Of(series, facts, rules);
        var baseline = Baseline.Of(series, changes, facts, rules);
        var verdict = SeasonTest.Of(series, changes, rules);
        var trend = SeriesTrend.From(series, rules);
        var relapse = SiteChanges.Watch(series, facts, rules);
        var plan = SitePlan.Of(facts, SeasonTest.ShownAt(series, changes, rules), rules, now);
        var figures = SiteFigures.Of(series, baseline, verdict, trend, changes, relapse, facts, rules, now);
        var proposal = StatusRules.Propose(figures, rules);
        var alerts = SiteAlerts.Of(observations, series, changes, relapse, plan, rules, now);
        return new SiteAssessment(series, baseline, verdict, trend, changes, relapse, plan, proposal, alerts, figures);
    }
}
