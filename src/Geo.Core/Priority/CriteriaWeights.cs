namespace Geo.Core.Priority;

/// <summary>One matrix of pair comparisons, solved.</summary>
/// <param name="Group">headings, or the heading whose criteria are compared.</param>
/// <param name="Codes">What is compared.</param>
/// <param name="Judgements">How.</param>
/// <param name="Result">Weights and consistency.</param>
/// <param name="Worst">The judgement that fits least; null for fewer than three things.</param>
public sealed record SolvedGroup(string Group, IReadOnlyList<string> Codes, IReadOnlyList<Judgement> Judgements, AhpResult Result, WorstJudgement? Worst);

/// <summary>Weights of all criteria: the heading's weight times the weight within it.</summary>
/// <param name="Weights">In the order of the set's criteria; sum 1.</param>
/// <param name="Groups">The matrices; empty where weights were given outright.</param>
public sealed record CriteriaWeights(IReadOnlyList<double> Weights, IReadOnlyList<SolvedGroup> Groups)
{
    /// <summary>Name of the matrix that compares the headings.</summary>
    public const string Headings = "headings";

    /// <summary>True where every matrix is below the limit.</summary>
    public bool Consistent => Groups.All(g => g.Result.Consistent);

    /// <summary>Solves the judgements of a set, consistent or not.</summary>
    /// <param name="set">The criteria.</param>
    /// <param name="judgements">By group; a group that is missing is taken from the set.</param>
    /// <exception cref="InputException">A group is unknown, its pairs are incomplete or off the scale.</exception>
    public static CriteriaWeights Of(CriteriaSet set, IReadOnlyDictionary<string, IReadOnlyList<Judgement>>? judgements = null)
    {
        ArgumentNullException.ThrowIfNull(set);
        foreach (string group in judgements?.Keys ?? [])
        {
            if (group != Headings && set.Headings.All(h => h.Code != group))
            {
                throw new InputException("judgements", group, "there is no such group of criteria", $"use {Headings}, {string.Join(", ", set.Headings.Select(h => h.Code))}");
            }
        }

        SolvedGroup Solve(string group, IReadOnlyList<string> codes)
        {
            var given = judgements?.GetValueOrDefault(group) ?? set.Judgements.GetValueOrDefault(group) ?? [];
            return new SolvedGroup(group, codes, given, Ahp.Solve(Judgement.Matrix($"judgements of {group}", codes, given)), WorstJudgement.Of($"judgements of {group}", codes, given));
        }

        var headings = Solve(Headings, [.. set.Headings.Select(h => h.Code)]);
        var within = set.Headings.Select(h => Solve(h.Code, [.. set.Criteria.Where(c => c.Heading == h.Code).Select(c => c.Code)])).ToArray();
        return new CriteriaWeights([.. set.Criteria.Select(c =>
        {
            int h = set.Headings.Index().First(x => x.Item.Code == c.Heading).Index;
            return headings.Result.Weights[h] * within[h].Result.Weights[within[h].Codes.Index().First(x => x.Item == c.Code).Index];
        })], [headings, .. within]);
    }

    /// <summary>Weights given outright, brought to sum 1.</summary>
    /// <exception cref="InputException">One is missing, unknown or negative, or all are 0.</exception>
    public static CriteriaWeights Given(CriteriaSet set, IReadOnlyDictionary<string, double> weights)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(weights);
        string[] wrong = [.. weights.Keys.Except(set.Criteria.Select(c => c.Code)), .. set.Criteria.Select(c => c.Code).Except(weights.Keys)];
        double sum = weights.Values.Sum();
        if (wrong.Length > 0 || weights.Values.Any(w => !(w >= 0)) || !(sum > 0) || !double.IsFinite(sum))
        {
            throw new InputException("weights", wrong.FirstOrDefault(), "it is missing, unknown or negative, or all weights are 0", $"give a weight from 0 on for each of {string.Join(", ", set.Criteria.Select(c => c.Code))}");
        }

        return new CriteriaWeights([.. set.Criteria.Select(c => weights[c.Code] / sum)], []);
    }

    /// <summary>Refuses inconsistent judgements, with the worst one named and what would mend it.</summary>
    /// <exception cref="InputException">A consistency ratio is 0.10 or more.</exception>
    public void Demand()
    {
        if (Groups.FirstOrDefault(g => !g.Result.Consistent) is not { Worst: { } worst } bad) return;
        throw new InputException($"judgements of {bad.Group}", $"{worst.A}/{worst.B}",
            FormattableString.Invariant($"the consistency ratio is {bad.Result.ConsistencyRatio:0.000}, 0.10 or more; {worst.Favours} is {worst.Off:0.0} times off what the other judgements say ({worst.Says:0.00})"),
            FormattableString.Invariant($"judge it {worst.Suggested}: the ratio is then {worst.RatioThen:0.000}{(worst.Mends ? "" : "; look at further judgements too")}"));
    }
}
