using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Geo.Core.Store;
using Geo.Jobs.Jobs;

namespace Geo.Jobs.Cli;

/// <summary><c>ingest PATH…</c>: scenes into COG and STAC item; the same file twice is one scene.</summary>
internal static class IngestCommand
{
    public static Command Create()
    {
        var paths = new Argument<string[]>("PATH") { Arity = ArgumentArity.OneOrMore, Description = "Raster files, product folders or archives, or a folder of any of them" };
        var profile = new Option<string?>("--profile") { Description = "Sensor profile: sentinel2-l2a, landsat-c2l2, gaofen, drone, dsm, dem, generic", HelpName = "ID" };
        var bandMap = new Option<string[]>("--band-map") { Description = "Band of a role, as red=3", AllowMultipleArgumentsPerToken = true, HelpName = "ROLE=N" };
        var datetime = new Option<string?>("--datetime") { Description = "Acquisition time, ISO 8601", HelpName = "T" };
        var crs = new Option<string?>("--crs") { Description = "CRS of rasters that name none, as EPSG:4546", HelpName = "CRS" };
        var dem = new Option<string?>("--dem") { Description = "Raster of heights to orthorectify with (else a scene of profile dem)", HelpName = "FILE" };
        var geoid = new Option<double?>("--geoid") { Description = "Metres to add to its heights to reach the ellipsoid (else EGM96)", HelpName = "M" };
        var control = new Option<string?>("--gcp") { Description = "Ground control points of the image (GeoJSON)", HelpName = "FILE" };
        var map = new Option<string?>("--map-crs") { Description = "CRS of the orthoimage (else that of the place)", HelpName = "CRS" };
        var sharpen = new Option<bool>("--pansharpen") { Description = "Sharpen with the panchromatic image" };
        var dark = new Option<bool>("--dark-object") { Description = "Take haze off by dark-object subtraction (Chavez 1988)" };
        var correctShift = new Option<bool>("--correct-shift") { Description = "Move a scene that lies over one pixel off the reference scene" };
        var noOwnMask = new Option<bool>("--no-own-mask") { Description = "Make no mask of cloud and shadow where the product brings none" };
        var command = new Command("ingest", "Take scenes into the workspace") { paths, profile, bandMap, datetime, crs, dem, geoid, control, map, sharpen, dark, correctShift, noOwnMask };
        command.SetAction(CommandSession.Action(async (session, parsed, cancel) =>
        {
            using WorkspaceStore store = session.OpenStore();
            var parameters = new IngestParameters(
                [.. parsed.GetRequiredValue(paths).Select(Path.GetFullPath)],
                parsed.GetValue(profile), Pairs.Parse("--band-map", parsed.GetValue(bandMap))?.ToDictionary(
                    pair => pair.Key,
                    pair => int.TryParse(pair.Value, CultureInfo.InvariantCulture, out int band) && band > 0
                        ? band
                        : throw new UsageException($"--band-map: '{pair.Value}' is no band number; write for example red=3")),
                Times.Parse("--datetime", parsed.GetValue(datetime)),
                Synthetic: false, parsed.GetValue(crs), Full(parsed.GetValue(dem)), parsed.GetValue(geoid), Full(parsed.GetValue(control)), parsed.GetValue(map),
                parsed.GetValue(sharpen), parsed.GetValue(dark), CorrectShift: parsed.GetValue(correctShift), OwnMask: !parsed.GetValue(noOwnMask));
            JsonElement outputs = await session.Execute(store, IngestJob.Kind, parameters, "ingest", cancel);
            var scenes = outputs.GetProperty("scenes").EnumerateArray().ToList();
            session.Terminal.Result(outputs, output =>
            {
                foreach (JsonElement scene in scenes)
                {
                    if (scene.GetProperty("id").GetString() is { } id)
                    {
                        output.WriteLine(id);
                    }
                }
            });
            foreach (JsonElement scene in scenes)
            {
                if (scene.GetProperty("id").GetString() is { } id && ShiftText.Warning(store.Scenes.Get(id)) is { } warning) session.Terminal.Message($"{id}: {session.Terminal.Say(warning.Zh, warning.En)}");
            }

            bool refused = false;
            foreach (JsonElement scene in scenes.Where(scene => scene.GetProperty("state").GetString() == "refused"))
            {
                await Console.Error.WriteLineAsync(scene.GetProperty(session.Terminal.Say("reason_zh", "reason")).GetString());
                refused = true;
            }

            return refused ? ExitCode.Failed : ExitCode.Done;
        }));
        return command;
    }

    private static string? Full(string? path) => path is null ? null : Path.GetFullPath(path);
}
