using CsCheck;
using Geo.Core.Priority;

namespace Geo.Core.Tests.Priority;

public sealed class WhatWouldChangeTests
{
    [Fact]
    public void Every_change_that_is_told_is_applied_and_the_dump_enters() =>
        Gen.Select(Gen.Int[8, 60], Gen.ULong, Gen.Enum<RankMethod>(), Gen.Enum<FundingObjective>(), Gen.Int[40, 900]).Sample((n, seed, method, objective, budget) =>
        {
            var dumps = SimulatedDumps.Of(n, seed);
            var question = new PriorityQuestion { BudgetWan = budget, Method = method, Objective = objective };
            var answer = Prioritiser.Of(CriteriaSet.Default, dumps).Answer(question);
            int place = answer.Order.FirstOrDefault(p => !answer.Funded.Funded[p], -1);
            if (place < 0) return;
            string code = answer.Table.Dumps[place].Code;
            foreach (var change in Counterfactuals.Of(answer, place, default))
            {
                bool enters = change.Kind switch
                {
                    "cost" => Funded(dumps, question with { Costs = new Dictionary<string, int> { [code] = (int)change.To } }, code),
                    "budget" => Funded(dumps, question with { BudgetWan = (int)change.To }, code),
                    "weights" => Funded(dumps, question with { Weights = CriteriaSet.Default.Criteria.Select((c, i) => (c.Code, change.Weights![i])).ToDictionary() }, code),
                    _ => Counterfactuals.EntersWith(answer, place, CriteriaSet.Default.IndexOf(change.Criterion!),
                        change.MeasuredTo is { } m ? default(CriterionReading).Measuring(Criterion(change), answer.Table.Dumps[place], m) : new(change.To, change.To, change.To, null, change.ClassTo, "x")),
                };
                Assert.True(enters, $"{code} {change}");
            }
        }, iter: 40);

    [Fact]
    public void A_changed_register_brings_the_dump_in()
    {
        var dumps = SimulatedDumps.Of(40, 77, missing: 0);
        var question = new PriorityQuestion { BudgetWan = 400 };
        var answer = Prioritiser.Of(CriteriaSet.Default, dumps).Answer(question);
        int applied = 0;
        foreach (int place in answer.Order.Where(p => !answer.Funded.Funded[p]).OrderByDescending(p => (double)answer.Funded.Worths[p] / answer.Funded.Costs[p]!.Value).Take(10))
        {
            var dump = answer.Table.Dumps[place];
            foreach (var change in Counterfactuals.Of(answer, place, default).Where(c => c.Criterion is "river" or "slope" or "responsible_party" && c.Kind == "criterion"))
            {
                // The column itself is changed, then everything is computed from the start.
                string column = Criterion(change).Read[0].Column;
                var then = dump with { Columns = new Dictionary<string, object?>(dump.Columns) { [column] = change.MeasuredTo ?? (object?)change.ClassTo } };
                Assert.True(Funded([.. dumps.Select(d => d.Code == dump.Code ? then : d)], question, dump.Code), $"{dump.Code} {change}");
                applied++;
            }
        }

        Assert.True(applied >= 5, $"{applied}");
    }

    [Fact]
    public void A_smaller_change_of_cost_or_budget_is_not_enough()
    {
        var dumps = SimulatedDumps.Of(40, 21);
        var question = new PriorityQuestion { BudgetWan = 300 };
        var answer = Prioritiser.Of(CriteriaSet.Default, dumps).Answer(question);
        foreach (int place in answer.Order.Where(p => !answer.Funded.Funded[p]).Take(4))
        {
            string code = answer.Table.Dumps[place].Code;
            foreach (var change in Counterfactuals.Of(answer, place, default))
            {
                if (change.Kind == "cost") Assert.False(Funded(dumps, question with { Costs = new Dictionary<string, int> { [code] = (int)change.To + 1 } }, code));
                if (change.Kind != "budget") continue;
                for (int budget = Math.Max(300, (int)change.To - 20); budget < change.To; budget++) Assert.False(Funded(dumps, question with { BudgetWan = budget }, code));
            }
        }
    }

    [Fact]
    public void Parts_sum_to_the_score_and_lifts_are_what_lies_above_the_mean()
    {
        var answer = SimulatedDumps.Prioritiser(50, 13).Answer(new PriorityQuestion { BudgetWan = 500 });
        for (int place = 0; place < 50; place += 7)
        {
            var told = ScoreExplanation.Of(answer, place);
            Assert.Equal(answer.Scores[place], told.Parts.Sum(p => p.Part), 12);
            Assert.Equal(answer.Scores[place] - answer.Scores.Average(), told.Parts.Sum(p => p.Lift), 12);
            Assert.All(told.Lifts, c => Assert.True(told.Parts.Single(p => p.Criterion == c).Lift > 0));
            Assert.All(told.HoldsBack, c => Assert.True(told.Parts.Single(p => p.Criterion == c).Lift < 0));
        }
    }

    [Fact]
    public void The_budgets_edge_is_explained()
    {
        var dumps = SimulatedDumps.Of(3, 1, missing: 0);
        var question = new PriorityQuestion { BudgetWan = 10, Costs = new Dictionary<string, int> { ["D0000"] = 10, ["D0001"] = 10, ["D0002"] = 11 } };
        var answer = Prioritiser.Of(CriteriaSet.Default, dumps).Answer(question);
        int funded = Enumerable.Range(0, 2).Single(i => answer.Funded.Funded[i]), other = 1 - funded;
        var edge = ScoreExplanation.Of(answer, other).Remarks.Single(r => r.Code == "priority_edge");
        Assert.Equal($"D{funded:0000}", edge.Values["names"]);
        Assert.Contains(ScoreExplanation.Of(answer, 2).Remarks, r => r.Code == "priority_too_dear");
        Assert.Contains(ScoreExplanation.OfAnswer(answer), r => r.Code == "priority_maximises_scores");
    }

    [Fact]
    public void Two_answers_are_compared_by_who_enters_and_who_leaves()
    {
        var asked = SimulatedDumps.Prioritiser(60, 31);
        var (small, large) = (asked.Answer(new PriorityQuestion { BudgetWan = 200 }), asked.Answer(new PriorityQuestion { BudgetWan = 900, Method = RankMethod.Topsis }));
        var told = AnswerComparison.Of(small, large);
        Assert.Equal(large.Funded.Count, told.Entered.Count + told.Stayed.Count);
        Assert.Equal(small.Funded.Count, told.Left.Count + told.Stayed.Count);
        Assert.Equal(Enumerable.Range(1, 60), told.Dumps.Select(d => d.RankB!.Value));
        Assert.All(told.Dumps, d => Assert.Equal(small.Ranks[asked.Table.IndexOf(d.Code)], d.RankA));
    }

    private static Criterion Criterion(Counterfactual change) => CriteriaSet.Default.Criteria[CriteriaSet.Default.IndexOf(change.Criterion!)];

    private static bool Funded(IReadOnlyList<PriorityDump> dumps, PriorityQuestion question, string code)
    {
        var answer = Prioritiser.Of(CriteriaSet.Default, dumps).Answer(question);
        return answer.Funded.Funded[answer.Table.IndexOf(code)];
    }
}
