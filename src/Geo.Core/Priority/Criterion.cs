namespace Geo.Core.Priority;

/// <summary>Where a rule comes from; without document and date it is refused.</summary>
/// <param name="Document">The document, or that it is this project's own working value.</param>
/// <param name="Date">Its date.</param>
public sealed record CriterionSource(string Document, string Date);

/// <summary>One of the headings of the ministry's own centre (doi 10.12030/j.cjee.202302088).</summary>
/// <param name="Code">hazard, receptor or response.</param>
/// <param name="Zh">Chinese name.</param>
/// <param name="En">English name.</param>
public sealed record CriterionHeading(string Code, string Zh, string En);

/// <summary>A column that a criterion reads; the first that holds something counts.</summary>
/// <param name="Column">Column of the dump.</param>
/// <param name="Times">Factor to the criterion's unit.</param>
/// <param name="Least">Least factor thought possible; the draws run from it; null for <paramref name="Times"/>.</param>
/// <param name="Most">Greatest factor.</param>
/// <param name="LowColumn">Column of the lower bound of a measured interval; null for none.</param>
/// <param name="HighColumn">Column of the upper bound.</param>
/// <param name="Note">What the factor means.</param>
public sealed record ColumnReading(string Column, double Times = 1, double? Least = null, double? Most = null, string? LowColumn = null, string? HighColumn = null, string? Note = null);

/// <summary>What stands in the place of a value that is missing: never 0 in silence.</summary>
/// <param name="Low">Least value in the draws.</param>
/// <param name="High">Greatest value in the draws.</param>
/// <param name="Neutral">Value in the score.</param>
/// <param name="Document">Source.</param>
/// <param name="Date">Its date.</param>
public sealed record MissingValue(double Low, double High, double Neutral, string Document, string Date);

/// <summary>A second column that weighs the value, as the kind of a sensitive area.</summary>
/// <param name="Column">The column.</param>
/// <param name="Classes">Factor in [0, 1] by code.</param>
/// <param name="Other">Factor of any other code, and where it is missing.</param>
public sealed record KindWeights(string Column, IReadOnlyDictionary<string, double> Classes, double Other);

/// <summary>A column that holds a name only where something is so, as the key control area around the dump.</summary>
/// <param name="Column">The column.</param>
/// <param name="KnownWhen">Its emptiness is an answer only where one of these columns holds something: they are computed together.</param>
public sealed record PresenceRule(string Column, IReadOnlyList<string> KnownWhen);

/// <summary>A criterion: a column or formula of a dump, brought to urgency in [0, 1]. Exactly one of Points, Classes and Presence is there.</summary>
public sealed record Criterion
{
    /// <summary>Stable name.</summary>
    public required string Code { get; init; }
    /// <summary>Code of its heading.</summary>
    public required string Heading { get; init; }
    /// <summary>Chinese name.</summary>
    public required string Zh { get; init; }
    /// <summary>English name.</summary>
    public required string En { get; init; }
    /// <summary>Unit of what is measured; empty for classes.</summary>
    public required string Unit { get; init; }
    /// <summary>Columns, the first that holds something counts.</summary>
    public required IReadOnlyList<ColumnReading> Read { get; init; }
    /// <summary>Urgency by code of a class.</summary>
    public IReadOnlyDictionary<string, double>? Classes { get; init; }
    /// <summary>Urgency of a measured value.</summary>
    public ValueFunction? Function { get; init; }
    /// <summary>Urgency 1 where a column holds a name.</summary>
    public PresenceRule? Presence { get; init; }
    /// <summary>What weighs the value; null for nothing.</summary>
    public KindWeights? WeightedBy { get; init; }
    /// <summary>What stands for a missing value.</summary>
    public required MissingValue Missing { get; init; }
    /// <summary>Where the thresholds come from.</summary>
    public required CriterionSource Source { get; init; }
}
