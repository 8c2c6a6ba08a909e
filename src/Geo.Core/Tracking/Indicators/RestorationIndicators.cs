using Geo.Core.Sites;
using Geo.Core.Tracking.Assessment;

namespace Geo.Core.Tracking.Indicators;

/// <summary>A mine site as the indicators need it.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Name">Its name.</param>
/// <param name="Town">Its town; null for unknown.</param>
/// <param name="LeadUnit">Unit in charge.</param>
/// <param name="Area">Area of the boundary, or as listed, m²; 0 for unknown.</param>
/// <param name="Mode">How it is to be restored.</param>
/// <param name="Facts">Status, planned year, timeline.</param>
public sealed record IndicatorSite(string Code, string Name, string? Town, string? LeadUnit, double Area, RestorationMode? Mode, SiteFacts Facts);

/// <summary>One value of one indicator.</summary>
/// <param name="Indicator">Code: restoration_rate, reclamation_rate or plan_done_rate.</param>
/// <param name="Town">Town; null for the whole district.</param>
/// <param name="Year">As it stood at the end of this year (Asia/Shanghai), or now in the year that runs.</param>
/// <param name="Share">The value, [0, 1]; null where the denominator is 0.</param>
/// <param name="Part">Numerator.</param>
/// <param name="Whole">Denominator.</param>
/// <param name="Unit">Unit of the two: m² or sites.</param>
/// <param name="TargetShare">What the plan wants by then; null where it names nothing.</param>
public sealed record IndicatorValue(string Indicator, string? Town, int Year, double? Share, double Part, double Whole, string Unit, double? TargetShare);

/// <summary>What an indicator means.</summary>
/// <param name="Indicator">Its code.</param>
/// <param name="Name">Its name.</param>
/// <param name="Meaning">Its definition.</param>
/// <param name="Document">Where it comes from.</param>
public sealed record IndicatorDefinition(string Indicator, Reason Name, Reason Meaning, string Document);

/// <summary>An overdue site.</summary>
public sealed record OverdueSite(string Code, string Name, string? Town, string? LeadUnit, int? PlannedYear, string? Status, int MonthsLate);

