using System.Text.Json;
using Geo.Core.Priority;
using Geo.Jobs.Jobs;
using Geo.Jobs.Priority;

namespace Geo.Jobs.Tracing;

/// <summary>A rank is computed again: the same question to the dumps of the revision that the ranking has read.</summary>
internal static class PriorityTrace
{
    public static Parts Of(Known known, CancellationToken cancel)
    {
        var p = JsonSerializer.Deserialize<PriorityParameters>(known.Run!.Parameters, JobTable.JsonStyle)!;
        OpenScenario? scenario = p.Scenario is { } id ? PriorityScenarios.Open(known.Store, id) : null;
        var set = p.CriteriaJson is { } json ? CriteriaFile.Parse("criteria", json) : CriteriaSet.Default;
        PriorityGround ground = scenario?.Ground ?? PriorityGround.Of(known.Store, set, known.RevisionRead);
        return new Parts([], scenario is null ? [] : [$"priority-scenarios/{scenario.Row.Id}"], null, () => Again(known, p, scenario, ground, cancel)) { Rules = Rules(known, ground.Set, (scenario?.Asked ?? p.Asked)?.BudgetWan is null) };
    }

    private static Recomputation Again(Known known, PriorityParameters p, OpenScenario? scenario, PriorityGround ground, CancellationToken cancel)
    {
        if (known.Property == "ranked_at") return Recomputation.None("排序的时刻，不由程序计算", "when the ranking was made, not computed");
        PriorityAnswer answer = scenario?.Answer ?? ground.Prioritiser.Answer((p.Asked ?? new AskedPriority()).ToQuestion(ground.Set));
        int place = answer.Table.Dumps.Index().Where(d => d.Item.Code == known.Row.Id).Select(d => (int?)d.Index).FirstOrDefault() ?? -1;
        var shares = known.Property == "priority_top_share" && place >= 0 ? answer.Stability(p.Draws ?? PriorityJob.UsualDraws, Environment.ProcessorCount, cancel) : null;
        return known.Among(PriorityJob.Columns(known.Run!.Author, ground, answer, scenario, known.Row.Id, place, shares),
            $"对作业所读修订 {ground.Revision} 的 {answer.Table.Count} 处堆场，以同样的准则与判断重新排序", $"ranked again: the same criteria and judgements, the {answer.Table.Count} dumps of revision {ground.Revision}, which the run read");
    }

    private static IReadOnlyList<TracedRule> Rules(Known known, CriteriaSet set, bool usualBudget)
    {
        if (known.Property is not ("cost_wan" or "cost_source"))
        {
            return
            [
                .. set.Criteria.Select(c => new TracedRule(c.Code, null, c.Unit, c.Source.Document, c.Source.Date)),
                // A budget that was given stands in the run's parameters.
                .. usualBudget ? [new TracedRule("budget_wan", set.BudgetWan, "万元", set.BudgetSource.Document, set.BudgetSource.Date)] : Array.Empty<TracedRule>(),
                new TracedRule("concentration", set.Concentration, "", set.ConcentrationSource.Document, set.ConcentrationSource.Date),
            ];
        }

        RemediationCosts costs = RemediationCosts.Default;
        string category = known.Row.Properties["waste_category"] as string ?? "unknown";
        UnitCost? unit = costs.Categories.FirstOrDefault(c => c.Code == category) ?? costs.Categories.FirstOrDefault(c => c.Code == "unknown");
        return [.. costs.Values.Select(TracedRule.Of), .. unit is null ? Array.Empty<TracedRule>() :
        [
            new TracedRule($"{unit.Code}.yuan_per_m2", unit.YuanPerM2, "元/m²", unit.Document, unit.Date),
            new TracedRule($"{unit.Code}.yuan_per_m3", unit.YuanPerM3, "元/m³", unit.Document, unit.Date),
        ]];
    }
}
