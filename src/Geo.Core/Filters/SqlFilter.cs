using Microsoft.Data.Sqlite;

namespace Geo.Core.Filters;

/// <summary>A filter as a part of a statement.</summary>
public sealed class SqlFilter
{
    private readonly IReadOnlyList<Action<SqliteConnection>> _functions;

    internal SqlFilter(string condition, string near, IReadOnlyList<(string Name, object Value)> parameters, IReadOnlyList<Action<SqliteConnection>> functions) =>
        (Condition, Near, Parameters, _functions) = (condition, near, parameters, functions);

    /// <summary>Condition for WHERE, without the word.</summary>
    public string Condition { get; }

    /// <summary>" AND …" for each R-tree that narrows the rows first; empty where none can. It follows from the condition and may be left out.</summary>
    public string Near { get; }

    /// <summary>Values for @f0, @f1, …</summary>
    public IReadOnlyList<(string Name, object Value)> Parameters { get; }

    /// <summary>Gives a connection the functions that the condition calls, before the statement is run there. Prepares geometries anew, so that connections may run side by side.</summary>
    public void Register(SqliteConnection connection)
    {
        foreach (var register in _functions) register(connection);
    }
}
