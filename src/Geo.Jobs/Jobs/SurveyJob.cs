using System.Globalization;
using System.Text.Json;
using Geo.Core;
using Geo.Core.Classification;
using Geo.Core.Classification.Networks;
using Geo.Core.Crs;
using Geo.Core.Detection;
using Geo.Core.Imagery;
using Geo.Core.Predictors;
using Geo.Core.Store;
using Geo.Core.Vectors;
using Geo.Jobs.Runs;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Union;

namespace Geo.Jobs.Jobs;

/// <param name="Scenes">Scene ids; those of one day are a mosaic, days a composite.</param>
/// <param name="Model">Model; null takes the newest.</param>
/// <param name="Aoi">Path of the polygons of the area of interest, a relative one within the workspace as areas/NAME.geojson; null for all.</param>
/// <param name="ClassRaster">Where to write the class of each pixel; null for nowhere.</param>
/// <param name="ProbabilityRaster">Where to write the probabilities; null for nowhere.</param>
/// <param name="Recall">Take the largest threshold that promises this recall at 95 %; null keeps the usual one.</param>
/// <param name="Smoothing">Radius of the smoothing kernel, pixels; null keeps the usual one.</param>
/// <param name="DetectionsOnly">Keep no class raster: classes of background need not be told apart.</param>
/// <param name="Full">Compute also what is certain without; the answer is the same.</param>
/// <param name="Doubts">Where to write what the second stage dropped, the likeliest first; null for nowhere.</param>
internal sealed record SurveyParameters(IReadOnlyList<string> Scenes, string? Model, string? Aoi, string? ClassRaster, string? ProbabilityRaster, double? Recall = null, int? Smoothing = null, bool DetectionsOnly = false, bool Full = false, string? Doubts = null);

/// <summary>Detects, matches with sites and earlier surveys, and stores all in one transaction.</summary>
internal static class SurveyJob
{
    public const string Kind = "survey";

    // Tiles that reach into a block are run whole: larger blocks waste fewer.
    private const int NetworkBlock = 1024;

    public static Task<object> Execute(RunContext context, CancellationToken cancel)
    {
        var parameters = JobTable.Parameters<SurveyParameters>(context);
        WorkspaceStore store = context.Store;
        if (parameters is { DetectionsOnly: true, ClassRaster: not null })
        {
            throw new InputException("survey", "class_raster", "is asked for, and detections only", "leave one of the two away");
        }

        AdviseJob.CheckTarget(parameters.Doubts);
        // People go on drawing: the area of this moment is the one that is surveyed and kept.
        string? area = parameters.Aoi is { } drawn && IsDrawn(store.Workspace, drawn) && File.Exists(Path.Combine(store.Workspace.Folder, drawn)) ? Path.Combine(context.TemporaryFolder, "area.geojson") : null;
        if (area is not null)
        {
            File.Copy(Path.Combine(store.Workspace.Folder, parameters.Aoi!), area, overwrite: true);
            parameters = parameters with { Aoi = area };
        }

        string? unfinished = parameters.DetectionsOnly ? null : Path.Combine(context.TemporaryFolder, "classes.tif");
        using KeptWork kept = Kept(context.Store, parameters, unfinished is not null);
        Classified classified = Classify(context, parameters, unfinished, parameters.ProbabilityRaster, kept.Checkpoint, cancel);
        SurveyResult found = classified.Result;
        context.Log(classified.Card.Objects is null ? "no second stage: too few labelled objects to tell false alarms by"
            : classified.Card.Objects.Attributes is null ? "no second stage: the model's is of an earlier version; train it again"
            : $"the second stage dropped {found.FalseAlarms} of {found.Detections.Count + found.FalseAlarms} candidates");
        FailPoint.Reach("survey-detected");
        string surveyId = "s-" + context.Run.Id["survey-".Length..];
        if (parameters.ClassRaster is { } wanted)
        {
            RasterFile.Copy(unfinished!, wanted);
        }

        if (parameters.Doubts is { } doubts) context.Write(_ => VerdictFile.Write(doubts, found.Doubtful));
        ModelCard card = classified.Card;
        var record = new SurveyRecord(surveyId, context.Run.Id, card.Name, card.ModelHash, classified.Scenes, classified.Options, found, classified.GridPixels);
        if (area is not null)
        {
            Disk.Flush(area);
            File.Move(area, AreaOf(store.Workspace, surveyId), overwrite: true);
        }

        if (unfinished is not null) RasterFile.Move(unfinished, ClassRasterOf(store.Workspace, surveyId));
        context.Write(writer => SurveyStoring.Write(writer, store, record, context.Time.GetUtcNow()));
        FailPoint.Reach("survey-stored");
        kept.Forget();
        return Task.FromResult<object>(new
        {
            survey_id = surveyId,
            run_id = context.Run.Id,
            detections = found.Detections.Count,
            by_class = found.ByClass,
            false_alarms_dropped = found.FalseAlarms,
            promise = classified.Promise,
        });
    }

    /// <summary>What a survey sees, before anything is stored.</summary>
    internal sealed record Classified(SurveyResult Result, SurveyOptions Options, IReadOnlyList<Scene> Scenes, ModelCard Card, long GridPixels, SurveyPromise Promise);

