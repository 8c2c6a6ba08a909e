using System.Globalization;

namespace Geo.Core.Filters;

/// <summary>Whom an error names: the request's filter parameter, or the option of a command.</summary>
/// <param name="Where">Request, command or file.</param>
/// <param name="Field">Parameter or option.</param>
public sealed record FilterPlace(string Where, string? Field)
{
    internal InputException Wrong(string problem, string mend, Exception? inner = null) => new(Where, Field, problem, mend, inner);
}

/// <summary>Counts a filter while it is read, so that reading stops at the limit and not after it.</summary>
internal sealed class FilterMeter(FilterLimits limits, FilterPlace place)
{
    private int _depth, _nodes, _vertices;

    public FilterPlace Place { get; } = place;

    public void Length(string text)
    {
        if (text.Length > limits.Characters) throw TooMuch(limits.Characters, "characters");
    }

    /// <summary>Goes one level down; the caller comes up with <see cref="Up"/>.</summary>
    public void Down()
    {
        if (++_depth > limits.Depth) throw TooMuch(limits.Depth, "levels of nesting");
    }

    public void Up() => _depth--;

    public T Node<T>(T node) where T : Expression => ++_nodes > limits.Nodes ? throw TooMuch(limits.Nodes, "operators and values") : node;

    public void Vertex()
    {
        if (++_vertices > limits.Vertices) throw TooMuch(limits.Vertices, "vertices");
    }

    private InputException TooMuch(int limit, string what) =>
        Place.Wrong(string.Create(CultureInfo.InvariantCulture, $"it holds more than {limit} {what}"), "ask in several requests, or simplify the geometry");
}
