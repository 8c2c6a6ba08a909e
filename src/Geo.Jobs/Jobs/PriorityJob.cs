using System.Globalization;
using Geo.Core;
using Geo.Core.Priority;
using Geo.Core.Store;
using Geo.Jobs.Priority;
using Geo.Jobs.Runs;

namespace Geo.Jobs.Jobs;

/// <param name="Asked">What is asked; null for the criteria's own.</param>
/// <param name="CriteriaJson">A criteria set of one's own; null for the shipped one.</param>
/// <param name="Scenario">A scenario to adopt instead.</param>
/// <param name="Ranks">Also how often each dump takes each rank (results/priority-ranks-RUN.csv).</param>
/// <param name="Draws">Draws; null for 10,000.</param>
internal sealed record PriorityParameters(AskedPriority? Asked, string? CriteriaJson, string? Scenario, bool Ranks = false, int? Draws = null);

/// <summary>Ranks all dumps and writes rank, score, share of draws and funding to them.</summary>
internal static class PriorityJob
{
    public const string Kind = "priority";

    /// <summary>Draws where the parameters name none.</summary>
    public const int UsualDraws = 10_000;

    private const int ToldDumps = 20, MostRanked = 20_000;

    public static Task<object> Execute(RunContext context, CancellationToken cancel)
    {
        var parameters = JobTable.Parameters<PriorityParameters>(context);
        WorkspaceStore store = context.Store;
        var scenario = parameters.Scenario is { } id ? PriorityScenarios.Open(store, id) : null;
        var set = parameters.CriteriaJson is { } json ? CriteriaFile.Parse("criteria", json) : CriteriaSet.Default;
        var ground = scenario?.Ground ?? PriorityGround.Of(store, set);
        var answer = scenario?.Answer ?? ground.Prioritiser.Answer((parameters.Asked ?? new AskedPriority()).ToQuestion(set));
        if (answer.Table.Count == 0) throw new InputException("priority", "dumps", "there is no dump to rank", "import the register of dumps first");
        int draws = parameters.Draws ?? UsualDraws;
        var shares = answer.Stability(draws, Environment.ProcessorCount, cancel);
        context.Progress.Report(0.3);
        string? ranks = parameters.Ranks ? WriteRanks(context, answer, draws, cancel) : null;
        Store(context, ground, answer, shares, scenario);
        return Task.FromResult<object>(new
        {
            run_id = context.Run.Id,
            scenario = parameters.Scenario,
            criteria_set = ground.Set.Name,
            revision_read = ground.Revision,
            dumps = answer.Table.Count,
            left_out = ground.LeftOut.Count,
            budget_wan = answer.Question.BudgetWan,
            spent_wan = answer.Funded.SpentWan,
            funded = answer.Funded.Count,
            proven = answer.Funded.Proven,
            draws,
            k = shares.K,
            remarks = ScoreExplanation.OfAnswer(answer),
            first = answer.Order.Take(ToldDumps).Select((p, r) => new
            {
                rank = r + 1,
                code = answer.Table.Dumps[p].Code,
                name = answer.Table.Dumps[p].Name,
                score = answer.Scores[p],
                top_share = shares.Share(p),
                cost_wan = answer.Funded.Costs[p],
                funded = answer.Funded.Funded[p],
            }),
            ranks_file = ranks,
        });
    }

    private static void Store(RunContext context, PriorityGround ground, PriorityAnswer answer, TopShares shares, OpenScenario? scenario)
    {
        DateTimeOffset now = context.Time.GetUtcNow();
        string[] present = [.. context.Store.Layer(Layers.Dumps.Id).Items(ItemsRequest.Everything).Select(row => row.Id)];
        context.Write(writer =>
        {
            // Dumps may have been merged or split since the scenario's revision: what is no more is passed over, what is new has no rank.
            foreach (string row in present)
            {
                if (!ground.Rows.ContainsKey(row) || ground.LeftOut.Contains(row)) writer.Put(Layers.Dumps.Id, new Feature(row, null, new Dictionary<string, object?>(Columns(context.Run.Author, ground, answer, scenario, row, -1, null)) { ["ranked_at"] = null }));
            }

            for (int p = 0; p < answer.Table.Count; p++)
            {
                string code = answer.Table.Dumps[p].Code;
                if (writer.Find(Layers.Dumps.Id, code) is null) continue;
                writer.Put(Layers.Dumps.Id, new Feature(code, null, new Dictionary<string, object?>(Columns(context.Run.Author, ground, answer, scenario, code, p, shares)) { ["ranked_at"] = now }));
            }

            if (scenario is not null)
            {
                writer.Put(PriorityLayers.Scenarios.Id, new Feature(scenario.Row.Id, null, new Dictionary<string, object?> { ["adopted_at"] = now, ["adopted_by"] = context.Run.Author }));
                writer.Audit("priority.adopt", $"{PriorityLayers.Scenarios.Id}/{scenario.Row.Id}", scenario.Row.Properties["name"] as string);
            }
        });
    }

    /// <summary>What a ranking says of a dump, without its time.</summary>
    /// <param name="author">Who asked.</param>
    /// <param name="ground">The dumps.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="scenario">The scenario that was adopted; null for none.</param>
    /// <param name="code">The dump.</param>
    /// <param name="place">Its place in the answer's table; -1 where it is not ranked.</param>
    /// <param name="shares">Shares of draws; null where they are not asked for.</param>
    internal static IReadOnlyDictionary<string, object?> Columns(string author, PriorityGround ground, PriorityAnswer answer, OpenScenario? scenario, string code, int place, TopShares? shares)
    {
        bool ranked = place >= 0;
        var values = new Dictionary<string, object?>
        {
            ["priority_rank"] = ranked ? (long)answer.Ranks[place] : null,
            ["priority_score"] = ranked ? answer.Scores[place] : null,
            ["priority_top_share"] = ranked ? shares?.Share(place) : null,
            ["funded"] = ranked ? answer.Funded.Funded[place] : null,
        };
        if (ranked && answer.Funded.Costs[place] is { } cost)
        {
            values["cost_wan"] = (long)cost;
            values["cost_source"] = answer.Question.Costs.ContainsKey(code) ? $"人工设定：{scenario?.Row.Properties["name"] ?? author}" : ground.Prioritiser.Costs[place].Source;
        }

        return values;
    }

    private static string WriteRanks(RunContext context, PriorityAnswer answer, int draws, CancellationToken cancel)
    {
        if (answer.Table.Count > MostRanked) throw new InputException("priority", "ranks", $"{answer.Table.Count} dumps are too many for all ranks", $"leave --ranks away, or rank at most {MostRanked}");
        var ranks = RankAcceptability.Of(answer.Table, answer.Weights.Weights, answer.Question.Method, draws, answer.Question.Draws(answer.Table.Set),
            new Progress<double>(share => context.Progress.Report(0.3 + 0.6 * share)), Environment.ProcessorCount, cancel);
        string target = Path.Combine(context.Store.Workspace.Results, $"priority-ranks-{context.Run.Id}.csv"), unfinished = Path.Combine(context.TemporaryFolder, "ranks.csv");
        using (var file = new StreamWriter(unfinished))
        {
            file.WriteLine("code,rank,share");
            for (int p = 0; p < ranks.Count; p++)
            {
                for (int rank = 1; rank <= ranks.Count; rank++)
                {
                    if (ranks[p, rank] > 0) file.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{answer.Table.Dumps[p].Code},{rank},{(double)ranks[p, rank] / draws}"));
                }
            }
        }

        File.Move(unfinished, target, overwrite: true);
        return context.Store.Workspace.Told(target);
    }
}
