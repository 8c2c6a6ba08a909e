using Geo.Core;
using Geo.Core.Store;
using Geo.Jobs.Jobs;
using Geo.Jobs.Reports;
using Geo.Jobs.Runs;
using Geo.Jobs.Schedule;
using Geo.Jobs.Tests.Reports;
using Hangfire;
using Hangfire.InMemory;
using Hangfire.Storage;

namespace Geo.Jobs.Tests.Schedule;

/// <summary>The schedule over a clock that jumps. Runs are queued and not executed: each look is a process of its own that forgets all.</summary>
public sealed class SchedulerTests : IDisposable
{
    private readonly ReportStore _made = new();
    private Scheduler _scheduler;

    public SchedulerTests()
    {
        _made.Clock.Now = At(10, 0, 0);
        _scheduler = Fresh();
        _scheduler.Look();
    }

    public void Dispose() => _made.Dispose();

    // July 2026, UTC; 03:00 there is 19:00 UTC of the day before.
    private static DateTimeOffset At(int day, int hour, int minute) => new(2026, 7, day, hour, minute, 0, TimeSpan.Zero);

    private Scheduler Fresh()
    {
        var queue = new RunQueue(_made.Store, new BackgroundJobClient(new InMemoryStorage()), _made.Clock);
        return new Scheduler(_made.Store, queue, new MonthlySchedule(_made.Store, queue, _made.Clock), _made.Clock);
    }

    private int Tracks => _made.Store.Runs.List().Count(r => r.Kind == TrackJob.Kind);

    private void LookAt(DateTimeOffset now)
    {
        _made.Clock.Now = now;
        _scheduler.Look();
    }

    [Fact]
    public void A_task_starts_once_when_it_is_due_however_often_it_is_asked()
    {
        LookAt(At(10, 18, 59));
        Assert.Equal(0, Tracks);
        LookAt(At(10, 19, 0));
        LookAt(At(10, 19, 0));
        LookAt(At(11, 18, 59));
        Assert.Equal(1, Tracks);
        LookAt(At(11, 19, 1));
        Assert.Equal(2, Tracks);
    }

    [Theory]
    [InlineData(false), InlineData(true)]
    public void After_days_of_sleep_or_of_rest_what_was_missed_is_made_up_by_exactly_one_run(bool restarted)
    {
        if (restarted) _scheduler = Fresh();
        LookAt(At(25, 12, 0));
        LookAt(At(25, 12, 1));
        if (restarted) _scheduler = Fresh();
        LookAt(At(25, 12, 2));
        Assert.Equal(1, Tracks);
        Assert.Equal(At(25, 12, 0), _made.Store.Schedule.List().Single(e => e.Task == "track").LastAt);
        Assert.Equal(At(25, 19, 0), SchedulePlan.Of(_made.Store, At(25, 12, 2)).Single(l => l.Task.Id == "track").Next);
    }

    // The run was queued, then the power went, before the store was told that the task was seen to.
    [Fact]
    public void A_process_that_dies_between_the_run_and_the_note_starts_no_second_one()
    {
        LookAt(At(10, 19, 0));
        var entry = _made.Store.Schedule.List().Single(e => e.Task == "track");
        _made.Store.Write("test", null, null, writer => Geo.Core.Store.Schedule.ScheduleWrite.PutTask(writer, entry with { ServedUntil = At(10, 0, 0) }));
        _scheduler = Fresh();
        LookAt(At(10, 19, 3));
        Assert.Equal(1, Tracks);
    }

    [Fact]
    public void A_clock_that_goes_back_does_nothing_twice()
    {
        LookAt(At(10, 19, 1));
        LookAt(At(10, 18, 30));
        LookAt(At(10, 19, 2));
        Assert.Equal(1, Tracks);
        LookAt(At(11, 19, 0));
        Assert.Equal(2, Tracks);
    }

    [Fact]
    public void A_clock_that_was_years_ahead_lets_no_task_rest_for_years()
    {
        LookAt(new DateTimeOffset(2031, 1, 1, 0, 0, 0, TimeSpan.Zero));
        int ahead = Tracks;
        LookAt(At(12, 10, 0));
        Assert.Equal(ahead, Tracks);
        LookAt(At(12, 19, 0));
        Assert.Equal(ahead + 1, Tracks);
    }

