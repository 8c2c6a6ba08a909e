namespace Geo.Core.Priority;

/// <summary>The funded set.</summary>
/// <param name="Funded">By place in the table.</param>
/// <param name="SpentWan">Its cost.</param>
/// <param name="Worth">What it is worth in whole units of the objective: millionths of score, or m³ of waste weighed by hazard and score.</param>
/// <param name="Proven">True where it is proven that none is worth more, and none as worthy costs less.</param>
/// <param name="Worths">Worth of each dump, by place.</param>
/// <param name="Costs">Cost of each dump, by place; null where unknown.</param>
/// <param name="VolumesAssumed">Dumps whose volume is missing: the median stands for it (objective score × hazard × volume).</param>
public sealed record FundedSet(IReadOnlyList<bool> Funded, long SpentWan, long Worth, bool Proven, IReadOnlyList<long> Worths, IReadOnlyList<int?> Costs, int VolumesAssumed)
{
    /// <summary>Number of funded dumps.</summary>
    public int Count => Funded.Count(f => f);
}

/// <summary>Which dumps get money: exact 0/1 choice under a budget in whole 万元.</summary>
public static class Portfolio
{
    /// <summary>Scores count in millionths, as whole numbers.</summary>
    public const double ScoreUnits = 1_000_000;

    /// <summary>Largest budget, 万元.</summary>
    public const int LargestBudget = 100_000_000;

    /// <summary>Chooses.</summary>
    /// <param name="table">The dumps.</param>
    /// <param name="scores">Score of each.</param>
    /// <param name="costs">Cost of each, 万元; a dump of unknown cost is not funded.</param>
    /// <param name="question">Budget, must, cannot, objective.</param>
    /// <exception cref="InputException">A budget outside 0 to <see cref="LargestBudget"/>; a must-have that is unknown, forbidden, without cost, or that together with the others costs more than the budget.</exception>
    public static FundedSet Of(ValueTable table, IReadOnlyList<double> scores, IReadOnlyList<int?> costs, PriorityQuestion question)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(costs);
        ArgumentNullException.ThrowIfNull(question);
        if (question.BudgetWan is < 0 or > LargestBudget)
        {
            throw new InputException("priority", "budget_wan", FormattableString.Invariant($"{question.BudgetWan} 万元 is not between 0 and {LargestBudget}"), "give the budget in whole 万元");
        }

        long[] worths = Worths(table, scores, question.Objective, out int assumed);
        bool[] must = Flags(table, question.Must, "must"), cannot = Flags(table, question.Cannot, "cannot");
        long reserved = 0;
        for (int i = 0; i < must.Length; i++)
        {
            if (!must[i]) continue;
            string code = table.Dumps[i].Code;
            if (cannot[i]) throw new InputException("priority", "must", $"{code} is a must-have and may not be funded", "take it out of one of the two lists");
            reserved += costs[i] ?? throw new InputException("priority", "must", $"{code} is a must-have and has no cost", "set its cost");
        }

        if (reserved > question.BudgetWan)
        {
            throw new InputException("priority", "must", FormattableString.Invariant($"the must-haves cost {reserved} 万元 together, the budget is {question.BudgetWan} 万元"),
                FormattableString.Invariant($"raise the budget by {reserved - question.BudgetWan} 万元, or take a must-have out"));
        }

        // The must-haves are paid first; the rest competes for what is left.
        int[] free = [.. Enumerable.Range(0, must.Length).Where(i => !must[i] && !cannot[i] && costs[i] is not null)];
        KnapsackChoice choice;
        try
        {
            choice = Knapsack.Choose([.. free.Select(i => worths[i])], [.. free.Select(i => (long)costs[i]!.Value)], question.BudgetWan - reserved);
        }
        catch (OverflowException e)
        {
            throw new InputException("priority", "volume_m3", "volumes and budget together are too large for exact whole numbers", "check the volumes of the dumps", e);
        }

        bool[] funded = must;
        for (int f = 0; f < free.Length; f++) funded[free[f]] = choice.Taken[f];
        long spent = 0, worth = 0;
        for (int i = 0; i < funded.Length; i++)
        {
            if (funded[i]) (spent, worth) = (spent + costs[i]!.Value, worth + worths[i]);
        }

        return new FundedSet(funded, spent, worth, choice.Proven, worths, costs, assumed);
    }

    /// <summary>What each dump adds to the objective, in whole units.</summary>
    internal static long[] Worths(ValueTable table, IReadOnlyList<double> scores, FundingObjective objective, out int assumed)
    {
        assumed = 0;
        if (objective == FundingObjective.ScoreSum) return [.. scores.Select(s => (long)Math.Round(s * ScoreUnits))];
        int hazard = table.Set.IndexOf(table.Set.HazardCriterion), volume = table.Set.IndexOf(table.Set.VolumeCriterion);
        double[] known = [.. Enumerable.Range(0, table.Count).Select(i => table[volume, i].Measured).OfType<double>().Order()];
        double median = known.Length == 0 ? 1 : known[known.Length / 2];
        assumed = table.Count - known.Length;
        return [.. scores.Select((s, i) => (long)Math.Round(s * table[hazard, i].Value * Math.Max(0, table[volume, i].Measured ?? median)))];
    }

    private static bool[] Flags(ValueTable table, IReadOnlyList<string> codes, string field)
    {
        bool[] flags = new bool[table.Count];
        foreach (string code in codes)
        {
            try
            {
                flags[table.IndexOf(code)] = true;
            }
            catch (NotFoundException e)
            {
                throw new InputException("priority", field, $"no dump {code} is ranked", "name dumps of the ranking; those with their money are left out", e);
            }
        }

        return flags;
    }
}
