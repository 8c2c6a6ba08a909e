using Geo.Core;
using Geo.Core.Priority;
using Geo.Core.Sites;

namespace Geo.Jobs.Priority;

/// <summary>One matrix of judgements as it is told.</summary>
public sealed record ToldGroup(string Group, IReadOnlyList<string> Codes, IReadOnlyList<Judgement> Judgements, IReadOnlyList<double> Weights, double LambdaMax, double ConsistencyRatio, bool Consistent, WorstJudgement? Worst);

/// <summary>A dump in the ranking as it is told.</summary>
/// <param name="Rank">From 1.</param>
/// <param name="Code">Code.</param>
/// <param name="Score">Score.</param>
/// <param name="Funded">In the funded set.</param>
/// <param name="CostWan">Cost; null where unknown.</param>
/// <param name="Parts">Weight times urgency by criterion, in the order of the criteria; null unless asked for.</param>
public sealed record ToldRow(int Rank, string Code, double Score, bool Funded, int? CostWan, IReadOnlyList<double>? Parts);

/// <summary>An answer as it is told.</summary>
public sealed record ToldAnswer(
    long Revision, string CriteriaSet, string Method, string Objective, bool Consistent, IReadOnlyList<ToldGroup> Groups, IReadOnlyDictionary<string, double> Weights,
    int BudgetWan, long? SpentWan, int? Funded, bool? Proven, long? Worth, int? K, IReadOnlyList<Remark> Remarks, IReadOnlyList<ToldRow> Rows);

/// <summary>Shares of draws as they are told.</summary>
/// <param name="Draws">Draws.</param>
/// <param name="K">How many are first.</param>
/// <param name="Distribution">dirichlet or uniform.</param>
/// <param name="Concentration">Of the Dirichlet distribution.</param>
/// <param name="Shares">By code; they sum to K.</param>
public sealed record ToldShares(int Draws, int K, string Distribution, double Concentration, IReadOnlyDictionary<string, double> Shares);

/// <summary>Answers in the form that pages and the command line tell.</summary>
public static class PriorityDocument
{
    private const int Decimals = 6;

    /// <summary>The whole answer; inconsistent judgements give their matrices and no order.</summary>
    /// <param name="ground">The dumps.</param>
    /// <param name="asked">The question.</param>
    /// <param name="parts">With the parts of every score.</param>
    public static ToldAnswer Of(PriorityGround ground, AskedPriority asked, bool parts)
    {
        ArgumentNullException.ThrowIfNull(ground);
        ArgumentNullException.ThrowIfNull(asked);
        var question = asked.ToQuestion(ground.Set);
        var weights = question.WeightsOf(ground.Set);
        if (!weights.Consistent)
        {
            return Told(ground, question, weights, null, false, [Remark.Of("priority_inconsistent", $"The judgements contradict each other (consistency ratio 0.10 or more): no ranking is made of them.")]);
        }

        var answer = ground.Prioritiser.Answer(question);
        return Told(ground, question, answer.Weights, answer, parts, ScoreExplanation.OfAnswer(answer));
    }

    /// <summary>Shares of an answer.</summary>
    public static ToldShares Shares(PriorityAnswer answer, int draws, int threads, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var shares = answer.Stability(draws, threads, cancel);
        var options = answer.Question.Draws(answer.Table.Set);
        return new ToldShares(draws, shares.K, StatusCode.Of(options.Distribution), options.Concentration, answer.Table.Dumps.Select((d, i) => (d.Code, Share: shares.Share(i))).ToDictionary(x => x.Code, x => x.Share));
    }

    private static ToldAnswer Told(PriorityGround ground, PriorityQuestion question, CriteriaWeights weights, PriorityAnswer? answer, bool parts, IReadOnlyList<Remark> remarks) => new(
        ground.Revision, ground.Set.Name, StatusCode.Of(question.Method), StatusCode.Of(question.Objective), weights.Consistent,
        [.. weights.Groups.Select(g => new ToldGroup(g.Group, g.Codes, g.Judgements, g.Result.Weights, g.Result.LambdaMax, g.Result.ConsistencyRatio, g.Result.Consistent, g.Worst))],
        ground.Set.Criteria.Select((c, i) => (c.Code, Weight: weights.Weights[i])).ToDictionary(w => w.Code, w => w.Weight),
        question.BudgetWan, answer?.Funded.SpentWan, answer?.Funded.Count, answer?.Funded.Proven, answer?.Funded.Worth, answer?.K, remarks,
        answer is null ? [] : [.. answer.Order.Select((p, r) => new ToldRow(r + 1, answer.Table.Dumps[p].Code, Math.Round(answer.Scores[p], Decimals), answer.Funded.Funded[p], answer.Funded.Costs[p],
            parts ? [.. Enumerable.Range(0, ground.Set.Criteria.Count).Select(c => Math.Round(answer.Part(c, p), Decimals))] : null))]);
}
