using CsCheck;
using Geo.Core.Tracking.Restored;

namespace Geo.Core.Tests.Tracking.Restored;

public class RestorationTestTests
{
    private static readonly SeasonRatio[] s_three =
    [
        new(2021, 0.42, 0.48, 0, 0, 7), new(2024, 0.47, 0.50, 0, 0, 9), new(2022, 0.50, 0.52, 0, 0, 8),
    ];

    /// <summary>
    /// By /usr/bin/python3 with numpy 1.24, scipy 1.10: years 2021, 2022, 2024; r = site/ref; R = .2**abs(subtract.outer(years, years));
    /// f = R.sum()/3; M = eye(3) − 1/3; nu = trace(M@R)**2/trace(M@R@M@R); wid = r.std(ddof=1)/sqrt(3)·sqrt(f·2/(3 − f));
    /// t = stats.t.ppf(.9, nu); bounds r.mean() ∓ t·wid; power stats.nct.sf(t, nu, (1 − .9)/wid) and with (r.mean() − .9)/wid;
    /// 21 is the first m with power ≥ .8 when years 2025… are added and σ² = s²·2/(3 − f).
    /// </summary>
    [Fact]
    public void Three_seasons_with_a_gap_are_as_worked_in_scipy()
    {
        var verdict = RestorationTest.Of(s_three, new());
        Assert.Equal(RestorationAnswer.InsufficientEvidence, verdict.Answer);
        Assert.Equal([2021, 2022, 2024], verdict.Ratios.Keys);
        Assert.Equal(0.9255128205128204, verdict.MeanRatio!.Value, 1e-12);
        Assert.Equal(0.04505147176820374, verdict.SeasonSd!.Value, 1e-12);
        Assert.Equal(0.026010479352761257, verdict.PlainError!.Value, 1e-12);
        Assert.Equal(0.02931634697581052, verdict.WidenedError!.Value, 1e-12);
        Assert.Equal(verdict.WidenedError, verdict.StandardError);
        Assert.Equal(1.9670212765957449, verdict.Freedom!.Value, 1e-10);
        Assert.Equal(1.899623974749633, verdict.T!.Value, 1e-9);
        Assert.Equal(0.8698227849454918, verdict.LowerBound!.Value, 1e-9);
        Assert.Equal(0.9812028560801489, verdict.UpperBound!.Value, 1e-9);
        Assert.Equal(0.8389226723282468, verdict.Low!.Value, 1e-9);
        Assert.Equal(1.012102968697394, verdict.High!.Value, 1e-9);
        Assert.Equal(0.8989136769445671, verdict.PowerAtReference!.Value, 1e-8);
        Assert.Equal(0.27873408217894213, verdict.PowerAtMean!.Value, 1e-8);
        Assert.Equal((21, 21), (verdict.SeasonsToPass, verdict.SeasonsToDecide));
        Assert.Equal("证据不足：3 个生长季植被覆盖度比值均值 0.93，90% 单侧置信界 0.87–0.98 跨越 0.90", verdict.Sentence.Zh);
        Assert.Equal("insufficient evidence: mean cover ratio 0.93 over 3 seasons, 90 % bounds 0.87 to 0.98 span 0.90", verdict.Sentence.En);
        Assert.Equal("if the mean 0.93 and the spread stay as they are, 21 more seasons decide with a power of 80 %", Assert.Single(verdict.Missing).En);
    }

    /// <summary>Colorado DRMS by hand: Q = 0.9, plain standard error 0.02601, t = (Q − x)/Sx; here x ≥ Q: success without t. Then x = 0.8755, t = 0.942 ≤ 1.886: success.</summary>
    [Fact]
    public void Classic_null_is_the_form_of_bond_release()
    {
        var options = new RestorationTestOptions { Null = NullHypothesis.Classic, Rho = 0 };
        Assert.Equal(RestorationAnswer.Pass, RestorationTest.Of(s_three, options).Answer);
        var lower = RestorationTest.Of([.. s_three.Select(s => s with { Site = s.Site - 0.05 * s.Reference })], options);
        Assert.Equal(RestorationAnswer.Pass, lower.Answer);
        Assert.Equal(1.8856, lower.T!.Value, 1e-4);
        Assert.Equal(0.8755 + 1.8856 * 0.02601, lower.UpperBound!.Value, 1e-4);
        Assert.Equal(RestorationAnswer.Fail, RestorationTest.Of([.. s_three.Select(s => s with { Site = s.Site - 0.10 * s.Reference })], options).Answer);
    }

    [Fact]
    public void Measurement_errors_are_a_floor_and_common_ones_are_added()
    {
        SeasonRatio[] alike = [.. s_three.Select(s => s with { Site = 0.95 * 0.5, Reference = 0.5, SiteError = 0.03 })];
        var verdict = RestorationTest.Of(alike, new() { CommonError = 0.01 });
        // Each ratio has 0.03/0.5 = 0.06; the mean 0.06/√3 = 0.034641; with 0.01: 0.036056.
        Assert.Equal(0, verdict.WidenedError!.Value, 1e-12);
        Assert.Equal(0.034641, verdict.MeasurementError!.Value, 1e-6);
        Assert.Equal(0.036056, verdict.StandardError!.Value, 1e-6);
        Assert.Equal(RestorationAnswer.InsufficientEvidence, verdict.Answer);
        Assert.Equal(RestorationAnswer.Pass, RestorationTest.Of([.. alike.Select(s => s with { SiteError = 0 })], new()).Answer);
    }

