using Geo.Core;
using Geo.Core.Sites;
using Geo.Core.Store;
using Geo.Core.Tracking;
using Geo.Core.Tracking.Assessment;
using Geo.Core.Tracking.Decisions;
using Geo.Core.Tracking.Proposals;
using Geo.Core.Tracking.Restored;

namespace Geo.Jobs.Jobs;

/// <summary>All that the workspace knows of one mine site, for its page; the assessment is made anew from the stored observations.</summary>
/// <param name="Code">The site.</param>
/// <param name="KnownOn">The instant whose knowledge this is; null for now.</param>
/// <param name="AssessedAt">The moment that plan and alerts are told for.</param>
/// <param name="Site">Its row of mine-sites.</param>
/// <param name="Assessment">Seasons, test, trend, changes, plan, proposal.</param>
/// <param name="Observations">Its rows of observations, in order of time.</param>
/// <param name="History">Its rows of site-history, oldest first: register, proposal, decision, undo.</param>
/// <param name="Alerts">Its rows of alerts.</param>
/// <param name="NextStatuses">What a person may decide now; the present status may be confirmed besides.</param>
/// <param name="CanUndo">A decision stands that can be taken back.</param>
public sealed record SiteSheet(
    string Code, DateTimeOffset? KnownOn, DateTimeOffset AssessedAt, Feature Site, SiteAssessment Assessment,
    IReadOnlyList<Feature> Observations, IReadOnlyList<Feature> History, IReadOnlyList<Feature> Alerts,
    IReadOnlyList<MineStatus> NextStatuses, bool CanUndo)
{
    /// <summary>Reads the store and assesses the site.</summary>
    /// <param name="store">The store.</param>
    /// <param name="code">Code of the mine site.</param>
    /// <param name="knownOn">As it was known then; null for now.</param>
    /// <param name="now">Now.</param>
    /// <exception cref="NotFoundException">There was no such mine site.</exception>
    public static SiteSheet Of(WorkspaceStore store, string code, DateTimeOffset? knownOn, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(store);
        Feature site = store.Layer("mine-sites").Find(code, knownOn) ?? throw new NotFoundException("mine site", code);
        DateTimeOffset at = knownOn is { } then && then < now ? then : now;
        var observations = TrackingFeatures.ObservationsOf(store, TrackedSite.MineSite, code, knownOn);
        IReadOnlyList<Feature> history = AssessedSites.HistoryOf(store, TrackedSite.MineSite, code, knownOn);
        SiteFacts facts = AssessedSites.Facts(site, history);
        return new SiteSheet(code, knownOn, at, site,
            SiteAssessor.Of([.. observations.Select(o => o.Observation)], facts, RestorationRules.Default, at),
            [.. observations.Select(o => o.Row)], history, [.. store.Layer("alerts").Items(TrackingFeatures.RowsOf(TrackedSite.MineSite, code, knownOn))],
            MineTransitions.From(facts.Status), AssessedSites.Standing(history) is [.., var last] && last.Properties["source"] is "decision");
    }

    /// <summary>The sheet as the page's JSON names it.</summary>
    /// <param name="geometry">The boundary as the server writes it; null where there is none.</param>
    /// <param name="withAlerts">Alerts are staff's.</param>
    /// <param name="links">Where the parts lead to.</param>
    public object Document(object? geometry, bool withAlerts, object links)
    {
        SiteAssessment a = Assessment;
        RestorationVerdict v = a.Verdict;
        return new
        {
            code = Code,
            known_on = KnownOn,
            assessed_at = AssessedAt,
            properties = Site.Properties,
            geometry,
            verdict = new
            {
                answer = StatusCode.Of(v.Answer),
                sentence = v.Sentence,
                missing = v.Missing,
                variable = a.Series.Variable,
                variable_why = a.Series.Why,
                n = v.Seasons,
                ratios = v.Ratios.OrderBy(r => r.Key).Select(r => new { year = r.Key, ratio = r.Value }),
                v.SiteMean,
                v.ReferenceMean,
                v.MeanRatio,
                v.SeasonSd,
                v.PlainError,
                v.WidenedError,
                v.MeasurementError,
                v.StandardError,
                v.Freedom,
                v.T,
                v.LowerBound,
                v.UpperBound,
                v.Low,
                v.High,
                v.PowerAtReference,
                v.PowerAtMean,
                v.SeasonsToPass,
                v.SeasonsToDecide,
                options = new
                {
                    v.Options.Share,
                    v.Options.Confidence,
                    v.Options.Rho,
                    @null = StatusCode.Of(v.Options.Null),
                    v.Options.LeastSeasons,
                    v.Options.LeastReference,
                    v.Options.SeasonsOverLowReference,
                    v.Options.CommonError,
                    v.Options.Power,
                },
            },
            seasons = a.Series.Seasons,
            sensors = new { group = a.Series.Group, left_out = a.Series.LeftOut },
            observations = Observations.Select(WithId),
            baseline = a.Baseline,
            trend = a.Trend,
            changes = a.Changes,
            relapse = a.Relapse,
            plan = a.Plan,
            proposal = new { status = a.Proposal.Status is { } status ? StatusCode.Of(status) : null, evidence = a.Proposal.Evidence, rule = a.Proposal.Rule },
            rules = RestorationRules.Default.Values,
            status_rules = RestorationRules.Default.Statuses.Select(Told),
            history = History.Select(WithId),
            next_statuses = NextStatuses.Select(s => StatusCode.Of(s)),
            can_undo = CanUndo,
            alerts = withAlerts ? Alerts.Select(WithId) : [],
            links,
        };
    }

    private static object Told(StatusRule rule) => new { rule.Id, rule.Status, rule.Document, rule.Date };

    private static Dictionary<string, object?> WithId(Feature row)
    {
        var all = new Dictionary<string, object?> { ["id"] = row.Id };
        foreach (var (name, value) in row.Properties) all[name] = value;
        return all;
    }
}
