using Geo.Core.Store;
using Geo.Jobs.Reports;
using Geo.Jobs.Schedule;
using Hangfire;
using Hangfire.Common;
using Hangfire.InMemory;

namespace Geo.Jobs.Runs;

/// <summary>
/// Hangfire inside this process: one storage object, one worker for raster work, a watch for runs whose process died.
/// </summary>
public sealed class Worker : IAsyncDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private readonly BackgroundJobServer _server;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _watch;
    private Task _look = Task.CompletedTask;
    private string? _told;

    /// <param name="store">The workspace's store.</param>
    /// <param name="time">Clock.</param>
    /// <param name="scheduled">True where recurring tasks are to be done by themselves.</param>
    public Worker(WorkspaceStore store, TimeProvider time, bool scheduled = false)
    {
        Executor = new RunExecutor(store, time);
        Executor.SweepTemporary();
        Storage = new InMemoryStorage();
        var filters = new JobFilterCollection { new AutomaticRetryAttribute { Attempts = 0 } };
        Queue = new RunQueue(store, new BackgroundJobClient(Storage, filters), time);
        Schedule = new MonthlySchedule(store, Queue, time);
        Scheduler = new Scheduler(store, Queue, Schedule, time);
        _server = new BackgroundJobServer(
            new BackgroundJobServerOptions
            {
                WorkerCount = 1,
                Activator = new ExecutorActivator(store, Executor, Queue, Scheduler),
                FilterProvider = filters,
                CancellationCheckInterval = TimeSpan.FromSeconds(1),
                ShutdownTimeout = TimeSpan.FromSeconds(8),
            },
            Storage);
        if (scheduled) Scheduler.Register(Storage);
        _watch = Watch(store, time, scheduled);
    }

    /// <summary>Hangfire's storage, for its dashboard.</summary>
    public JobStorage Storage { get; }

    /// <summary>Where runs are queued.</summary>
    public RunQueue Queue { get; }

    /// <summary>Makes the drafts of monthly reports.</summary>
    public MonthlySchedule Schedule { get; }

    /// <summary>Starts what is due.</summary>
    public Scheduler Scheduler { get; }

    /// <summary>Executes runs; also used directly by commands.</summary>
    public RunExecutor Executor { get; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _server.SendStop();
        await _watch;
        await Task.WhenAny(_look, Task.Delay(LongestWait)); // a share that does not answer holds up no stop
        _server.Dispose();
        _stop.Dispose();
    }

    /// <summary>Queues again what died with its process: at start, and as leases run out. Beside it looks at what is due, also while Hangfire's worker is busy.</summary>
    private async Task Watch(WorkspaceStore store, TimeProvider time, bool scheduled)
    {
        using var timer = new PeriodicTimer(RunExecutor.Lease / 3, time);
        try
        {
            do
            {
                LookForWork(store);
                if (scheduled && _look.IsCompleted) _look = Task.Run(() => Look(store));
            }
            while (await timer.WaitForNextTickAsync(_stop.Token));
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    private void Look(WorkspaceStore store)
    {
        try
        {
            Scheduler.Look();
        }
        catch (Exception passing)
        {
            // A busy store, a full disk: the watch goes on, and looks again.
            Console.Error.WriteLine($"schedule: {Cause.Of(passing, store.Workspace.Folder) ?? passing.Message}");
        }
    }

    private void LookForWork(WorkspaceStore store)
    {
        try
        {
            Queue.EnqueueAgain();
        }
        catch (Exception passing)
        {
            string cause = Cause.Of(passing, store.Workspace.Folder) ?? passing.Message;
            if (cause != _told) Console.Error.WriteLine(cause);
            _told = cause; // once, not at each look
        }
    }

    private sealed class ExecutorActivator(WorkspaceStore store, RunExecutor executor, RunQueue queue, Scheduler scheduler) : JobActivator
    {
        public override object ActivateJob(Type jobType) =>
            jobType == typeof(HangfireJob) ? new HangfireJob(executor, queue, store) : jobType == typeof(Scheduler) ? scheduler : base.ActivateJob(jobType);
    }
}
