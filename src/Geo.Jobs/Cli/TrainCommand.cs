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
        var sampling = new Option<string?>("--sampling") { Description = "balanced: as many pixels of a rare class as of a frequent one (default); ground: in proportion, for ground labelled all over", HelpName = "balanced|ground" };
        sampling.AcceptOnlyFromAmong(TrainParameters.Balanced, TrainParameters.Ground);
        var budget = new Option<double?>("--time-budget") { Description = "Minutes to search for a better algorithm and settings (default: no search)", HelpName = "MINUTES" };
        var compareWith = new Option<string?>("--compare-with") { Description = "Model to compare with (default: the one of the same name)", HelpName = "OTHER" };
        var replace = ReplaceOption();
        var reviews = new Option<bool>("--reviews") { Description = "Take confirmed, rejected and missed places as samples beside the labels" };
        var missed = MissedOption();
        var command = new Command("train", "Train a model from labelled samples") { samples, labelField, scenes, model, predictors, sampling, budget, compareWith, replace, reviews, missed };
        command.SetAction(CommandSession.Action(async (session, parsed, cancel) =>
        {
            using WorkspaceStore store = session.OpenStore();
            var parameters = new TrainParameters(
                Path.GetFullPath(parsed.GetRequiredValue(samples)), parsed.GetValue(labelField), parsed.GetValue(scenes), parsed.GetValue(model), parsed.GetValue(predictors),
                parsed.GetValue(budget), parsed.GetValue(compareWith), parsed.GetValue(replace), parsed.GetValue(sampling), parsed.GetValue(reviews), FileOf(parsed.GetValue(missed)));
            JsonElement outputs = await session.Execute(store, TrainJob.Kind, parameters, "train", cancel);
            session.Terminal.Result(outputs, output =>
            {
                string name = outputs.GetProperty("model").GetString()!;
                output.WriteLine(name);
                Assessment.OfModel(ModelShelf.Card(session.Workspace, name)).Write(output);
                ComparisonText.Write(outputs, output);
                RecallPromise promise = outputs.GetProperty("promise").Deserialize<RecallPromise>(JobTable.JsonStyle)!;
                output.WriteLine(promise.Threshold is { } threshold
                    ? string.Create(CultureInfo.InvariantCulture, $"promise: threshold {threshold:0.00} finds {promise.Recall:0.00} of such objects at {promise.Confidence:0%} ({promise.Objects} held out)")
                    : string.Create(CultureInfo.InvariantCulture, $"promise: none of {promise.Recall:0.00}; {promise.Objects} held-out objects promise {promise.BestRecall:0.00}, {promise.LabelsMore?.ToString(CultureInfo.InvariantCulture) ?? "no number of"} labels more would do"));
            });
            return ExitCode.Done;
        }));
        return command;
    }

    /// <summary>The option of commands whose model may replace another.</summary>
    public static Option<bool> ReplaceOption() => new("--replace") { Description = "Take the name even where nothing says that the new model is better" };

    /// <summary>The option of a file of missed places.</summary>
    public static Option<string?> MissedOption() => new("--missed") { Description = "Also places that surveys missed, with a label each, in this file", HelpName = "FILE" };

    /// <summary>A file as a run's parameter.</summary>
    public static string? FileOf(string? file) => file is null ? null : Path.GetFullPath(file);
}
