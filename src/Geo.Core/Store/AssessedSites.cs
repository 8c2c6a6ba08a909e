using Geo.Core.Sites;
using Geo.Core.Tracking;
using Geo.Core.Tracking.Assessment;

namespace Geo.Core.Store;

/// <summary>Between assessments and rows: what is known of a site before, what is written after.</summary>
public static class AssessedSites
{
    private const string History = "site-history";

    /// <summary>What register and decisions say of a mine site.</summary>
    /// <param name="site">Its row of mine-sites.</param>
    /// <param name="history">Its rows of site-history, oldest first.</param>
    public static SiteFacts Facts(Feature site, IReadOnlyList<Feature> history)
    {
        ArgumentNullException.ThrowIfNull(site);
        return new SiteFacts(
            StatusCode.Parse<MineStatus>(site.Properties["status"] as string), site.Properties["status_at"] as DateTimeOffset?,
            (int?)(site.Properties["planned_year"] as long?),
            [.. Standing(history).Select(row => new StatusStep(StatusCode.Parse<MineStatus>(row.Properties["status"] as string), (DateTimeOffset)row.Properties["status_at"]!, row.Properties["source"] is "register"))]);
    }

    /// <summary>The rows of a site's history that give it a status and were not taken back.</summary>
    /// <param name="history">Its rows, oldest first.</param>
    public static IReadOnlyList<Feature> Standing(IReadOnlyList<Feature> history)
    {
        var undone = history.Select(row => row.Properties["undoes"] as string).OfType<string>().ToHashSet();
        return [.. history.Where(row => row.Properties["source"] is "register" or "decision" && !undone.Contains(row.Id))];
    }

    /// <summary>A site's history, oldest first.</summary>
    /// <param name="store">The store.</param>
    /// <param name="kind"><see cref="TrackedSite.MineSite"/> or <see cref="TrackedSite.Dump"/>.</param>
    /// <param name="code">Code of the site.</param>
    /// <param name="knownOn">As it was known then; null for now.</param>
    public static IReadOnlyList<Feature> HistoryOf(WorkspaceStore store, string kind, string code, DateTimeOffset? knownOn)
    {
        ArgumentNullException.ThrowIfNull(store);
        return [.. store.Layer(History).Items(TrackingFeatures.RowsOf(kind, code, knownOn))];
    }

    /// <summary>The columns of mine-sites that an assessment writes. Nothing is among them that a person decided.</summary>
    public static IReadOnlyDictionary<string, object?> Columns(SiteAssessment assessed)
    {
        ArgumentNullException.ThrowIfNull(assessed);
        var (verdict, proposal, change) = (assessed.Verdict, assessed.Proposal, assessed.Changes.Count > 0 ? assessed.Changes[^1] : null);
        return new Dictionary<string, object?>
        {
            ["proposed_status"] = proposal.Status is { } status ? StatusCode.Of(status) : null,
            ["proposed_at"] = assessed.Series.Used.Count > 0 ? assessed.Series.Used[^1].ObservedAt : null,
            ["proposed_evidence"] = proposal.Evidence.Zh,
            ["proposed_evidence_en"] = proposal.Evidence.En,
            ["proposed_by_rule"] = proposal.Rule,
            ["test_answer"] = StatusCode.Of(verdict.Answer),
            ["test_variable"] = assessed.Series.Variable,
            ["test_ratio"] = verdict.MeanRatio,
            ["test_ratio_low"] = verdict.LowerBound,
            ["test_ratio_high"] = verdict.UpperBound,
            ["test_ratio_uncertainty"] = verdict.StandardError,
            ["test_seasons"] = (long)verdict.Seasons,
            ["test_seasons_needed"] = (long?)verdict.SeasonsToDecide,
            ["test_power_share"] = verdict.PowerAtReference,
            ["test_missing"] = assessed.Figures["test_missing_zh"],
            ["test_missing_en"] = assessed.Figures["test_missing_en"],
            ["baseline_year"] = (long?)assessed.Baseline?.To,
            ["baseline_cover_share"] = assessed.Baseline?.CoverShare,
            ["trend_per_year"] = assessed.Trend?.PerYear,
            ["trend_per_year_low"] = assessed.Trend?.Low,
            ["trend_per_year_high"] = assessed.Trend?.High,
            ["trend_p"] = assessed.Trend?.P,
            ["change_kind"] = change?.Kind,
            ["change_at"] = change?.At,
            ["change_share"] = change?.Share,
            ["plan_state"] = assessed.Plan.State,
            ["months_late"] = (long?)assessed.Plan.MonthsLate,
        };
    }

    /// <summary>The row of site-history that keeps a proposal; null where the site's proposed status is the same as before.</summary>
    /// <param name="writer">The transaction.</param>
    /// <param name="before">The site's row before.</param>
    /// <param name="assessed">The assessment.</param>
    /// <param name="runId">The run that proposes.</param>
    /// <param name="at">When, UTC.</param>
    public static Feature? ProposalRow(StoreWriter writer, Feature before, SiteAssessment assessed, string runId, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(before);
        string? proposed = assessed.Proposal.Status is { } status ? StatusCode.Of(status) : null, earlier = before.Properties["proposed_status"] as string;
        return proposed == earlier ? null : new Feature(SiteDecision.FreeId(writer, TrackedSite.MineSite, before.Id, at, "proposal"), null, new Dictionary<string, object?>
        {
            ["site_kind"] = TrackedSite.MineSite,
            ["site_code"] = before.Id,
            ["status"] = proposed,
            ["status_at"] = at,
            ["source"] = "proposal",
            ["reason"] = assessed.Proposal.Evidence.Zh,
            ["reason_en"] = assessed.Proposal.Evidence.En,
            ["previous_status"] = earlier,
            ["test_answer"] = StatusCode.Of(assessed.Verdict.Answer),
            ["rule"] = assessed.Proposal.Rule,
            ["run_id"] = runId,
        });
    }
}
