using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Geo.Core.Store;

/// <summary>A statement read straight from SQLite's memory: no boxing, no strings. Spans hold until the next step.</summary>
internal sealed class RawStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    /// <param name="connection">Open.</param>
    /// <param name="sql">One statement.</param>
    /// <param name="parameters">Name and value: long, double or text; a name that the statement has not is left out.</param>
    /// <exception cref="SqliteException">SQLite does not take it.</exception>
    public RawStatement(SqliteConnection connection, string sql, params (string Name, object Value)[] parameters)
    {
        _database = connection.Handle!;
        Check(raw.sqlite3_prepare_v2(_database, sql, out _statement));
        foreach (var (name, value) in parameters)
        {
            int at = raw.sqlite3_bind_parameter_index(_statement, name);
            if (at == 0) continue;
            Check(value switch
            {
                long whole => raw.sqlite3_bind_int64(_statement, at, whole),
                double real => raw.sqlite3_bind_double(_statement, at, real),
                string text => raw.sqlite3_bind_text(_statement, at, text),
                _ => throw new ArgumentException($"{value.GetType()} is bound nowhere", nameof(parameters)),
            });
        }
    }

    /// <summary>Begins again with the first parameter set.</summary>
    public void Restart(long first)
    {
        _ = raw.sqlite3_reset(_statement);
        Check(raw.sqlite3_bind_int64(_statement, 1, first));
    }

    /// <summary>The next row; false where there is none.</summary>
    public bool Step()
    {
        int result = raw.sqlite3_step(_statement);
        if (result == raw.SQLITE_ROW) return true;
        return result == raw.SQLITE_DONE ? false : throw Failure(result);
    }

    public long Whole(int column) => raw.sqlite3_column_int64(_statement, column);

    public double Real(int column) => raw.sqlite3_column_double(_statement, column);

    public bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    /// <summary>A blob, or a text's UTF-8.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(_statement, column);

    public void Dispose() => _statement.Dispose();

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK) throw Failure(result);
    }

    private SqliteException Failure(int result) => new(raw.sqlite3_errmsg(_database).utf8_to_string(), result);
}
