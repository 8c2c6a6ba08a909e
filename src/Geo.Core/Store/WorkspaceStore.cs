using Dapper;
using Microsoft.Data.Sqlite;

namespace Geo.Core.Store;

/// <summary>
/// The embedded store of a workspace: a GeoPackage with history tables, scenes and the ledger of runs. Thread-safe; any
/// number of readers beside one writer, over processes too. One object a process and workspace is enough.
/// </summary>
public sealed class WorkspaceStore : IDisposable
{
    private readonly Database _database;
    private readonly TimeProvider _time;
    private readonly Lock _writing = new();
    private readonly CountCache _counts = new();
    private readonly WorkspaceStore? _whole;
    private readonly IReadOnlyCollection<CoarseLayer> _coarse = [];

    private WorkspaceStore(Workspace workspace, TimeProvider time)
    {
        (Workspace, _time) = (workspace, time);
        _database = new Database(workspace.Database);
        // In this order: OGR reads application_id from the file itself, not from the log.
        Migrations.Apply(_database, Migrations.OfStore);
        _database.UseWriteAheadLog();
        Programs.Note(_database, time.GetUtcNow());
        Runs = new RunLedger(_database, time, _writing);
        Scenes = new SceneCatalogue(_database);
        RegisterFits = new RegisterFits(_database);
        Audit = new AuditLog(_database);
        Reports = new Reports.ReportShelf(_database);
        Inbox = new Inbox.InboxBook(_database);
        Schedule = new Schedule.ScheduleBook(_database);
    }

    private WorkspaceStore(WorkspaceStore whole, IReadOnlyCollection<CoarseLayer> coarse)
    {
        (Workspace, _time, _whole, _coarse) = (whole.Workspace, whole._time, whole, coarse);
        _database = new Database(Workspace.Database, new CoarseViews(coarse));
        (Runs, Scenes, RegisterFits, Audit, Reports) = (whole.Runs, whole.Scenes, whole.RegisterFits, whole.Audit, whole.Reports);
        (Inbox, Schedule) = (whole.Inbox, whole.Schedule);
    }

    /// <summary>The folder.</summary>
    public Workspace Workspace { get; }

    /// <summary>The ledger of runs.</summary>
    public RunLedger Runs { get; }

    /// <summary>The scenes taken in.</summary>
    public SceneCatalogue Scenes { get; }

    /// <summary>Whether the registers fit the imagery.</summary>
    public RegisterFits RegisterFits { get; }

    /// <summary>Who wrote what, when and why.</summary>
    public AuditLog Audit { get; }

    /// <summary>Monthly reports, drafts and frozen ones.</summary>
    public Reports.ReportShelf Reports { get; }

    /// <summary>What lies or lay in the inbox.</summary>
    public Inbox.InboxBook Inbox { get; }

    /// <summary>When recurring tasks are due, and until when they were seen to.</summary>
    public Schedule.ScheduleBook Schedule { get; }

    /// <summary>Makes an empty workspace.</summary>
    /// <exception cref="InputException">The folder holds one already, or cannot be written.</exception>
    public static WorkspaceStore Create(Workspace workspace, TimeProvider time)
    {
        if (workspace.Exists)
        {
            throw new InputException(workspace.Folder, null, "there is a workspace already", "open it, or give another folder with --workspace");
        }

        return Guarded(workspace, () =>
        {
            workspace.MakeFolders();
            Database.CreateFile(workspace.Database);
            return new WorkspaceStore(workspace, time);
        });
    }

    /// <summary>Opens a workspace and brings its schema up to date.</summary>
    /// <exception cref="InputException">There is none, it is damaged, or a newer program wrote it.</exception>
    public static WorkspaceStore Open(Workspace workspace, TimeProvider time)
    {
        if (!workspace.Exists)
        {
            throw new InputException(workspace.Folder, null, "there is no workspace here", "make one with geowfc init, or give its folder with --workspace");
        }

        return Guarded(workspace, () =>
        {
            workspace.MakeFolders();
            return new WorkspaceStore(workspace, time);
        });
    }