    [Fact]
    public void What_is_paused_starts_not_and_what_it_missed_is_not_made_up()
    {
        SchedulePlan.Pause(_made.Store, "track", "张三", At(10, 1, 0), "检修");
        LookAt(At(13, 0, 0));
        SchedulePlan.Resume(_made.Store, "track", "张三", At(13, 0, 0));
        LookAt(At(13, 0, 1));
        Assert.Equal(0, Tracks);
        LookAt(At(13, 19, 0));
        Assert.Equal(1, Tracks);
        var lines = _made.Store.Audit.List(new AuditQuery(Subject: "schedule/track"));
        Assert.Equal([("schedule.resume", "张三", null), ("schedule.pause", "张三", "检修")], lines.Select(l => (l.Action, l.Author, l.Reason)));
    }

    [Fact]
    public void Other_times_hold_from_now_on_and_the_usual_ones_come_back()
    {
        SchedulePlan.Set(_made.Store, "track", "30  8 * * *", "张三", At(10, 1, 0));
        var line = SchedulePlan.Of(_made.Store, At(10, 1, 0)).Single(l => l.Task.Id == "track");
        Assert.Equal(("30 8 * * *", At(11, 0, 30)), (line.Cron.Text, line.Next!.Value));
        LookAt(At(10, 19, 0));
        Assert.Equal(0, Tracks);
        LookAt(At(11, 0, 30));
        Assert.Equal(1, Tracks);
        SchedulePlan.Set(_made.Store, "track", null, "张三", At(11, 1, 0));
        Assert.Equal(At(11, 19, 0), SchedulePlan.Of(_made.Store, At(11, 1, 0)).Single(l => l.Task.Id == "track").Next);
        Assert.Throws<InputException>(() => SchedulePlan.Set(_made.Store, "track", "soon", "张三", At(11, 1, 0)));
        Assert.Throws<NotFoundException>(() => SchedulePlan.Pause(_made.Store, "dance", "张三", At(11, 1, 0)));
    }

    [Fact]
    public void A_person_starts_it_now_and_again_now()
    {
        _scheduler.Run("track", "张三");
        _made.Clock.Now += TimeSpan.FromSeconds(5);
        _scheduler.Run("track", "张三");
        Assert.Equal(["张三", "张三"], _made.Store.Runs.List().Where(r => r.Kind == TrackJob.Kind).Select(r => r.Author));
        Assert.Equal(_made.Store.Runs.List().First(r => r.Kind == TrackJob.Kind).Id, _made.Store.Schedule.List().Single(e => e.Task == "track").LastRunId);
    }

    [Fact]
    public void The_inbox_is_looked_at_every_five_minutes_and_oftener_while_something_moves_in_it()
    {
        string inbox = Directory.CreateDirectory(_made.Store.Workspace.Inbox).FullName;
        File.WriteAllText(Path.Combine(inbox, "a.tif"), "x");
        LookAt(At(10, 0, 4));
        Assert.Empty(_made.Store.Inbox.Open());
        LookAt(At(10, 0, 5));
        Assert.Single(_made.Store.Inbox.Open());
        LookAt(At(10, 0, 6)); // a minute later, by itself: unchanged, so it is complete
        Assert.Single(_made.Store.Runs.List(), r => r.Kind == InboxJob.Kind);
    }

    [Fact]
    public void Who_has_the_inbox_looked_at_now_need_not_wait_five_minutes_for_the_second_look()
    {
        LookAt(At(10, 0, 5));
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(_made.Store.Workspace.Inbox).FullName, "a.tif"), "x");
        _made.Clock.Now = At(10, 0, 6);
        _scheduler.Run("inbox", "wang");
        Assert.DoesNotContain(_made.Store.Runs.List(), r => r.Kind == InboxJob.Kind);
        LookAt(At(10, 0, 7)); // its next time by the schedule is 0:10
        Assert.Single(_made.Store.Runs.List(), r => r.Kind == InboxJob.Kind);
    }

    [Fact]
    public void Hangfire_knows_the_job_that_looks_each_minute()
    {
        using var storage = new InMemoryStorage();
        Scheduler.Register(storage);
        Scheduler.Register(storage);
        using var connection = storage.GetConnection();
        var job = Assert.Single(connection.GetRecurringJobs());
        Assert.Equal((Scheduler.Name, "* * * * *"), (job.Id, job.Cron));
    }
}
