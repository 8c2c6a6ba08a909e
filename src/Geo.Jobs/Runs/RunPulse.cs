using Geo.Core.Store;
using Microsoft.Data.Sqlite;

namespace Geo.Jobs.Runs;

/// <summary>The sign of life of a run: renews its lease, writes its progress, hears a wish to cancel.</summary>
internal sealed class RunPulse(WorkspaceStore store, string runId, long token, TimeSpan lease, IProgress<double>? watcher) : IProgress<double>
{
    private double _progress;

    /// <summary>True once another process has taken the run over.</summary>
    public bool LeaseLost { get; private set; }

    public void Report(double value)
    {
        Volatile.Write(ref _progress, Math.Clamp(value, 0, 1));
        watcher?.Report(value);
        FailPoint.Reach("step");
    }

    /// <summary>Beats until <paramref name="stop"/> is cancelled, and cancels it when the lease is lost or the run is to be cancelled.</summary>
    public async Task Beat(TimeSpan every, TimeProvider time, CancellationTokenSource stop)
    {
        using var timer = new PeriodicTimer(every, time);
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(stop.Token);
                store.Runs.Report(runId, token, Volatile.Read(ref _progress), message: null);
                LeaseLost = !store.Runs.Renew(runId, token, lease);
                if (LeaseLost || store.Runs.Get(runId).CancelRequested)
                {
                    await stop.CancelAsync();
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (LeaseLostException)
            {
                LeaseLost = true;
                await stop.CancelAsync();
            }
            catch (SqliteException)
            {
                // A busy store at one beat is not the end: the lease outlives several.
            }
        }
    }
}
