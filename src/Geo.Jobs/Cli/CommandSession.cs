using System.CommandLine;
using System.Text.Json;
using Geo.Core.Store;
using Geo.Jobs.Jobs;
using Geo.Jobs.Runs;

namespace Geo.Jobs.Cli;

/// <summary>What a command works with: its terminal, the workspace, the clock.</summary>
internal sealed class CommandSession
{
    private CommandSession(ParseResult parsed)
    {
        if ((parsed.GetValue(GlobalOptions.Db) ?? Environment.GetEnvironmentVariable("GEOWFC_DB")) is not null)
        {
            throw new UsageException("--db: PostGIS comes with a later release; leave --db and GEOWFC_DB away to use the workspace folder");
        }

        Workspace = new Workspace(GlobalOptions.WorkspaceFolder(parsed));
        Terminal = new Terminal(parsed.GetValue(GlobalOptions.Json), parsed.GetValue(GlobalOptions.Quiet), parsed.GetValue(GlobalOptions.Lang) ?? "en");
    }

    public Workspace Workspace { get; }

    public Terminal Terminal { get; }

    public TimeProvider Time { get; } = TimeProvider.System;

    /// <summary>A command's action: a session made from the options, then the body. On a thread of its own, since Ctrl-C is listened to only once the action has returned its task.</summary>
    public static Func<ParseResult, CancellationToken, Task<int>> Action(Func<CommandSession, ParseResult, CancellationToken, Task<int>> body) =>
        (parsed, cancel) => Task.Run(() => body(new CommandSession(parsed), parsed, cancel), CancellationToken.None);

    /// <summary>The workspace's store; <c>init</c> or <c>demo</c> made it.</summary>
    public WorkspaceStore OpenStore() => WorkspaceStore.Open(Workspace, Time);

    /// <summary>Writes a run into the ledger, executes it here under a lease, and returns its outputs; throws where it did not end well.</summary>
    public async Task<JsonElement> Execute(WorkspaceStore store, string kind, object parameters, string title, CancellationToken cancel)
    {
        Run queued = store.Runs.Enqueue(kind, JsonSerializer.Serialize(parameters, JobTable.JsonStyle), Author, Programs.Current);
        return await Execute(store, queued, title, cancel);
    }

    /// <summary>The same for a run that stands in the ledger already.</summary>
    public async Task<JsonElement> Execute(WorkspaceStore store, Run queued, string title, CancellationToken cancel)
    {
        Run run = await Terminal.WithProgress(title, progress => Follow(store, queued.Id, progress, cancel));
        return Outputs(run);
    }

    /// <summary>Brings the inventory of dumps up to date after what it rests on has changed; nothing to do where there are no dumps, or where the same layers were read already. A failure is told and leaves the command's own result as it is: it is stored.</summary>
    public async Task RefreshInventory(WorkspaceStore store, CancellationToken cancel)
    {
        if (InventoryRefresh.InputHash(store) is not { } hash) return;
        Run queued = store.Runs.Enqueue(InventoryJob.Kind, InventoryRefresh.Parameters, Author, Programs.Current, hash);
        if (queued.Ended) return;
        Run run = await Terminal.WithProgress("inventory", progress => Follow(store, queued.Id, progress, cancel));
        Terminal.Message(run.State == "done" ? Terminal.Say($"堆场清单已随之更新（作业 {run.Id}）", $"the inventory of dumps was brought up to date (run {run.Id})")
            : Terminal.Say($"堆场清单未能更新（作业 {run.Id}，{run.Error ?? run.State}）：请运行 geowfc inventory", $"the inventory of dumps was not brought up to date (run {run.Id}, {run.Error ?? run.State}): run geowfc inventory"));
    }

    /// <summary>Who stands as author of what the command line writes.</summary>
    public static string Author => Environment.UserName;

    /// <summary>The outputs of a run that ended well or tells of each input why it was refused; else its error as an exception.</summary>
    public static JsonElement Outputs(Run run) => run.State switch
    {
        "done" => JsonSerializer.Deserialize<JsonElement>(run.Outputs ?? "{}"),
        "failed" when run.Outputs is not null => JsonSerializer.Deserialize<JsonElement>(run.Outputs),
        "cancelled" => throw new OperationCanceledException(),
        _ => throw new RunFailedException(run),
    };

    /// <summary>Executes the run here, or, where a server on the same workspace was quicker, watches it to its end.</summary>
    private async Task<Run> Follow(WorkspaceStore store, string runId, IProgress<double> progress, CancellationToken cancel)
    {
        var executor = new RunExecutor(store, Time);
        var leases = new LeaseWatch(Time, RunExecutor.Lease);
        Run run = await executor.Execute(runId, progress, cancel);
        while (!run.Ended)
        {
            if (cancel.IsCancellationRequested)
            {
                store.Runs.RequestCancel(runId, Author);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(500), Time, CancellationToken.None);
            run = store.Runs.Get(runId);
            progress.Report(run.Progress);
            if (run.State == "running" && leases.IsDead(run) && store.Runs.Expire(run))
            {
                run = await executor.Execute(runId, progress, cancel);
            }
        }

        return run;
    }
}
