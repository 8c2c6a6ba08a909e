using Geo.Core.Sites;
using Geo.Core.Tracking;
using Geo.Core.Tracking.Assessment;
using Geo.Core.Tracking.Indicators;

namespace Geo.Core.Tests.Tracking.Indicators;

public class RestorationIndicatorsTests
{
    private static DateTimeOffset Day(int year, int month, int day) => new(year, month, day, 4, 0, 0, TimeSpan.Zero);

    private static IndicatorSite Site(string code, string town, double area, int planned, RestorationMode mode, params (MineStatus Status, DateTimeOffset At)[] steps) => new(
        code, code, town, null, area, mode, new SiteFacts(steps.Length > 0 ? steps[^1].Status : null, steps.Length > 0 ? steps[^1].At : null, planned, [.. steps.Select(s => new StatusStep(s.Status, s.At))]));

    private static readonly IndicatorSite[] s_sites =
    [
        Site("A", "河东镇", 100, 2023, RestorationMode.Natural, (MineStatus.NotStarted, Day(2022, 1, 1)), (MineStatus.Restored, Day(2023, 9, 1))),
        Site("B", "河东镇", 300, 2024, RestorationMode.Repurposing, (MineStatus.InProgress, Day(2023, 1, 1)), (MineStatus.Accepted, Day(2025, 12, 31))),
        Site("C", "沙尔沁镇", 600, 2025, RestorationMode.Reconstruction, (MineStatus.Restored, Day(2024, 5, 1)), (MineStatus.Relapsed, Day(2025, 6, 1))),
    ];

    private static readonly RestorationIndicators s_told = RestorationIndicators.Of(s_sites, RestorationRules.Default, Day(2026, 2, 1));

    private static double? Share(string indicator, string? town, int year) =>
        s_told.Values.Single(v => v.Indicator == indicator && v.Town == town && v.Year == year).Share;

    [Fact]
    public void Rates_are_those_that_stood_at_the_end_of_each_year()
    {
        // 2023: A of 1000; 2024: A and C; 2025: A and B, as C has relapsed; 2026 the same.
        Assert.Equal([0.1, 0.7, 0.4, 0.4], Enumerable.Range(2023, 4).Select(year => Share("restoration_rate", null, year)!.Value));
        // With a use again: none; C; B; B.
        Assert.Equal([0, 0.6, 0.3, 0.3], Enumerable.Range(2023, 4).Select(year => Share("reclamation_rate", null, year)!.Value));
        // Planned until then and done: A of A; A of A, B; A, B of A, B, C.
        Assert.Equal([1, 0.5, 2.0 / 3], Enumerable.Range(2023, 3).Select(year => Share("plan_done_rate", null, year)!.Value));
        Assert.Equal(1, Share("restoration_rate", "河东镇", 2025));
        Assert.Null(Share("plan_done_rate", "沙尔沁镇", 2024)); // nothing was planned
        // What the plan wanted by 2024: A and B of 1000 m²; all from 2025 on.
        Assert.Equal([0.1, 0.4, 1, 1], s_told.Values.Where(v => v is { Indicator: "restoration_rate", Town: null }).Select(v => v.TargetShare!.Value));
    }

    [Fact]
    public void Overdue_is_what_was_not_restored_when_the_plan_ended()
    {
        var late = Assert.Single(s_told.Overdue);
        Assert.Equal(("C", "relapsed", 2), (late.Code, late.Status, late.MonthsLate)); // January and February 2026
        Assert.Equal(new SortedDictionary<string, int> { ["accepted"] = 1, ["relapsed"] = 1, ["restored"] = 1 }, s_told.ByStatus);
        Assert.Equal(new SortedDictionary<string, int> { ["aftercare"] = 2, ["overdue"] = 1 }, s_told.ByPlanState);
        Assert.All(s_told.Definitions, d => Assert.NotEqual("", d.Document));
        Assert.All(s_told.Values, v => Assert.Contains(s_told.Definitions, d => d.Indicator == v.Indicator));
    }

    [Fact]
    public void Towns_sum_to_the_district() => Assert.All(s_told.Values.Where(v => v.Town is null), whole =>
        Assert.Equal((whole.Part, whole.Whole), s_told.Values.Where(v => v.Town is not null && v.Year == whole.Year && v.Indicator == whole.Indicator)
            .Aggregate((0.0, 0.0), (sum, v) => (sum.Item1 + v.Part, sum.Item2 + v.Whole))));
}
