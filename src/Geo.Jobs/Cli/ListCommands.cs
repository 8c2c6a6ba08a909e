using System.CommandLine;
using System.Text.Json;
using Geo.Core.Classification;
using Geo.Core.Imagery;
using Geo.Core.Store;

namespace Geo.Jobs.Cli;

/// <summary><c>layers, scenes, models, runs</c>: what the workspace holds.</summary>
internal static class ListCommands
{
    public static Command Layers()
    {
        var command = new Command("layers", "List the layers with their counts");
        command.SetAction(CommandSession.Action((session, _, _) =>
        {
            using WorkspaceStore store = session.OpenStore();
            var visibility = VisibilityTable.Load(session.Workspace);
            session.Terminal.Rows([.. Core.Store.Layers.All.Select(layer => Row(
                ("id", layer.Id), ("title", session.Terminal.Say(layer.TitleZh, layer.TitleEn)), ("geometry", Geometry(layer)), ("count", store.Layer(layer.Id).Count()), ("visibility", VisibilityTable.Name(visibility.Of(layer.Id))),
                ("public_grid_m", visibility.Coarse(layer.Id)?.GridMetres), ("public_without", visibility.Coarse(layer.Id) is { Without: { Count: > 0 } without } ? string.Join(", ", without) : null)))]);
            return Task.FromResult(ExitCode.Done);
        }));
        return command;
    }

    private static string? Geometry(LayerDefinition layer) => layer.GeometryKind switch
    {
        GeometryKind.None => null,
        GeometryKind.MultiPolygon => "MultiPolygon",
        _ => "Geometry",
    };

    public static Command Scenes()
    {
        var command = new Command("scenes", "List the scenes");
        command.SetAction(CommandSession.Action((session, _, _) =>
        {
            using WorkspaceStore store = session.OpenStore();
            session.Terminal.Rows([.. store.Scenes.List().Select(SceneRow)]);
            return Task.FromResult(ExitCode.Done);
        }));
        return command;
    }

    public static Command Models()
    {
        var command = new Command("models", "List the models, or say which is in use") { ModelsImportCommand.Create(), Promote(), Rollback() };
        command.SetAction(CommandSession.Action((session, _, _) =>
        {
            using WorkspaceStore store = session.OpenStore();
            session.Terminal.Rows([.. Jobs.ModelShelf.List(session.Workspace).Select(card => ModelRow(card, Jobs.ModelShelf.InUse(session.Workspace)))]);
            return Task.FromResult(ExitCode.Done);
        }));
        return command;
    }

    private static Command Promote()
    {
        var name = new Argument<string>("NAME") { Description = "Name of the model" };
        var command = new Command("promote", "Take a model where surveys name none") { name };
        command.SetAction(CommandSession.Action((session, parsed, _) =>
        {
            using WorkspaceStore store = session.OpenStore();
            Jobs.ModelShelf.Promote(store, parsed.GetRequiredValue(name), CommandSession.Author);
            return Told(session, Jobs.ModelShelf.Card(session.Workspace, null));
        }));
        return command;
    }

    private static Command Rollback()
    {
        var name = new Argument<string>("NAME") { Description = "Name of the model" };
        var command = new Command("rollback", "Put a model back to what it was before its last training; again undoes it") { name };
        command.SetAction(CommandSession.Action((session, parsed, _) =>
        {
            using WorkspaceStore store = session.OpenStore();
            return Told(session, Jobs.ModelShelf.Rollback(store, parsed.GetRequiredValue(name), CommandSession.Author));
        }));
        return command;
    }

    internal static Task<int> Told(CommandSession session, ModelCard card)
    {
        session.Terminal.Result(ModelRow(card, Jobs.ModelShelf.InUse(session.Workspace)), output =>
            output.WriteLine($"{card.Name}: {card.Algorithm}, trained {card.CreatedAt:yyyy-MM-ddTHH:mm:ssZ}, {card.ModelHash}"));
        return Task.FromResult(ExitCode.Done);
    }

    public static Command Runs()
    {
        var id = new Argument<string?>("ID") { Arity = ArgumentArity.ZeroOrOne, Description = "One run, with its log" };
        var command = new Command("runs", "List the runs, or show one") { id };
        command.SetAction(CommandSession.Action((session, parsed, _) =>
        {
            using WorkspaceStore store = session.OpenStore();
            if (parsed.GetValue(id) is { } runId)
            {
                Run run = store.Runs.Get(runId);
                session.Terminal.Result(new { run, log = store.Runs.Log(runId) }, output =>
                {
                    output.WriteLine($"{run.Id}  {run.Kind}  {run.State}  {run.Error ?? run.Message}");
                    output.WriteLine($"parameters {run.Parameters}");
                    output.WriteLine($"outputs {run.Outputs}");
                    foreach (var line in store.Runs.Log(runId))
                    {
                        output.WriteLine($"{line.At:yyyy-MM-ddTHH:mm:ssZ} {line.Text}");
                    }
                });
            }
            else
            {
                session.Terminal.Rows([.. store.Runs.List().Select(RunRow)]);
            }

            return Task.FromResult(ExitCode.Done);
        }));
        return command;
    }

    private static IReadOnlyDictionary<string, object?> SceneRow(Scene scene) => Row(
        ("id", scene.Id), ("profile", scene.Profile), ("acquired_at", scene.AcquiredAt),
        ("width", scene.Grid.Width), ("height", scene.Grid.Height), ("crs", scene.Grid.Crs.ToString()),
        ("valid_share", scene.ValidShare), ("cloud_share", scene.CloudShare), ("mask", scene.MaskOrigin), ("shift", scene.Shift is { } shift ? shift.State.ToString().ToLowerInvariant() : null),
        ("shift_m", scene.Shift?.Metres is { } metres ? Math.Round(metres, 1) : null), ("synthetic", scene.Synthetic));

    /// <summary>How a scene lies against its reference.</summary>
    internal static IReadOnlyDictionary<string, object?> ShiftRow(Scene scene) => Row(
        ("id", scene.Id), ("shift", scene.Shift?.State.ToString().ToLowerInvariant()), ("east_m", scene.Shift?.EastMetres), ("north_m", scene.Shift?.NorthMetres),
        ("uncertainty_m", scene.Shift?.UncertaintyMetres), ("windows", scene.Shift?.Windows), ("reference", scene.Shift?.Reference));

    private static Dictionary<string, object?> ModelRow(ModelCard card, string? inUse) => Row(
        ("name", card.Name), ("in_use", card.Name == inUse), ("created_at", card.CreatedAt), ("algorithm", card.Algorithm), ("classes", string.Join(",", card.Classes)), ("model_hash", card.ModelHash));

    private static IReadOnlyDictionary<string, object?> RunRow(Run run) => Row(
        ("id", run.Id), ("kind", run.Kind), ("state", run.State), ("progress", run.Progress), ("created_at", run.CreatedAt),
        ("ended_at", run.EndedAt), ("attempt", run.Attempt), ("author", run.Author), ("error", run.Error));

    private static Dictionary<string, object?> Row(params (string Name, object? Value)[] cells) =>
        cells.ToDictionary(cell => cell.Name, cell => cell.Value is JsonElement element ? element.ToString() : cell.Value);
}
