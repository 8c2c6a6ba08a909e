namespace Geo.Core.Store;

/// <summary>The values of a row where SQLite holds them (sqlite3_value), as long as it stands on the row.</summary>
internal readonly ref struct ValueRow(ReadOnlySpan<nint> values)
{
    private readonly ReadOnlySpan<nint> _values = values;

    public StoredKind Kind(int at) => SqliteColumns.Kind(SqliteColumns.sqlite3_value_type(_values[at]));

    public long Whole(int at) => SqliteColumns.sqlite3_value_int64(_values[at]);

    public double Number(int at) => SqliteColumns.sqlite3_value_double(_values[at]);

    /// <summary>The bytes of a text (UTF-8) or blob.</summary>
    public ReadOnlySpan<byte> Bytes(int at) => SqliteColumns.Bytes(_values[at]);
}
