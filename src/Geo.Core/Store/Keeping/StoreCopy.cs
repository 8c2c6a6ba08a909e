using Dapper;
using Microsoft.Data.Sqlite;

namespace Geo.Core.Store.Keeping;

/// <summary>The store of one moment as a file that nobody else has open.</summary>
internal static class StoreCopy
{
    /// <summary>What a backup has to know of its copy.</summary>
    /// <param name="Schema">Last migration.</param>
    /// <param name="Revision">Last revision.</param>
    /// <param name="Files">Files that its rows name: paths within the workspace.</param>
    public sealed record Facts(string Schema, long Revision, IReadOnlyList<string> Files);

    /// <summary>Copies it while others write; runs that were being executed stand in the copy as queued, so that they are executed again where it is restored.</summary>
    /// <exception cref="InputException">The store is damaged.</exception>
    public static Facts Make(Workspace workspace, string file, DateTimeOffset now)
    {
        new Database(workspace.Database).CopyTo(file);
        using SqliteConnection copy = Open(file);
        Check(copy, workspace.Database);
        using (SqliteTransaction transaction = copy.BeginTransaction())
        {
            copy.Execute(SqlText.Get("backup_requeue"), new { now = ColumnValue.Instant(now) }, transaction);
            transaction.Commit();
        }

        return new Facts(
            Migrations.LastOf(copy.Query<string>("SELECT ScriptName FROM SchemaVersions")),
            copy.ExecuteScalar<long>("SELECT coalesce(max(revision), 0) FROM revisions"),
            [.. copy.Query<string>(SqlText.Get("backup_files"))]);
    }

    /// <summary>A connection without a pool, that can be deleted under.</summary>
    public static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    /// <summary>SQLite's own look at every page.</summary>
    /// <exception cref="InputException">The file is damaged.</exception>
    public static void Check(SqliteConnection connection, string name)
    {
        string said = connection.QueryFirst<string>("PRAGMA integrity_check(1)");
        if (said != "ok") throw new InputException(name, null, $"the file is damaged ({said.ReplaceLineEndings(" ")})", "restore an earlier backup; geowfc support makes a bundle for whoever helps");
    }
}
