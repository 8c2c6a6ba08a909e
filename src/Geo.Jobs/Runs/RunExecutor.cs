using System.Globalization;
using System.Text.Json;
using Geo.Core;
using Geo.Core.Store;
using Geo.Jobs.Jobs;
using Microsoft.Data.Sqlite;

namespace Geo.Jobs.Runs;

/// <summary>
/// Executes one run of the ledger: claims it, keeps the lease alive by a heartbeat, calls the job, writes the end.
/// Hangfire and the command line both come through here; a second execution of a live run ends without effect.
/// </summary>
public sealed class RunExecutor(WorkspaceStore store, TimeProvider time)
{
    /// <summary>How long a run is held without a sign of life before another process may take it over.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(
        double.TryParse(Environment.GetEnvironmentVariable("GEOWFC_LEASE_SECONDS"), CultureInfo.InvariantCulture, out double seconds) && seconds >= 1 ? seconds : 12);

    private const int Tries = 3;
    private static readonly TimeSpan Heartbeat = Lease / 6;
    private static readonly string Owner = string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}:{Environment.ProcessId}");

    /// <summary>Runs the job of <paramref name="runId"/> to its end.</summary>
    /// <param name="runId">A run of the ledger.</param>
    /// <param name="watcher">Also told the progress in [0, 1].</param>
    /// <param name="cancel">Cancels the run (its state becomes cancelled).</param>
    /// <returns>The run as it ended; as it stands where another process holds its lease.</returns>
    public async Task<Run> Execute(string runId, IProgress<double>? watcher, CancellationToken cancel)
    {
        if (store.Runs.Claim(runId, Owner, Lease) is not { } claim)
        {
            return store.Runs.Get(runId);
        }

        long token = claim.Token;
        FailPoint.Reach("claimed");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var pulse = new RunPulse(store, runId, token, Lease, watcher);
        Task beating = pulse.Beat(Heartbeat, time, stop);
        var context = new RunContext(store, store.Runs.Get(runId), token, time, pulse, line => store.Runs.Note(runId, token, line));
        try
        {
            string outputs = await Work(context, stop.Token);
            FailPoint.Reach("before-finish");
            store.Runs.Finish(runId, token, outputs);
            FailPoint.Reach("after-finish");
        }
        catch (LeaseLostException)
        {
            // Another process has taken the run over: whatever it says is what counts.
        }
        catch (OperationCanceledException)
        {
            if (!pulse.LeaseLost)
            {
                End(() => store.Runs.Cancel(runId, token));
            }
        }
        catch (AllRefusedException refused)
        {
            End(() => store.Runs.Fail(runId, token, refused.Message, JsonSerializer.Serialize(refused.Outputs, JobTable.JsonStyle)));
        }
        catch (Exception exception)
        {
            string? cause = Cause.Of(exception, store.Workspace.Folder);
            End(() =>
            {
                if (cause is null) store.Runs.Note(runId, token, exception.ToString());
                store.Runs.Fail(runId, token, cause ?? exception.Message);
            });
        }
        finally
        {
            await stop.CancelAsync();
            await beating;
            Sweep(runId);
        }

        return store.Runs.Get(runId);
    }

    /// <summary>Deletes the temporary folders of runs that nobody executes any more.</summary>
    public void SweepTemporary()
    {
        KeptWork.Sweep(store.Workspace, time);
        if (!Directory.Exists(store.Workspace.Temporary))
        {
            return;
        }

        var live = store.Runs.List().Where(run => run.State == "running").Select(run => run.Id).ToHashSet();
        foreach (string folder in Directory.EnumerateDirectories(store.Workspace.Temporary))
        {
            if (!live.Contains(Path.GetFileName(folder)))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    /// <summary>Calls the job; what passes by itself (a busy store, a disk that hiccups) is tried again, a wrong input never.</summary>
    private async Task<string> Work(RunContext context, CancellationToken cancel)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                object outputs = await JobTable.Get(context.Run.Kind)(context, cancel);
                return JsonSerializer.Serialize(outputs, JobTable.JsonStyle);
            }
            catch (Exception exception) when (attempt < Tries && PassesByItself(exception))
            {
                context.Log($"try {attempt} of {Tries}: {exception.Message}");
                await Task.Delay(TimeSpan.FromSeconds(attempt), time, cancel);
            }
        }
    }

    /// <summary>Writes the end of a run; where it was taken over meanwhile, the new owner's word counts.</summary>
    private static void End(Action write)
    {
        try
        {
            write();
        }
        catch (LeaseLostException)
        {
        }
    }

    private static bool PassesByItself(Exception exception) =>
        !Disk.IsFull(exception) && exception is IOException or SqliteException { SqliteErrorCode: 5 or 6 or 10 };

    private void Sweep(string runId)
    {
        string folder = Path.Combine(store.Workspace.Temporary, runId);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
