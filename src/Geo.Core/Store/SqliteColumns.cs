using System.Runtime.InteropServices;
using SQLitePCL;

namespace Geo.Core.Store;

/// <summary>
/// SQLite's functions of a row (https://sqlite.org/c3ref/column_blob.html), called without handle counting, those of a column without the
/// change of the collector's mode too that a usual call makes: they take some ns themselves, wait for nothing and call nothing back, and a page or a
/// tile calls them some 30 times a row. The statement must live and stand on a row. Declarations only, names as SQLite's.
/// </summary>
internal static unsafe partial class SqliteColumns
{
    private const string Library = "e_sqlite3";

    /// <summary>May wait and call back.</summary>
    [LibraryImport(Library)]
    internal static partial int sqlite3_step(nint statement);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial int sqlite3_column_type(nint statement, int column);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial long sqlite3_column_int64(nint statement, int column);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial double sqlite3_column_double(nint statement, int column);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial nint sqlite3_column_value(nint statement, int column);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial int sqlite3_value_type(nint value);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial long sqlite3_value_int64(nint value);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial double sqlite3_value_double(nint value);

    [LibraryImport(Library), SuppressGCTransition]
    private static partial byte* sqlite3_value_blob(nint value);

    [LibraryImport(Library), SuppressGCTransition]
    private static partial int sqlite3_value_bytes(nint value);

    /// <summary>What SQLite's number of a type means.</summary>
    internal static StoredKind Kind(int type) => type switch
    {
        raw.SQLITE_INTEGER => StoredKind.Whole,
        raw.SQLITE_FLOAT => StoredKind.Number,
        raw.SQLITE_TEXT => StoredKind.Text,
        raw.SQLITE_BLOB => StoredKind.Bytes,
        _ => StoredKind.Nothing,
    };

    /// <summary>A text (UTF-8) or blob where SQLite holds it, until the statement moves.</summary>
    internal static ReadOnlySpan<byte> Bytes(nint statement, int column) => Bytes(sqlite3_column_value(statement, column));

    /// <summary>A text (UTF-8) or blob where SQLite holds it, until the statement moves.</summary>
    internal static ReadOnlySpan<byte> Bytes(nint value)
    {
        byte* first = sqlite3_value_blob(value); // before its length, as SQLite's manual asks
        return first is null ? default : new ReadOnlySpan<byte>(first, sqlite3_value_bytes(value));
    }
}
