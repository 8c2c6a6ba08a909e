using System.Reflection;
using DbUp;
using DbUp.Engine;
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
        using var shared = new SharedConnection(connection);
        var engine = DeployChanges.To.SqliteDatabase(shared)
            .WithScriptsEmbeddedInAssembly(Assembly.GetExecutingAssembly(), n => n.Contains(folder, StringComparison.Ordinal))
            .WithVariablesDisabled()
            .WithTransactionPerScript()
            .LogTo(new NoUpgradeLog())
            .Build();
        RefuseNewer(engine, database.Path, folder);
        if (!engine.IsUpgradeRequired())
        {
            return;
        }

        var result = engine.PerformUpgrade();
        if (!result.Successful)
        {
            throw result.Error;
        }
    }

    private static void RefuseNewer(UpgradeEngine engine, string path, string folder)
    {
        var ours = engine.GetDiscoveredScripts().Select(s => s.Name).ToHashSet();
        string? unknown = engine.GetExecutedScripts().FirstOrDefault(name => !ours.Contains(name));
        if (unknown is not null)
        {
            throw new InputException(path, null,
                $"the workspace was written by a newer geowfc (schema {unknown.Split(folder)[^1]})", "use that version or newer");
        }
    }

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
