using Microsoft.Data.Sqlite;

namespace Geo.Core.Store.People;

/// <summary>
/// Accounts, sessions and API keys of a workspace: accounts.sqlite beside the GeoPackage, readable by its owner alone, so that
/// whoever gets the GeoPackage gets no hash. Every change leaves its line in the workspace's audit log. Thread-safe.
/// </summary>
public sealed class PeopleStore : IDisposable
{
    private readonly Database _database;

    private PeopleStore(WorkspaceStore store, TimeProvider time)
    {
        string path = store.Workspace.Accounts;
        MakeFile(path);
        _database = new Database(path);
        Migrations.Apply(_database, Migrations.OfPeople);
        _database.UseWriteAheadLog();
        Sessions = new Sessions(_database, time);
        Keys = new ApiKeys(_database, store, time);
        Accounts = new Accounts(_database, store, time);
    }

    /// <summary>Who may sign in.</summary>
    public Accounts Accounts { get; }

    /// <summary>Who is signed in.</summary>
    public Sessions Sessions { get; }

    /// <summary>Keys of GIS programs.</summary>
    public ApiKeys Keys { get; }

    /// <summary>Opens the workspace's people; the file is made where it is missing.</summary>
    /// <exception cref="InputException">The file is damaged, cannot be written, or a newer program wrote it.</exception>
    public static PeopleStore Open(WorkspaceStore store, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(store);
        try
        {
            return new PeopleStore(store, time);
        }
        catch (SqliteException e) when (e.SqliteErrorCode is 11 or 26) // SQLITE_CORRUPT, SQLITE_NOTADB
        {
            throw new InputException(store.Workspace.Accounts, null, "the file is damaged or no database", "restore it from a backup", e);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException || (e is SqliteException { SqliteErrorCode: 8 or 14 })) // READONLY, CANTOPEN
        {
            throw new InputException(store.Workspace.Accounts, null, $"the file cannot be written ({e.Message})", "check its permissions and its owner", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            _database.Checkpoint();
        }
        catch (SqliteException)
        {
            // Another process is at it: the log stays beside the file, which is as good.
        }

        _database.ClearPool();
    }

    // Before SQLite opens it: its log files take the file's permissions.
    private static void MakeFile(string path)
    {
        const UnixFileMode ownerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        if (!File.Exists(path))
        {
            var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = ownerOnly;
            new FileStream(path, options).Dispose();
        }
        else if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(path) != ownerOnly)
        {
            File.SetUnixFileMode(path, ownerOnly); // a copy of a workspace may have widened it
        }
    }
}
