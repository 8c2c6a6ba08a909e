using Geo.Core.Cases;

namespace Geo.Core.Store.Casework;

/// <summary>Alerts of cases: dumped again after a clean-up, and terms that are over. An alert of a term closes by itself once the case has moved on.</summary>
public static class CaseAlerts
{
    /// <summary>site_kind of alerts that are about a case; site_code is its id.</summary>
    public const string SiteKind = "case";

    /// <summary>整治后重复倾倒.</summary>
    public const string RedumpKind = "redump";

    /// <summary>线索逾期.</summary>
    public const string OverdueKind = "case_overdue";

    /// <summary>The alert of a redump.</summary>
    /// <param name="file">The new case.</param>
    /// <param name="before">The case that was cleaned up.</param>
    /// <param name="at">Now, UTC.</param>
    public static Feature Redump(CaseFile file, CaseFile before, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(before);
        return Row(file, RedumpKind, $"{file.Id}-{RedumpKind}", file.LastSeenAt ?? at, at,
            $"整治后重复倾倒：{before.Id} 已于 {ChinaTime.Day(before.ClosedAt ?? at)} 销号，{ChinaTime.Day(file.LastSeenAt ?? at)} 再次发现",
            $"dumped again after clean-up: {before.Id} was closed on {ChinaTime.Day(before.ClosedAt ?? at)}, seen again on {ChinaTime.Day(file.LastSeenAt ?? at)}");
    }

    /// <summary>Writes an alert for each term that is over, and closes those whose case has moved on.</summary>
    /// <param name="writer">The transaction.</param>
    /// <param name="cases">All cases.</param>
    /// <param name="known">All alerts until now.</param>
    /// <param name="now">Now, UTC.</param>
    public static void Terms(StoreWriter writer, IReadOnlyList<CaseFile> cases, IReadOnlyList<Feature> known, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(writer);
        var wanted = new HashSet<string>();
        foreach (var file in cases.Where(c => c.Overdue(now)))
        {
            // A term of its own for each state: a person who closed the alert of one is told of the next.
            string id = $"{file.Id}-{OverdueKind}-{ChinaTime.Day(file.DueAt!.Value)}";
            wanted.Add(id);
            if (known.Any(a => a.Id == id)) continue;
            string state = Sites.StatusCode.Of(file.State);
            writer.Put(Layers.Alerts.Id, Row(file, OverdueKind, id, file.DueAt.Value, now,
                $"线索 {file.Id} 逾期：{CaseWords.State(file.State)}，期限 {ChinaTime.Day(file.DueAt.Value)}", $"case {file.Id} is overdue: {state}, due {ChinaTime.Day(file.DueAt.Value)}"));
        }

        foreach (var gone in known.Where(a => a.Properties["kind"] is OverdueKind && a.Properties["state"] is not "closed" && !wanted.Contains(a.Id)))
        {
            writer.Put(Layers.Alerts.Id, new Feature(gone.Id, null, new Dictionary<string, object?>
            {
                ["state"] = "closed",
                ["handled_by"] = "cases",
                ["handled_at"] = now,
                ["handled_reason"] = "情况已消除 no longer so",
            }));
        }
    }

    private static Feature Row(CaseFile file, string kind, string id, DateTimeOffset happened, DateTimeOffset raised, string zh, string en) => new(id, file.Place, new Dictionary<string, object?>
    {
        ["site_kind"] = SiteKind,
        ["site_code"] = file.Id,
        ["site_name"] = $"线索 {file.Id}",
        ["town"] = file.Town,
        ["kind"] = kind,
        ["state"] = "open",
        ["alert_at"] = happened,
        ["raised_at"] = raised,
        ["evidence"] = zh,
        ["evidence_en"] = en,
    });
}
