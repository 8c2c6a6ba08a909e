using Geo.Core;
using Geo.Core.Store;
using Geo.Jobs.Reports;
using Hangfire;
using Hangfire.Common;
using Hangfire.InMemory;
using Microsoft.Data.Sqlite;

namespace Geo.Jobs.Runs;

/// <summary>
/// Hangfire inside this process: one storage object, one worker for raster work, a watch for runs whose process died.
/// </summary>
public sealed class Worker : IAsyncDisposable
{
    private static readonly TimeSpan BeforeFirstLook = TimeSpan.FromMinutes(1), BetweenLooks = TimeSpan.FromHours(1);

    private readonly BackgroundJobServer _server;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _watch;
    private string? _told;

    /// <param name="store">The workspace's store.</param>
    /// <param name="time">Clock.</param>
    /// <param name="scheduled">True where the monthly report is to be made by itself.</param>
    public Worker(WorkspaceStore store, TimeProvider time, bool scheduled = false)
    {
        Executor = new RunExecutor(store, time);
        Executor.SweepTemporary();
        Storage = new InMemoryStorage();
        var filters = new JobFilterCollection { new AutomaticRetryAttribute { Attempts = 0 } };
        Queue = new RunQueue(store, new BackgroundJobClient(Storage, filters), time);
        Schedule = new MonthlySchedule(store, Queue, time);
        _server = new BackgroundJobServer(
            new BackgroundJobServerOptions
            {
                WorkerCount = 1,
                Activator = new ExecutorActivator(store, Executor, Queue, Schedule),
                FilterProvider = filters,
                TimeZoneResolver = MonthlySchedule.Zones,
                CancellationCheckInterval = TimeSpan.FromSeconds(1),
                ShutdownTimeout = TimeSpan.FromSeconds(8),
            },
            Storage);
        if (scheduled) MonthlySchedule.Register(Storage);
        _watch = Watch(store, time, scheduled);
    }

    /// <summary>Hangfire's storage, for its dashboard.</summary>
    public JobStorage Storage { get; }

    /// <summary>Where runs are queued.</summary>
    public RunQueue Queue { get; }

    /// <summary>Makes the drafts of monthly reports.</summary>
    public MonthlySchedule Schedule { get; }

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

    /// <summary>Queues again what died with its process: at start, and as leases run out. A minute after the start and then each hour it looks for reports that a sleep or a stop over the 1st has left out.</summary>
    private async Task Watch(WorkspaceStore store, TimeProvider time, bool scheduled)
    {
        DateTimeOffset look = time.GetUtcNow() + BeforeFirstLook;
        using var timer = new PeriodicTimer(RunExecutor.Lease / 3, time);
        try
        {
            do
            {
                LookForWork(store);
                if (scheduled && time.GetUtcNow() >= look)
                {
                    look = time.GetUtcNow() + BetweenLooks;
                    try
                    {
                        Schedule.CatchUp();
                    }
                    catch (Exception passing) when (passing is SqliteException or InputException)
                    {
                        // A busy store, or a report that cannot be read: the watch goes on, and looks again.
                        Console.Error.WriteLine($"monthly report: {passing.Message}");
                    }
                }
            }
            while (await timer.WaitForNextTickAsync(_stop.Token));
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    private void LookForWork(WorkspaceStore store)
    {
        try
        {
            Queue.EnqueueAgain();
        }
        catch (Exception passing) when (Cause.Of(passing, store.Workspace.Folder) is { } cause)
        {
            if (cause != _told) Console.Error.WriteLine(cause);
            _told = cause; // once, not at each look
        }
    }

    private sealed class ExecutorActivator(WorkspaceStore store, RunExecutor executor, RunQueue queue, MonthlySchedule schedule) : JobActivator
    {
        public override object ActivateJob(Type jobType) =>
            jobType == typeof(HangfireJob) ? new HangfireJob(executor, queue, store) : jobType == typeof(MonthlySchedule) ? schedule : base.ActivateJob(jobType);
    }
}
