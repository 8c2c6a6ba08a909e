using System.Runtime.ExceptionServices;

namespace Geo.Core.Detection;

/// <summary>Works on numbered blocks in several threads and hands the results on in the order of the numbers.</summary>
internal static class OrderedBlocks
{
    /// <summary>Runs all blocks; at most four results a thread wait for their turn.</summary>
    /// <param name="count">Blocks 0 to count − 1.</param>
    /// <param name="workers">One a thread; each is used by its thread only.</param>
    /// <param name="work">What a worker does for a block.</param>
    /// <param name="consume">Called on the caller's thread, in order.</param>
    /// <param name="cancel">Looked at before each block.</param>
    public static void Run<TWorker, TResult>(
        int count, IReadOnlyList<TWorker> workers, Func<TWorker, int, TResult> work, Action<TResult> consume, CancellationToken cancel)
    {
        if (workers.Count == 1)
        {
            for (int i = 0; i < count; i++)
            {
                cancel.ThrowIfCancellationRequested();
                consume(work(workers[0], i));
            }

            return;
        }

        var queue = new Queue<TResult>(count, 4 * workers.Count);
        var threads = workers.Select(worker => new Thread(() => Work(queue, worker, work, cancel)) { IsBackground = true, Name = "survey block" }).ToArray();
        foreach (var thread in threads) thread.Start();
        try
        {
            for (int i = 0; i < count; i++) consume(queue.Take(i));
        }
        finally
        {
            // Workers end before their sources are disposed of, whatever happened.
            queue.Stop();
            foreach (var thread in threads) thread.Join();
        }
    }

    private static void Work<TWorker, TResult>(Queue<TResult> queue, TWorker worker, Func<TWorker, int, TResult> work, CancellationToken cancel)
    {
        try
        {
            while (queue.Next() is { } block)
            {
                cancel.ThrowIfCancellationRequested();
                queue.Put(block, work(worker, block));
            }
        }
#pragma warning disable CA1031 // Whatever a worker throws is thrown again on the caller's thread.
        catch (Exception e)
#pragma warning restore CA1031
        {
            queue.Fail(e);
        }
    }

    /// <summary>Numbers out, results in; a monitor guards all.</summary>
    private sealed class Queue<TResult>(int count, int ahead)
    {
        private readonly Dictionary<int, TResult> _ready = [];
        private readonly object _gate = new();
        private ExceptionDispatchInfo? _failure;
        private bool _stopped;
        private int _next, _taken;

        /// <summary>The next block, once there is room for its result; null when there is none left.</summary>
        public int? Next()
        {
            lock (_gate)
            {
                while (!_stopped && _next < count && _next >= _taken + ahead) Monitor.Wait(_gate);
                return _stopped || _next >= count ? null : _next++;
            }
        }

        public void Put(int block, TResult result)
        {
            lock (_gate)
            {
                _ready.Add(block, result);
                Monitor.PulseAll(_gate);
            }
        }

        public void Fail(Exception e)
        {
            lock (_gate)
            {
                (_failure, _stopped) = (_failure ?? ExceptionDispatchInfo.Capture(e), true);
                Monitor.PulseAll(_gate);
            }
        }

        public TResult Take(int block)
        {
            lock (_gate)
            {
                while (true)
                {
                    _failure?.Throw();
                    if (_ready.Remove(block, out var result))
                    {
                        _taken++;
                        Monitor.PulseAll(_gate);
                        return result;
                    }

                    Monitor.Wait(_gate);
                }
            }
        }

        public void Stop()
        {
            lock (_gate)
            {
                _stopped = true;
                Monitor.PulseAll(_gate);
            }
        }
    }
}
