using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Geo.Core.Store;

/// <summary>A prepared statement of one connection, stepped without readers, so that texts and blobs are seen where SQLite holds them. Not thread-safe.</summary>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly nint _native;

    public Statement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle!;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(_database, sql, out _statement), _database);
        _native = _statement.DangerousGetHandle();
    }

    /// <summary>A value for a parameter; a name that the statement does not have is passed over.</summary>
    public void Bind(string name, object? value)
    {
        int at = raw.sqlite3_bind_parameter_index(_statement, name);
        if (at == 0)
        {
            return;
        }

        SqliteException.ThrowExceptionForRC(value switch
        {
            null or DBNull => raw.sqlite3_bind_null(_statement, at),
            long whole => raw.sqlite3_bind_int64(_statement, at, whole),
            int whole => raw.sqlite3_bind_int64(_statement, at, whole),
            bool flag => raw.sqlite3_bind_int64(_statement, at, flag ? 1 : 0),
            double number => raw.sqlite3_bind_double(_statement, at, number),
            string text => raw.sqlite3_bind_text(_statement, at, text),
            byte[] bytes => raw.sqlite3_bind_blob(_statement, at, bytes),
            _ => throw new ArgumentException($"a {value.GetType().Name} is no SQL value", nameof(value)),
        }, _database);
    }

    /// <summary>A text for a parameter that the statement has.</summary>
    public void BindText(string name, ReadOnlySpan<byte> utf8) =>
        SqliteException.ThrowExceptionForRC(raw.sqlite3_bind_text(_statement, raw.sqlite3_bind_parameter_index(_statement, name), utf8), _database);

    /// <summary>True while there is a row.</summary>
    /// <exception cref="OperationCanceledException">The connection was interrupted.</exception>
    public bool Step()
    {
        int code = SqliteColumns.sqlite3_step(_native);
        if (code == raw.SQLITE_ROW)
        {
            return true;
        }

        if (code == raw.SQLITE_INTERRUPT)
        {
            throw new OperationCanceledException("the query was interrupted");
        }

        if (code != raw.SQLITE_DONE)
        {
            SqliteException.ThrowExceptionForRC(code, _database);
        }

        return false;
    }

    /// <summary>Ready to be bound and stepped again.</summary>
    public void Reset() => raw.sqlite3_reset(_statement);

    public StoredKind Kind(int at) => SqliteColumns.Kind(SqliteColumns.sqlite3_column_type(_native, at));

    public long Whole(int at) => SqliteColumns.sqlite3_column_int64(_native, at);

    public double Number(int at) => SqliteColumns.sqlite3_column_double(_native, at);

    /// <summary>The bytes of a text (UTF-8) or blob; valid until the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int at) => SqliteColumns.Bytes(_native, at);

    /// <summary>The row's values.</summary>
    /// <param name="values">As many as the row has; takes where they are.</param>
    public ValueRow Row(Span<nint> values)
    {
        for (int i = 0; i < values.Length; i++) values[i] = SqliteColumns.sqlite3_column_value(_native, i);
        return new ValueRow(values);
    }

    /// <summary>null, long, double, string or byte[].</summary>
    public object? Value(int at) => Kind(at) switch
    {
        StoredKind.Whole => Whole(at),
        StoredKind.Number => Number(at),
        StoredKind.Text => System.Text.Encoding.UTF8.GetString(Bytes(at)),
        StoredKind.Bytes => Bytes(at).ToArray(),
        _ => null,
    };

    public void Dispose() => _statement.Dispose();
}