    [Fact]
    public void Two_seasons_decide_nothing_and_the_number_missing_is_told()
    {
        var verdict = RestorationTest.Of([s_three[0], s_three[2]], new());
        Assert.Equal(RestorationAnswer.InsufficientEvidence, verdict.Answer);
        Assert.Equal("至少需要 3 个生长季，还差 1 个", verdict.Missing[0].Zh);
        Assert.InRange(verdict.SeasonsToDecide!.Value, 1, 100);
        Assert.Equal((0, 3), (RestorationTest.Of([], new()).Seasons, RestorationTest.Of([], new()).SeasonsToDecide));
        Assert.Equal("insufficient evidence: only 1 season, mean cover ratio 0.88", RestorationTest.Of(s_three[..1], new()).Sentence.En);
    }

    [Fact]
    public void Bare_steppe_asks_for_NDVI_or_a_longer_window()
    {
        SeasonRatio[] steppe = [.. Enumerable.Range(2015, 6).Select(year => new SeasonRatio(year, 0.2 + year % 2 * 0.002, 0.2, 0, 0, 6))];
        var verdict = RestorationTest.Of(steppe[..5], new());
        Assert.Equal(RestorationAnswer.InsufficientEvidence, verdict.Answer);
        Assert.Contains("test NDVI, or wait for 6 seasons", verdict.Missing[0].En, StringComparison.Ordinal);
        Assert.Equal(1, verdict.SeasonsToPass);
        Assert.Equal(RestorationAnswer.Pass, RestorationTest.Of(steppe[..5], new() { Variable = "ndvi" }).Answer);
        Assert.Equal(RestorationAnswer.Pass, RestorationTest.Of(steppe, new()).Answer);
    }

    [Fact]
    public void One_dry_year_does_not_make_a_reference_too_bare() =>
        Assert.Equal(RestorationAnswer.Pass, RestorationTest.Of([new(2020, 0.4, 0.4, 0, 0, 5), new(2021, 0.1, 0.1, 0, 0, 5), new(2022, 0.36, 0.36, 0, 0, 5)], new()).Answer);

    [Fact]
    public void A_mean_below_the_share_never_passes_but_fails_one_day()
    {
        var verdict = RestorationTest.Of([new(2020, 0.44, 0.5, 0, 0, 5), new(2021, 0.40, 0.5, 0, 0, 5), new(2022, 0.47, 0.5, 0, 0, 5)], new());
        Assert.Equal(RestorationAnswer.InsufficientEvidence, verdict.Answer);
        Assert.Null(verdict.SeasonsToPass);
        Assert.InRange(verdict.SeasonsToDecide!.Value, 1, 100);
    }

    [Fact]
    public void A_season_without_a_usable_reference_is_left_out_and_told()
    {
        var verdict = RestorationTest.Of([.. s_three, new(2023, 0.4, 0.05, 0, 0.04, 1)], new());
        Assert.Equal(3, verdict.Seasons);
        Assert.Equal("1 season has a reference of less than twice its error: no ratio", verdict.Missing[0].En);
        Assert.Throws<ArgumentException>(() => RestorationTest.Of([.. s_three, s_three[0]], new()));
        Assert.Throws<ArgumentException>(() => RestorationTest.Of(s_three, new() { Variable = "soil" }));
    }

    private static readonly Gen<SeasonRatio[]> s_seasons =
        Gen.Select(Gen.Double[0.05, 0.9], Gen.Double[0.35, 0.9]).Array[3, 9].Select(pairs => pairs.Select((p, i) => new SeasonRatio(2010 + i, p.Item1, p.Item2, 0, 0, 5)).ToArray());

    [Fact]
    public void A_factor_common_to_site_and_reference_changes_nothing() =>
        Gen.Select(s_seasons, Gen.Double[0.9, 2].Array[9]).Sample((seasons, factors) =>
        {
            var before = RestorationTest.Of(seasons, new());
            var after = RestorationTest.Of([.. seasons.Select((s, i) => s with { Site = s.Site * factors[i], Reference = s.Reference * factors[i] })], new());
            return before.Answer == after.Answer && Math.Abs(before.LowerBound!.Value - after.LowerBound!.Value) < 1e-9;
        }, iter: 300);

    [Fact]
    public void Adding_to_every_ratio_moves_the_bounds_by_as_much_and_never_from_pass_to_fail() =>
        Gen.Select(s_seasons, Gen.Double[0, 0.3]).Sample((seasons, more) =>
        {
            var before = RestorationTest.Of(seasons, new());
            var after = RestorationTest.Of([.. seasons.Select(s => s with { Site = s.Site + more * s.Reference })], new());
            return Math.Abs(after.LowerBound!.Value - before.LowerBound!.Value - more) < 1e-9 && Rank(after) >= Rank(before);
        }, iter: 300);

    [Fact]
    public void Order_of_the_seasons_is_irrelevant_and_rho_only_widens() =>
        s_seasons.Sample(seasons =>
        {
            var free = RestorationTest.Of(seasons, new() { Rho = 0 });
            var bound = RestorationTest.Of([.. seasons.Reverse()], new() { Rho = 0.3 });
            return Math.Abs(free.MeanRatio!.Value - bound.MeanRatio!.Value) < 1e-12 && Math.Abs(free.WidenedError!.Value - free.PlainError!.Value) < 1e-12
                && bound.WidenedError > free.WidenedError && bound.Freedom < free.Freedom + 1e-9;
        }, iter: 300);

    private static int Rank(RestorationVerdict verdict) => verdict.Answer switch { RestorationAnswer.Pass => 2, RestorationAnswer.Fail => 0, _ => 1 };
}