    /// <summary>Classifies and outlines; the same parameters, scenes and model give the same answer.</summary>
    internal static Classified Classify(RunContext context, SurveyParameters parameters, string? classRaster, string? probabilityRaster, Checkpoint? checkpoint, CancellationToken cancel)
    {
        WorkspaceStore store = context.Store;
        IReadOnlyList<Scene> scenes = SceneChoice.Of(store, parameters.Scenes);
        string folder = ModelShelf.Folder(store.Workspace, parameters.Model);
        ModelCard card = ModelCard.Load(Path.Combine(folder, "card.json"));
        SurveyOptions options = Options(store.Workspace, parameters, card) with { ClassRaster = classRaster, ProbabilityRaster = probabilityRaster, Checkpoint = checkpoint };
        using var source = new CompositeSource(scenes, store.Workspace.Scenes);
        context.Log($"{scenes.Count} scenes, {source.Grid.Width} × {source.Grid.Height} pixels, model {card.Name}");
        if (!options.ReportedClasses.Any(card.Classes.Contains))
        {
            context.Log($"the model knows none of {string.Join(", ", options.ReportedClasses)}: classes are mapped, nothing is detected");
        }

        PredictorSet? predictors = null;
        SurveyResult found;
        if (card.Network is null)
        {
            ForestModel model = ForestModel.Load(folder);
            predictors = model.Predictors;
            found = Surveyor.Run(source, model, options, context.Progress, cancel);
        }
        else
        {
            found = Surveyor.Run(source, NetworkModel.Load(folder), options with { BlockSize = NetworkBlock }, context.Progress, cancel);
        }

        context.Log(string.Create(CultureInfo.InvariantCulture, $"blocks: {found.Blocks.All}, read {found.Blocks.All - found.Blocks.Kept}, {found.Blocks.Kept} kept from before"));
        SurveyPromise promise = SurveyPromise.Of(card, source, predictors, options, found, parameters.Recall, cancel);
        return new Classified(found, options, scenes, card, source.Grid.Whole.PixelCount, promise);
    }

    // All that decides which class a pixel gets: scenes, model, area, options; what the second stage does with the objects is done again.
    private static KeptWork Kept(WorkspaceStore store, SurveyParameters parameters, bool withClasses)
    {
        IReadOnlyList<Scene> scenes = SceneChoice.Of(store, parameters.Scenes);
        string card = Path.Combine(ModelShelf.Folder(store.Workspace, parameters.Model), "card.json");
        SurveyOptions options = Options(store.Workspace, parameters, ModelCard.Load(card));
        IEnumerable<string> files = scenes.SelectMany(scene => new[] { scene.Id, scene.Sha256, Raster(scene.CogFile), scene.QualityFile is { } quality ? Raster(quality) : "" });
        return KeptWork.Of(store.Workspace, Kind,
        [
            .. files, File.ReadAllText(card), string.Join(',', options.ReportedClasses), options.Aoi?.ToText() ?? "",
            string.Create(CultureInfo.InvariantCulture, $"{options.Threshold:R} {options.SmoothingRadius} {options.ExitsEarly} {options.BlockSize} {withClasses}"),
        ]);

        string Raster(string name) => KeptWork.FileState(Path.Combine(store.Workspace.Scenes, name));
    }

    /// <summary>How a survey with these parameters decides.</summary>
    internal static SurveyOptions Options(Workspace workspace, SurveyParameters parameters, ModelCard card)
    {
        var options = new SurveyOptions { Aoi = parameters.Aoi is { } file ? Area(Path.Combine(workspace.Folder, file)) : null, ExitsEarly = !parameters.Full };
        if (parameters.Recall is { } recall) options = options with { Threshold = SurveyPromise.ThresholdFor(recall, card) };
        if (parameters.Smoothing is { } radius) options = options with { SmoothingRadius = radius };
        return options.DecidedBy(card);
    }

    /// <summary>With what a stored survey was run: its run's parameters, and the model by name even where none was named.</summary>
    internal static SurveyParameters ParametersOf(WorkspaceStore store, Feature survey)
    {
        string runId = (string)survey.Properties["run_id"]!;
        var parameters = JsonSerializer.Deserialize<SurveyParameters>(store.Runs.Get(runId).Parameters, JobTable.JsonStyle)!;
        string kept = AreaOf(store.Workspace, survey.Id);
        return parameters with { Model = (string)survey.Properties["model"]!, Aoi = File.Exists(kept) ? kept : parameters.Aoi };
    }

    /// <summary>Where the class of each pixel of a survey is kept: Byte GeoTIFF, 0 = no data, categories named.</summary>
    public static string ClassRasterOf(Workspace workspace, string surveyId) => Path.Combine(workspace.Results, $"{surveyId}_classes.tif");

    // People go on drawing an area after it was surveyed: what is computed again needs it as it was.
    private static string AreaOf(Workspace workspace, string surveyId) => Path.Combine(workspace.Results, $"{surveyId}_area.geojson");

    private static bool IsDrawn(Workspace workspace, string file) => Path.GetDirectoryName(Path.GetFullPath(file, Path.GetFullPath(workspace.Folder))) == Path.GetFullPath(workspace.Areas);

    /// <summary>The same, where it is.</summary>
    /// <exception cref="InputException">The survey kept none.</exception>
    public static string KeptClassRaster(Workspace workspace, string surveyId)
    {
        string path = ClassRasterOf(workspace, surveyId);
        return File.Exists(path) ? path : throw new InputException($"survey {surveyId}", "class_raster",
            "it has no class raster: it was run with --detections-only, or the file is gone", "run the survey again without --detections-only");
    }

    private static Geometry Area(string file)
    {
        VectorLayer layer = VectorFile.Read(file);
        SpatialReference crs = layer.Crs ?? throw new InputException(file, "CRS", "the area of interest has no CRS", "add it with ogr2ogr -a_srs");
        Func<Geometry, Geometry> place = GeometryTransform.Of(crs, WellKnown.Crs84);
        Geometry? union = UnaryUnionOp.Union([.. layer.Features.Select(feature => feature.Geometry).OfType<Geometry>().Select(place)]);
        return union is { IsEmpty: false } and IPolygonal
            ? union
            : throw new InputException(file, null, "holds no polygon", "give the area of interest as polygons");
    }
}
