using System.Text.Json;
using Geo.Core;
using Geo.Core.Classification;
using Geo.Core.Classification.Promises;
using Geo.Core.Detection;
using Geo.Core.Store;

namespace Geo.Jobs.Jobs;

/// <summary>What the child process of a training run does: samples from polygons on the scenes' composite, fit, save.</summary>
internal static class ModelFitting
{
    /// <summary>Fits the model of a run of the ledger and writes its folder to <paramref name="into"/>.</summary>
    /// <exception cref="InputException">Labels or scenes cannot be used; says which and why.</exception>
    public static void Fit(WorkspaceStore store, string runId, string into, TimeProvider time, IProgress<double> progress, CancellationToken cancel)
    {
        var parameters = JsonSerializer.Deserialize<TrainParameters>(store.Runs.Get(runId).Parameters, JobTable.JsonStyle)!;
        using var ground = new TrainingGround(store, parameters.Samples, parameters.LabelField, parameters.Scenes, parameters.Predictors, parameters.SampleOptions);
        SampleSet samples = ground.Take(cancel);
        var (source, areas) = (ground.Source, ground.Areas);
        progress.Report(0.1);
        TrainedModel model = ForestTrainer.Train(samples, new TrainingOptions
        {
            Name = parameters.Model ?? "default",
            Labels = parameters.Samples,
            SceneIds = [.. ground.Scenes.Select(scene => scene.Id)],
            Synthetic = ground.Scenes.Any(scene => scene.Synthetic),
            TimeBudget = parameters.TimeBudgetMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null,
            RowsInProportion = parameters.SampleOptions.InProportion,
            RunId = runId,
        }, time, new Part(progress, 0.1, 0.8), cancel);
        var (comparison, notCompared) = OldModel.Compare(store.Workspace, parameters, runId, ground, samples, model, new Part(progress, 0.8, 0.9), cancel);
        var options = new SurveyOptions();
        double?[] areasM2 = [.. ground.AreasM2.Zip(areas, (m2, area) => options.ReportedClasses.Contains(area.Label) ? m2 : null)];
        model.With(ObjectStageTrainer.Learn(source, areas, model, options, cancel)).With(HeldOutScoring.Of(samples, model, areasM2, [.. options.ReportedClasses])).With(comparison, notCompared).Save(into);
        samples.Save(into);
    }

    /// <summary>A part of a run's progress.</summary>
    internal sealed class Part(IProgress<double> whole, double from, double to) : IProgress<double>
    {
        public void Report(double value) => whole.Report(from + value * (to - from));
    }
}
