using Geo.Core.Store;
using Geo.Jobs.Jobs;
using Hangfire;

namespace Geo.Jobs.Runs;

/// <summary>What Hangfire calls: a run id, nothing else. The ledger guards against a second call.</summary>
public sealed class HangfireJob(RunExecutor executor, RunQueue queue, WorkspaceStore store)
{
    /// <summary>Executes the run; a failure stands in the ledger, Hangfire must not repeat it. After a survey and a measurement the inventory is queued.</summary>
    [AutomaticRetry(Attempts = 0)]
    public async Task Execute(string runId, CancellationToken cancel)
    {
        Run run;
        try
        {
            run = await executor.Execute(runId, watcher: null, cancel);
        }
        catch (Exception exception) when (Cause.Of(exception, store.Workspace.Folder) is { } cause)
        {
            // Not even the ledger could be written: the run keeps its state and is taken up again once its lease has run out.
            await Console.Error.WriteLineAsync($"run {runId}: {cause}");
            return;
        }

        if (run.State == "done" && InventoryRefresh.Follows(run.Kind)) InventoryRefresh.Queue(queue, store, run.Author);
    }
}
