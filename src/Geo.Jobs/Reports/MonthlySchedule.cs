using System.Text.Json;
using Geo.Core;
using Geo.Core.Reporting.Monthly;
using Geo.Core.Store;
using Geo.Jobs.Jobs;
using Geo.Jobs.Runs;
using Hangfire;
using Hangfire.Common;

namespace Geo.Jobs.Reports;

/// <summary>
/// Makes the draft of last month's report: on the 1st by Hangfire, and whenever the table of reports says that one is missing, as after
/// a sleep or a restart over the 1st. Hangfire only calls; what is missing stands in the store.
/// </summary>
public sealed class MonthlySchedule(WorkspaceStore store, RunQueue queue, TimeProvider time)
{
    /// <summary>Name of the recurring job.</summary>
    public const string Name = "monthly-report";

    /// <summary>Who stands as author of drafts that nobody asked for.</summary>
    public const string Author = "schedule";

    private static readonly TimeSpan AfterFailure = TimeSpan.FromHours(6);
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.CreateCustomTimeZone("Asia/Shanghai", ChinaTime.Offset, "Asia/Shanghai", "Asia/Shanghai");

    /// <summary>The place's zone by its name, without asking the machine: some have no zone data.</summary>
    public static ITimeZoneResolver Zones { get; } = new OneZone();

    /// <summary>Registers the recurring job; a storage in memory forgets it at each restart.</summary>
    public static void Register(JobStorage storage)
    {
        string cron = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"0 {ReportSettings.Default.DraftHour} 1 * *");
        new RecurringJobManager(storage, new JobFilterCollection(), Zones).AddOrUpdate<MonthlySchedule>(Name, schedule => schedule.CatchUp(), cron, new RecurringJobOptions { TimeZone = Shanghai });
    }

    /// <summary>Queues a draft for each month that lacks one; a month whose draft waits or runs is left alone, one that failed for some hours.</summary>
    [AutomaticRetry(Attempts = 0)]
    public void CatchUp()
    {
        DateTimeOffset now = time.GetUtcNow();
        foreach (ReportMonth month in ReportDue.Missing(store, now))
        {
            string parameters = JsonSerializer.Serialize(new ReportParameters(month.ToString()), JobTable.JsonStyle);
            Run? last = store.Runs.List().Where(r => r.Kind == ReportJob.Kind && r.Parameters == parameters).MaxBy(r => r.CreatedAt);
            if (last is { Ended: false } || (last?.EndedAt is { } ended && now < ended + AfterFailure)) continue;
            queue.Enqueue(ReportJob.Kind, parameters, Author);
        }
    }

    private sealed class OneZone : ITimeZoneResolver
    {
        public TimeZoneInfo GetTimeZoneById(string timeZoneId) => timeZoneId == Shanghai.Id ? Shanghai : TimeZoneInfo.Utc;
    }
}
