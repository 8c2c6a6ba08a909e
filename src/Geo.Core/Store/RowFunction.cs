using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Geo.Core.Store;

/// <summary>
/// The SQL function <see cref="Name"/>, which hands its arguments over and says NULL. As the condition of a query it takes every row in
/// one step, and its values need no lock, which SQLite takes for each column of a row that is stepped to
/// (https://sqlite.org/c3ref/create_function.html).
/// </summary>
internal static unsafe partial class RowFunction
{
    public const string Name = "geowfc_row";

    private const int AnyNumber = -1, DirectOnly = 0x80000;

    [ThreadStatic]
    private static Call? t_call;

    /// <summary>Takes a row, which is gone when it returns.</summary>
    public delegate void Taker(ValueRow row);

    private sealed class Call(Taker take)
    {
        public Taker Take => take;

        public ExceptionDispatchInfo? Thrown { get; set; }
    }

    /// <summary>Gives a connection the function.</summary>
    public static void Register(sqlite3 connection) =>
        Microsoft.Data.Sqlite.SqliteException.ThrowExceptionForRC(
            sqlite3_create_function_v2(connection.DangerousGetHandle(), Name, AnyNumber, raw.SQLITE_UTF8 | DirectOnly, 0, &Run, 0, 0, 0), connection);

    /// <summary>Runs a bound statement with the function in it to its end.</summary>
    /// <exception cref="OperationCanceledException">The connection was interrupted.</exception>
    public static void Run(Statement statement, Taker take)
    {
        var (outer, call) = (t_call, new Call(take));
        t_call = call;
        try
        {
            while (statement.Step())
            {
            }
        }
        catch (Microsoft.Data.Sqlite.SqliteException) when (call.Thrown is not null)
        {
            call.Thrown!.Throw();
        }
        finally
        {
            t_call = outer;
        }
    }

    // What is thrown must not pass through SQLite.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Run(nint context, int count, nint* values)
    {
        var call = t_call!;
        try
        {
            call.Take(new ValueRow(new ReadOnlySpan<nint>(values, count)));
        }
        catch (Exception e)
        {
            call.Thrown = ExceptionDispatchInfo.Capture(e);
            sqlite3_result_error_code(context, raw.SQLITE_ABORT);
        }
    }

    [LibraryImport("e_sqlite3", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int sqlite3_create_function_v2(nint database, string name, int arguments, int flags, nint application, delegate* unmanaged[Cdecl]<nint, int, nint*, void> function, nint step, nint final, nint destroy);

    [LibraryImport("e_sqlite3")]
    private static partial void sqlite3_result_error_code(nint context, int code);
}
