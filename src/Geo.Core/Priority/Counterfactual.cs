namespace Geo.Core.Priority;

/// <summary>One change with which a dump would be funded; each was applied and found to do so.</summary>
/// <param name="Kind">criterion, cost, budget or weights.</param>
/// <param name="Criterion">Criterion that changes, or that gains weight; null for cost and budget.</param>
/// <param name="MeasuredFrom">Measured value now.</param>
/// <param name="MeasuredTo">Measured value then.</param>
/// <param name="ClassFrom">Class now.</param>
/// <param name="ClassTo">Class then.</param>
/// <param name="From">Urgency, cost, budget or weight now.</param>
/// <param name="To">The same then.</param>
/// <param name="Weights">All weights then; null unless weights change.</param>
/// <param name="Told">The sentence.</param>
public sealed record Counterfactual(string Kind, string? Criterion, double? MeasuredFrom, double? MeasuredTo, string? ClassFrom, string? ClassTo, double From, double To, IReadOnlyList<double>? Weights, Remark Told);
