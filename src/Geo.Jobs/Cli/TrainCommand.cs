using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Geo.Core.Classification.Promises;
using Geo.Core.Classification.Training;
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
        var sampling = new Option<string?>("--sampling") { Description = "balanced: as many pixels of a rare class as of a frequent one (default); ground: in proportion, for ground labelled all over", HelpName = "balanced|ground" };
        sampling.AcceptOnlyFromAmong(TrainParameters.Balanced, TrainParameters.Ground);
        var budget = new Option<double?>("--time-budget") { Description = "Minutes to search for a better algorithm and settings (default: no search)", HelpName = "MINUTES" };
        var compareWith = new Option<string?>("--compare-with") { Description = "Model to compare with (default: the one of the same name)", HelpName = "OTHER" };
        var replace = new Option<bool>("--replace") { Description = "Take the name even where the new model is worse" };
        var command = new Command("train", "Train a model from labelled samples") { samples, labelField, scenes, model, predictors, sampling, budget, compareWith, replace };
        command.SetAction(CommandSession.Action(async (session, parsed, cancel) =>
        {
            using WorkspaceStore store = session.OpenStore();
            var parameters = new TrainParameters(
                Path.GetFullPath(parsed.GetRequiredValue(samples)), parsed.GetValue(labelField), parsed.GetValue(scenes), parsed.GetValue(model), parsed.GetValue(predictors),
                parsed.GetValue(budget), parsed.GetValue(compareWith), parsed.GetValue(replace), parsed.GetValue(sampling));
            JsonElement outputs = await session.Execute(store, TrainJob.Kind, parameters, "train", cancel);
            session.Terminal.Result(outputs, output =>
            {
                string name = outputs.GetProperty("model").GetString()!;
                output.WriteLine(name);
                Assessment.OfModel(ModelShelf.Card(session.Workspace, name)).Write(output);
                Compared(outputs, output);
                RecallPromise promise = outputs.GetProperty("promise").Deserialize<RecallPromise>(JobTable.JsonStyle)!;
                output.WriteLine(promise.Threshold is { } threshold
                    ? string.Create(CultureInfo.InvariantCulture, $"promise: threshold {threshold:0.00} finds {promise.Recall:0.00} of such objects at {promise.Confidence:0%} ({promise.Objects} held out)")
                    : string.Create(CultureInfo.InvariantCulture, $"promise: none of {promise.Recall:0.00}; {promise.Objects} held-out objects promise {promise.BestRecall:0.00}, {promise.LabelsMore?.ToString(CultureInfo.InvariantCulture) ?? "no number of"} labels more would do"));
            });
            return ExitCode.Done;
        }));
        return command;
    }

    private static void Compared(JsonElement outputs, TextWriter output)
    {
        if (outputs.GetProperty("not_compared").GetString() is { } reason) output.WriteLine($"comparison: none: {reason}");
        if (outputs.GetProperty("comparison").Deserialize<ModelComparison>(JobTable.JsonStyle) is not { } told) return;
        string verdict = told.Verdict switch { Verdict.Better => "better", Verdict.Worse => "worse", _ => "not enough to tell" };
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"comparison: {verdict}: F1 {told.OldScore:0.000} of {told.With}, {told.NewScore:0.000} now; difference {told.Difference:+0.000;-0.000;0.000} ({told.Lower:+0.000;-0.000;0.000} to {told.Upper:+0.000;-0.000;0.000}) on {told.Blocks} blocks, {told.SeenBlocks} of them seen by {told.With}"));
        if (!outputs.GetProperty("replaced").GetBoolean())
        {
            string name = outputs.GetProperty("model").GetString()!;
            output.WriteLine($"kept as {name}; 'geowfc models promote {name}' takes it into use all the same");
        }
    }
}
