using Geo.Core.Store;
using Geo.Jobs.Runs;
using Geo.Testing;

namespace Geo.Jobs.Tests.Runs;

/// <summary>Wall clocks that jump, and processes that live or do not.</summary>
public sealed class LeaseWatchTests : IDisposable
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(12);
    private readonly TemporaryFolder _folder = new();
    private readonly TwoClocks _clock = new();
    private readonly WorkspaceStore _store;
    private readonly LeaseWatch _watch;

    public LeaseWatchTests()
    {
        _store = WorkspaceStore.Create(new Workspace(_folder.Path), _clock);
        _watch = new LeaseWatch(_clock, Lease);
    }

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_clock_that_jumps_ahead_does_not_end_a_living_lease()
    {
        Claim claim = Claimed("elsewhere:1", out Run run);
        Assert.False(_watch.IsDead(run));
        for (int beat = 0; beat < 20; beat++)
        {
            if (beat == 5) _clock.Wall += TimeSpan.FromDays(1);
            _clock.Pass(2);
            Assert.False(_watch.IsDead(_store.Runs.Get(claim.RunId)), $"beat {beat}");
            _store.Runs.Renew(claim.RunId, claim.Token, Lease);
        }
    }

    [Fact]
    public void A_clock_that_jumps_back_does_not_keep_a_dead_lease_alive()
    {
        Claim claim = Claimed("elsewhere:1", out Run run);
        _clock.Wall -= TimeSpan.FromDays(1);
        Assert.False(_watch.IsDead(run));
        _clock.Pass(11);
        Assert.False(_watch.IsDead(run));
        _clock.Pass(1);
        Assert.True(_watch.IsDead(run));
        Assert.Null(_store.Runs.Claim(claim.RunId, "here:2", Lease));
        Assert.True(_store.Runs.Expire(run));
        Assert.NotNull(_store.Runs.Claim(claim.RunId, "here:2", Lease));
    }

    [Fact]
    public void One_that_shows_life_meanwhile_is_not_taken()
    {
        Claim claim = Claimed("elsewhere:1", out Run seen);
        _clock.Wall -= TimeSpan.FromDays(1);
        _watch.IsDead(seen);
        _clock.Pass(12);
        Assert.True(_watch.IsDead(seen));
        _store.Runs.Renew(claim.RunId, claim.Token, Lease);
        Assert.False(_store.Runs.Expire(seen));
        Assert.Null(_store.Runs.Claim(claim.RunId, "here:2", Lease));
    }

    [Fact]
    public void One_whose_process_is_gone_from_this_machine_is_taken_as_soon_as_its_lease_has_run_out()
    {
        int gone;
        using (var process = System.Diagnostics.Process.Start("true"))
        {
            process.WaitForExit();
            gone = process.Id;
        }

        Claimed($"{Environment.MachineName}:{gone}", out Run run);
        Assert.False(_watch.IsDead(run));
        _clock.Pass(12);
        Assert.True(_watch.IsDead(run));
    }

    private Claim Claimed(string owner, out Run run)
    {
        Claim claim = _store.Runs.Claim(_store.Runs.Enqueue("track", "{}", "test", "0").Id, owner, Lease)!;
        run = _store.Runs.Get(claim.RunId);
        return claim;
    }

    /// <summary>A wall clock that a test sets, beside one that only passes.</summary>
    private sealed class TwoClocks : TimeProvider
    {
        private TimeSpan _passed;

        public DateTimeOffset Wall { get; set; } = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => Wall;

        public override long GetTimestamp() => _passed.Ticks;

        public void Pass(int seconds)
        {
            _passed += TimeSpan.FromSeconds(seconds);
            Wall += TimeSpan.FromSeconds(seconds);
        }
    }
}
