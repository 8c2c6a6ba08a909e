using Geo.Core;
using Geo.Core.Sites;
using Geo.Core.Store;
using Geo.Jobs.Inbox;
using Geo.Jobs.Reports;
using Geo.Jobs.Runs;
using Hangfire;
using Hangfire.Common;

namespace Geo.Jobs.Schedule;

/// <summary>
/// Starts what is due. Until when a task was seen to stands in the store, so that it does not matter who calls, how often, or for how long nobody
/// did: what was due since is done once.
/// </summary>
public sealed class Scheduler
{
    /// <summary>Name of Hangfire's recurring job.</summary>
    public const string Name = "schedule";

    private static readonly TimeSpan s_betweenRepairs = TimeSpan.FromHours(1);

    private readonly WorkspaceStore _store;
    private readonly TimeProvider _time;
    private readonly ScheduledWork _work;
    private readonly Lock _one = new();
    private DateTimeOffset? _inboxAgain, _repairAt;
    private volatile bool _soon;

    /// <param name="store">The store.</param>
    /// <param name="queue">Where runs are queued.</param>
    /// <param name="reports">Makes drafts of monthly reports.</param>
    /// <param name="time">Clock.</param>
    public Scheduler(WorkspaceStore store, RunQueue queue, MonthlySchedule reports, TimeProvider time) =>
        (_store, _time, _work) = (store, time, new ScheduledWork(store, queue, reports, time));

    /// <summary>Registers the recurring job that looks each minute; a storage in memory forgets it at each restart.</summary>
    public static void Register(JobStorage storage) =>
        new RecurringJobManager(storage, new JobFilterCollection()).AddOrUpdate<Scheduler>(Name, scheduler => scheduler.Look(), "* * * * *", new RecurringJobOptions { TimeZone = TimeZoneInfo.Utc });

    /// <summary>Does each task that was due since it was last seen to. A look in progress is not waited for.</summary>
    [AutomaticRetry(Attempts = 0)]
    public void Look()
    {
        if (!_one.TryEnter()) return;
        try
        {
            SchedulePlan.Prepare(_store, _time.GetUtcNow());
            foreach (ScheduleLine line in SchedulePlan.Of(_store, _time.GetUtcNow()))
            {
                if (!line.Paused) See(line, _time.GetUtcNow());
            }
        }
        finally
        {
            _one.Exit();
        }
    }

    /// <summary>Does a task now, whether it is due or not.</summary>
    /// <param name="task">Its name.</param>
    /// <param name="author">Who asks.</param>
    /// <exception cref="NotFoundException">There is no such task.</exception>
    public void Run(string task, string author)
    {
        string known = ScheduledTask.Get(task).Id;
        lock (_one)
        {
            DateTimeOffset now = _time.GetUtcNow();
            ScheduleOutcome outcome = Outcome(known, author, $"{author} {now:O}");
            // Nothing is complete at its first look: the next follows soon, and not at the schedule's next time.
            if (known == "inbox") _inboxAgain = _work.InboxMoves ? now + Settle() : null;
            SchedulePlan.Change(_store, known, author, now, "schedule.run", null, entry => entry with { LastAt = now, LastRunId = outcome.Run?.Id, LastOutcome = outcome.Told });
        }
    }

    /// <summary>Has the inbox looked at by the next look, as something has just been put there.</summary>
    public void LookIntoInboxSoon() => _soon = true;

    private void See(ScheduleLine line, DateTimeOffset now)
    {
        if (line.Missed is { } due)
        {
            ScheduleOutcome outcome = Outcome(line.Task.Id, MonthlySchedule.Author, $"{line.Task.Id} {due:O}");
            // After it was done: a process that dies between does it again and is given the same run.
            SchedulePlan.Seen(_store, line.Task.Id, due, now, outcome);
            if (line.Task.Id == "inbox") _inboxAgain = _work.InboxMoves ? now + Settle() : null;
        }
        else if (line.Task.Id == "inbox" && (_soon || now >= _inboxAgain))
        {
            _soon = false;
            // What moves is looked at more often than the schedule says: copying ends at any time.
            ScheduleOutcome outcome = Outcome("inbox", MonthlySchedule.Author, "");
            _inboxAgain = _work.InboxMoves ? now + Settle() : null;
            if (outcome.Run is not null) SchedulePlan.Seen(_store, "inbox", line.ServedUntil, now, outcome);
        }
        else if (line.Task.Id == "report" && now >= (_repairAt ??= now + TimeSpan.FromMinutes(1)))
        {
            // A draft that failed is tried again although the day is over.
            _repairAt = now + s_betweenRepairs;
            ScheduleOutcome outcome = Outcome("report", MonthlySchedule.Author, "");
            if (outcome.Run is not null) SchedulePlan.Seen(_store, "report", line.ServedUntil, now, outcome);
        }
    }

    private TimeSpan Settle()
    {
        try
        {
            return InboxSettings.Of(_store.Workspace).Settle;
        }
        catch (InputException)
        {
            return TimeSpan.FromMinutes(1);
        }
    }

    // One task that cannot be done keeps no other from being done; a busy store is asked again at the next look.
    private ScheduleOutcome Outcome(string task, string author, string occasion)
    {
        try
        {
            return _work.Do(task, author, occasion);
        }
        catch (Exception exception) when (exception is InputException or NotFoundException or GdalException or IOException or UnauthorizedAccessException)
        {
            return new ScheduleOutcome(null, new Reason($"未能进行：{exception.Message}", $"could not be done: {exception.Message}"));
        }
    }
}
