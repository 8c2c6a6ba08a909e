using Microsoft.Data.Sqlite;

namespace Geo.Core.Store;

/// <summary>Opens connections to the GeoPackage, each with the SQL functions that the R-tree triggers call.</summary>
internal sealed class Database(string path)
{
    private readonly string _readWrite = new SqliteConnectionStringBuilder
    {
        DataSource = path,
        Mode = SqliteOpenMode.ReadWrite,
        DefaultTimeout = BusySeconds,
        ForeignKeys = true,
    }.ToString();

    /// <summary>How long a statement waits for another process's write before it fails as busy.</summary>
    public const int BusySeconds = 30;

    public string Path { get; } = path;

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

    /// <summary>A connection for reading: wrap what belongs together in a deferred transaction.</summary>
    public SqliteConnection Open()
    {
        var connection = new SqliteConnection(_readWrite);
        try
        {
            connection.Open();
            Register(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Write-ahead log on; QGIS may have switched it off on closing.</summary>
    public void UseWriteAheadLog() => Execute("PRAGMA journal_mode = WAL");

    /// <summary>Moves the log into the file, so that the file alone is the whole.</summary>
    public void Checkpoint() => Execute("PRAGMA wal_checkpoint(TRUNCATE)");

    /// <summary>Closes the pooled connections, so that the file can be moved.</summary>
    public void ClearPool()
    {
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

    private static void Register(SqliteConnection connection)
    {
        connection.CreateFunction<byte[]?, bool?>("ST_IsEmpty", b => b is null ? null : GeometryBlob.Envelope(b) is null, isDeterministic: true);
        connection.CreateFunction<byte[]?, double?>("ST_MinX", b => GeometryBlob.Envelope(b)?.MinX, isDeterministic: true);
        connection.CreateFunction<byte[]?, double?>("ST_MaxX", b => GeometryBlob.Envelope(b)?.MaxX, isDeterministic: true);
        connection.CreateFunction<byte[]?, double?>("ST_MinY", b => GeometryBlob.Envelope(b)?.MinY, isDeterministic: true);
        connection.CreateFunction<byte[]?, double?>("ST_MaxY", b => GeometryBlob.Envelope(b)?.MaxY, isDeterministic: true);
    }
}
