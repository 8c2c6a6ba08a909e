using Geo.Core.Sites;

namespace Geo.Core.Tracking;

/// <summary>What the satellites propose for a mine site; a person decides.</summary>
/// <param name="Status">Null where the evidence is insufficient. Never <see cref="MineStatus.Accepted"/>.</param>
/// <param name="Evidence">Why, in figures; or what is missing.</param>
/// <param name="Observations">Ids of the observations it rests on.</param>
public sealed record StatusProposal(MineStatus? Status, Reason Evidence, IReadOnlyList<string> Observations);

/// <summary>
/// A first proposal by declared rules on the relative recovery of growing-season observations. A screen, not the statistical
/// test against the reference ecosystem.
/// </summary>
public static class StatusProposer
{
    /// <summary>Proposes the status of one mine site.</summary>
    /// <param name="observations">All observations of the site, in any order.</param>
    /// <param name="current">Status now; null for unknown.</param>
    /// <param name="rules">Thresholds.</param>
    public static StatusProposal Propose(IEnumerable<Observation> observations, MineStatus? current, RestorationRules rules)
    {
        var usable = observations
            .Where(o => o.RelativeRecovery is not null && o.ValidShare >= rules.ValidShare && InSeason(o, rules))
            .OrderBy(o => o.ObservedAt).ThenBy(o => o.SceneId, StringComparer.Ordinal).ToArray();
        string[] ids = [.. usable.Select(o => o.Id)];
        int needed = rules.Observations;
        if (usable.Length < needed)
        {
            return new StatusProposal(null, new Reason(
                $"证据不足：生长季有效监测 {usable.Length} 次，至少需要 {needed} 次，还差 {needed - usable.Length} 次",
                $"insufficient evidence: {usable.Length} usable growing-season observations, {needed} are needed, {needed - usable.Length} more"), ids);
        }

        // The last ones against the first ones: medians, so that one hazy date decides nothing.
        double now = Median(usable[^needed..]), start = Median(usable[..needed]);
        double best = Enumerable.Range(needed, usable.Length - needed + 1).Max(end => Median(usable[(end - needed)..end]));
        string span = FormattableString.Invariant($"{usable[^needed].ObservedAt:yyyy-MM-dd}–{usable[^1].ObservedAt:yyyy-MM-dd}");
        bool wasBetter = current is MineStatus.Vegetating or MineStatus.Restored or MineStatus.Accepted;
        if (wasBetter && best - now >= rules.Loss)
        {
            return Proposal(MineStatus.Relapsed, "反弹", $"，此前最高 {best:0.00}，下降 {best - now:0.00}，达到 {rules.Loss:0.00}", $", down from {best:0.00} by {best - now:0.00}, at least {rules.Loss:0.00}");
        }

        if (now >= rules.Restored)
        {
            return Proposal(MineStatus.Restored, "已修复", $"，达到参照的 {rules.Restored:0.00}", $", at least {rules.Restored:0.00} of the reference");
        }

        if (now >= rules.Vegetating)
        {
            return Proposal(MineStatus.Vegetating, "复绿中", $"，介于 {rules.Vegetating:0.00} 与 {rules.Restored:0.00} 之间", $", between {rules.Vegetating:0.00} and {rules.Restored:0.00}");
        }

        return now - start >= rules.Gain
            ? Proposal(MineStatus.InProgress, "治理中", $"，较最初 {start:0.00} 上升 {now - start:0.00}", $", up from {start:0.00} by {now - start:0.00}, at least {rules.Gain:0.00}")
            : Proposal(MineStatus.NotStarted, "未治理", $"，低于 {rules.Vegetating:0.00}，较最初 {start:0.00} 未见明显上升", $", below {rules.Vegetating:0.00} and not up from {start:0.00} by {rules.Gain:0.00}");

        StatusProposal Proposal(MineStatus status, string word, FormattableString zh, FormattableString en) => new(status, new Reason(
            FormattableString.Invariant($"建议“{word}”：近 {needed} 次生长季监测（{span}）相对恢复度中位数 {now:0.00}{FormattableString.Invariant(zh)}"),
            FormattableString.Invariant($"{StatusCode.Of(status)}: median relative recovery {now:0.00} over the last {needed} growing-season observations ({span}){FormattableString.Invariant(en)}")), ids);
    }

    // Months are those of the place, not of UTC.
    private static bool InSeason(Observation o, RestorationRules rules)
    {
        int month = o.ObservedAt.ToOffset(TimeSpan.FromHours(8)).Month;
        return month >= rules.FirstMonth && month <= rules.LastMonth;
    }

    private static double Median(Observation[] observations) => ReferenceRing.Median([.. observations.Select(o => o.RelativeRecovery!.Value)]);
}
