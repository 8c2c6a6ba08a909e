using Dapper;
using Microsoft.Data.Sqlite;

namespace Geo.Core.Store.Keeping;

/// <summary>The tables of a store as SQLite keeps them, for comparing with those of a fresh one.</summary>
public static class StoreSchema
{
    /// <summary>Migrations in their order, programs that opened it, and each object's SQL by kind and name.</summary>
    public static object Of(Workspace workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        using SqliteConnection connection = new Database(workspace.Database).Open();
        return new
        {
            migrations = connection.Query<string>("SELECT ScriptName FROM SchemaVersions ORDER BY SchemaVersionID").ToArray(),
            programs = connection.Query<string>("SELECT version FROM programs ORDER BY first_opened_at").ToArray(),
            objects = Objects(connection),
            journal_mode = connection.ExecuteScalar<string>("PRAGMA journal_mode"),
            integrity = connection.ExecuteScalar<string>("PRAGMA quick_check(1)"),
        };
    }

    /// <summary>Version of the SQLite that this program brings.</summary>
    public static string SqliteVersion()
    {
        using var connection = new SqliteConnection("Data Source=:memory:;Pooling=False");
        connection.Open();
        return connection.ServerVersion;
    }

    /// <summary>SQL of each object, by "type name".</summary>
    internal static IReadOnlyDictionary<string, string> Objects(SqliteConnection connection) => connection
        .Query<(string Name, string Sql)>("SELECT type || ' ' || name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name").ToDictionary(one => one.Name, one => one.Sql);
}
