using System.Text.Json;
using Geo.Core;
using Geo.Core.Classification;
using Geo.Core.Classification.Promises;
using Geo.Core.Crs;
using Geo.Core.Detection;
using Geo.Core.Imagery;
using Geo.Core.Measure;
using Geo.Core.Predictors;
using Geo.Core.Store;
using Geo.Core.Vectors;
using NetTopologySuite.Geometries;

namespace Geo.Jobs.Jobs;

/// <summary>What the child process of a training run does: samples from polygons on the scenes' composite, fit, save.</summary>
internal static class ModelFitting
{
    private static readonly string[] LabelFields = ["label", "class", "类别", "地类", "class_name"];

    /// <summary>Fits the model of a run of the ledger and writes its folder to <paramref name="into"/>.</summary>
    /// <exception cref="InputException">Labels or scenes cannot be used; says which and why.</exception>
    public static void Fit(WorkspaceStore store, string runId, string into, TimeProvider time, IProgress<double> progress, CancellationToken cancel)
    {
        var parameters = JsonSerializer.Deserialize<TrainParameters>(store.Runs.Get(runId).Parameters, JobTable.JsonStyle)!;
        IReadOnlyList<Scene> scenes = SceneChoice.Of(store, parameters.Scenes);
        VectorLayer layer = VectorFile.Read(parameters.Samples);
        using var source = new CompositeSource(scenes, store.Workspace.Scenes);
        List<LabelledArea> areas = Areas(parameters, layer, source.Grid);
        SampleSet samples = SampleSet.Take(source, PredictorSet.For(source.Roles), areas, new SampleOptions(), cancel);
        if (samples.Count == 0)
        {
            throw new InputException(parameters.Samples, null, "no labelled polygon lies on a clear pixel of the scenes", "check the CRS of the labels, or name scenes that cover them");
        }

        progress.Report(0.1);
        TrainedModel model = ForestTrainer.Train(samples, new TrainingOptions
        {
            Name = parameters.Model ?? "default",
            Labels = parameters.Samples,
            SceneIds = [.. scenes.Select(scene => scene.Id)],
            Synthetic = scenes.Any(scene => scene.Synthetic),
        }, time, new Part(progress, 0.1, 0.9), cancel);
        var options = new SurveyOptions();
        Func<Geometry, Geometry> toLonLat = GeometryTransform.Of(source.Grid.Crs, WellKnown.Crs84);
        double?[] areasM2 = [.. areas.Select(area => area.Geometry is IPolygonal && options.ReportedClasses.Contains(area.Label) ? Ellipsoid.Area(toLonLat(area.Geometry)).Value : (double?)null)];
        model.With(ObjectStageTrainer.Learn(source, areas, model, options, cancel)).With(HeldOutScoring.Of(samples, model, areasM2, [.. options.ReportedClasses])).Save(into);
    }

    private static List<LabelledArea> Areas(TrainParameters parameters, VectorLayer layer, Grid grid)
    {
        string field = Field(parameters, layer);
        SpatialReference crs = layer.Crs ?? throw new InputException(parameters.Samples, "CRS", "the labels have no CRS", "add it with ogr2ogr -a_srs");
        Func<Geometry, Geometry> toGrid = GeometryTransform.Of(crs, grid.Crs), toLonLat = GeometryTransform.Of(crs, WellKnown.Crs84);
        var areas = new List<LabelledArea>();
        foreach (VectorFeature feature in layer.Features)
        {
            if (feature.Geometry is { IsEmpty: false } geometry && feature.Attributes[field]?.ToString() is { Length: > 0 } label)
            {
                Point place = (Point)toLonLat(geometry.InteriorPoint);
                areas.Add(new LabelledArea(label, toGrid(geometry), place.X, place.Y));
            }
        }

        return areas.Count > 0 ? areas : throw new InputException(parameters.Samples, field, "no feature has a geometry and a label", "fill the field, or choose another with --label-field");
    }

    private static string Field(TrainParameters parameters, VectorLayer layer)
    {
        string[] wanted = parameters.LabelField is { } named ? [named] : LabelFields;
        return wanted.FirstOrDefault(layer.Fields.Contains) ?? throw new InputException(
            parameters.Samples, parameters.LabelField ?? "label", "there is no such field",
            $"name the field of the class with --label-field; the file has {string.Join(", ", layer.Fields)}");
    }

    private sealed class Part(IProgress<double> whole, double from, double to) : IProgress<double>
    {
        public void Report(double value) => whole.Report(from + value * (to - from));
    }
}
