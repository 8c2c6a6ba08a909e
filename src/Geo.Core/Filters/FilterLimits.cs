namespace Geo.Core.Filters;

/// <summary>How large a filter may be; what is larger is refused with an error that names the filter.</summary>
public sealed record FilterLimits
{
    /// <summary>The limits where nothing else is set.</summary>
    public static FilterLimits Default { get; } = new();

    /// <summary>Characters of the text or JSON.</summary>
    public int Characters { get; init; } = 65_536;

    /// <summary>Expressions inside each other, brackets included.</summary>
    public int Depth { get; init; } = 64;

    /// <summary>Operators, properties and values together.</summary>
    public int Nodes { get; init; } = 2_000;

    /// <summary>Vertices of all geometries together.</summary>
    public int Vertices { get; init; } = 10_000;
}
