namespace Geo.Core.Priority;

/// <summary>What the funded set maximises.</summary>
public enum FundingObjective
{
    /// <summary>Sum of scores: favours many cheap dumps.</summary>
    ScoreSum = 0,
    /// <summary>Sum of score × hazard × volume: favours where much dangerous waste lies.</summary>
    HazardVolume,
}

/// <summary>What is asked: all that a person may set.</summary>
public sealed record PriorityQuestion
{
    /// <summary>Pair comparisons by group; a group left out is that of the criteria set; null for all of the set.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<Judgement>>? Judgements { get; init; }
    /// <summary>Weights outright by criterion, instead of judgements.</summary>
    public IReadOnlyDictionary<string, double>? Weights { get; init; }
    /// <summary>Method.</summary>
    public RankMethod Method { get; init; }
    /// <summary>What the funded set maximises.</summary>
    public FundingObjective Objective { get; init; }
    /// <summary>Budget, whole 万元.</summary>
    public int BudgetWan { get; init; }
    /// <summary>Dumps that are funded whatever their score.</summary>
    public IReadOnlyList<string> Must { get; init; } = [];
    /// <summary>Dumps that are not funded.</summary>
    public IReadOnlyList<string> Cannot { get; init; } = [];
    /// <summary>Costs that a person has set, 万元 by code; they go before the register's and the estimate.</summary>
    public IReadOnlyDictionary<string, int> Costs { get; init; } = new Dictionary<string, int>();
    /// <summary>How many are first; null for as many as are funded.</summary>
    public int? K { get; init; }
    /// <summary>Distribution of the drawn weights.</summary>
    public WeightDistribution Distribution { get; init; }
    /// <summary>Concentration of the draws; null for the criteria set's.</summary>
    public double? Concentration { get; init; }

    /// <summary>The weights asked for, consistent or not.</summary>
    public CriteriaWeights WeightsOf(CriteriaSet set) => Weights is { } given ? CriteriaWeights.Given(set, given) : CriteriaWeights.Of(set, Judgements);

    /// <summary>The draws asked for.</summary>
    public DrawOptions Draws(CriteriaSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        double concentration = Concentration ?? set.Concentration;
        return concentration is > 0 and <= 1e6
            ? new DrawOptions(Distribution, concentration)
            : throw new InputException("priority", "concentration", "it is not positive, or above a million", "give for example 60");
    }
}
