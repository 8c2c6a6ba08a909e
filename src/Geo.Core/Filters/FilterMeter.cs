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

    /// <summary>Refuses a text that is too long, or holds half a surrogate pair, which no encoding can carry on.</summary>
    public void Length(string text)
    {
        if (text.Length > limits.Characters) throw TooMuch(limits.Characters, "characters");
        for (int i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
            {
                throw Place.Wrong(string.Create(CultureInfo.InvariantCulture, $"at character {i + 1}: half a character stands here"), "send valid UTF-8");
            }

            i++;
        }
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