/// <summary>The indicators of the action plan, by town and year, from the statuses that register and decisions gave.</summary>
/// <param name="AsOf">The moment.</param>
/// <param name="Sites">Sites listed.</param>
/// <param name="AreaM2">Their area, m².</param>
/// <param name="ByStatus">Sites by status now; "unknown" where there is none.</param>
/// <param name="ByPlanState">Sites by plan state now.</param>
/// <param name="Values">Values: the district first, then the towns, each year by year.</param>
/// <param name="Overdue">Sites not restored in time, the latest first.</param>
/// <param name="WithoutArea">Codes of sites whose area is not known; they count in numbers, not in areas.</param>
/// <param name="Definitions">What the indicators mean.</param>
public sealed record RestorationIndicators(
    DateTimeOffset AsOf, int Sites, double AreaM2, IReadOnlyDictionary<string, int> ByStatus, IReadOnlyDictionary<string, int> ByPlanState,
    IReadOnlyList<IndicatorValue> Values, IReadOnlyList<OverdueSite> Overdue, IReadOnlyList<string> WithoutArea, IReadOnlyList<IndicatorDefinition> Definitions)
{
    /// <summary>生态修复率.</summary>
    public const string RestorationRate = "restoration_rate";

    /// <summary>复垦利用率.</summary>
    public const string ReclamationRate = "reclamation_rate";

    /// <summary>计划完成率.</summary>
    public const string PlanDoneRate = "plan_done_rate";

    private static readonly IndicatorDefinition[] s_definitions =
    [
        new(RestorationRate, new Reason("生态修复率", "Restoration rate"), new Reason(
            "状态为已修复或已验收的矿山面积 ÷ 全部历史遗留矿山面积（破坏 + 已修复）；面积取边界椭球面积，无边界取台账面积",
            "area of sites restored or accepted over the area of all listed sites (damaged and restored); ellipsoidal area of the boundary, else as listed"),
            "国土资源遥感 2024, 36(2):21–26, doi 10.6046/zrzyyg.2022440 (form of the rate); target: action plan 2023–2025, all 99 by the end of 2025"),
        new(ReclamationRate, new Reason("复垦利用率", "Reclamation rate"), new Reason(
            "已修复或已验收且修复方式为生态重建或转型利用的矿山面积 ÷ 全部历史遗留矿山面积",
            "area of sites restored or accepted whose mode gives the land a use again (reconstruction, repurposing) over the area of all listed sites"),
            "GeoWfc working definition of 历史遗留工矿废弃地复垦利用率, until the district gives its own; no target is named in the district plan"),
        new(PlanDoneRate, new Reason("计划完成率", "Done of what was planned"), new Reason(
            "计划年度不晚于该年且已修复或已验收的矿山数 ÷ 计划年度不晚于该年的矿山数",
            "sites planned until that year that are restored or accepted over sites planned until that year"),
            "包头市历史遗留矿山生态修复三年行动计划（2023–2025 年）"),
    ];

    /// <summary>Computes them.</summary>
    /// <param name="sites">All listed mine sites.</param>
    /// <param name="rules">The years of the plan.</param>
    /// <param name="now">The moment.</param>
    public static RestorationIndicators Of(IReadOnlyList<IndicatorSite> sites, RestorationRules rules, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(rules);
        int first = (int)rules.Value("plan_first_year"), end = (int)rules.Value("plan_last_year"), last = Math.Max(first, SeasonSeries.YearOf(now));
        var plans = sites.ToDictionary(s => s.Code, s => SitePlan.Of(s.Facts, null, rules, now));
        string?[] towns = [null, .. sites.Select(s => s.Town).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
        var values = towns.SelectMany(town =>
        {
            IndicatorSite[] own = [.. sites.Where(s => town is null || s.Town == town)];
            return Enumerable.Range(first, last - first + 1).SelectMany(year => ValuesOf(own, town, year, end, now));
        });
        return new RestorationIndicators(
            now, sites.Count, sites.Sum(s => s.Area), Count(sites.Select(s => Code(s.Facts.Status) ?? "unknown")), Count(plans.Values.Select(p => p.State)), [.. values],
            [.. sites.Where(s => plans[s.Code].State is "overdue" or "late").OrderByDescending(s => plans[s.Code].MonthsLate).ThenBy(s => s.Code, StringComparer.Ordinal)
                .Select(s => new OverdueSite(s.Code, s.Name, s.Town, s.LeadUnit, s.Facts.PlannedYear, Code(s.Facts.Status), plans[s.Code].MonthsLate ?? 0))],
            [.. sites.Where(s => s.Area <= 0).Select(s => s.Code)], s_definitions);
    }

    private static IEnumerable<IndicatorValue> ValuesOf(IndicatorSite[] sites, string? town, int year, int planEnd, DateTimeOffset now)
    {
        DateTimeOffset at = SitePlan.EndOf(year) is var end && end < now ? end : now;
        IndicatorSite[] done = [.. sites.Where(s => Done(s, at))], due = [.. sites.Where(s => (s.Facts.PlannedYear ?? planEnd) <= year)];
        double all = sites.Sum(s => s.Area), dueArea = due.Sum(s => s.Area);
        yield return Value(RestorationRate, done.Sum(s => s.Area), all, "m2", year >= planEnd ? 1 : all > 0 ? dueArea / all : null);
        yield return Value(ReclamationRate, done.Where(s => s.Mode is RestorationMode.Reconstruction or RestorationMode.Repurposing).Sum(s => s.Area), all, "m2", null);
        yield return Value(PlanDoneRate, due.Count(done.Contains), due.Length, "sites", due.Length > 0 ? 1 : null);

        IndicatorValue Value(string indicator, double part, double whole, string unit, double? target) =>
            new(indicator, town, year, whole > 0 ? part / whole : null, part, whole, unit, target);
    }

    // The status that stood at the moment, by the time it was given.
    private static bool Done(IndicatorSite site, DateTimeOffset at) =>
        site.Facts.Timeline.Where(s => s.At <= at).Select(s => s.Status).LastOrDefault() is MineStatus.Restored or MineStatus.Accepted;

    private static SortedDictionary<string, int> Count(IEnumerable<string> codes) =>
        new(codes.GroupBy(c => c).ToDictionary(g => g.Key, g => g.Count()), StringComparer.Ordinal);

    private static string? Code(MineStatus? status) => status is { } s ? StatusCode.Of(s) : null;
}
