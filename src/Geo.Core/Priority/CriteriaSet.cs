namespace Geo.Core.Priority;

/// <summary>Criteria, headings and judgements of a ranking, with the source of each (data/criteria).</summary>
public sealed record CriteriaSet
{
    private static readonly Lazy<CriteriaSet> Shipped = new(() => CriteriaFile.Load(Path.Combine(AppContext.BaseDirectory, "data", "criteria", "default.json")));

    /// <summary>The set that the program brings.</summary>
    public static CriteriaSet Default => Shipped.Value;

    /// <summary>Its name.</summary>
    public required string Name { get; init; }
    /// <summary>Chinese title.</summary>
    public required string Zh { get; init; }
    /// <summary>English title.</summary>
    public required string En { get; init; }
    /// <summary>The headings, in order.</summary>
    public required IReadOnlyList<CriterionHeading> Headings { get; init; }
    /// <summary>The criteria, in order.</summary>
    public required IReadOnlyList<Criterion> Criteria { get; init; }
    /// <summary>Pair comparisons: of the headings, and within each.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<Judgement>> Judgements { get; init; }
    /// <summary>Dumps of these statuses are not ranked: they have their money.</summary>
    public required IReadOnlyList<string> LeavesOut { get; init; }
    /// <summary>Where <see cref="LeavesOut"/> comes from.</summary>
    public required CriterionSource LeavesOutSource { get; init; }
    /// <summary>Concentration of the Dirichlet distribution round the AHP weights: the larger, the closer the draws.</summary>
    public required double Concentration { get; init; }
    /// <summary>Where <see cref="Concentration"/> comes from.</summary>
    public required CriterionSource ConcentrationSource { get; init; }
    /// <summary>Budget where none is given, 万元.</summary>
    public required int BudgetWan { get; init; }
    /// <summary>Where <see cref="BudgetWan"/> comes from.</summary>
    public required CriterionSource BudgetSource { get; init; }
    /// <summary>Criterion whose urgency is the hazard of the objective score × hazard × volume.</summary>
    public required string HazardCriterion { get; init; }
    /// <summary>Criterion whose measured value is the volume of that objective, m³.</summary>
    public required string VolumeCriterion { get; init; }
    /// <summary>The file as it was read, to be kept with what it decided.</summary>
    public required string Json { get; init; }

    /// <summary>Place of a criterion.</summary>
    /// <exception cref="InputException">There is none of this name.</exception>
    public int IndexOf(string code) => Criteria.Index().Where(c => c.Item.Code == code).Select(c => (int?)c.Index).FirstOrDefault()
        ?? throw new InputException("criteria", code, "there is no such criterion", $"use {string.Join(", ", Criteria.Select(c => c.Code))}");
}
