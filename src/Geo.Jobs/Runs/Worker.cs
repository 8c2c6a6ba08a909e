using Geo.Core.Store;
using Hangfire;
using Hangfire.Common;
using Hangfire.InMemory;

namespace Geo.Jobs.Runs;

/// <summary>
/// Hangfire inside this process: one storage object, one worker for raster work, a watch for runs whose process died.
/// </summary>
public sealed class Worker : IAsyncDisposable
{
    private readonly BackgroundJobServer _server;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _watch;

    /// <param name="store">The workspace's store.</param>
    /// <param name="time">Clock.</param>
    public Worker(WorkspaceStore store, TimeProvider time)
    {
        Executor = new RunExecutor(store, time);
        Executor.SweepTemporary();
        Storage = new InMemoryStorage();
        var filters = new JobFilterCollection { new AutomaticRetryAttribute { Attempts = 0 } };
        _server = new BackgroundJobServer(
            new BackgroundJobServerOptions
            {
                WorkerCount = 1,
                Activator = new ExecutorActivator(Executor),
                FilterProvider = filters,
                CancellationCheckInterval = TimeSpan.FromSeconds(1),
                ShutdownTimeout = TimeSpan.FromSeconds(8),
            },
            Storage);
        Queue = new RunQueue(store, new BackgroundJobClient(Storage, filters));
        _watch = Watch(time);
    }

    /// <summary>Hangfire's storage, for its dashboard.</summary>
    public JobStorage Storage { get; }

    /// <summary>Where runs are queued.</summary>
    public RunQueue Queue { get; }

    /// <summary>Executes runs; also used directly by commands.</summary>
    public RunExecutor Executor { get; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _server.SendStop();
        await _watch;
        _server.Dispose();
        _stop.Dispose();
    }

    /// <summary>Queues again what died with its process: at start, and as leases run out.</summary>
    private async Task Watch(TimeProvider time)
    {
        using var timer = new PeriodicTimer(RunExecutor.Lease, time);
        try
        {
            do
            {
                Queue.EnqueueAgain();
            }
            while (await timer.WaitForNextTickAsync(_stop.Token));
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    private sealed class ExecutorActivator(RunExecutor executor) : JobActivator
    {
        public override object ActivateJob(Type jobType) =>
            jobType == typeof(HangfireJob) ? new HangfireJob(executor) : base.ActivateJob(jobType);
    }
}
