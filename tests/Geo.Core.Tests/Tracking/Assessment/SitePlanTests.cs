using Geo.Core.Sites;
using Geo.Core.Tracking;
using Geo.Core.Tracking.Assessment;

namespace Geo.Core.Tests.Tracking.Assessment;

public class SitePlanTests
{
    private static DateTimeOffset Noon(string day) => DateTimeOffset.Parse(day + "T12:00:00+08:00", System.Globalization.CultureInfo.InvariantCulture);

    // Due at the end of 2024 (Beijing); the plan ends with 2025.
    [Theory]
    [InlineData(MineStatus.NotStarted, "2024-06-01", "planned", 0)]
    [InlineData(MineStatus.InProgress, "2024-12-31", "on_time", 0)]
    [InlineData(MineStatus.InProgress, "2025-01-01", "late", 1)]
    [InlineData(MineStatus.Vegetating, "2025-12-31", "late", 12)]
    [InlineData(MineStatus.NotStarted, "2026-01-01", "overdue", 13)]
    [InlineData(MineStatus.Relapsed, "2026-11-27", "overdue", 23)]
    public void What_is_not_restored_is_late_by_the_months_begun(MineStatus status, string now, string state, int months)
    {
        var plan = SitePlan.Of(new SiteFacts(status, null, 2024, []), null, RestorationRules.Default, Noon(now));
        Assert.Equal((state, months), (plan.State, plan.MonthsLate));
        Assert.Equal("2024-12-31T15:59:59.9990000+00:00", plan.DueAt.ToString("o", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("2024-09-01", null, "2025-06-01", "restored_on_time", 0)]
    [InlineData("2025-03-02", null, "2025-06-01", "restored_late", 3)]
    [InlineData("2025-03-02", "2024-09-20", "2025-06-01", "restored_on_time", 0)] // the season had shown it before the decision
    [InlineData("2025-03-02", "2025-09-20", "2026-06-01", "aftercare", 3)]
    public void What_is_restored_counts_from_the_decision_or_the_season_that_showed_it(string decided, string? shown, string now, string state, int months)
    {
        // Accepted later: the restoration before it counts.
        StatusStep[] steps = [new(MineStatus.InProgress, Noon("2023-05-01")), new(MineStatus.Restored, Noon(decided)), new(MineStatus.Accepted, Noon(decided).AddDays(20))];
        var plan = SitePlan.Of(new SiteFacts(MineStatus.Accepted, steps[^1].At, 2024, steps), shown is null ? null : Noon(shown), RestorationRules.Default, Noon(now));
        Assert.Equal((state, months), (plan.State, plan.MonthsLate));
    }

    [Fact]
    public void A_register_that_begins_with_restored_does_not_say_since_when()
    {
        SitePlan Of(string now, string? shown, params StatusStep[] steps) => SitePlan.Of(
            new SiteFacts(MineStatus.Restored, steps[^1].At, 2024, steps), shown is null ? null : Noon(shown), RestorationRules.Default, Noon(now));
        StatusStep first = new(MineStatus.Restored, Noon("2026-11-01"), OfRegister: true);
        Assert.Equal((null, "aftercare", null), (Of("2026-11-27", null, first).FinishedAt, Of("2026-11-27", null, first).State, Of("2026-11-27", null, first).MonthsLate));
        Assert.Equal(("aftercare", 9), (Of("2026-11-27", "2025-09-20", first).State, Of("2026-11-27", "2025-09-20", first).MonthsLate));
        // A later register that says so first bounds it.
        Assert.Equal(23, Of("2026-11-27", null, new(MineStatus.Vegetating, Noon("2024-05-01"), true), first).MonthsLate);
    }

    [Fact]
    public void Without_a_planned_year_the_end_of_the_plan_counts() =>
        Assert.Equal(("overdue", 2), SitePlan.Of(SiteFacts.Unknown, null, RestorationRules.Default, Noon("2026-02-03")) is var plan ? (plan.State, plan.MonthsLate) : default);
}
