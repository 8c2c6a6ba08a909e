using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Geo.Core.Store;
using Geo.Jobs.Jobs;

namespace Geo.Jobs.Cli;

/// <summary><c>survey --scene ID …</c>: detects stockpiles and unrestored pits.</summary>
internal static class SurveyCommand
{
    public static Command Create()
    {
        var scenes = SceneOption();
        var model = new Option<string?>("--model") { Description = "Model (default: the one in use)", HelpName = "NAME" };
        var aoi = new Option<string?>("--aoi") { Description = "Only inside the polygons of this file, or of areas/NAME.geojson drawn on the map", HelpName = "FILE" };
        var classRaster = new Option<string?>("--class-raster") { Description = "Also write the class of each pixel (Byte GeoTIFF, 0 = no data)", HelpName = "FILE" };
        var probabilityRaster = new Option<string?>("--probability-raster") { Description = "Also write the probabilities (GeoTIFF, a band a class)", HelpName = "FILE" };
        var recall = new Option<double?>("--recall") { Description = "Take the largest threshold that promises this recall at 95 % confidence", HelpName = "R" };
        var smoothing = new Option<int?>("--smoothing") { Description = "Radius in pixels of the smoothing of probabilities, 0 to 3 (default: 1)", HelpName = "R" };
        var detectionsOnly = new Option<bool>("--detections-only") { Description = "Keep no class raster: faster; the survey cannot be sampled for accuracy" };
        var full = new Option<bool>("--full") { Description = "Compute also what is certain without: the same answer, for measuring" };
        var doubts = new Option<string?>("--doubts") { Description = "Also write what the second stage dropped, likeliest first, for verdicts: .geojson, .gpkg, .fgb or .csv", HelpName = "FILE" };
        var command = new Command("survey", "Detect stockpiles and unrestored pits") { scenes, model, aoi, classRaster, probabilityRaster, recall, smoothing, detectionsOnly, full, doubts };
        command.SetAction(CommandSession.Action(async (session, parsed, cancel) =>
        {
            if (parsed.GetValue(scenes) is not { Length: > 0 } ids)
            {
                throw new UsageException("survey: name at least one scene with --scene ID; 'geowfc scenes' lists them");
            }

            using WorkspaceStore store = session.OpenStore();
            var parameters = new SurveyParameters(
                ids, parsed.GetValue(model), Area(parsed.GetValue(aoi), store.Workspace), Full(parsed.GetValue(classRaster)), Full(parsed.GetValue(probabilityRaster)), parsed.GetValue(recall), parsed.GetValue(smoothing),
                parsed.GetValue(detectionsOnly), parsed.GetValue(full), Full(parsed.GetValue(doubts)));
            JsonElement outputs = await session.Execute(store, SurveyJob.Kind, parameters, "survey", cancel);
            session.Terminal.Result(outputs, output =>
            {
                output.WriteLine(outputs.GetProperty("survey_id").GetString());
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  detections: {outputs.GetProperty("detections")}"));
                foreach (JsonProperty one in outputs.GetProperty("by_class").EnumerateObject())
                {
                    output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {one.Name}: {one.Value}"));
                }

                if (outputs.TryGetProperty("promise", out JsonElement promise))
                {
                    output.WriteLine("  " + promise.Deserialize<SurveyPromise>(JobTable.JsonStyle)!.Line);
                }
            });
            await session.RefreshInventory(store, cancel);
            return ExitCode.Done;
        }));
        return command;
    }

    public static Option<string[]> SceneOption() =>
        new("--scene") { Description = "Scene id (may be repeated)", AllowMultipleArgumentsPerToken = true, HelpName = "ID" };

    // A file of one's own goes before the workspace's.
    private static string? Area(string? path, Workspace workspace) => path is null || File.Exists(path) || !File.Exists(Path.Combine(workspace.Folder, path)) ? Full(path) : path;

    private static string? Full(string? path) => path is null ? null : Path.GetFullPath(path);
}
