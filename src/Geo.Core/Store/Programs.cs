using System.Reflection;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Geo.Core.Store;

/// <summary>The versions of the program that have opened a store.</summary>
public static class Programs
{
    /// <summary>This one, with its commit where the build knows it.</summary>
    public static string Current { get; } = typeof(Programs).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>Notes this version where it is new here; else nothing is written, so that opening waits for nobody.</summary>
    internal static void Note(Database database, DateTimeOffset now)
    {
        using SqliteConnection connection = database.Open();
        if (connection.ExecuteScalar<long>("SELECT count(*) FROM programs WHERE version = @Current", new { Current }) > 0) return;
        using SqliteTransaction transaction = database.BeginWrite(connection);
        connection.Execute("INSERT OR IGNORE INTO programs (version, first_opened_at) VALUES (@Current, @now)", new { Current, now = ColumnValue.Instant(now) }, transaction);
        transaction.Commit();
    }

    /// <summary>The last one that came: by its own note, or by the last run; null where neither is known.</summary>
    internal static string? Last(SqliteConnection connection)
    {
        foreach (string sql in (string[])["SELECT version FROM programs ORDER BY first_opened_at DESC LIMIT 1", "SELECT code_version FROM runs ORDER BY seq DESC LIMIT 1"])
        {
            string table = sql.Split("FROM ")[1].Split(' ')[0];
            if (connection.ExecuteScalar<long>("SELECT count(*) FROM sqlite_master WHERE name = @table", new { table }) == 0) continue;
            if (connection.ExecuteScalar<string?>(sql) is { } version) return version;
        }

        return null;
    }
}