    /// <summary>Opens a workspace, made where it is missing.</summary>
    public static WorkspaceStore OpenOrCreate(Workspace workspace, TimeProvider time) =>
        workspace.Exists ? Open(workspace, time) : Create(workspace, time);

    /// <summary>The same workspace with some layers coarsened: neither their columns left out nor their exact places can be read from it. What it writes, this one writes. Dispose it before this one.</summary>
    public WorkspaceStore Coarsened(IReadOnlyCollection<CoarseLayer> layers) => new(_whole ?? this, layers);

    /// <summary>A layer by its id.</summary>
    /// <exception cref="NotFoundException">There is no such collection.</exception>
    public StoredLayer Layer(string id) => new(_database, _counts, _coarse.FirstOrDefault(layer => layer.Definition.Id == id)?.Definition ?? Layers.Get(id));

    /// <summary>The number of the last transaction that changed a layer; 0 at first.</summary>
    public long Revision
    {
        get
        {
            using var session = _database.Reading.Rent();
            return session.Newest();
        }
    }

    /// <summary>The number of the last transaction that changed a layer and was not made by runs of these kinds; 0 at first.</summary>
    public long RevisionWithout(IReadOnlyCollection<string> kinds)
    {
        using var connection = _database.Open();
        return connection.ExecuteScalar<long>(SqlText.Get("revision_without_kinds"), new { kinds });
    }

    /// <summary>One transaction: all that <paramref name="write"/> puts and deletes becomes visible together, or, if it throws, nothing does. What changed a layer leaves a line in the audit log, with the words of <see cref="StoreWriter.Audit"/> where they were given.</summary>
    /// <param name="author">Who writes: a person, or the job's kind.</param>
    /// <param name="runId">The run that writes; null where a person does.</param>
    /// <param name="fencingToken">The token of the run's claim; null only where there is no run.</param>
    /// <param name="write">Puts and deletes; calls no other write.</param>
    /// <returns>The new revision; null where nothing was different from what is stored.</returns>
    /// <exception cref="LeaseLostException">The token is stale, or the run is no longer running; nothing was written.</exception>
    public long? Write(string author, string? runId, long? fencingToken, Action<StoreWriter> write)
    {
        if (_whole is not null)
        {
            return _whole.Write(author, runId, fencingToken, write);
        }

        if (runId is not null && fencingToken is null)
        {
            throw new ArgumentNullException(nameof(fencingToken), "a run writes with its token");
        }

        // Writers of this process wait here, fairly; those of others by SQLite's busy timeout.
        lock (_writing)
        {
            using var connection = _database.Open();
            using var transaction = _database.BeginWrite(connection);
            if (runId is not null)
            {
                RunLedger.VerifyToken(connection, transaction, runId, fencingToken!.Value);
            }

            using var writer = new StoreWriter(connection, transaction, author, runId, _time.GetUtcNow());
            write(writer);
            if (writer.Discarded)
            {
                return null;
            }

            long? revision = writer.Complete();
            transaction.Commit();
            return revision;
        }
    }

    /// <summary>Moves the write-ahead log into the file and lets go of it.</summary>
    public void Dispose()
    {
        _database.Reading.Clear();
        if (_whole is not null)
        {
            return;
        }

        try
        {
            _database.Checkpoint();
        }
        catch (SqliteException)
        {
            // Another process reads or writes: the log stays beside the file, which is as good.
        }

        _database.ClearPool();
    }

    private static WorkspaceStore Guarded(Workspace workspace, Func<WorkspaceStore> open)
    {
        try
        {
            return open();
        }
        catch (SqliteException e) when (e.SqliteErrorCode is 11 or 26) // SQLITE_CORRUPT, SQLITE_NOTADB
        {
            throw new InputException(workspace.Database, null, "the file is damaged or no database", "restore it from a backup", e);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException || (e is SqliteException { SqliteErrorCode: 8 or 14 })) // READONLY, CANTOPEN
        {
            throw new InputException(workspace.Folder, null, $"the workspace cannot be written ({e.Message})", "check its permissions and the disk", e);
        }
    }
}
