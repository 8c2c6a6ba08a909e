using Geo.Core;
using Geo.Core.Classification;
using Geo.Core.Classification.Training;
using Geo.Core.Predictors;
using Geo.Core.Store;

namespace Geo.Jobs.Jobs;

/// <summary>Compares a fresh training with the model that it is to replace, or with another that was named.</summary>
internal static class OldModel
{
    /// <returns>The comparison, or why there is none; neither where there is nothing to compare with.</returns>
    public static (ModelComparison? Comparison, Remark? NotCompared) Compare(
        Workspace workspace, TrainParameters parameters, string runId, TrainingGround ground, Func<PredictorSet, SampleSet> take, SampleSet samples, TrainedModel trained, IProgress<double> progress, CancellationToken cancel)
    {
        string name = parameters.CompareWith ?? parameters.Model ?? "default";
        if (ModelShelf.Replaced(workspace, name, runId) is not { } folder) return (null, null);
        try
        {
            if (ModelCard.Load(Path.Combine(folder, "card.json")).Network is not null)
            {
                return (null, Remark.Of("not_compared_network", $"{name} is a network, whose training is not ours", ("model", name)));
            }

            ForestModel old = ForestModel.Load(folder);
            if (Lacking(old.Predictors, ground, name) is { } lacking) return (null, lacking);
            if (!SampleSet.IsIn(folder)) return (null, Remark.Of("not_compared_no_samples", $"{name} was trained by an earlier version, which kept no samples", ("model", name)));
            SampleSet learned = SampleSet.Load(folder, old.Predictors);
            SampleSet view = old.Predictors.Names.SequenceEqual(samples.Predictors.Names) ? samples : take(old.Predictors);
            return view.HasRowsOf(samples)
                ? (ModelComparison.Of(samples, trained, old, learned, view, progress, cancel) with { With = name }, null)
                : (null, Remark.Of("not_compared_pixels", $"{name} needs bands that are missing on some of the labelled pixels", ("model", name)));
        }
        catch (InputException cannot)
        {
            // Without the file's path: the card is shown to others.
            return (null, Remark.Of("not_compared_unreadable", $"{name}: {cannot.Problem}; {cannot.Mend}", ("model", name), ("reason", $"{cannot.Problem}; {cannot.Mend}")));
        }
    }

    private static Remark? Lacking(PredictorSet needs, TrainingGround ground, string name)
    {
        string[] bands = [.. needs.Roles.Except(ground.Source.Roles).Select(role => role.ToString())];
        if (bands.Length > 0)
        {
            string list = string.Join(", ", bands);
            return Remark.Of("not_compared_bands", $"{name} needs the bands {list}, which the scenes lack", ("model", name), ("bands", list));
        }

        int days = ground.Source.Days, wanted = needs.Declaration?.Season?.Days ?? 0;
        return days >= wanted ? null : Remark.Of("not_compared_season",
            $"{name} needs scenes of at least {wanted} days of a season, these are of {days}", ("model", name), ("wanted", wanted), ("days", days));
    }
}
