using Geo.Core;
using Geo.Core.Classification;
using Geo.Core.Classification.Training;
using Geo.Core.Detection;
using Geo.Core.Imagery;
using Geo.Core.Store;
using Geo.Jobs.Runs;

namespace Geo.Jobs.Jobs;

/// <param name="Model">Name of the model; null takes the one in use.</param>
/// <param name="Verdicts">A file of 'survey --doubts' with verdicts, on objects of the model's newest survey; null for none.</param>
/// <param name="Replace">True: takes the model's place also where nothing says that it is better.</param>
internal sealed record RefineParameters(string? Model = null, string? Verdicts = null, bool Replace = false);

/// <summary>
/// Lets a model's second stage learn from the verdicts on its surveys. Pixels are classified as before. It takes the model's place where
/// it is better on verdicts that it has not seen (<see cref="ObjectVerdicts.Compare"/>), and stands beside it else; what was before can be had back.
/// </summary>
internal static class RefineJob
{
    public const string Kind = "refine";

    public static Task<object> Execute(RunContext context, CancellationToken cancel)
    {
        var parameters = JobTable.Parameters<RefineParameters>(context);
        WorkspaceStore store = context.Store;
        string folder = ModelShelf.Folder(store.Workspace, parameters.Model);
        ForestModel model = ForestModel.Load(folder);
        ModelCard card = model.Card!;
        IReadOnlyList<ObjectVerdict> written = parameters.Verdicts is { } file ? VerdictFile.Read(file) : [];
        var surveys = Surveys(store, model, written);
        int given = surveys.Sum(s => s.Verdicts.Count);
        if (given == 0)
        {
            throw new InputException($"model {card.Name}", "verdicts", "nobody has confirmed or rejected a detection of its surveys", "review some detections first, or give a file of 'survey --doubts' with verdicts");
        }

        var verdicts = new ObjectVerdicts(model);
        int taken = Take(store, verdicts, card, surveys, new ProgressPart(context.Progress, 0, 0.8), cancel);
        if (taken < given) context.Log($"{given - taken} verdicts lie on nothing that the model finds today; they were passed over");
        var stage = verdicts.Learn();
        ModelComparison comparison = verdicts.Compare(cancel);
        string refined = Path.Combine(context.TemporaryFolder, "model");
        ForestModel.Refine(folder, refined, stage, context.Run.Id, comparison);
        bool takes = parameters.Replace || comparison.Replaces;
        string shelved = takes ? card.Name : ModelShelf.MakeCandidate(refined, card.Name);
        if (!takes) context.Log(ModelShelf.WhyNot(ModelCard.Load(Path.Combine(refined, "card.json")), card.Name));
        context.Write(_ => ModelShelf.Put(store.Workspace, shelved, refined, context.TemporaryFolder));
        return Task.FromResult<object>(new
        {
            model = shelved,
            run_id = context.Run.Id,
            verdicts = given,
            used = taken,
            surveys = surveys.Count,
            objects = stage,
            comparison,
            replaced = takes,
        });
    }

    /// <summary>Measures the objects of surveys on which verdicts were given.</summary>
    /// <returns>How many verdicts lie on something that the model finds.</returns>
    internal static int Take(
        WorkspaceStore store, ObjectVerdicts verdicts, ModelCard card, IReadOnlyList<(Feature Survey, IReadOnlyList<ObjectVerdict> Verdicts)> surveys, IProgress<double> progress, CancellationToken cancel)
    {
        int taken = 0;
        for (int i = 0; i < surveys.Count; i++)
        {
            var (survey, said) = surveys[i];
            SurveyParameters asked = SurveyJob.ParametersOf(store, survey);
            using var source = new CompositeSource(SceneChoice.Of(store, asked.Scenes), store.Workspace.Scenes);
            taken += verdicts.Take(source, SurveyJob.Options(store.Workspace, asked, card), said, new ProgressPart(progress, (double)i / surveys.Count, 1.0 / surveys.Count), cancel);
        }

        return taken;
    }

    /// <summary>Surveys with verdicts, oldest first; the file's verdicts belong to the newest.</summary>
    /// <param name="store">The workspace.</param>
    /// <param name="model">Its surveys alone; null for those of any model.</param>
    /// <param name="written">Verdicts of a file.</param>
    internal static List<(Feature Survey, IReadOnlyList<ObjectVerdict> Verdicts)> Surveys(WorkspaceStore store, ForestModel? model, IReadOnlyList<ObjectVerdict> written)
    {
        Feature[] own = [.. store.Layer("surveys").Items(ItemsRequest.Everything).Where(s => model is null || ((string?)s.Properties["model"] == model.Card!.Name && (string?)s.Properties["model_hash"] == model.Hash))
            .OrderBy(s => (DateTimeOffset?)s.Properties["surveyed_at"]).ThenBy(s => s.Id, StringComparer.Ordinal)];
        var said = store.Layer("detections").Items(ItemsRequest.Everything).GroupBy(d => (string?)d.Properties["survey_id"] ?? "").ToDictionary(g => g.Key, VerdictFile.Of);
        return [.. own.Select((s, i) => (s, (IReadOnlyList<ObjectVerdict>)[.. said.GetValueOrDefault(s.Id, []), .. i == own.Length - 1 ? written : []])).Where(s => s.Item2.Count > 0)];
    }
}
