using Geo.Core.Sites;

namespace Geo.Core.Tracking.Assessment;

/// <summary>How a site stands against the action plan 2023–2025.</summary>
/// <param name="PlannedYear">Year of the plan; null where the register names none.</param>
/// <param name="DueAt">End of that year, or of the plan, in Asia/Shanghai.</param>
/// <param name="FinishedAt">When it was restored: the decision's date, or the season that showed it where that was earlier; null while it is not, and where it was so when the register was first taken in.</param>
/// <param name="State">
/// planned: due later, not begun. on_time: due later, works or growth go on. late: its year is over, the plan is not. overdue: its year
/// and the plan are over. restored_on_time, restored_late: restored while the plan runs. aftercare: restored or accepted, the plan is
/// over or nobody knows since when; the site stays watched.
/// </param>
/// <param name="MonthsLate">Months begun since <paramref name="DueAt"/> until it was restored, or until now; 0 where in time, null where nobody knows when it was restored.</param>
public sealed record SitePlan(int? PlannedYear, DateTimeOffset DueAt, DateTimeOffset? FinishedAt, string State, int? MonthsLate)
{
    /// <summary>Computes it.</summary>
    /// <param name="facts">Register and decisions.</param>
    /// <param name="shownAt">Since when the restoration test passes; null where it does not.</param>
    /// <param name="rules">The years of the plan.</param>
    /// <param name="now">The moment.</param>
    public static SitePlan Of(SiteFacts facts, DateTimeOffset? shownAt, RestorationRules rules, DateTimeOffset now)
    {
        int last = (int)rules.Value("plan_last_year");
        DateTimeOffset due = EndOf(facts.PlannedYear ?? last), end = EndOf(Math.Max(last, facts.PlannedYear ?? last));
        if (facts.Status is MineStatus.Restored or MineStatus.Accepted)
        {
            // Restored, then accepted: the first of the two counts.
            var run = facts.Timeline.Reverse().TakeWhile(s => s.Status is MineStatus.Restored or MineStatus.Accepted).ToArray();
            // A register that begins with it says that it is so, not since when.
            bool always = run.Length > 0 && run.Length == facts.Timeline.Count && run[^1].OfRegister;
            DateTimeOffset? decided = always ? null : run.Length > 0 ? run[^1].At : facts.StatusAt;
            DateTimeOffset? finished = shownAt is { } shown && (decided is null || shown < decided) ? shown : decided;
            int? months = finished is { } at ? MonthsBegun(due, at) : now <= due ? 0 : null;
            return new SitePlan(facts.PlannedYear, due, finished, now > end || months is null ? "aftercare" : months > 0 ? "restored_late" : "restored_on_time", months);
        }

        bool begun = facts.Status is MineStatus.InProgress or MineStatus.Vegetating or MineStatus.Relapsed;
        return new SitePlan(facts.PlannedYear, due, null, now > end ? "overdue" : now > due ? "late" : begun ? "on_time" : "planned", MonthsBegun(due, now));
    }

    /// <summary>The last millisecond of a year in Asia/Shanghai.</summary>
    internal static DateTimeOffset EndOf(int year) => new DateTimeOffset(year + 1, 1, 1, 0, 0, 0, ChinaTime.Offset).AddMilliseconds(-1).ToUniversalTime();

    private static int MonthsBegun(DateTimeOffset due, DateTimeOffset at)
    {
        if (at <= due)
        {
            return 0;
        }

        var (from, to) = (ChinaTime.Of(due), ChinaTime.Of(at));
        return (to.Year - from.Year) * 12 + to.Month - from.Month;
    }
}
