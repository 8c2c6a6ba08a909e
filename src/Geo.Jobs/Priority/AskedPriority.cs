using System.Text.Json;
using Geo.Core;
using Geo.Core.Priority;
using Geo.Core.Sites;
using Geo.Jobs.Jobs;

namespace Geo.Jobs.Priority;

/// <summary>A question as it travels in JSON; what is left out is the criteria set's own.</summary>
/// <param name="Judgements">Pair comparisons by group.</param>
/// <param name="Weights">Weights outright instead.</param>
/// <param name="Method">weighted_sum or topsis.</param>
/// <param name="Objective">score_sum or hazard_volume.</param>
/// <param name="BudgetWan">Whole 万元.</param>
/// <param name="Must">Must-haves.</param>
/// <param name="Cannot">Ruled out.</param>
/// <param name="Costs">Costs that a person has set, 万元 by code.</param>
/// <param name="K">How many are first; null for as many as are funded.</param>
/// <param name="Distribution">dirichlet or uniform.</param>
/// <param name="Concentration">Of the Dirichlet distribution.</param>
public sealed record AskedPriority(
    IReadOnlyDictionary<string, IReadOnlyList<Judgement>>? Judgements = null, IReadOnlyDictionary<string, double>? Weights = null, string? Method = null, string? Objective = null,
    int? BudgetWan = null, IReadOnlyList<string>? Must = null, IReadOnlyList<string>? Cannot = null, IReadOnlyDictionary<string, int>? Costs = null,
    int? K = null, string? Distribution = null, double? Concentration = null)
{
    /// <summary>The question.</summary>
    /// <exception cref="InputException">A name that is none of the allowed ones.</exception>
    public PriorityQuestion ToQuestion(CriteriaSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        if (Judgements is not null && Weights is not null) throw new InputException("priority", "weights", "judgements and weights are given together", "send one of the two");
        if (K is < 1) throw new InputException("priority", "k", "it is below 1", "give 1 or more, or leave it out");
        return new PriorityQuestion
        {
            Judgements = Judgements,
            Weights = Weights,
            Method = Parse<RankMethod>("method", Method),
            Objective = Parse<FundingObjective>("objective", Objective),
            BudgetWan = BudgetWan ?? set.BudgetWan,
            Must = [.. (Must ?? []).Distinct(StringComparer.Ordinal)],
            Cannot = [.. (Cannot ?? []).Distinct(StringComparer.Ordinal)],
            Costs = Costs ?? new Dictionary<string, int>(),
            K = K,
            Distribution = Parse<WeightDistribution>("distribution", Distribution),
            Concentration = Concentration,
        };
    }

    /// <summary>As JSON, for the store.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, JobTable.JsonStyle);

    /// <summary>From the store's JSON.</summary>
    public static AskedPriority Of(string json) => JsonSerializer.Deserialize<AskedPriority>(json, JobTable.JsonStyle) ?? new AskedPriority();

    private static T Parse<T>(string field, string? code) where T : struct, Enum
    {
        try
        {
            return StatusCode.Parse<T>(code) ?? default;
        }
        catch (ArgumentException e)
        {
            throw new InputException("priority", field, $"'{code}' is none of the allowed values", $"use {string.Join(", ", Enum.GetValues<T>().Select(v => StatusCode.Of(v)))}", e);
        }
    }
}
