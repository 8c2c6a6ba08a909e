using Geo.Core.Sites;
using Geo.Core.Tracking;
using Geo.Core.Tracking.Assessment;

namespace Geo.Core.Tests.Tracking.Assessment;

public class SiteAssessorTests
{
    private static readonly DateTimeOffset s_now = new(2026, 10, 15, 0, 0, 0, TimeSpan.Zero);

    private static SiteAssessment Assess(Observation[] observations, MineStatus? status = null, DateTimeOffset? now = null) =>
        SiteAssessor.Of(observations, SiteFacts.Unknown with { Status = status }, RestorationRules.Default, now ?? s_now);

    [Theory]
    [InlineData("not-started", MineStatus.NotStarted, null, 0.1, 0.12, 0.11)]
    [InlineData("in-progress-gain", MineStatus.InProgress, null, 0.1, 0.18, 0.3)]
    [InlineData("vegetating-not-enough", MineStatus.Vegetating, null, 0.55, 0.6, 0.62)]
    [InlineData("vegetating-open", MineStatus.Vegetating, null, 0.95, 0.97)]
    [InlineData("restored-tested", MineStatus.Restored, MineStatus.Vegetating, 1.0, 1.02, 1.01)]
    [InlineData("relapsed-loss", MineStatus.Relapsed, MineStatus.Accepted, 1.0, 1.0, 0.7)]
    [InlineData("vegetating-open", MineStatus.Vegetating, MineStatus.InProgress, 0.9, 0.6, 0.6)] // the seasons before the fall are another ground
    public void The_first_rule_that_holds_proposes(string rule, MineStatus expected, MineStatus? status, params double[] ratios)
    {
        var assessed = Assess(Series.Yearly(2027 - ratios.Length, ratios), status);
        Assert.Equal((rule, expected), (assessed.Proposal.Rule, assessed.Proposal.Status!.Value));
    }

    [Fact]
    public void Sentences_name_their_figures_in_both_languages()
    {
        var open = Assess(Series.Yearly(2025, 0.95, 0.97)).Proposal.Evidence;
        Assert.Equal("vegetating: recovery 0.97 in 2026, at least 0.40; whether it is restored: insufficient evidence: only 2 seasons, mean cover ratio 0.96; 3 seasons are needed, 1 more", open.En);
        Assert.Equal("建议“复绿中”：2026 年相对恢复度 0.97，达到 0.40；能否判为已修复：证据不足：仅 2 个生长季，植被覆盖度比值均值 0.96，至少需要 3 个生长季，还差 1 个", open.Zh);
        var few = Assess([Series.At(2026, 7, 1, 0.6, 0.6)]).Proposal;
        Assert.Equal((null, "too-few-observations"), (few.Status, few.Rule));
        Assert.Contains("1 usable growing-season observations, 3 are needed, 2 more", few.Evidence.En, StringComparison.Ordinal);
        var old = Assess(Series.Yearly(2022, 1, 1, 1)).Proposal;
        Assert.Equal((null, "too-old"), (old.Status, old.Rule));
        Assert.Contains("2024, 2 years ago", old.Evidence.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Accepted_is_never_proposed_and_nothing_without_evidence()
    {
        Assert.DoesNotContain(Enum.GetValues<MineStatus>().Select(s => Assess(Series.Yearly(2024, 1, 1, 1), s).Proposal.Status), s => s == MineStatus.Accepted);
        var nothing = Assess([]);
        Assert.Null(nothing.Proposal.Status);
        Assert.Null(nothing.Trend);
        Assert.Null(nothing.Baseline);
        Assert.DoesNotContain(nothing.Alerts, a => a.Kind != "overdue");
    }

    // Ratios 0.2, 0.4, 0.6: each slope 0.2 a year; every month rises: S = 3 · 3, variance 3 · 11/3, z = 8 / sqrt(11), two-sided p.
    [Fact]
    public void Seasons_before_a_change_are_left_out_and_that_is_said()
    {
        // Bare for four seasons, green in the fifth: the change of 2025 leaves 2025 (one season to establish) and earlier out.
        var assessed = Assess(Series.Yearly(2021, 0.2, 0.2, 0.2, 0.2, 0.9, 0.95));
        Assert.Equal(2025, Assert.Single(assessed.Changes).At.Year);
        Assert.Equal([2026], assessed.Verdict.Ratios.Keys);
        Assert.Equal("2025 年检出变化，只检验 2026 年起的生长季，此前 5 个不计", assessed.Verdict.Missing[0].Zh);
        Assert.Equal("a change was found in 2025: only seasons from 2026 on are tested, 5 before are left out", assessed.Verdict.Missing[0].En);
    }

    [Fact]
    public void The_error_of_bare_soil_is_the_same_in_every_season()
    {
        // At the share of 0.9: 0.1 · 0.03 NDVI over 0.6 · 0.80 NDVI above bare soil = 0.00625. On NDVI no end member enters.
        Assert.Equal(0.00625, Assess(Series.Yearly(2022, 1, 1, 1)).Verdict.Options.CommonError, 1e-12);
        Assert.Equal(0, Assess([.. Series.Yearly(2022, 1, 1, 1).Select(o => o with { Cover = 0.2, ReferenceCover = 0.2 })]).Verdict.Options.CommonError);
    }

    [Fact]
    public void The_trend_is_that_of_the_recovery()
    {
        var trend = Assess(Series.Yearly(2024, 0.2, 0.4, 0.6)).Trend!;
        Assert.Equal("relative_recovery", trend.Of);
        Assert.Equal(0.2, trend.PerYear, 9);
        Assert.Equal((3, 9), (trend.Seasons, trend.Months));
        Assert.Equal(0.015861, trend.P, 5); // scipy: 2 * norm.sf(8 / 11 ** 0.5)
    }

    [Fact]
    public void The_baseline_is_the_last_seasons_before_the_planned_year()
    {
        var facts = SiteFacts.Unknown with { PlannedYear = 2024 };
        var baseline = SiteAssessor.Of(Series.Yearly(2020, 0.1, 0.1, 0.2, 0.3, 0.4, 0.5), facts, RestorationRules.Default, s_now).Baseline!;
        Assert.Equal((2022, 2023, 2024), (baseline.From, baseline.To, baseline.WorksYear));
        Assert.Equal(0.6 * 0.25, baseline.CoverShare!.Value, 9);
        Assert.Null(SiteAssessor.Of(Series.Yearly(2024, 0.4, 0.5), facts, RestorationRules.Default, s_now).Baseline);
    }

    [Fact]
    public void The_order_of_observations_is_irrelevant()
    {
        Observation[] observations = Series.Yearly(2021, 0.2, 0.3, 0.9, 0.95, 1, 1);
        var a = Assess(observations);
        var b = Assess([.. observations.Reverse()]);
        Assert.Equal(a.Proposal, b.Proposal);
        Assert.Equal(a.Figures, b.Figures);
    }
}
