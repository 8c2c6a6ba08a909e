using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Geo.Core.Classification.Promises;
using Geo.Core.Store;
using Geo.Jobs.Jobs;

namespace Geo.Jobs.Cli;

/// <summary><c>train SAMPLES</c>: trains and cross-validates a model by spatial blocks, and writes it with its card.</summary>
internal static class TrainCommand
{
    public static Command Create()
    {
        var samples = new Argument<string>("SAMPLES") { Description = "Labelled polygons or points (GeoJSON, GeoPackage, Shapefile)" };
        var labelField = new Option<string?>("--label-field") { Description = "Field that holds the class name", HelpName = "F" };
        var scenes = SurveyCommand.SceneOption();
        var model = new Option<string?>("--model") { Description = "Name of the model (default: default)", HelpName = "NAME" };
        var predictors = new Option<string?>("--predictors") { Description = "Set of data/predictors.json (default: by the scene's bands)", HelpName = "SET" };
        var command = new Command("train", "Train a model from labelled samples") { samples, labelField, scenes, model, predictors };
        command.SetAction(CommandSession.Action(async (session, parsed, cancel) =>
        {
            using WorkspaceStore store = session.OpenStore();
            var parameters = new TrainParameters(
                Path.GetFullPath(parsed.GetRequiredValue(samples)), parsed.GetValue(labelField), parsed.GetValue(scenes), parsed.GetValue(model), parsed.GetValue(predictors));
            JsonElement outputs = await session.Execute(store, TrainJob.Kind, parameters, "train", cancel);
            session.Terminal.Result(outputs, output =>
            {
                string name = outputs.GetProperty("model").GetString()!;
                output.WriteLine(name);
                Assessment.OfModel(ModelShelf.Card(session.Workspace, name)).Write(output);
                RecallPromise promise = outputs.GetProperty("promise").Deserialize<RecallPromise>(JobTable.JsonStyle)!;
                output.WriteLine(promise.Threshold is { } threshold
                    ? string.Create(CultureInfo.InvariantCulture, $"promise: threshold {threshold:0.00} finds {promise.Recall:0.00} of such objects at {promise.Confidence:0%} ({promise.Objects} held out)")
                    : string.Create(CultureInfo.InvariantCulture, $"promise: none of {promise.Recall:0.00}; {promise.Objects} held-out objects promise {promise.BestRecall:0.00}, {promise.LabelsMore?.ToString(CultureInfo.InvariantCulture) ?? "no number of"} labels more would do"));
            });
            return ExitCode.Done;
        }));
        return command;
    }
}
