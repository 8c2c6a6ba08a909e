using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Geo.Core.Priority;
using Geo.Core.Store;
using Geo.Jobs.Jobs;
using Geo.Jobs.Priority;

namespace Geo.Jobs.Cli;

/// <summary><c>priority [--criteria FILE] [--budget N]</c>: ranks the dumps and writes what it finds to them.</summary>
internal static class PriorityCommand
{
    public static Command Create()
    {
        var criteria = new Option<string?>("--criteria") { Description = "Criteria, judgements and their sources; the shipped ones where left out", HelpName = "FILE.json" };
        var budget = new Option<int?>("--budget") { Description = "Budget in whole 万元 (10,000 yuan); the criteria's own where left out", HelpName = "N" };
        var method = new Option<string?>("--method") { Description = "How dumps are scored", HelpName = "weighted_sum|topsis" };
        method.AcceptOnlyFromAmong("weighted_sum", "topsis");
        var objective = new Option<string?>("--objective") { Description = "What the funded set maximises", HelpName = "score_sum|hazard_volume" };
        objective.AcceptOnlyFromAmong("score_sum", "hazard_volume");
        var must = new Option<string[]>("--must") { Description = "Dumps that are funded whatever their score", HelpName = "CODE", AllowMultipleArgumentsPerToken = true };
        var cannot = new Option<string[]>("--cannot") { Description = "Dumps that are not funded", HelpName = "CODE", AllowMultipleArgumentsPerToken = true };
        var scenario = new Option<string?>("--scenario") { Description = "Adopt this scenario instead", HelpName = "ID" };
        var ranks = new Option<bool>("--ranks") { Description = "Also how often each dump takes each rank (results/priority-ranks-RUN.csv)" };
        var file = new Option<string?>("--out") { Description = "Also write the ranking with the parts of each score", HelpName = "FILE.xlsx|csv|geojson" };
        var command = new Command("priority", "Rank the dumps, choose which are funded under a budget, and say how sure each place is") { criteria, budget, method, objective, must, cannot, scenario, ranks, file };
        command.SetAction(CommandSession.Action(async (session, parsed, cancel) =>
        {
            string? adopted = parsed.GetValue(scenario);
            if (adopted is not null && (parsed.GetValue(criteria) is not null || parsed.GetValue(budget) is not null || parsed.GetValue(method) is not null || parsed.GetValue(objective) is not null || parsed.GetValue(must) is { Length: > 0 } || parsed.GetValue(cannot) is { Length: > 0 }))
            {
                throw new UsageException("--scenario: it brings criteria, budget and limits of its own; leave the other options away");
            }

            // Read here, so that a run keeps the text and not a path.
            CriteriaSet set = parsed.GetValue(criteria) is { } path ? CriteriaFile.Load(path) : CriteriaSet.Default;
            var asked = new AskedPriority(Method: parsed.GetValue(method), Objective: parsed.GetValue(objective), BudgetWan: parsed.GetValue(budget), Must: parsed.GetValue(must), Cannot: parsed.GetValue(cannot));
            using WorkspaceStore store = session.OpenStore();
            JsonElement outputs = await session.Execute(store, PriorityJob.Kind,
                new PriorityParameters(adopted is null ? asked : null, adopted is null && parsed.GetValue(criteria) is not null ? set.Json : null, adopted, parsed.GetValue(ranks)), "priority", cancel);
            if (parsed.GetValue(file) is { } target) Write(store, set, asked, adopted, outputs.GetProperty("draws").GetInt32(), Path.GetFullPath(target), cancel);
            session.Terminal.Result(outputs, output => Tell(session.Terminal, outputs, output));
            return ExitCode.Done;
        }));
        return command;
    }

    private static void Write(WorkspaceStore store, CriteriaSet set, AskedPriority asked, string? adopted, int draws, string target, CancellationToken cancel)
    {
        var (ground, answer) = adopted is not null && PriorityScenarios.Open(store, adopted) is var open ? (open.Ground, open.Answer) : (PriorityGround.Of(store, set), null);
        answer ??= ground.Prioritiser.Answer(asked.ToQuestion(set));
        PriorityFiles.Write(target, ground, answer, answer.Stability(draws, Environment.ProcessorCount, cancel));
    }

    private static void Tell(Terminal terminal, JsonElement told, TextWriter output)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{terminal.Say("入选", "funded")} {told.GetProperty("funded")} / {told.GetProperty("dumps")}, {told.GetProperty("spent_wan")} / {told.GetProperty("budget_wan")} 万元{(told.GetProperty("proven").GetBoolean() ? "" : terminal.Say("（未证最优）", " (not proven best)"))}"));
        foreach (JsonElement row in told.GetProperty("first").EnumerateArray())
        {
            string cost = row.GetProperty("cost_wan") is { ValueKind: JsonValueKind.Number } wan ? wan.ToString() : "?";
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  {row.GetProperty("rank"),3} {(row.GetProperty("funded").GetBoolean() ? "●" : "○")} {row.GetProperty("code").GetString()} {row.GetProperty("name").GetString()}: {row.GetProperty("score").GetDouble():0.000}, {terminal.Say("入围", "top")} {row.GetProperty("top_share").GetDouble():P0}, {cost} 万元"));
        }

        foreach (JsonElement remark in told.GetProperty("remarks").EnumerateArray()) output.WriteLine($"  {remark.GetProperty("english").GetString()}");
    }
}
