using Geo.Core.Sites;

namespace Geo.Core.Tracking.Assessment;

/// <summary>Something that somebody should look at.</summary>
/// <param name="Kind">relapse, new_digging, works_started, pit_lake, overdue or no_recent_observation.</param>
/// <param name="Event">What tells this event from an earlier one of the kind: a date.</param>
/// <param name="At">When it happened.</param>
/// <param name="ChangeShare">Size of the change.</param>
/// <param name="MonthsLate">Months over the plan.</param>
/// <param name="Evidence">Why, in figures.</param>
/// <param name="SceneIds">Scenes that show it.</param>
public sealed record AlertCandidate(string Kind, string Event, DateTimeOffset At, double? ChangeShare, int? MonthsLate, Reason Evidence, IReadOnlyList<string> SceneIds);

/// <summary>Raises alerts from an assessment.</summary>
public static class SiteAlerts
{
    /// <summary>Kinds that are states, not events.</summary>
    public const string Overdue = "overdue", NoRecentObservation = "no_recent_observation";

    internal static IReadOnlyList<AlertCandidate> Of(
        IReadOnlyList<Observation> observations, SeasonSeries series, IReadOnlyList<FoundChange> changes, RelapseState? relapse, SitePlan plan, RestorationRules rules, DateTimeOffset now)
    {
        var alerts = new List<AlertCandidate>();
        var recent = now.AddMonths(-(int)rules.Value("alert_change_months"));
        foreach (var one in changes.Where(c => c.Alerts && c.At >= recent).GroupBy(c => c.Kind).Select(g => g.Last()))
        {
            alerts.Add(new AlertCandidate(one.Kind, ChinaTime.Day(one.At), one.At, one.Share, null, one.Evidence, one.SceneIds));
        }

        if (relapse is { Alarmed: true, At: { } since })
        {
            alerts.RemoveAll(a => a.Kind == FoundChange.Relapse);
            alerts.Add(new AlertCandidate(FoundChange.Relapse, ChinaTime.Day(since), since, relapse.Loss, null, new Reason(
                Text($"{ChinaTime.Day(since)} 起连续 {relapse.Scenes} 景低于预期 {relapse.Loss ?? 0:0.00}"), Text($"since {ChinaTime.Day(since)} {relapse.Scenes} scenes in a row lie {relapse.Loss ?? 0:0.00} below what was expected")), relapse.SceneIds));
        }

        if (plan.State is "overdue" or "late")
        {
            alerts.Add(new AlertCandidate(Overdue, ChinaTime.Day(plan.DueAt), plan.DueAt, null, plan.MonthsLate, new Reason(
                Text($"计划 {ChinaTime.Day(plan.DueAt)} 前完成，逾期 {plan.MonthsLate} 个月"), Text($"due by {ChinaTime.Day(plan.DueAt)}, {plan.MonthsLate} months late")), []));
        }

        DateTimeOffset? seen = series.Used.Count > 0 ? series.Used[^1].ObservedAt : observations.Count > 0 ? observations.Min(o => o.ObservedAt) : null;
        int months = (int)rules.Value("no_observation_months");
        if (seen is { } last && last.AddMonths(months) < now)
        {
            alerts.Add(new AlertCandidate(NoRecentObservation, ChinaTime.Day(last), last, null, null, new Reason(
                Text($"{(series.Used.Count > 0 ? "最近一次" : "从未有")}生长季有效监测（{ChinaTime.Day(last)}），已超过 {months} 个月"),
                Text($"{(series.Used.Count > 0 ? "last usable" : "no usable")} growing-season observation since {ChinaTime.Day(last)}, more than {months} months ago")), []));
        }

        return alerts;
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
