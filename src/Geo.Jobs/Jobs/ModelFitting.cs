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
    /// <summary>Fits the model of a run of the ledger and writes its folder to <paramref name="into"/>.</summary>
    /// <exception cref="InputException">Labels or scenes cannot be used; says which and why.</exception>
    public static void Fit(WorkspaceStore store, string runId, string into, TimeProvider time, IProgress<double> progress, CancellationToken cancel)
    {
        var parameters = JsonSerializer.Deserialize<TrainParameters>(store.Runs.Get(runId).Parameters, JobTable.JsonStyle)!;
        IReadOnlyList<Scene> scenes = SceneChoice.Of(store, parameters.Scenes);
        VectorLayer layer = VectorFile.Read(parameters.Samples);
        using var source = new CompositeSource(scenes, store.Workspace.Scenes);
        IReadOnlyList<LabelledArea> areas = LabelledAreas.Read(layer, parameters.LabelField, source.Grid.Crs, parameters.Samples);
        PredictorDeclaration declaration = parameters.Predictors is { } set ? PredictorDeclaration.Named(set) : PredictorDeclaration.For(source.Roles);
        PredictorSet predictors = PredictorSet.Of(source.Roles, declaration);
        predictors.Require(source, "train");
        SampleSet samples = SampleSet.Take(source, predictors, areas, new SampleOptions(), cancel);
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
        samples.Save(into);
    }

    private sealed class Part(IProgress<double> whole, double from, double to) : IProgress<double>
    {
        public void Report(double value) => whole.Report(from + value * (to - from));
    }
}
