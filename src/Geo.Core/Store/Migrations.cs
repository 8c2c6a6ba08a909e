using System.Reflection;
using DbUp;
using DbUp.Engine.Output;
using DbUp.Sqlite.Helpers;
using Microsoft.Data.Sqlite;

namespace Geo.Core.Store;

/// <summary>Brings a database to the schema of this program, script by script, each in one transaction. DbUp keeps the journal (table SchemaVersions).</summary>
internal static class Migrations
{
    /// <summary>Scripts of the GeoPackage.</summary>
    public const string OfStore = ".Sql.Migrations.";

    /// <summary>Scripts of accounts.sqlite.</summary>
    public const string OfPeople = ".Sql.People.";

    public static void Apply(Database database, string folder)
    {
        try
        {
            Upgrade(database, folder);
        }
        catch (SqliteException)
        {
            // Another process may have been migrating at the same time: what it did is there now.
            Upgrade(database, folder);
        }
    }

    private static void Upgrade(Database database, string folder)
    {
        using var connection = database.Open();
        // By our own look first: DbUp begins a write to read its journal, and opening must wait for nobody's edit session.
        string[] ours = [.. Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(n => n.Contains(folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        string[] executed = Executed(connection);
        RefuseNewer(ours, executed, connection, database.Path);
        if (ours.Except(executed).FirstOrDefault() is not { } pending)
        {
            return;
        }

        if (executed.Length > 0) KeepCopy(database, NumberOf(pending));
        using var shared = new SharedConnection(connection);
        var engine = DeployChanges.To.SqliteDatabase(shared)
            .WithScriptsEmbeddedInAssembly(Assembly.GetExecutingAssembly(), n => n.Contains(folder, StringComparison.Ordinal))
            .WithVariablesDisabled()
            .WithTransactionPerScript()
            .LogTo(new NoUpgradeLog())
            .Build();
        var result = engine.PerformUpgrade();
        if (!result.Successful)
        {
            throw result.Error;
        }
    }

    /// <summary>The last of some scripts, as 0024_reports.</summary>
    public static string LastOf(IEnumerable<string> scripts) => scripts.Select(NameOf).Max(StringComparer.Ordinal) ?? "";

    private static string[] Executed(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM sqlite_master WHERE name = 'SchemaVersions'";
        if ((long)command.ExecuteScalar()! == 0) return [];
        command.CommandText = "SELECT ScriptName FROM SchemaVersions";
        using var reader = command.ExecuteReader();
        var names = new List<string>();
        while (reader.Read()) names.Add(reader.GetString(0));
        return [.. names];
    }

    private static void RefuseNewer(string[] ours, string[] executed, SqliteConnection connection, string path)
    {
        string? unknown = executed.FirstOrDefault(name => !ours.Contains(name));
        if (unknown is not null)
        {
            string made = Programs.Last(connection) is { } version ? $"geowfc {version}" : "a newer geowfc";
            throw new InputException(path, null,
                $"the workspace was written by {made} (schema {NameOf(unknown)}), and this is geowfc {Programs.Current} (up to schema {LastOf(ours)})",
                "open it with that version or a newer one, or restore a backup from before; nothing was changed");
        }
    }

    /// <summary>The file as it was, beside it, as geowfc.gpkg.before-0030; none where the disk has no room for it, or one is there from an upgrade that was cut off.</summary>
    private static void KeepCopy(Database database, string number)
    {
        string copy = $"{database.Path}.before-{number}", partial = copy + ".partial";
        if (File.Exists(copy) || Disk.FreeBytes(Path.GetDirectoryName(Path.GetFullPath(database.Path))!) < 3 * new FileInfo(database.Path).Length) return;
        File.Delete(partial);
        database.CopyTo(partial);
        File.Move(partial, copy, overwrite: true);
    }

    // Geo.Core.Store.Embedded.Sql.Migrations.0024_reports.sql
    private static string NameOf(string script) => script.Split('.')[^2];

    private static string NumberOf(string script) => NameOf(script).Split('_')[0];

    private sealed class NoUpgradeLog : IUpgradeLog
    {
        public void LogTrace(string format, params object[] args) { }
        public void LogDebug(string format, params object[] args) { }
        public void LogInformation(string format, params object[] args) { }
        public void LogWarning(string format, params object[] args) { }
        public void LogError(string format, params object[] args) { }
        public void LogError(Exception ex, string format, params object[] args) { }
    }
}
