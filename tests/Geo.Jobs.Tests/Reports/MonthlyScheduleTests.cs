using Geo.Core.Store;
using Geo.Jobs.Jobs;
using Geo.Jobs.Reports;
using Geo.Jobs.Runs;
using Hangfire;
using Hangfire.InMemory;

namespace Geo.Jobs.Tests.Reports;

public sealed class MonthlyScheduleTests : IDisposable
{
    private readonly ReportStore _made = new();

    public void Dispose() => _made.Dispose();

    private static DateTimeOffset At(int month, int day, int hour) => new(2026, month, day, hour, 0, 0, TimeSpan.Zero);

    // The service was down on the 1st and came back on the 3rd.
    [Fact]
    public async Task A_start_after_the_first_makes_the_draft_once()
    {
        _made.Clock.Now = At(9, 3, 1);
        await using (var worker = new Worker(_made.Store, _made.Clock))
        {
            worker.Schedule.CatchUp();
            worker.Schedule.CatchUp(); // Hangfire's call and the watch's meet
            await Ended(1);
            worker.Schedule.CatchUp();
        }

        await using (var restarted = new Worker(_made.Store, _made.Clock)) restarted.Schedule.CatchUp();
        var run = Assert.Single(Runs());
        Assert.Equal(("done", MonthlySchedule.Author), (run.State, run.Author));
        Assert.Equal(("2026-08", 1, "draft", run.Id), (_made.Store.Reports.List().Single().Month.ToString(), _made.Record(ReportStore.August).Version, _made.Record(ReportStore.August).State, _made.Record(ReportStore.August).RunId));
    }

    [Fact]
    public void Before_two_on_the_first_nothing_is_missing_and_an_empty_workspace_never_lacks_a_report()
    {
        Assert.Equal(["2026-07"], ReportDue.Missing(_made.Store, At(8, 31, 17)).Select(m => m.ToString()));
        Assert.Equal(["2026-08"], ReportDue.Missing(_made.Store, At(8, 31, 18)).Select(m => m.ToString()));
        using var folder = new Geo.Testing.TemporaryFolder();
        using var empty = WorkspaceStore.Create(new Workspace(folder.File("ws")), _made.Clock);
        Assert.Empty(ReportDue.Missing(empty, At(8, 31, 18)));
        Assert.Empty(ReportDue.Open(empty, At(9, 4, 0)));
    }

    [Fact]
    public void After_a_long_sleep_over_the_new_year_each_month_is_made_up()
    {
        _made.Draft(ReportStore.August, At(9, 1, 1));
        Assert.Equal(["2026-09", "2026-10", "2026-11", "2026-12"], ReportDue.Missing(_made.Store, new(2027, 1, 2, 0, 0, 0, TimeSpan.Zero)).Select(m => m.ToString()));
    }

    [Fact]
    public void A_draft_that_failed_is_tried_again_after_some_hours_not_at_once()
    {
        _made.Clock.Now = At(9, 1, 1);
        var queue = new RunQueue(_made.Store, new BackgroundJobClient(new InMemoryStorage()), _made.Clock);
        var schedule = new MonthlySchedule(_made.Store, queue, _made.Clock);
        schedule.CatchUp();
        var claim = _made.Store.Runs.Claim(Runs().Single().Id, "test", TimeSpan.FromMinutes(1))!;
        _made.Store.Runs.Fail(claim.RunId, claim.Token, "disk full");
        schedule.CatchUp();
        Assert.Single(Runs());
        _made.Clock.Now = At(9, 1, 8);
        schedule.CatchUp();
        Assert.Equal(2, Runs().Length);
    }

    [Fact]
    public void It_is_a_task_from_the_third_urgent_until_frozen_open_until_sent_overdue_after_the_fifth()
    {
        string Told(DateTimeOffset at) => string.Join(';', ReportDue.Open(_made.Store, at).Select(o => $"{o.Month} {o.State} {o.Overdue} {o.Urgent}"));
        Assert.Equal("", Told(At(9, 2, 15)));
        Assert.Equal("2026-08 missing False True", Told(At(9, 2, 16)));
        _made.Draft(ReportStore.August, At(9, 3, 1));
        Assert.Equal("2026-08 draft False True", Told(At(9, 5, 15)));
        Assert.Equal("2026-08 draft True True", Told(At(9, 5, 16)));
        _made.Freeze(ReportStore.August, At(9, 6, 1));
        Assert.Equal("2026-08 frozen True False", Told(At(9, 6, 2)));
        MonthlyReports.Send(_made.Store, ReportStore.August, null, "李四");
        Assert.Equal("", Told(At(9, 6, 3)));
        Assert.Equal("2026-09 missing False True", Told(At(10, 4, 0)));
    }

    private Run[] Runs() => [.. _made.Store.Runs.List().Where(r => r.Kind == ReportJob.Kind)];

    private async Task Ended(int count)
    {
        for (int i = 0; i < 300 && Runs().Count(r => r.Ended) < count; i++) await Task.Delay(100);
        Assert.Equal(count, Runs().Count(r => r.Ended));
    }
}
