using System.CommandLine;
using Geo.Core.Imagery;
using Geo.Core.Store;
using Geo.Jobs.Jobs;

namespace Geo.Jobs.Cli;

/// <summary><c>coregister [SCENE…]</c>: measures how scenes lie against the reference scene again, declares the reference, moves what is off.</summary>
internal static class CoregisterCommand
{
    public static Command Create()
    {
        var scenes = new Argument<string[]>("SCENE") { Arity = ArgumentArity.ZeroOrMore, Description = "Scenes to measure; all where none is named" };
        var reference = new Option<string?>("--reference") { Description = "Declare this scene the one that others are measured by", HelpName = "ID" };
        var correct = new Option<bool>("--correct") { Description = "Move scenes that lie over one pixel off" };
        var delivered = new Option<bool>("--as-delivered") { Description = "Put moved scenes back to where they were delivered" };
        var command = new Command("coregister", "Measure how scenes lie against the reference scene, and correct it") { scenes, reference, correct, delivered };
        command.SetAction(CommandSession.Action(async (session, parsed, cancel) =>
        {
            using WorkspaceStore store = session.OpenStore();
            string temporary = Directory.CreateDirectory(Path.Combine(store.Workspace.Temporary, $"coregister-{Environment.ProcessId}")).FullName;
            try
            {
                if ((parsed.GetValue(reference) ?? SceneShifts.MissingReference(store)) is { } declared) Declare(store, declared);
                string[] named = parsed.GetValue(scenes) ?? [];
                var chosen = named.Length > 0 ? [.. named.Select(store.Scenes.GetStored)] : store.Scenes.ListStored();
                var told = await session.Terminal.WithProgress("coregister", progress => Task.Run(() =>
                {
                    var rows = new List<Scene>();
                    foreach (var stored in chosen)
                    {
                        rows.Add(One(store, stored, parsed.GetValue(correct), parsed.GetValue(delivered), temporary, cancel));
                        progress.Report((double)rows.Count / chosen.Count);
                    }

                    return rows;
                }, cancel));
                session.Terminal.Rows([.. told.Where(scene => scene.Shift is not null).Select(ListCommands.ShiftRow)]);
                foreach (var scene in told)
                {
                    if (ShiftText.Warning(scene) is { } warning) session.Terminal.Message($"{scene.Id}: {session.Terminal.Say(warning.Zh, warning.En)}");
                }

                return ExitCode.Done;
            }
            finally
            {
                Directory.Delete(temporary, recursive: true);
            }
        }));
        return command;
    }

    private static Scene One(WorkspaceStore store, StoredScene stored, bool correct, bool delivered, string temporary, CancellationToken cancel)
    {
        if (!delivered && stored.Scene.Shift?.State == ShiftState.Reference) return stored.Scene;
        var (scene, stac) = delivered ? SceneShifts.AsDelivered(store, stored, temporary, cancel) : SceneShifts.Measured(store, stored.Scene, stored.StacJson, correct, temporary, cancel);
        store.Write(CommandSession.Author, null, null, writer =>
        {
            writer.PutScene(scene, stac);
            writer.Audit("scene.shift", $"scenes/{scene.Id}", scene.Shift?.State.ToString());
        });
        return scene;
    }

    // One reference at a time: the others are measured by it next.
    private static void Declare(WorkspaceStore store, string id)
    {
        var chosen = store.Scenes.GetStored(id);
        var (reference, item) = SceneShifts.Declared(store, chosen);
        store.Write(CommandSession.Author, null, null, writer =>
        {
            foreach (var other in store.Scenes.ListStored().Where(other => other.Scene.Shift?.State == ShiftState.Reference && other.Scene.Id != id))
            {
                writer.PutScene(other.Scene with { Shift = null }, SceneMove.Tell(other.StacJson, other.Scene with { Shift = null }, store.Workspace.Scenes, moved: false));
            }

            writer.PutScene(reference, item);
            writer.Audit("scene.reference", $"scenes/{id}");
        });
    }
}
