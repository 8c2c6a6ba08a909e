using Geo.Core;
using Geo.Core.Store;
using Geo.Core.Store.Inbox;
using Geo.Jobs.Inbox;
using Geo.Jobs.Tests.Reports;
using Geo.Testing;

namespace Geo.Jobs.Tests.Inbox;

/// <summary>Looks at an inbox with a clock that the test moves; what is dropped is no imagery, since no run is executed.</summary>
public sealed class InboxLookTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MovableClock _clock = new() { Now = new(2026, 7, 10, 0, 0, 0, TimeSpan.Zero) };
    private readonly WorkspaceStore _store;
    private readonly InboxSettings _settings;

    public InboxLookTests()
    {
        _store = WorkspaceStore.Create(new Workspace(_folder.File("ws")), _clock);
        _settings = new InboxSettings(Directory.CreateDirectory(_folder.File("in")).FullName, TimeSpan.FromSeconds(60), 0, 0.2, 1 << 20);
    }

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    private string Drop(string name, string text = "x")
    {
        File.AppendAllText(Path.Combine(_settings.Folder, name), text);
        return name;
    }

    // Some seconds pass, then a look.
    private InboxSight After(int seconds, InboxSettings? settings = null)
    {
        _clock.Now += TimeSpan.FromSeconds(seconds);
        return InboxLook.Look(_store, settings ?? _settings, _clock, (kind, parameters, hash) => _store.Runs.Enqueue(kind, parameters, "test", "0", hash));
    }

    private InboxEntry Only => Assert.Single(_store.Inbox.Open());

    [Fact]
    public void What_lies_still_for_a_minute_is_taken_up_once_by_one_run()
    {
        Drop("a.tif");
        Assert.Null(After(0).Run);
        Assert.Null(After(59).Run);
        Run run = After(1).Run!;
        Assert.Equal($$"""{"items":[{{Only.Id}}]}""", run.Parameters);
        Assert.Equal(run.Id, After(300).Run!.Id);
        Assert.Single(_store.Runs.List());
    }

    [Fact]
    public void A_file_that_grows_for_minutes_is_never_touched_before_it_has_stopped()
    {
        for (int i = 0; i < 12; i++)
        {
            Drop("a.tif", new string('x', 1000));
            Assert.Null(After(45).Run);
            Assert.Equal(i == 0 ? "waiting" : "growing", Only.State);
        }

        Assert.Null(After(45).Run);
        Assert.NotNull(After(15).Run);
        Assert.Equal(12_000, Only.Bytes);
    }

    [Fact]
    public void A_name_of_one_that_is_still_written_is_left_alone_for_ever()
    {
        Drop("a.tif.part");
        for (int i = 0; i < 20; i++) Assert.Null(After(600).Run);
        Assert.Equal("growing", Only.State);
        File.Move(Path.Combine(_settings.Folder, "a.tif.part"), Path.Combine(_settings.Folder, "a.tif"));
        Assert.Null(After(60).Run);
        Assert.NotNull(After(60).Run);
    }

    [Theory]
    [InlineData("a.tif.part", "x")]
    [InlineData("a.tif", "")]
    public void A_copy_that_broke_off_is_said_to_stand_still_after_an_hour_until_it_goes_on(string name, string text)
    {
        Drop(name, text);
        After(0);
        for (int i = 0; i < 5; i++) Assert.True(After(600).Again);
        Assert.Null(Only.Reason);
        InboxSight stands = After(600);
        Assert.Equal(("growing", false), (Only.State, stands.Again));
        Assert.StartsWith("nothing has been written to it for an hour", Only.Reason!.En, StringComparison.Ordinal);
        Drop(name, "more");
        Assert.Null(After(60).Run);
        Assert.Null(Only.Reason);
    }

    // The machine slept while somebody copied: the copying has not gone on yet when it wakes.
    [Fact]
    public void A_look_after_a_sleep_proves_nothing_by_the_hours_that_passed()
    {
        Drop("a.tif");
        After(0);
        Assert.Null(After(8 * 3600).Run);
        Drop("a.tif");
        Assert.Null(After(60).Run);
        Assert.NotNull(After(60).Run);
    }

    [Fact]
    public void A_clock_that_goes_back_makes_it_wait_again_and_nothing_worse()
    {
        Drop("a.tif");
        After(0);
        Assert.Null(After(-7200).Run);
        Assert.Null(After(59).Run);
        Assert.NotNull(After(1).Run);
    }

    [Fact]
    public void Several_things_are_one_run_and_what_comes_later_waits_for_its_end()
    {
        Drop("a.tif");
        Drop("b.zip");
        After(0);
        Run first = After(60).Run!;
        Drop("c.tif");
        After(60);
        Assert.Equal(first.Id, After(60).Run!.Id);
        Claim claim = _store.Runs.Claim(first.Id, "test", TimeSpan.FromMinutes(1))!;
        _store.Runs.Finish(first.Id, claim.Token, "{}");
        Assert.NotEqual(first.Id, After(60).Run!.Id);
    }

    [Fact]
    public void A_disk_that_is_nearly_full_is_waited_for_with_one_sentence_and_then_it_goes_on()
    {
        Drop("a.tif");
        After(0);
        var full = _settings with { ReserveBytes = 1L << 60 };
        InboxSight waits = After(60, full);
        Assert.Null(waits.Run);
        Assert.Contains("磁盘空间不足", waits.Waits!.Zh, StringComparison.Ordinal);
        Assert.Contains("are needed", Only.Reason!.En, StringComparison.Ordinal);
        Assert.NotNull(After(60).Run);
    }

    [Fact]
    public void A_run_that_fails_again_and_again_gives_the_file_up_with_the_reason_beside_it()
    {
        Drop("a.tif");
        After(0);
        for (int i = 0; i < 3; i++)
        {
            Run run = After(60).Run!;
            Claim claim = _store.Runs.Claim(run.Id, "test", TimeSpan.FromMinutes(1))!;
            _store.Write("test", run.Id, claim.Token, writer => writer.ChangeInbox("waiting", Only with { State = "working", RunId = run.Id }));
            _store.Runs.Fail(run.Id, claim.Token, "out of memory");
        }

        After(60);
        Assert.Empty(_store.Inbox.Open());
        InboxEntry ended = Assert.Single(_store.Inbox.Ended(9));
        Assert.Equal(("failed", "failed/2026-07-10"), (ended.State, ended.Target));
        Assert.True(File.Exists(Path.Combine(_settings.Folder, "failed/2026-07-10/a.tif")));
        string told = File.ReadAllText(Path.Combine(_settings.Folder, "failed/2026-07-10/a.tif.reason.txt"));
        Assert.Contains("作业多次失败：out of memory", told, StringComparison.Ordinal);
        Assert.Contains("移回收件箱", told, StringComparison.Ordinal);
        // Moved back it is another coming.
        File.Move(Path.Combine(_settings.Folder, "failed/2026-07-10/a.tif"), Path.Combine(_settings.Folder, "a.tif"));
        After(60);
        Assert.NotNull(After(60).Run);
        Assert.NotEqual(ended.Id, Only.Id);
    }

    [Fact]
    public void What_is_taken_out_before_it_was_begun_is_forgotten()
    {
        File.Delete(Path.Combine(_settings.Folder, Drop("a.tif")));
        Drop("b.tif");
        After(0);
        File.Delete(Path.Combine(_settings.Folder, "b.tif"));
        After(60);
        Assert.Empty(_store.Inbox.Open());
    }

    [Fact]
    public void A_share_that_is_not_mounted_is_named()
    {
        var gone = _settings with { Folder = _folder.File("not-there") };
        Assert.Contains("not-there", Assert.Throws<InputException>(() => After(0, gone)).Message, StringComparison.Ordinal);
    }
}
