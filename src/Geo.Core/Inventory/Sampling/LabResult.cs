namespace Geo.Core.Inventory.Sampling;

/// <summary>What a laboratory found of one parameter at one point.</summary>
/// <param name="Parameter">As the laboratory writes it.</param>
/// <param name="Value">The value; with <paramref name="Below"/> the limit of detection.</param>
/// <param name="Unit">Unit of value and limits.</param>
/// <param name="Below">True for "&lt; value": less than could be detected.</param>
/// <param name="Limit">Above it is exceeded; null where none is named.</param>
/// <param name="LimitLow">Below it is exceeded (pH); null where none is named.</param>
/// <param name="LimitSource">The document that the limit comes from.</param>
public sealed record LabResult(string Parameter, double Value, string Unit, bool Below = false, double? Limit = null, double? LimitLow = null, string? LimitSource = null)
{
    /// <summary>True where a limit is exceeded; null where no limit is named, or the limit of detection lies above it.</summary>
    public bool? Exceeded => (Limit, LimitLow) switch
    {
        (null, null) => null,
        _ when Below => Value <= (Limit ?? double.PositiveInfinity) && LimitLow is null ? false : null,
        _ => Value > Limit || Value < LimitLow,
    };

    /// <summary>With the district's own limit where the result names none; of the same parameter and unit.</summary>
    public LabResult WithLimitOf(IReadOnlyList<ParameterLimit> limits) =>
        Limit is not null || LimitLow is not null || limits.FirstOrDefault(l => Same(l.Parameter, Parameter) && Same(l.Unit, Unit)) is not { } own
            ? this
            : this with { Limit = own.Limit, LimitLow = own.LimitLow, LimitSource = $"{own.Document} ({own.Date})" };

    private static bool Same(string a, string b) => string.Equals(a.Trim(), b.Trim(), StringComparison.OrdinalIgnoreCase);
}

/// <summary>A point of a sampling plan with what is known of it.</summary>
/// <param name="Number">Number in the plan, from 1.</param>
/// <param name="State">planned, sampled, reported or dropped.</param>
/// <param name="Results">What the laboratory found; none before it reported.</param>
public sealed record SamplePoint(int Number, string State, IReadOnlyList<LabResult> Results)
{
    /// <summary>States of a point.</summary>
    public const string Planned = "planned", Sampled = "sampled", Reported = "reported", Dropped = "dropped";

    /// <summary>Every state.</summary>
    public static IReadOnlyList<string> States { get; } = [Planned, Sampled, Reported, Dropped];

    /// <summary>Parameters that exceed a limit.</summary>
    public IReadOnlyList<string> Exceeded => [.. Results.Where(r => r.Exceeded == true).Select(r => r.Parameter).Distinct()];
}
