using Geo.Core;
using Geo.Core.Gdal;
using Geo.Core.Imagery;
using Geo.Jobs.Runs;

namespace Geo.Jobs.Jobs;

/// <param name="Paths">Absolute paths of raster files, product folders or archives, or folders with several of them.</param>
/// <param name="Profile">Sensor profile; null lets the file tell.</param>
/// <param name="BandMap">Band number of a role, for the generic profile.</param>
/// <param name="AcquiredAt">Acquisition time where the file does not say it.</param>
/// <param name="Synthetic">True for the demo's simulated imagery.</param>
/// <param name="Crs">CRS of rasters that name none, as EPSG:4546.</param>
/// <param name="Dem">Raster of heights for images that are placed by RPC; null: a scene of profile dem that covers them.</param>
/// <param name="GeoidHeight">Metres to add to its heights to reach the ellipsoid; null: EGM96.</param>
/// <param name="ControlPoints">GeoJSON of ground control points for one such image.</param>
/// <param name="MapCrs">CRS of its orthoimage; null: that of the place.</param>
/// <param name="Pansharpen">Sharpens with the panchromatic image.</param>
/// <param name="DarkObject">Takes haze off by dark-object subtraction.</param>
/// <param name="CorrectShift">Move a scene that lies over one pixel off its reference.</param>
/// <param name="OwnMask">Make a mask of cloud and shadow where the product brings none.</param>
internal sealed record IngestParameters(
    IReadOnlyList<string> Paths, string? Profile, IReadOnlyDictionary<string, int>? BandMap, DateTimeOffset? AcquiredAt, bool Synthetic = false,
    string? Crs = null, string? Dem = null, double? GeoidHeight = null, string? ControlPoints = null, string? MapCrs = null, bool Pansharpen = false, bool DarkObject = false,
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
        var paths = Products(context, parameters);
        for (int i = 0; i < paths.Count; i++)
        {
            string path = paths[i];
            int done = i;
            var progress = new Progress(share => context.Progress.Report((done + share) / paths.Count));
            try
            {
                scenes.Add(Take(context, path, parameters, progress, cancel));
            }
            catch (Exception exception) when (exception is InputException or GdalException { IsDiskFull: false })
            {
                context.Log($"refused {path}: {exception.Message}");
                refusals.Add(exception.Message);
                scenes.Add(new { id = (string?)null, state = "refused", reason = exception.Message, reason_zh = (exception as InputException)?.In("zh") ?? exception.Message, path });
            }
        }

        return refusals.Count > 0 && refusals.Count == paths.Count
            ? throw new AllRefusedException(string.Join("; ", refusals), new { scenes })
            : Task.FromResult<object>(new { scenes });
    }

    private static List<string> Products(RunContext context, IngestParameters parameters)
    {
        var paths = new List<string>();
        foreach (string path in parameters.Paths)
        {
            var found = ProductFinder.At(path);
            paths.AddRange(found.Paths.Where(one => !paths.Contains(one)));
            if (found.Paths.Count > 1) context.Log($"{path}: {found.Paths.Count} products");
            foreach (var (file, reason) in found.Left) context.Log($"left alone {file}: {reason}");
        }

        return paths;
    }

    // The newest scene of heights over the place.
    private static string? DemAt(RunContext context, double lon, double lat)
    {
        var point = new NetTopologySuite.Geometries.Point(lon, lat);
        var scene = context.Store.Scenes.List().Where(s => s.Profile == "dem" && s.Footprint.Covers(point)).MaxBy(s => s.AcquiredAt);
        return scene is null ? null : Path.Combine(context.Store.Workspace.Scenes, scene.CogFile);
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
            Crs = parameters.Crs is { } crs ? Projection.FromUser(crs) : null,
            Ortho = new OrthoOptions
            {
                Dem = parameters.Dem,
                FindDem = (lon, lat) => DemAt(context, lon, lat),
                GeoidHeight = parameters.GeoidHeight,
                ControlPoints = parameters.ControlPoints,
                Crs = parameters.MapCrs is { } map ? Projection.FromUser(map) : null,
                Pansharpen = parameters.Pansharpen,
                DarkObject = parameters.DarkObject,
            },
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
