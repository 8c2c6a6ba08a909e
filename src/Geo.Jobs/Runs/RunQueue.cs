using Geo.Core.Store;
using Hangfire;

namespace Geo.Jobs.Runs;

/// <summary>
/// Puts runs before the worker. The ledger is the truth: Hangfire is handed the run id and nothing else, and what
/// Hangfire forgets at a restart is queued again from the ledger.
/// </summary>
public sealed class RunQueue(WorkspaceStore store, IBackgroundJobClient hangfire, TimeProvider time)
{
    private readonly LeaseWatch _leases = new(time, RunExecutor.Lease);

    // Handed over already; asked by workers, requests and the watch.
    private readonly HashSet<string> _waiting = [];

    /// <summary>Writes the run into the ledger and hands it to a worker. With a hash: a run of the same hash that waits, runs or is done is returned instead.</summary>
    public Run Enqueue(string kind, string parametersJson, string author, string? inputHash = null)
    {
        _ = Jobs.JobTable.Get(kind);
        Run run = store.Runs.Enqueue(kind, parametersJson, author, Programs.Current, inputHash);
        FailPoint.Reach("queued");
        if (run.State == "queued" && FirstTime(run.Id))
        {
            Hand(run.Id);
        }

        return run;
    }

    /// <summary>Hands over every run that Hangfire does not know of: queued by another process or before a restart, or left by a process that died.</summary>
    public int EnqueueAgain()
    {
        int count = 0;
        foreach (Run run in store.Runs.Unended())
        {
            if (run.State == "queued" ? FirstTime(run.Id) : _leases.IsDead(run) && store.Runs.Expire(run))
            {
                Hand(run.Id);
                count++;
            }
        }

        return count;
    }

    private bool FirstTime(string runId)
    {
        lock (_waiting) return _waiting.Add(runId);
    }

    private void Hand(string runId) => hangfire.Enqueue<HangfireJob>(job => job.Execute(runId, CancellationToken.None));
}
