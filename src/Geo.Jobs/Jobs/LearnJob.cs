using Geo.Core;
using Geo.Core.Classification;
using Geo.Core.Store;
using Geo.Jobs.Runs;

namespace Geo.Jobs.Jobs;

/// <param name="Model">Name of the model; null takes the one in use.</param>
/// <param name="Missed">File of missed places beside those of the workspace; null for none.</param>
/// <param name="Replace">True: takes the name also where nothing says that it is better.</param>
internal sealed record LearnParameters(string? Model = null, string? Missed = null, bool Replace = false);

/// <summary>
/// From reviews to a new model in one run: trains again on the labels of the model's card with all that people reviewed or missed,
/// learns the second stage from the verdicts too, compares, and replaces the model or stands beside it.
/// </summary>
internal static class LearnJob
{
    public const string Kind = "learn";

    public static async Task<object> Execute(RunContext context, CancellationToken cancel)
    {
        var asked = JobTable.Parameters<LearnParameters>(context);
        TrainParameters training = ParametersOf(context.Store, asked, context.Run.Id);
        if (!ReviewedGround.Any(context.Store, asked.Missed))
        {
            throw new InputException($"model {training.Model}", "reviews", "nobody has confirmed or rejected a detection, and no missed place is drawn: there is nothing to learn",
                "review some detections, draw missed places on the training page, or give some with --missed FILE");
        }

        return await TrainJob.Execute(context, training, cancel);
    }

    /// <summary>The training that a model's card describes, with reviews.</summary>
    /// <exception cref="InputException">The model was not trained here.</exception>
    internal static TrainParameters ParametersOf(WorkspaceStore store, LearnParameters asked, string runId)
    {
        string name = asked.Model ?? ModelShelf.Card(store.Workspace, null).Name;
        ModelShelf.CheckName(name);
        string folder = ModelShelf.Replaced(store.Workspace, name, runId) ?? ModelShelf.Folder(store.Workspace, name);
        ModelCard card = ModelCard.Load(Path.Combine(folder, "card.json"));
        if (card.Network is not null || card.Labels.Length == 0)
        {
            throw new InputException($"model {name}", "labels", "was not trained here, so there are no labels to train it on again", "train one with 'geowfc train LABELS --reviews'");
        }

        bool inProportion = card.Parameters.ContainsKey("rows_in_proportion");
        return new TrainParameters(card.Labels, card.LabelField, card.SceneIds, name, card.Declaration?.Name,
            Replace: asked.Replace, Sampling: inProportion ? TrainParameters.Ground : null, Reviews: true, Missed: asked.Missed);
    }
}
