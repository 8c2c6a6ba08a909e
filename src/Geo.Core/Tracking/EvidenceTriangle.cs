using System.Globalization;
using Geo.Core.Sites;

namespace Geo.Core.Tracking;

/// <summary>Which of satellite, drone and ground evidence a site lacks, or has too old, by rule (plan, section 17: 天地空一体化).</summary>
public static class EvidenceTriangle
{

    /// <summary>The triangle of one site.</summary>
    /// <param name="facts">What is known.</param>
    /// <param name="rules">Ages and shares.</param>
    /// <param name="now">Now, UTC.</param>
    public static SiteEvidence Of(EvidenceFacts facts, EvidenceRules rules, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(rules);
        return new SiteEvidence(facts.Code, facts.Name, facts.Town, facts.Status, [.. Enum.GetValues<EvidenceSource>().Select(s => Corner(s, facts, rules, now))]);
    }

    /// <summary>The most urgent first: more corners that want something, then more that were never there, then the earliest due, then by code.</summary>
    public static IReadOnlyList<SiteEvidence> Sorted(IEnumerable<SiteEvidence> sites) =>
    [
        .. sites.OrderByDescending(s => s.Missing.Count)
            .ThenByDescending(s => s.Corners.Count(c => c.State == EvidenceState.Missing))
            .ThenBy(s => s.Corners.Min(c => c.State == EvidenceState.Missing ? DateTimeOffset.MinValue : c.Due ?? DateTimeOffset.MaxValue))
            .ThenBy(s => s.Code, StringComparer.Ordinal),
    ];

    private static EvidenceCorner Corner(EvidenceSource source, EvidenceFacts facts, EvidenceRules rules, DateTimeOffset now)
    {
        var status = facts.Status ?? MineStatus.NotStarted;
        int months = rules.MonthsOf(source, status);
        var after = rules.AfterOf(source, status);
        var happened = EventOf(source, status, facts);
        var ofSource = facts.Items.Where(e => e.Source == source && e.At <= now).ToArray();
        var last = ofSource.Where(e => Counts(e, rules)).OrderBy(e => e.At).ThenBy(e => e.Id, StringComparer.Ordinal).LastOrDefault();
        if (last is null)
        {
            var (zh, en) = Nothing(source, ofSource.Length, rules);
            return new EvidenceCorner(source, EvidenceState.Missing, null, null, null, zh, en);
        }

        var due = ChinaTime.Of(last.At).AddMonths(months).ToUniversalTime();
        bool young = now <= due, younger = happened is { } when && last.At >= when;
        // The event itself is the day from which on something younger is wanted.
        bool outdated = after == AfterEvent.Wanted && happened is not null && !younger;
        bool enough = after == AfterEvent.Enough && younger;
        var state = (young && !outdated) || enough ? EvidenceState.Ok : EvidenceState.TooOld;
        string day = ChinaTime.Day(last.At), limit = Number(months);
        var reason = (state, outdated, enough) switch
        {
            (EvidenceState.Ok, _, true) => ($"{Zh(source)}：{day}，晚于{EventZh(source, status)}（{ChinaTime.Day(happened!.Value)}）", $"{En(source)} of {day}, after {EventEn(source, status)} ({ChinaTime.Day(happened.Value)})"),
            (EvidenceState.Ok, _, _) => ($"{Zh(source)}：{day}，{limit}个月内有效，至 {ChinaTime.Day(due)}", $"{En(source)} of {day}, good for {limit} months, until {ChinaTime.Day(due)}"),
            (_, true, _) => ($"{Zh(source)}：最近为 {day}，早于{EventZh(source, status)}（{ChinaTime.Day(happened!.Value)}），需重新取得", $"{En(source)}: the last is of {day}, before {EventEn(source, status)} ({ChinaTime.Day(happened.Value)}); wanted anew"),
            _ => ($"{Zh(source)}：最近为 {day}，已超过{limit}个月（{ChinaTime.Day(due)} 到期）", $"{En(source)}: the last is of {day}, older than {limit} months (due {ChinaTime.Day(due)})"),
        };
        return new EvidenceCorner(source, state, last.At, last.Id, outdated && happened < due ? happened : enough ? null : due, reason.Item1, reason.Item2);
    }

    private static bool Counts(Evidence one, EvidenceRules rules) => one.Source switch
    {
        EvidenceSource.Satellite => one.Share >= rules.ValidShare && ChinaTime.Of(one.At).Month is var month && month >= rules.FirstMonth && month <= rules.LastMonth,
        EvidenceSource.Drone => one.Share >= rules.FootprintShare,
        _ => one.Share > 0,
    };

    // A flight is to show what the works left; a check, what the last status says. After a relapse both are to show it.
    private static DateTimeOffset? EventOf(EvidenceSource source, MineStatus status, EvidenceFacts facts) =>
        IsWorksEnd(source, status) ? facts.WorksEndedAt : facts.StatusAt;

    private static (string Zh, string En) Nothing(EvidenceSource source, int seen, EvidenceRules rules) => (source, seen) switch
    {
        (EvidenceSource.Satellite, > 0) => ($"卫星：{Number(seen)} 次监测均不计（有效比例低于 {Share(rules.ValidShare)}，或不在 {Number(rules.FirstMonth)}—{Number(rules.LastMonth)} 月）", $"Satellite: none of {Number(seen)} observations counts (seen to less than {Share(rules.ValidShare)}, or outside months {Number(rules.FirstMonth)} to {Number(rules.LastMonth)})"),
        (EvidenceSource.Drone, > 0) => ($"无人机：{Number(seen)} 次航飞覆盖均不足 {Share(rules.FootprintShare)}", $"Drone: none of {Number(seen)} flights covers {Share(rules.FootprintShare)} of the site"),
        (EvidenceSource.Ground, > 0) => ($"现场：{Number(seen)} 次核查位置均距点位超过 {Number((int)rules.CheckMetres)} m，不计", $"Ground: all {Number(seen)} checks lie more than {Number((int)rules.CheckMetres)} m from the site and do not count"),
        _ => ($"{Zh(source)}：从未取得", $"{En(source)}: never yet"),
    };

    private static string Zh(EvidenceSource source) => source switch { EvidenceSource.Satellite => "卫星", EvidenceSource.Drone => "无人机", _ => "现场" };

    private static string En(EvidenceSource source) => source.ToString();

    private static bool IsWorksEnd(EvidenceSource source, MineStatus status) => source == EvidenceSource.Drone && status is MineStatus.Vegetating or MineStatus.Restored or MineStatus.Accepted;

    private static string EventZh(EvidenceSource source, MineStatus status) => IsWorksEnd(source, status) ? "工程完工" : "最近状态变更";

    private static string EventEn(EvidenceSource source, MineStatus status) => IsWorksEnd(source, status) ? "the end of the works" : "the last change of status";

    private static string Number(int n) => n.ToString(CultureInfo.InvariantCulture);

    private static string Share(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.#} %");
}
