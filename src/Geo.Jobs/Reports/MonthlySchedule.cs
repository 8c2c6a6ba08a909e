using System.Text.Json;
using Geo.Core.Reporting.Monthly;
using Geo.Core.Store;
using Geo.Jobs.Jobs;
using Geo.Jobs.Runs;

namespace Geo.Jobs.Reports;

/// <summary>
/// Makes the draft of last month's report: on the 1st by the schedule, and whenever the table of reports says that one is missing, as after
/// a sleep or a restart over the 1st.
/// </summary>
public sealed class MonthlySchedule(WorkspaceStore store, RunQueue queue, TimeProvider time)
{
    /// <summary>Who stands as author of drafts that nobody asked for.</summary>
    public const string Author = "schedule";

    private static readonly TimeSpan AfterFailure = TimeSpan.FromHours(6);

    /// <summary>Queues a draft for each month that lacks one; a month whose draft waits or runs is left alone, one that failed for some hours.</summary>
    /// <returns>The runs that were queued.</returns>
    public IReadOnlyList<Run> CatchUp()
    {
        var queued = new List<Run>();
        DateTimeOffset now = time.GetUtcNow();
        foreach (ReportMonth month in ReportDue.Missing(store, now))
        {
            string parameters = JsonSerializer.Serialize(new ReportParameters(month.ToString()), JobTable.JsonStyle);
            Run? last = store.Runs.List().Where(r => r.Kind == ReportJob.Kind && r.Parameters == parameters).MaxBy(r => r.CreatedAt);
            if (last is { Ended: false } || (last?.EndedAt is { } ended && now < ended + AfterFailure)) continue;
            queued.Add(queue.Enqueue(ReportJob.Kind, parameters, Author));
        }

        return queued;
    }
}
