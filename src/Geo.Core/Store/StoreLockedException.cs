using Microsoft.Data.Sqlite;

namespace Geo.Core.Store;

/// <summary>Another program has kept a write of the workspace open for longer than a statement waits. Passes by itself once that program lets go.</summary>
public sealed class StoreLockedException : SqliteException
{
    private const int Busy = 5;

    /// <param name="database">The file.</param>
    /// <param name="busy">What SQLite said.</param>
    public StoreLockedException(string database, SqliteException busy)
        : this(database, FileHolders.Locking(database), busy)
    {
    }

    private StoreLockedException(string database, string? holder, SqliteException busy)
        : base(FormattableString.Invariant($"{database}: {holder ?? "another program"} has kept a write open for {Database.BusySeconds} s; end it there (QGIS: save or leave the edit session, or close it) and run this again"), Busy, busy.SqliteExtendedErrorCode)
    {
        Holder = holder;
    }

    /// <summary>The program and its process number; null where the system does not tell.</summary>
    public string? Holder { get; }
}
