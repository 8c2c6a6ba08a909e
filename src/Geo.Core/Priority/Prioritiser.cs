namespace Geo.Core.Priority;

/// <summary>The answer to a question: order and funded set.</summary>
/// <param name="Table">The dumps.</param>
/// <param name="Question">What was asked.</param>
/// <param name="Weights">Weights, with how consistent the judgements are.</param>
/// <param name="Scores">By place in the table.</param>
/// <param name="Order">Places from the first rank to the last.</param>
/// <param name="Ranks">Rank by place.</param>
/// <param name="Funded">The funded set.</param>
public sealed record PriorityAnswer(ValueTable Table, PriorityQuestion Question, CriteriaWeights Weights, IReadOnlyList<double> Scores, IReadOnlyList<int> Order, IReadOnlyList<int> Ranks, FundedSet Funded)
{
    /// <summary>How many are first in the stability figures: as asked, else as many as are funded, at least one.</summary>
    public int K => Math.Min(Table.Count, Question.K ?? Math.Max(1, Funded.Count));

    /// <summary>A criterion's part of a dump's weighted sum.</summary>
    public double Part(int criterion, int place) => Weights.Weights[criterion] * Table[criterion, place].Value;

    /// <summary>Share of draws in which each is among the first <see cref="K"/>.</summary>
    public TopShares Stability(int draws, int threads, CancellationToken cancel) =>
        TopShares.Of(Table, Weights.Weights, Question.Method, K, draws, Question.Draws(Table.Set), threads, cancel);
}

/// <summary>Ranks dumps and chooses which get money.</summary>
/// <param name="table">The dumps.</param>
/// <param name="costs">Cost of each, by place, before a person's own.</param>
public sealed class Prioritiser(ValueTable table, IReadOnlyList<DumpCost> costs)
{
    /// <summary>The dumps.</summary>
    public ValueTable Table => table;

    /// <summary>Costs by place, before a person's own.</summary>
    public IReadOnlyList<DumpCost> Costs => costs;

    /// <summary>Reads dumps by a criteria set; costs by the rules that the program brings.</summary>
    public static Prioritiser Of(CriteriaSet set, IEnumerable<PriorityDump> dumps)
    {
        var table = ValueTable.Of(set, dumps);
        return new Prioritiser(table, [.. table.Dumps.Select(RemediationCosts.Default.Of)]);
    }

    /// <summary>Answers.</summary>
    /// <exception cref="InputException">Judgements with a consistency ratio of 0.10 or more, must-haves that do not fit, unknown names.</exception>
    public PriorityAnswer Answer(PriorityQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var weights = question.WeightsOf(table.Set);
        weights.Demand();
        return Answer(question, weights, table, CostsOf(question));
    }

    internal static PriorityAnswer Answer(PriorityQuestion question, CriteriaWeights weights, ValueTable values, IReadOnlyList<int?> costs)
    {
        double[] scores = question.Method == RankMethod.Topsis ? Topsis.Of(values.Values, weights.Weights) : WeightedSum.Of(values.Values, weights.Weights);
        int[] order = Ranking.Order(scores);
        return new PriorityAnswer(values, question, weights, scores, order, Ranking.Ranks(order), Portfolio.Of(values, scores, costs, question));
    }

    private int?[] CostsOf(PriorityQuestion question)
    {
        int?[] all = [.. costs.Select(c => c.Wan)];
        foreach (var (code, wan) in question.Costs)
        {
            if (wan is < 0 or > Portfolio.LargestBudget) throw new InputException("priority", "costs", FormattableString.Invariant($"{wan} 万元 for {code} is no cost"), "give whole 万元 from 0 on");
            all[table.IndexOf(code)] = wan;
        }

        return all;
    }
}
