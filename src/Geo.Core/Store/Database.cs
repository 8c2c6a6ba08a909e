using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Geo.Core.Store;

/// <summary>Opens connections to the GeoPackage, each with the SQL functions that the R-tree triggers call.</summary>
internal sealed class Database
{
    private readonly string _readWrite, _reading;
    private readonly CoarseViews? _views;

    /// <summary>How long a statement waits for another process's write before it fails as busy; GEOWFC_BUSY_SECONDS.</summary>
    public static readonly int BusySeconds =
        int.TryParse(Environment.GetEnvironmentVariable("GEOWFC_BUSY_SECONDS"), NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) && seconds > 0 ? seconds : 30;

    private const int ReadingCacheKib = 8192;

    // Pages are read where the system's cache holds them: no call and no copy a page, which is a fifth of a tile's or a box's time.
    private const int MappedBytes = 2_000_000_000;

    /// <param name="path">The file.</param>
    /// <param name="views">What its connections see in the place of tables; null for the tables themselves.</param>
    public Database(string path, CoarseViews? views = null)
    {
        (Path, _views) = (path, views);
        var settings = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, DefaultTimeout = BusySeconds, ForeignKeys = true };
        settings.Pooling = views is null; // a pool would give such a connection to who must see all, or the other way
        _readWrite = settings.ToString();
        settings.Pooling = false;
        _reading = settings.ToString();
        Reading = new ReadSessions(OpenForReading);
    }

    public string Path { get; }

    /// <summary>Connections that stay open for reading.</summary>
    public ReadSessions Reading { get; }

    /// <summary>The extents of coarsened layers by table, which take a look at every row, with the revision that they are of.</summary>
    public ConcurrentDictionary<string, (long Revision, Extent? Extent)> CoarseExtents { get; } = new();

    /// <summary>A new file with the header of SQLite; nothing where it exists.</summary>
    public static void CreateFile(string path)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
        }.ToString());
        connection.Open();
    }

    /// <summary>A connection: wrap what belongs together in a transaction, a deferred one for reading.</summary>
    public SqliteConnection Open() => Open(_readWrite);

    private SqliteConnection OpenForReading()
    {
        var connection = Open(_reading);
        using var command = connection.CreateCommand();
        // Not read-only by its mode: the first reader of a log that a crash left must be able to recover it.
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"PRAGMA query_only = 1; PRAGMA busy_timeout = {BusySeconds * 1000}; PRAGMA cache_size = -{ReadingCacheKib}; PRAGMA mmap_size = {MappedBytes}");
        command.ExecuteNonQuery();
        RowFunction.Register(connection.Handle!);
        return connection;
    }

    private SqliteConnection Open(string settings)
    {
        var connection = new SqliteConnection(settings);
        try
        {
            connection.Open();
            Register(connection);
            Durable(connection);
            _views?.Make(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>A transaction that writes; waits for the writes of others as long as <see cref="BusySeconds"/>.</summary>
    /// <exception cref="StoreLockedException">Another program still writes.</exception>
    public SqliteTransaction BeginWrite(SqliteConnection connection)
    {
        try
        {
            return connection.BeginTransaction(deferred: false);
        }
        catch (SqliteException busy) when (busy.SqliteErrorCode is 5 or 6)
        {
            throw new StoreLockedException(Path, busy);
        }
    }

    /// <summary>Copies what is committed at one moment into a new file, beside which work goes on: writers are not held up.</summary>
    /// <param name="file">Not there yet; holds the whole when this returns, without a log of its own, for whom the original is.</param>
    public void CopyTo(string file)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = File.GetUnixFileMode(Path);
        new FileStream(file, options).Dispose();
        using var source = Open();
        using var target = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWriteCreate, Pooling = false }.ToString());
        target.Open();
        source.BackupDatabase(target);
        using var command = target.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = DELETE";
        command.ExecuteScalar();
    }

    /// <summary>Write-ahead log on; QGIS may have switched it off on closing.</summary>
    public void UseWriteAheadLog() => Execute("PRAGMA journal_mode = WAL");

    /// <summary>Moves the log into the file, so that the file alone is the whole.</summary>
    public void Checkpoint() => Execute("PRAGMA wal_checkpoint(TRUNCATE)");

    /// <summary>Closes the pooled connections, so that the file can be moved.</summary>
    public void ClearPool()
    {
        Reading.Clear();
        using var connection = new SqliteConnection(_readWrite);
        SqliteConnection.ClearPool(connection);
    }

    private void Execute(string sql)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteScalar();
    }

    // What was committed is on the disk when the caller hears of it (ADR 0033); SQLite's own default hangs on how it was built.
    private static void Durable(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA synchronous = FULL";
        command.ExecuteNonQuery();
    }

    private static void Register(SqliteConnection connection)
    {
        connection.CreateFunction<byte[]?, bool?>("ST_IsEmpty", b => b is null ? null : GeometryBlob.Envelope(b) is null, isDeterministic: true);
        connection.CreateFunction<byte[]?, double?>("ST_MinX", b => GeometryBlob.Envelope(b)?.MinX, isDeterministic: true);
        connection.CreateFunction<byte[]?, double?>("ST_MaxX", b => GeometryBlob.Envelope(b)?.MaxX, isDeterministic: true);
        connection.CreateFunction<byte[]?, double?>("ST_MinY", b => GeometryBlob.Envelope(b)?.MinY, isDeterministic: true);
        connection.CreateFunction<byte[]?, double?>("ST_MaxY", b => GeometryBlob.Envelope(b)?.MaxY, isDeterministic: true);
    }
}
