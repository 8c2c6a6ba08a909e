using Geo.Core;
using Geo.Core.Classification;
using Geo.Core.Classification.Training;
using Geo.Core.Store;

namespace Geo.Jobs.Jobs;

/// <summary>Compares a fresh training with the model that it is to replace, or with another that was named.</summary>
internal static class OldModel
{
    /// <returns>The comparison, or why there is none; neither where there is nothing to compare with.</returns>
    public static (ModelComparison? Comparison, string? NotCompared) Compare(
        Workspace workspace, TrainParameters parameters, string runId, TrainingGround ground, SampleSet samples, TrainedModel trained, IProgress<double> progress, CancellationToken cancel)
    {
        string name = parameters.CompareWith ?? parameters.Model ?? "default";
        if (ModelShelf.Replaced(workspace, name, runId) is not { } folder) return (null, null);
        try
        {
            ForestModel old = ForestModel.Load(folder);
            old.Predictors.Require(ground.Source, $"the scenes' composite, for model {name},");
            SampleSet learned = SampleSet.Load(folder, old.Predictors);
            SampleSet view = old.Predictors.Names.SequenceEqual(samples.Predictors.Names) ? samples : ground.Take(old.Predictors, cancel);
            return view.HasRowsOf(samples)
                ? (ModelComparison.Of(samples, trained, old, learned, view, progress, cancel) with { With = name }, null)
                : (null, $"{name} needs bands that are missing on some of the labelled pixels");
        }
        catch (InputException cannot)
        {
            return (null, cannot.Message);
        }
    }
}
