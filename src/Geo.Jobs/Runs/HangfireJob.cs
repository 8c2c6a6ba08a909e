using Hangfire;

namespace Geo.Jobs.Runs;

/// <summary>What Hangfire calls: a run id, nothing else. The ledger guards against a second call.</summary>
public sealed class HangfireJob(RunExecutor executor)
{
    /// <summary>Executes the run; a failure stands in the ledger, Hangfire must not repeat it.</summary>
    [AutomaticRetry(Attempts = 0)]
    public Task Execute(string runId, CancellationToken cancel) => executor.Execute(runId, watcher: null, cancel);
}
