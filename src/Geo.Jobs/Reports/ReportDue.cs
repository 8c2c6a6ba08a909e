using Geo.Core.Reporting.Monthly;
using Geo.Core.Store;
using Geo.Core.Store.Reports;

namespace Geo.Jobs.Reports;

/// <summary>A monthly report that somebody must see to.</summary>
/// <param name="Month">Its month.</param>
/// <param name="State">missing, draft or frozen (to be sent).</param>
/// <param name="DueOn">By whose end it must be with the office.</param>
/// <param name="Overdue">True once that day is over.</param>
/// <param name="Urgent">True until it is frozen: pages then wear a banner.</param>
public sealed record OpenReport(ReportMonth Month, string State, DateOnly DueOn, bool Overdue, bool Urgent);

/// <summary>Which reports are due, and which have no draft yet.</summary>
public static class ReportDue
{
    // Who comes back after years is not given more than two years of drafts at once.
    private const int MostMonths = 24;

    /// <summary>Open tasks, the youngest month first: from the 3rd until the report is marked as sent.</summary>
    /// <param name="store">The store.</param>
    /// <param name="now">Now.</param>
    public static IReadOnlyList<OpenReport> Open(WorkspaceStore store, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(store);
        var settings = ReportSettings.Default;
        var known = store.Reports.List().ToDictionary(r => r.Month);
        ReportMonth last = ReportMonth.Of(now).Previous;
        var months = known.Keys.ToHashSet();
        if (known.Count > 0 || HasSites(store)) months.Add(last);
        return [.. months.Where(month => now >= month.TaskFrom(settings)).OrderDescending()
            .Select(month => (Month: month, Record: known.GetValueOrDefault(month))).Where(m => m.Record?.SentAt is null)
            .Select(m => new OpenReport(m.Month, m.Record?.State ?? "missing", m.Month.DueOn(settings), now >= m.Month.OverdueFrom(settings), m.Record?.FrozenAt is null))];
    }

    /// <summary>Months whose draft should be there and is not, oldest first: all since the last report; without any the last month, once there are sites to tell of.</summary>
    public static IReadOnlyList<ReportMonth> Missing(WorkspaceStore store, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(store);
        ReportMonth last = ReportMonth.LastDrafted(now, ReportSettings.Default);
        IReadOnlyList<ReportRecord> known = store.Reports.List();
        if (known.Count == 0) return HasSites(store) ? [last] : [];
        var months = new List<ReportMonth>();
        for (ReportMonth month = last; month.CompareTo(known[0].Month) > 0 && months.Count < MostMonths; month = month.Previous) months.Add(month);
        months.Reverse();
        return months;
    }

    private static bool HasSites(WorkspaceStore store) => store.Layer(Layers.MineSites.Id).Count() > 0 || store.Layer(Layers.Dumps.Id).Count() > 0;
}
