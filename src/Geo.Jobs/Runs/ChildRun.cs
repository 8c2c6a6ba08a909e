using System.Text.Json;
using Geo.Core.Store;
using Geo.Jobs.Jobs;

namespace Geo.Jobs.Runs;

/// <summary>A step of a run that is a run of its own, executed within it: one worker is enough, and people see the chain.</summary>
internal static class ChildRun
{
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(500);

    /// <summary>Executes the step, or finds it where the parent's earlier life has executed it.</summary>
    /// <param name="parent">The run that it is a step of.</param>
    /// <param name="kind">Kind of the step.</param>
    /// <param name="key">Tells it from other steps of this kind; the same after a crash.</param>
    /// <param name="parameters">Its parameters; asked for where it is not there yet.</param>
    /// <param name="progress">Told its share done.</param>
    /// <param name="cancel">Cancels it with its parent.</param>
    /// <returns>The step as it ended.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static async Task<Run> Execute(RunContext parent, string kind, string key, Func<object> parameters, IProgress<double> progress, CancellationToken cancel)
    {
        RunLedger runs = parent.Store.Runs;
        string hash = RunLedger.HashOf(kind, "{}", parent.Run.Id, key);
        Run run = runs.Children(parent.Run.Id).FirstOrDefault(child => child.InputHash == hash)
            ?? runs.Enqueue(kind, JsonSerializer.Serialize(parameters(), JobTable.JsonStyle), parent.Run.Author, Programs.Current, hash, parent.Run.Id);
        parent.Log($"{kind}: run {run.Id}");
        var executor = new RunExecutor(parent.Store, parent.Time);
        while (!run.Ended)
        {
            run = await executor.Execute(run.Id, progress, cancel);
            if (run.Ended) break;
            // Held by another process, or by a dead one whose lease has not run out.
            await Task.Delay(s_poll, cancel);
            run = runs.Get(run.Id);
        }

        cancel.ThrowIfCancellationRequested();
        return run;
    }
}
