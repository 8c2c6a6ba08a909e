using System.Text.Json;
using Geo.Core;
using Geo.Core.Classification;
using Geo.Core.Classification.Promises;
using Geo.Core.Classification.Training;
using Geo.Core.Detection;
using Geo.Core.Predictors;
using Geo.Core.Store;

namespace Geo.Jobs.Jobs;

/// <summary>What the child process of a training run does: samples from polygons on the scenes' composite, fit, save.</summary>
internal static class ModelFitting
{
    /// <summary>Fits the model of a run of the ledger and writes its folder to <paramref name="into"/>.</summary>
    /// <param name="store">The workspace.</param>
    /// <param name="runId">The run; one of <see cref="LearnJob"/> takes its parameters from the model's card.</param>
    /// <param name="into">The folder.</param>
    /// <param name="time">For the card.</param>
    /// <param name="log">Takes a sentence for the run's log.</param>
    /// <param name="progress">Share done.</param>
    /// <param name="cancel">Looked at between fits.</param>
    /// <exception cref="InputException">Labels or scenes cannot be used; says which and why.</exception>
    public static void Fit(WorkspaceStore store, string runId, string into, TimeProvider time, Action<string> log, IProgress<double> progress, CancellationToken cancel)
    {
        Run run = store.Runs.Get(runId);
        var parameters = run.Kind == LearnJob.Kind
            ? LearnJob.ParametersOf(store, JsonSerializer.Deserialize<LearnParameters>(run.Parameters, JobTable.JsonStyle)!, runId)
            : JsonSerializer.Deserialize<TrainParameters>(run.Parameters, JobTable.JsonStyle)!;
        using var ground = new TrainingGround(store, parameters.Samples, parameters.LabelField, parameters.Scenes, parameters.Predictors, parameters.SampleOptions);
        ReviewedGround? reviews = parameters.Reviews || parameters.Missed is not null ? ReviewedGround.Of(store, ground, parameters.Missed, log) : null;
        SampleSet Take(PredictorSet predictors)
        {
            SampleSet labelled = ground.Take(predictors, cancel);
            return reviews?.Take(predictors, parameters.SampleOptions, cancel) is { } more ? labelled.And(more) : labelled;
        }

        SampleSet samples = Some(Take(ground.Predictors), ground);
        if (reviews is not null) log(Told(reviews.Count));
        var (source, areas) = (ground.Source, ground.Areas);
        progress.Report(0.1);
        TrainedModel model = ForestTrainer.Train(samples, new TrainingOptions
        {
            Name = parameters.Model ?? "default",
            Labels = parameters.Samples,
            LabelField = parameters.LabelField,
            Reviews = reviews?.Count,
            SceneIds = [.. ground.Scenes.Select(scene => scene.Id)],
            Synthetic = ground.Scenes.Any(scene => scene.Synthetic),
            TimeBudget = parameters.TimeBudgetMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null,
            RowsInProportion = parameters.SampleOptions.InProportion,
            RunId = runId,
        }, time, new ProgressPart(progress, 0.1, 0.7), cancel);
        var (comparison, notCompared) = OldModel.Compare(store.Workspace, parameters, runId, ground, Take, samples, model, new ProgressPart(progress, 0.8, 0.1), cancel);
        var options = new SurveyOptions();
        double?[] areasM2 = [.. ground.AreasM2.Zip(areas, (m2, area) => options.ReportedClasses.Contains(area.Label) ? m2 : null)];
        model.With(ObjectStageTrainer.Learn(source, areas, model, options, cancel)).With(HeldOutScoring.Of(samples, model, areasM2, [.. options.ReportedClasses])).With(comparison, notCompared).Save(into);
        samples.Save(into);
        if (reviews is not null) WithVerdicts(store, into, cancel);
    }

    // The second stage knows the new model's own objects on which people gave verdicts, whichever model had found them.
    private static void WithVerdicts(WorkspaceStore store, string folder, CancellationToken cancel)
    {
        ForestModel model = ForestModel.Load(folder);
        if (model.Card!.Objects is not { Attributes: not null }) return;
        var verdicts = new ObjectVerdicts(model);
        if (RefineJob.Take(store, verdicts, model.Card, RefineJob.Surveys(store, null, []), new ProgressPart(null, 0, 0), cancel) == 0) return;
        string refined = folder + "-refined";
        ForestModel.Refine(folder, refined, verdicts.Learn(), null);
        Directory.Delete(folder, recursive: true);
        Directory.Move(refined, folder);
    }

    private static SampleSet Some(SampleSet samples, TrainingGround ground) => samples.Count > 0
        ? samples
        : throw new InputException(ground.File, null, "no labelled polygon lies on a clear pixel of the scenes", "check the CRS of the labels, or name scenes that cover them");

    private static string Told(ReviewCount count) =>
        $"samples beside the labels: {count.Confirmed} confirmed, {count.Rejected} rejected and {count.Missed} missed places; {count.PassedOver} passed over";
}
