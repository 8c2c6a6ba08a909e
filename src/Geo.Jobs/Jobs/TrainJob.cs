using System.Text.Json.Serialization;
using Geo.Core;
using Geo.Core.Classification;
using Geo.Core.Classification.Promises;
using Geo.Core.Predictors;
using Geo.Jobs.Runs;

namespace Geo.Jobs.Jobs;

/// <param name="Samples">Path of the labelled polygons or points; a relative one is meant within the workspace.</param>
/// <param name="LabelField">Field of the class name; null looks for label, class, 类别.</param>
/// <param name="Scenes">Scenes to sample; null or empty takes all optical scenes.</param>
/// <param name="Model">Name of the model; null is "default".</param>
/// <param name="Predictors">Name of a set of data/predictors.json; null takes the first whose bands are there.</param>
/// <param name="TimeBudgetMinutes">Time to search for better settings; null: the usual ones.</param>
/// <param name="CompareWith">Model to compare with; null: the one of the same name, where there is one.</param>
/// <param name="Replace">True: takes the name also where nothing says that it is better.</param>
/// <param name="Sampling"><see cref="Balanced"/> (null, too) or <see cref="Ground"/>.</param>
/// <param name="Reviews">True: confirmed, rejected and missed places are samples beside the labels (<see cref="ReviewedGround"/>).</param>
/// <param name="Missed">File of places that surveys missed, with a label each, taken as <paramref name="Reviews"/> are; null for those of the workspace alone.</param>
internal sealed record TrainParameters(string Samples, string? LabelField, IReadOnlyList<string>? Scenes, string? Model, string? Predictors = null,
    double? TimeBudgetMinutes = null, string? CompareWith = null, bool Replace = false, string? Sampling = null,
    bool Reviews = false, string? Missed = null)
{
    /// <summary>As many pixels of a rare class as of a frequent one.</summary>
    public const string Balanced = "balanced";

    /// <summary>Classes as frequent among the samples as on the labelled ground.</summary>
    public const string Ground = "ground";

    // On real chips 4,000 rows did as well as five times as many (docs/accuracy.md); a district holds more kinds of ground.
    private const int RowsOfGround = 20_000;

    /// <summary>Which pixels are taken.</summary>
    /// <exception cref="InputException">No such way.</exception>
    [JsonIgnore]
    public SampleOptions SampleOptions => Sampling switch
    {
        null or Balanced => new SampleOptions(),
        Ground => new SampleOptions { InProportion = RowsOfGround },
        _ => throw new InputException("train", "sampling", $"'{Sampling}' is none", $"use {Balanced} or {Ground}"),
    };
}

/// <summary>Trains a model in a child process and puts it on the shelf in one rename; one of which nothing says that it is better than the model it was to replace goes beside it.</summary>
internal static class TrainJob
{
    public const string Kind = "train";

    // What the card is asked for; surveys ask for what they want.
    private const double PromisedRecall = 0.90;

    private const int MostMinutes = 10_000;

    public static Task<object> Execute(RunContext context, CancellationToken cancel) =>
        Execute(context, JobTable.Parameters<TrainParameters>(context), cancel);

    /// <summary>The same with parameters that are not the run's own words (<see cref="LearnJob"/>).</summary>
    public static async Task<object> Execute(RunContext context, TrainParameters parameters, CancellationToken cancel)
    {
        string name = parameters.Model ?? "default";
        ModelShelf.CheckName(name);
        if (parameters.Predictors is { } set) PredictorDeclaration.Named(set);
        _ = parameters.SampleOptions;
        if (parameters.TimeBudgetMinutes is { } minutes && !(minutes is > 0 and <= MostMinutes))
        {
            throw new InputException("train", "time_budget_minutes", FormattableString.Invariant($"{minutes} is no time to search in"), $"give more than 0 and at most {MostMinutes} minutes");
        }

        if (parameters.CompareWith is { } other) _ = ModelShelf.Folder(context.Store.Workspace, other);
        if (ModelShelf.PutBy(context.Store.Workspace, name, context.Run.Id) is { } shelvedBefore) return Outputs(context, shelvedBefore);
        string? replaced = ModelShelf.Replaced(context.Store.Workspace, name, context.Run.Id);
        if (replaced is not null && !parameters.Replace) ModelShelf.CheckName(ModelShelf.Candidate(name));
        string fitted = await Fitted(context, replaced, cancel);
        FailPoint.Reach("train-fitted");
        ModelCard card = ModelCard.Load(Path.Combine(fitted, "card.json"));
        bool takes = parameters.Replace || replaced is null || card.Comparison is { Replaces: true };
        string shelved = takes ? name : ModelShelf.MakeCandidate(fitted, name);
        if (!takes) context.Log(ModelShelf.WhyNot(card, name));
        if (card.NotCompared is not null) context.Log($"not compared with the earlier model: {card.NotCompared}");
        // The token is checked by an empty write: a run that was taken over must not replace the model.
        context.Write(_ => ModelShelf.Put(context.Store.Workspace, shelved, fitted, context.TemporaryFolder));
        FailPoint.Reach("train-shelved");
        return Outputs(context, takes ? card : card with { Name = shelved, CandidateFor = name });
    }

    /// <summary>Folder of the fitted model: what an attempt that was killed has left whole, else fitted now. Hours of training are not spent twice.</summary>
    private static async Task<string> Fitted(RunContext context, string? replaced, CancellationToken cancel)
    {
        string fitted = Path.Combine(context.TemporaryFolder, "model");
        if (Directory.Exists(fitted))
        {
            // It was compared with the model that it is to replace, unless that has become another since.
            if (replaced is null || MadeAt(replaced) < MadeAt(fitted))
            {
                context.Log("goes on from the model that was fitted before the run was broken off");
                return fitted;
            }

            Directory.Delete(fitted, recursive: true);
        }

        // A child whose parent was killed may still write: each attempt has a folder of its own.
        string unfinished = Path.Combine(context.TemporaryFolder, FormattableString.Invariant($"unfinished-{context.FencingToken}"), "model");
        await FittingProcess.Run(context, unfinished, cancel);
        Directory.Move(unfinished, fitted);
        return fitted;

        static DateTimeOffset MadeAt(string folder) => ModelCard.Load(Path.Combine(folder, "card.json")).CreatedAt;
    }

    private static object Outputs(RunContext context, ModelCard card) => new
    {
        model = card.Name,
        run_id = context.Run.Id,
        scores = card.Scores,
        promise = RecallPromise.Of(card.Evidence?.Objects ?? [], PromisedRecall),
        comparison = card.Comparison,
        not_compared = card.NotCompared,
        not_compared_remark = card.NotComparedRemark,
        replaced = card.CandidateFor is null,
        reviews = card.Reviews,
    };
}
