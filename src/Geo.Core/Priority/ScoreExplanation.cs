using System.Globalization;

namespace Geo.Core.Priority;

/// <summary>A criterion's part of a dump's score.</summary>
/// <param name="Criterion">Code.</param>
/// <param name="Weight">Its weight.</param>
/// <param name="Reading">What was read.</param>
/// <param name="Part">Weight times urgency.</param>
/// <param name="Mean">Mean part of all ranked dumps.</param>
public sealed record ScorePart(string Criterion, double Weight, CriterionReading Reading, double Part, double Mean)
{
    /// <summary>Above the mean it lifts the dump, below it holds it back.</summary>
    public double Lift => Part - Mean;
}

/// <summary>Why a dump stands where it stands.</summary>
/// <param name="Parts">In the order of the criteria.</param>
/// <param name="Lifts">Criteria that lift it, the strongest first.</param>
/// <param name="HoldsBack">Criteria that hold it back, the strongest first.</param>
/// <param name="Remarks">Sentences: rank, money, budget edge, ties, missing data.</param>
public sealed record ScoreExplanation(IReadOnlyList<ScorePart> Parts, IReadOnlyList<string> Lifts, IReadOnlyList<string> HoldsBack, IReadOnlyList<Remark> Remarks)
{
    // A part within this of the mean neither lifts nor holds back.
    private const double Notable = 1e-9;

    private const int Named = 6;

    /// <summary>Explains a dump.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="place">Its place in the table.</param>
    public static ScoreExplanation Of(PriorityAnswer answer, int place)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var table = answer.Table;
        ScorePart[] parts = [.. table.Set.Criteria.Select((c, i) => new ScorePart(c.Code, answer.Weights.Weights[i], table[i, place],
            answer.Part(i, place), answer.Weights.Weights[i] * table.Values[i].Average()))];
        return new ScoreExplanation(parts,
            [.. parts.Where(p => p.Lift > Notable).OrderByDescending(p => p.Lift).Select(p => p.Criterion)],
            [.. parts.Where(p => p.Lift < -Notable).OrderBy(p => p.Lift).Select(p => p.Criterion)],
            [.. Standing(answer, place), Money(answer, place), .. Doubts(answer, place)]);
    }

    /// <summary>Sentences about the whole: what is maximised, what is left over, who was passed over.</summary>
    public static IReadOnlyList<Remark> OfAnswer(PriorityAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var funded = answer.Funded;
        var told = new List<Remark>
        {
            answer.Question.Objective == FundingObjective.ScoreSum
                ? Remark.Of("priority_maximises_scores", $"The funded set has the greatest sum of scores that the budget allows; this favours many cheap dumps.")
                : Remark.Of("priority_maximises_hazard", $"The funded set has the greatest sum of score × hazard × volume that the budget allows; this favours where much dangerous waste lies."),
            Remark.Of("priority_budget", $"{funded.Count} dumps for {funded.SpentWan} of {answer.Question.BudgetWan} 万元; {answer.Question.BudgetWan - funded.SpentWan} 万元 are left.",
                ("dumps", funded.Count), ("spent", funded.SpentWan), ("budget", answer.Question.BudgetWan), ("left", answer.Question.BudgetWan - funded.SpentWan)),
        };
        if (!funded.Proven) told.Add(Remark.Of("priority_not_proven", $"The search was stopped: this is the best set found, not proven to be the best there is."));
        int last = answer.Order.Index().Where(o => funded.Funded[o.Item]).Select(o => o.Index).LastOrDefault();
        int passed = answer.Order.Take(last).Count(p => !funded.Funded[p]);
        if (passed > 0)
        {
            told.Add(Remark.Of("priority_passed_over", $"{passed} dumps stand above the last funded one and get nothing: for their money the others bring more together.", ("dumps", passed)));
        }

        if (funded.VolumesAssumed > 0 && answer.Question.Objective == FundingObjective.HazardVolume)
        {
            told.Add(Remark.Of("priority_volumes_assumed", $"{funded.VolumesAssumed} dumps have no volume: the median of the others stands for it.", ("dumps", funded.VolumesAssumed)));
        }

        return told;
    }

    private static IEnumerable<Remark> Standing(PriorityAnswer answer, int place)
    {
        yield return Remark.Of("priority_rank", $"Rank {answer.Ranks[place]} of {answer.Table.Count}, score {answer.Scores[place]:0.000}.",
            ("rank", answer.Ranks[place]), ("dumps", answer.Table.Count), ("score", answer.Scores[place].ToString("0.000", CultureInfo.InvariantCulture)));
        int alike = answer.Scores.Count(s => s == answer.Scores[place]) - 1;
        if (alike > 0) yield return Remark.Of("priority_tie", $"{alike} others have the same score: among them the code decides.", ("dumps", alike));
    }

    private static Remark Money(PriorityAnswer answer, int place)
    {
        string code = answer.Table.Dumps[place].Code;
        var funded = answer.Funded;
        int budget = answer.Question.BudgetWan;
        if (answer.Question.Must.Contains(code)) return Remark.Of("priority_must", $"Funded as a must-have: paid before all others.");
        if (answer.Question.Cannot.Contains(code)) return Remark.Of("priority_cannot", $"Not funded: it was ruled out.");
        if (funded.Costs[place] is not { } cost) return Remark.Of("priority_no_cost", $"Not funded: neither its cost nor its size is known.");
        if (funded.Funded[place]) return Remark.Of("priority_funded", $"Funded with {cost} 万元.", ("cost", cost));
        long reserved = answer.Question.Must.Sum(m => (long)funded.Costs[answer.Table.IndexOf(m)]!.Value);
        if (cost > budget - reserved)
        {
            return Remark.Of("priority_too_dear", $"Not funded: it costs {cost} 万元, and {budget - reserved} 万元 are left when the must-haves are paid.", ("cost", cost), ("left", budget - reserved));
        }

        // The best set with it: who would have to go, and what would be lost.
        var with = Portfolio.Of(answer.Table, answer.Scores, funded.Costs, answer.Question with { Must = [.. answer.Question.Must, code] });
        string[] leaving = [.. Enumerable.Range(0, answer.Table.Count).Where(i => funded.Funded[i] && !with.Funded[i]).Select(i => answer.Table.Dumps[i].Code)];
        string names = string.Join(", ", leaving.Take(Named)) + (leaving.Length > Named ? FormattableString.Invariant($" … ({leaving.Length})") : "");
        double lost = (double)(funded.Worth - with.Worth) / Math.Max(1, funded.Worth);
        return leaving.Length == 0
            ? Remark.Of("priority_edge_worthless", $"Not funded: it would add nothing to what is maximised.")
            : Remark.Of("priority_edge", $"Not funded: with it {names} would have to go, and the sum would fall by {lost:P3}.", ("names", names), ("loss", (lost * 100).ToString("0.###", CultureInfo.InvariantCulture)), ("left", budget - funded.SpentWan), ("cost", cost));
    }

    private static IEnumerable<Remark> Doubts(PriorityAnswer answer, int place)
    {
        var missing = answer.Table.Set.Criteria.Index().Where(c => answer.Table[c.Index, place].Missing).Select(c => c.Item).ToArray();
        if (missing.Length > 0)
        {
            string zh = string.Join("、", missing.Select(c => c.Zh)), en = string.Join(", ", missing.Select(c => c.En));
            yield return Remark.Of("priority_missing", $"No data for {en}: the neutral value stands in the score, the whole interval in the draws.", ("criteria", string.Join(",", missing.Select(c => c.Code))), ("criteria_zh", zh), ("criteria_en", en), ("missing", missing.Length));
        }
    }
}
