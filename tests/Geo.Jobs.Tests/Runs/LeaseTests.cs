using Geo.Core.Store;
using Geo.Jobs.Runs;
using Geo.Testing;

namespace Geo.Jobs.Tests.Runs;

public sealed class LeaseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly WorkspaceStore _store;

    public LeaseTests() => _store = WorkspaceStore.Create(new Workspace(_folder.Path), TimeProvider.System);

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_second_execution_of_a_live_run_ends_without_effect()
    {
        Run run = _store.Runs.Enqueue("track", "{\"scenes\":[]}", "test", "0");
        Assert.NotNull(_store.Runs.Claim(run.Id, "another process", TimeSpan.FromMinutes(1)));

        Run seen = await new RunExecutor(_store, TimeProvider.System).Execute(run.Id, null, CancellationToken.None);

        Assert.Equal("running", seen.State);
        Assert.Equal(1, seen.Attempt);
    }

    [Fact]
    public async Task A_lease_that_was_not_renewed_is_taken_over_and_the_late_writer_refused()
    {
        Run run = _store.Runs.Enqueue("track", "{\"scenes\":[]}", "test", "0");
        Claim late = _store.Runs.Claim(run.Id, "dead process", TimeSpan.FromMilliseconds(1))!;
        await Task.Delay(20);

        Run ended = await new RunExecutor(_store, TimeProvider.System).Execute(run.Id, null, CancellationToken.None);

        Assert.Equal("done", ended.State);
        Assert.Throws<LeaseLostException>(() => _store.Write("test", run.Id, late.Token, _ => { }));
    }

    [Fact]
    public async Task A_wrong_input_fails_at_once_and_says_what_to_do()
    {
        Run run = _store.Runs.Enqueue("survey", "{\"scenes\":[\"no-such-scene\"]}", "test", "0");

        Run ended = await new RunExecutor(_store, TimeProvider.System).Execute(run.Id, null, CancellationToken.None);

        Assert.Equal("failed", ended.State);
        Assert.Contains("no-such-scene", ended.Error, StringComparison.Ordinal);
        Assert.Equal(1, ended.Attempt);
        Assert.DoesNotContain(_store.Runs.Log(run.Id), line => line.Text.StartsWith("try ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_run_that_is_to_be_cancelled_before_it_starts_ends_as_cancelled()
    {
        Run run = _store.Runs.Enqueue("track", "{\"scenes\":[]}", "test", "0");
        _store.Runs.RequestCancel(run.Id, "test");

        Run ended = await new RunExecutor(_store, TimeProvider.System).Execute(run.Id, null, CancellationToken.None);

        Assert.Equal("cancelled", ended.State);
    }
}
