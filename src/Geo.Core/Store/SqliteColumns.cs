using System.Runtime.InteropServices;

namespace Geo.Core.Store;

/// <summary>
/// SQLite's column functions (https://sqlite.org/c3ref/column_blob.html), called without the handle counting and the change of
/// the collector's mode that a usual call makes: they take some ns themselves, wait for nothing and call nothing back, and a page or a
/// tile calls them some 30 times a row. The statement must live and stand on a row. Declarations only, names as SQLite's.
/// </summary>
internal static unsafe partial class SqliteColumns
{
    private const string Library = "e_sqlite3";

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial int sqlite3_column_type(nint statement, int column);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial long sqlite3_column_int64(nint statement, int column);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial double sqlite3_column_double(nint statement, int column);

    [LibraryImport(Library), SuppressGCTransition]
    private static partial byte* sqlite3_column_blob(nint statement, int column);

    [LibraryImport(Library), SuppressGCTransition]
    private static partial int sqlite3_column_bytes(nint statement, int column);

    /// <summary>A text (UTF-8) or blob where SQLite holds it, until the statement moves.</summary>
    internal static ReadOnlySpan<byte> Bytes(nint statement, int column)
    {
        byte* first = sqlite3_column_blob(statement, column); // before its length, as SQLite's manual asks
        return first is null ? default : new ReadOnlySpan<byte>(first, sqlite3_column_bytes(statement, column));
    }
}
