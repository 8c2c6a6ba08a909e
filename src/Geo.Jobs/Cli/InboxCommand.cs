using System.CommandLine;
using System.Text.Json;
using Geo.Core.Store;
using Geo.Core.Store.Inbox;
using Geo.Jobs.Inbox;

namespace Geo.Jobs.Cli;

/// <summary><c>inbox</c>: what lies in the inbox; <c>--once</c> looks now and works through what is complete, as the server does by itself.</summary>
internal static class InboxCommand
{
    private const int EndedShown = 20;

    public static Command Create()
    {
        var once = new Option<bool>("--once") { Description = "Look now, and take in what is complete" };
        var command = new Command("inbox", "What lies in the inbox, and how each thing stands") { once };
        command.SetAction(CommandSession.Action(async (session, parsed, cancel) =>
        {
            using WorkspaceStore store = session.OpenStore();
            InboxSettings settings = InboxSettings.Of(session.Workspace);
            if (parsed.GetValue(once)) return await Once(session, store, settings, cancel);
            session.Terminal.Rows([.. store.Inbox.Open().Concat(store.Inbox.Ended(EndedShown)).Select(e => Row(session, e))]);
            return ExitCode.Done;
        }));
        return command;
    }

    private static async Task<int> Once(CommandSession session, WorkspaceStore store, InboxSettings settings, CancellationToken cancel)
    {
        InboxSight Look() => InboxLook.Look(store, settings, session.Time, (kind, parameters, hash) => store.Runs.Enqueue(kind, parameters, CommandSession.Author, Programs.Current, hash));
        InboxSight sight = Look();
        if (sight.Run is null && sight.Again)
        {
            session.Terminal.Message(session.Terminal.Say($"{settings.Settle.TotalSeconds} 秒后再看一次", $"looking again after {settings.Settle.TotalSeconds} s"));
            await Task.Delay(settings.Settle, session.Time, cancel);
            sight = Look();
        }

        if (sight.Waits is { } waits) await Console.Error.WriteLineAsync(session.Terminal.Say(waits.Zh, waits.En));
        if (sight.Run is null)
        {
            session.Terminal.Result(new { run_id = (string?)null, done = 0, failed = 0, open = sight.Open.Select(e => Row(session, e)) },
                output => output.WriteLine(session.Terminal.Say($"没有可处理的，{sight.Open.Count} 项等待中", $"nothing to take in, {sight.Open.Count} waiting")));
            return sight.Waits is null ? ExitCode.Done : ExitCode.Failed;
        }

        JsonElement outputs = await session.Execute(store, sight.Run, "inbox", cancel);
        session.Terminal.Result(outputs, output =>
        {
            foreach (JsonElement item in outputs.GetProperty("items").EnumerateArray())
            {
                output.WriteLine($"{item.GetProperty("name")}: {item.GetProperty("state")}; {item.GetProperty(session.Terminal.Say("reason_zh", "reason"))}");
            }
        });
        return outputs.GetProperty("failed").GetInt32() == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private static Dictionary<string, object?> Row(CommandSession session, InboxEntry e) => new()
    {
        ["id"] = e.Id,
        ["name"] = e.Name,
        ["state"] = e.State,
        ["bytes"] = e.Bytes,
        ["since"] = e.EndedAt ?? e.Since,
        ["scenes"] = string.Join(", ", e.SceneIds),
        ["run_id"] = e.RunId,
        ["reason"] = e.Reason is { } reason ? session.Terminal.Say(reason.Zh, reason.En) : null,
    };
}
