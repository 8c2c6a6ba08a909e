using Geo.Core;
using Geo.Core.Imagery;
using Geo.Jobs.Runs;

namespace Geo.Jobs.Jobs;

/// <param name="Paths">Absolute paths of raster files or product folders.</param>
/// <param name="Profile">Sensor profile; null lets the file tell.</param>
/// <param name="BandMap">Band number of a role, for the generic profile.</param>
/// <param name="AcquiredAt">Acquisition time where the file does not say it.</param>
/// <param name="Synthetic">True for the demo's simulated imagery.</param>
/// <param name="CorrectShift">Move a scene that lies over one pixel off its reference.</param>
/// <param name="OwnMask">Make a mask of cloud and shadow where the product brings none.</param>
internal sealed record IngestParameters(
    IReadOnlyList<string> Paths, string? Profile, IReadOnlyDictionary<string, int>? BandMap, DateTimeOffset? AcquiredAt, bool Synthetic = false,
    bool CorrectShift = false, bool OwnMask = true);

/// <summary>Takes rasters in: COG, STAC item, row in the store. One refused file does not stop the others; where all are refused, the run fails.</summary>
internal static class IngestJob
{
    public const string Kind = "ingest";

    public static Task<object> Execute(RunContext context, CancellationToken cancel)
    {
        var parameters = JobTable.Parameters<IngestParameters>(context);
        var scenes = new List<object>();
        var refusals = new List<string>();
        for (int i = 0; i < parameters.Paths.Count; i++)
        {
            string path = parameters.Paths[i];
            int done = i;
            var progress = new Progress(share => context.Progress.Report((done + share) / parameters.Paths.Count));
            try
            {
                scenes.Add(Take(context, path, parameters, progress, cancel));
            }
            catch (Exception exception) when (exception is InputException or GdalException)
            {
                context.Log($"refused {path}: {exception.Message}");
                refusals.Add(exception.Message);
                scenes.Add(new { id = (string?)null, state = "refused", reason = exception.Message, path });
            }
        }

        return refusals.Count > 0 && refusals.Count == parameters.Paths.Count
            ? throw new AllRefusedException(string.Join("; ", refusals), new { scenes })
            : Task.FromResult<object>(new { scenes });
    }

    private static object Take(RunContext context, string path, IngestParameters parameters, IProgress<double> progress, CancellationToken cancel)
    {
        var options = new IngestOptions
        {
            Profile = parameters.Profile,
            BandMap = parameters.BandMap,
            Datetime = parameters.AcquiredAt,
            Synthetic = parameters.Synthetic,
            OwnMask = parameters.OwnMask,
            Known = context.Store.Scenes.ByHash,
        };
        IngestResult result = SceneIngestor.Ingest(path, options, context.Store.Workspace.Scenes, context.TemporaryFolder, progress, cancel);
        foreach (string note in result.Notes)
        {
            context.Log($"{path}: {note}");
        }

        if (result.State == IngestState.Known)
        {
            return new { id = result.Scene.Id, state = "known", reason = (string?)null, path };
        }

        FailPoint.Reach("ingest-cog-written");
        var (scene, stacJson) = SceneShifts.Measured(context.Store, result.Scene, result.StacJson, parameters.CorrectShift, context.TemporaryFolder, cancel);
        context.Write(writer => writer.PutScene(scene, stacJson));
        FailPoint.Reach("ingest-stored");
        context.Log($"taken {path} as {scene.Id}");
        if (ShiftText.Warning(scene) is { } warning) context.Log($"{path}: {warning.En}");
        return new { id = result.Scene.Id, state = "taken", reason = (string?)null, path };
    }

    private sealed class Progress(Action<double> report) : IProgress<double>
    {
        public void Report(double value) => report(value);
    }
}
