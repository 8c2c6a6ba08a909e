using Geo.Core.Store;

namespace Geo.Core.Tests.Store;

public class RunLedgerTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private static Run Queued(StoreFixture f) => f.Store.Runs.Enqueue("survey", "{}", "test", "0.1");

    [Fact]
    public void A_run_from_queue_to_done()
    {
        using var f = new StoreFixture();
        var run = Queued(f);
        Assert.Equal("queued", run.State);
        var claim = f.Store.Runs.Claim(run.Id, "host/1", Lease)!;
        f.Store.Runs.Report(run.Id, claim.Token, 0.5, "half");
        f.Store.Runs.Report(run.Id, claim.Token, 0.6, "half");
        Assert.True(f.Store.Runs.Renew(run.Id, claim.Token, Lease));
        f.Store.Runs.Finish(run.Id, claim.Token, """{"n":1}""");
        var done = f.Store.Runs.Get(run.Id);
        Assert.Equal(("done", 1.0, """{"n":1}""", 1), (done.State, done.Progress, done.Outputs, done.Attempt));
        Assert.Equal(["queued", "started by host/1 (attempt 1)", "half", "done"], f.Store.Runs.Log(run.Id).Select(l => l.Text));
        Assert.Null(f.Store.Runs.Claim(run.Id, "host/2", Lease));
        Assert.Empty(f.Store.Runs.WithoutLiveLease());
    }

    [Fact]
    public void Of_claims_that_race_one_wins()
    {
        using var f = new StoreFixture();
        using var other = WorkspaceStore.Open(f.Workspace, f.Clock); // as another process: no lock in common
        for (int round = 0; round < 10; round++)
        {
            var run = Queued(f);
            int won = 0;
            Parallel.For(0, 6, new ParallelOptions { MaxDegreeOfParallelism = 6 }, i =>
            {
                if ((i % 2 == 0 ? f.Store : other).Runs.Claim(run.Id, $"p{i}", Lease) is not null)
                {
                    Interlocked.Increment(ref won);
                }
            });
            Assert.Equal(1, won);
            Assert.Equal(1, f.Store.Runs.Get(run.Id).FencingToken);
        }
    }

    [Fact]
    public void A_lease_that_ran_out_is_taken_over_and_the_late_writer_refused()
    {
        using var f = new StoreFixture();
        var run = Queued(f);
        var first = f.Store.Runs.Claim(run.Id, "sleeper", Lease)!;
        f.Clock.Now += TimeSpan.FromSeconds(29);
        Assert.Null(f.Store.Runs.Claim(run.Id, "second", Lease));
        f.Clock.Now += TimeSpan.FromSeconds(1);
        Assert.Equal(run.Id, Assert.Single(f.Store.Runs.WithoutLiveLease()).Id);
        var second = f.Store.Runs.Claim(run.Id, "second", Lease)!;
        Assert.Equal(2, second.Attempt);

        Assert.False(f.Store.Runs.Renew(run.Id, first.Token, Lease));
        Assert.Throws<LeaseLostException>(() => f.Store.Runs.Report(run.Id, first.Token, 1, "late"));
        Assert.Throws<LeaseLostException>(() => f.Store.Runs.Finish(run.Id, first.Token, "{}"));
        Assert.Throws<LeaseLostException>(() => f.Store.Write("survey", run.Id, first.Token, w => w.Put("mine-sites", StoreFixture.Mine("late"))));
        Assert.Equal(0, f.Store.Layer("mine-sites").Count());

        f.Store.Write("survey", run.Id, second.Token, w =>
        {
            w.Put("mine-sites", StoreFixture.Mine("A"));
            w.FinishRun("""{"sites":1}""");
        });
        Assert.Equal("done", f.Store.Runs.Get(run.Id).State);
        Assert.Equal(run.Id, f.Store.Layer("mine-sites").Get("A").Properties["run_id"]);
        Assert.Equal(run.Id, f.Store.Layer("mine-sites").Versions("A")[0].RunId);
        Assert.Throws<LeaseLostException>(() => f.Store.Write("survey", run.Id, second.Token, w => { }));
    }

    [Fact]
    public void Finishing_and_writing_stand_or_fall_together()
    {
        using var f = new StoreFixture();
        var run = Queued(f);
        var claim = f.Store.Runs.Claim(run.Id, "p", Lease)!;
        Assert.Throws<IOException>(() => f.Store.Write("survey", run.Id, claim.Token, w =>
        {
            w.Put("mine-sites", StoreFixture.Mine("A"));
            w.FinishRun("{}");
            throw new IOException("disk full");
        }));
        Assert.Equal("running", f.Store.Runs.Get(run.Id).State);
        Assert.Equal(0, f.Store.Layer("mine-sites").Count());
    }

    [Fact]
    public void Cancelling_a_waiting_run_and_a_live_one()
    {
        using var f = new StoreFixture();
        Assert.Equal("cancelled", f.Store.Runs.RequestCancel(Queued(f).Id, "test").State);

        var run = Queued(f);
        var claim = f.Store.Runs.Claim(run.Id, "p", Lease)!;
        Assert.Equal(("running", true), (f.Store.Runs.RequestCancel(run.Id, "test").State, f.Store.Runs.Get(run.Id).CancelRequested));
        f.Store.Runs.Cancel(run.Id, claim.Token);
        Assert.Equal("cancelled", f.Store.Runs.Get(run.Id).State);

        Assert.Equal("queued", f.Store.Runs.Retry(run.Id, "test").State);
        Assert.Equal(2, f.Store.Runs.Claim(run.Id, "p", Lease)!.Attempt);
    }

    [Fact]
    public void A_run_that_died_while_cancelling_ends_as_cancelled()
    {
        using var f = new StoreFixture();
        var run = Queued(f);
        f.Store.Runs.Claim(run.Id, "p", Lease);
        f.Store.Runs.RequestCancel(run.Id, "test");
        f.Clock.Now += 2 * Lease;
        Assert.Null(f.Store.Runs.Claim(run.Id, "q", Lease));
        Assert.Equal("cancelled", f.Store.Runs.Get(run.Id).State);
    }

    [Fact]
    public void Failing_and_queueing_again()
    {
        using var f = new StoreFixture();
        var run = Queued(f);
        var claim = f.Store.Runs.Claim(run.Id, "p", Lease)!;
        f.Store.Runs.Requeue(run.Id, claim.Token, "file is busy");
        Assert.Equal("queued", f.Store.Runs.Get(run.Id).State);
        claim = f.Store.Runs.Claim(run.Id, "p", Lease)!;
        f.Store.Runs.Fail(run.Id, claim.Token, "no band red");
        var failed = f.Store.Runs.Get(run.Id);
        Assert.Equal(("failed", "no band red", 2), (failed.State, failed.Error, failed.Attempt));
        Assert.Throws<InputException>(() => f.Store.Runs.Retry(Queued(f).Id, "test"));
        Assert.Throws<NotFoundException>(() => f.Store.Runs.Get("none"));
    }

    [Fact]
    public void The_same_input_is_one_run_until_it_fails()
    {
        using var f = new StoreFixture();
        string hash = RunLedger.HashOf("ingest", """{"b": [1, 2], "a": "x"}""");
        Assert.Equal(hash, RunLedger.HashOf("ingest", """{"a":"x","b":[1,2]}"""));
        Assert.NotEqual(hash, RunLedger.HashOf("ingest", """{"a":"x","b":[2,1]}"""));
        var first = f.Store.Runs.Enqueue("ingest", "{}", "t", "0.1", hash);
        Assert.Equal(first.Id, f.Store.Runs.Enqueue("ingest", "{}", "t", "0.1", hash).Id);
        var claim = f.Store.Runs.Claim(first.Id, "p", Lease)!;
        f.Store.Runs.Fail(first.Id, claim.Token, "x");
        Assert.NotEqual(first.Id, f.Store.Runs.Enqueue("ingest", "{}", "t", "0.1", hash).Id);
    }
}
