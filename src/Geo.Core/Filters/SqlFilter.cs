using Microsoft.Data.Sqlite;

namespace Geo.Core.Filters;

/// <summary>A filter as a part of a statement.</summary>
public sealed class SqlFilter
{
    private readonly IReadOnlyList<Action<SqliteConnection>> _functions;

    internal SqlFilter(string condition, string near, IReadOnlyList<string> places, IReadOnlyList<IndexableCondition> indexable, IReadOnlyList<(string Name, object Value)> parameters, IReadOnlyList<Action<SqliteConnection>> functions) =>
        (Condition, Near, Places, Indexable, Parameters, _functions) = (condition, near, places, indexable, parameters, functions);

    /// <summary>Condition for WHERE, without the word.</summary>
    public string Condition { get; }

    /// <summary>" AND …" for each R-tree that narrows the rows first; empty where none can. It follows from the condition and may be left out.</summary>
    public string Near { get; }

    /// <summary>The look-ups in R-trees of <see cref="Near"/>: each gives the numbers of all rows of the answer (column n), and of others, some twice.</summary>
    public IReadOnlyList<string> Places { get; }

    /// <summary>Conditions on one property each that hold for every row of the answer.</summary>
    public IReadOnlyList<IndexableCondition> Indexable { get; }

    /// <summary>Values for @f0, @f1, …</summary>
    public IReadOnlyList<(string Name, object Value)> Parameters { get; }

    /// <summary>Gives a connection the functions that the condition calls, before the statement is run there. Prepares geometries anew, so that connections may run side by side.</summary>
    public void Register(SqliteConnection connection)
    {
        foreach (var register in _functions) register(connection);
    }
}

/// <summary>A condition on one property alone, such that an index of the property finds the rows.</summary>
/// <param name="Property">Its name.</param>
/// <param name="Condition">SQL.</param>
/// <param name="IsEquality">With one value: an index then gives the rows in the order of their numbers.</param>
public sealed record IndexableCondition(string Property, string Condition, bool IsEquality);
