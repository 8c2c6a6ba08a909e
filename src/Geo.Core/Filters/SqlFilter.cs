using Microsoft.Data.Sqlite;

namespace Geo.Core.Filters;

/// <summary>A filter as a part of a statement.</summary>
public sealed class SqlFilter
{
    private readonly IReadOnlyList<(string Name, object Value)> _parameters;
    private readonly IReadOnlyList<Action<SqliteConnection>> _functions;

    internal SqlFilter(string condition, string near, IReadOnlyList<(string Name, object Value)> parameters, IReadOnlyList<Action<SqliteConnection>> functions) =>
        (Condition, Near, _parameters, _functions) = (condition, near, parameters, functions);

    /// <summary>Condition for WHERE, without the word.</summary>
    public string Condition { get; }

    /// <summary>" AND …" for each R-tree that narrows the rows first; empty where none can. It follows from the condition and may be left out.</summary>
    public string Near { get; }

    /// <summary>Gives a command the filter's parameters (@f0, @f1, …) and its connection the functions that the condition calls. Prepares geometries anew, so that commands may run side by side.</summary>
    public void AddTo(SqliteCommand command)
    {
        ArgumentNullException.ThrowIfNull(command);
        foreach (var (name, value) in _parameters) command.Parameters.AddWithValue(name, value);
        foreach (var register in _functions) register(command.Connection!);
    }
}
