using System.Diagnostics;
using CsCheck;
using Geo.Core.Priority;

namespace Geo.Core.Tests.Priority;

public sealed class PortfolioTests
{
    [Fact]
    public void The_choice_is_the_best_of_all_choices() =>
        Gen.Select(Gen.Int[0, 14], Gen.Int[0, 60], Gen.Int[1, 30], Gen.ULong).Sample((n, budget, profits, seed) =>
        {
            ulong state = seed;
            // Small ranges: many ties in profit and cost.
            long[] profit = [.. Enumerable.Range(0, n).Select(_ => (long)(SplitMix64.Unit(ref state) * profits))];
            long[] cost = [.. Enumerable.Range(0, n).Select(_ => (long)(SplitMix64.Unit(ref state) * 15))];
            var choice = Knapsack.Choose(profit, cost, budget);
            Assert.True(choice.Proven);
            Assert.Equal(BruteForce(profit, cost, budget), (choice.Profit, choice.Cost));
            for (int a = 0; a < n; a++)
            {
                for (int b = 0; b < a; b++) Assert.False(choice.Taken[a] && !choice.Taken[b] && profit[a] == profit[b] && cost[a] == cost[b] && profit[a] > 0, "of two alike the later code was taken");
            }
        });

    [Fact]
    public void The_choice_of_twenty_is_the_best_of_a_million() =>
        Gen.Select(Gen.Long[1, 1_000_000].Array[20], Gen.Long[1, 400].Array[20], Gen.Int[100, 3000]).Sample((profit, cost, budget) =>
        {
            var choice = Knapsack.Choose(profit, cost, budget);
            return choice.Proven && BruteForce(profit, cost, budget) == (choice.Profit, choice.Cost);
        }, iter: 12);

    [Fact]
    public void The_table_over_budgets_says_the_same_as_the_choice() =>
        Gen.Select(Gen.Long[1, 1000].Array[1, 40], Gen.Int[1, 9], Gen.ULong).Sample((worth, largestCost, seed) =>
        {
            ulong state = seed;
            int[] cost = [.. worth.Select(_ => 1 + (int)(SplitMix64.Unit(ref state) * largestCost))];
            long[] table = BudgetTable.Of(worth, cost, 60, default);
            return Enumerable.Range(0, 61).All(b => table[b] == Knapsack.Choose(worth, [.. cost.Select(c => (long)c)], b).Profit);
        });

    // The table is another algorithm (dynamic programming over every budget), held against brute force by way of the choice above.
    [Theory]
    [InlineData(FundingObjective.ScoreSum), InlineData(FundingObjective.HazardVolume)]
    public void Five_thousand_dumps_are_proven_within_seconds_and_equal_the_table(FundingObjective objective)
    {
        var asked = SimulatedDumps.Prioritiser(5000, 7);
        var clock = Stopwatch.StartNew();
        var answer = asked.Answer(new PriorityQuestion { BudgetWan = 20_000, Objective = objective });
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"{clock.Elapsed}");
        Assert.True(answer.Funded.Proven);
        int[] free = [.. Enumerable.Range(0, 5000).Where(i => answer.Funded.Costs[i] is > 0 && answer.Funded.Worths[i] > 0)];
        long[] table = BudgetTable.Of([.. free.Select(i => answer.Funded.Worths[i])], [.. free.Select(i => answer.Funded.Costs[i]!.Value)], 20_000, default);
        Assert.Equal(table[20_000], answer.Funded.Worth);
        Assert.InRange(answer.Funded.SpentWan, 1, 20_000);
    }

    [Fact]
    public void A_search_that_is_stopped_says_that_it_is_not_proven()
    {
        // All worth their cost plus a constant (Pisinger's strongly correlated instances): hard to prove.
        ulong state = 5;
        long[] cost = [.. Enumerable.Range(0, 200).Select(_ => 1 + (long)(SplitMix64.Unit(ref state) * 1000))];
        long[] profit = [.. cost.Select(c => c + 100)];
        var choice = Knapsack.Choose(profit, cost, cost.Sum() / 2, limit: 50);
        Assert.False(choice.Proven);
        Assert.InRange(choice.Cost, 1, cost.Sum() / 2);
    }

    [Fact]
    public void Must_haves_are_paid_first_and_what_may_not_be_is_not()
    {
        var asked = SimulatedDumps.Prioritiser(60, 11);
        var plain = asked.Answer(new PriorityQuestion { BudgetWan = 600 });
        string last = asked.Table.Dumps[plain.Order[^1]].Code, first = asked.Table.Dumps[plain.Order.First(p => plain.Funded.Funded[p])].Code;
        var told = asked.Answer(new PriorityQuestion { BudgetWan = 600, Must = [last], Cannot = [first], Costs = new Dictionary<string, int> { [last] = 7 } });
        Assert.True(told.Funded.Funded[asked.Table.IndexOf(last)]);
        Assert.False(told.Funded.Funded[asked.Table.IndexOf(first)]);
        Assert.Equal(7, told.Funded.Costs[asked.Table.IndexOf(last)]);
        Assert.InRange(told.Funded.SpentWan, 7, 600);
    }

    [Fact]
    public void Must_haves_that_do_not_fit_are_refused_with_what_is_short()
    {
        var asked = SimulatedDumps.Prioritiser(20, 11);
        var question = new PriorityQuestion { BudgetWan = 100, Must = ["D0001", "D0002"], Costs = new Dictionary<string, int> { ["D0001"] = 80, ["D0002"] = 50 } };
        Assert.Contains("30 万元", Assert.Throws<InputException>(() => asked.Answer(question)).Message, StringComparison.Ordinal);
        Assert.Throws<InputException>(() => asked.Answer(question with { BudgetWan = 200, Cannot = ["D0002"] }));
        Assert.Throws<InputException>(() => asked.Answer(question with { Must = ["X"] }));
        Assert.Throws<InputException>(() => asked.Answer(question with { BudgetWan = -1, Must = [] }));
    }

    [Fact]
    public void Hazard_volume_is_worth_score_times_hazard_times_volume()
    {
        var asked = Prioritiser.Of(CriteriaSet.Default, [.. SimulatedDumps.Of(30, 2, missing: 0)]);
        var answer = asked.Answer(new PriorityQuestion { BudgetWan = 500, Objective = FundingObjective.HazardVolume });
        for (int i = 0; i < 30; i++)
        {
            var dump = asked.Table.Dumps[i];
            double hazard = CriteriaSet.Default.Criteria[0].Classes![dump.Text("waste_category")!];
            Assert.Equal((long)Math.Round(answer.Scores[i] * hazard * dump.Number("volume_m3")!.Value), answer.Funded.Worths[i]);
        }
    }

    private static (long Profit, long Cost) BruteForce(long[] profit, long[] cost, long budget)
    {
        (long Profit, long Cost) best = (0, 0);
        for (int set = 0; set < 1 << profit.Length; set++)
        {
            long p = 0, c = 0;
            for (int i = 0; i < profit.Length; i++)
            {
                if ((set >> i & 1) != 0) (p, c) = (p + profit[i], c + cost[i]);
            }

            if (c <= budget && (p > best.Profit || (p == best.Profit && c < best.Cost))) best = (p, c);
        }

        return best;
    }
}
