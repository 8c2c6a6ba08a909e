using System.Reflection;
using Geo.Core.Store;
using Geo.Testing;
using Microsoft.Data.Sqlite;

namespace Geo.Core.Tests.Store.Keeping;

/// <summary>A store of every schema that there has been, with rows in every table, opened by this program.</summary>
public sealed class UpgradeTests : IDisposable
{
    private const string Folder = ".Sql.Migrations.";
    private const int RowsEach = 3;
    private static readonly Assembly s_core = typeof(WorkspaceStore).Assembly;
    private static readonly string[] s_scripts = [.. s_core.GetManifestResourceNames().Where(name => name.Contains(Folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // From the first with the ledger to the last but one.
    public static TheoryData<int> Schemas => [.. Enumerable.Range(2, s_scripts.Length - 2)];

    public static TheoryData<int> SomeSchemas => [2, 13, s_scripts.Length - 1];

    [Theory]
    [MemberData(nameof(SomeSchemas))]
    public void Every_row_of_an_old_schema_is_there_after_opening_and_the_schema_is_that_of_a_fresh_store(int scripts) => Upgrade(scripts);

    [Theory]
    [MemberData(nameof(Schemas))]
    [Trait("Category", "Slow")]
    public void Every_row_of_every_released_schema_is_there_after_opening(int scripts) => Upgrade(scripts);

    private void Upgrade(int scripts)
    {
        var workspace = new Workspace(_folder.File("old"));
        Dictionary<string, IReadOnlyList<string>> before = Old(workspace, scripts);
        using (WorkspaceStore.Open(workspace, TimeProvider.System))
        using (WorkspaceStore.Create(new Workspace(_folder.File("fresh")), TimeProvider.System))
        {
        }

        using var connection = StoreDump.Open(workspace.Database);
        foreach (var (table, rows) in before)
        {
            Assert.Equal(rows, StoreDump.Rows(connection, Select(table, Columns[table])));
        }

        using var fresh = StoreDump.Open(new Workspace(_folder.File("fresh")).Database);
        Assert.Equal(Shape(fresh), Shape(connection));
        Assert.Equal(["ok"], StoreDump.Rows(connection, "PRAGMA integrity_check"));
        // The copy from before holds what the file was.
        string next = s_scripts[scripts].Split('.')[^2].Split('_')[0];
        using var copy = StoreDump.Open($"{workspace.Database}.before-{next}");
        Assert.Equal(before.Keys.Order(StringComparer.Ordinal), StoreDump.Names(copy).Where(IsOurs).Order(StringComparer.Ordinal));
        Assert.All(before, table => Assert.Equal(table.Value, StoreDump.Rows(copy, Select(table.Key, Columns[table.Key]))));
    }

    [Fact]
    public void Migrations_that_were_published_are_never_edited()
    {
        // SHA-256 of the files as they were published: GEOWFC_APPROVE=1 adds new ones; a line that is there never changes.
        string approved = Path.Combine(Source(), "Approved", "migrations.txt");
        string[] now = [.. s_scripts.Select(name =>
        {
            using Stream stream = s_core.GetManifestResourceStream(name)!;
            return $"{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(stream))}  {name.Split('.')[^2]}";
        })];
        if (Environment.GetEnvironmentVariable("GEOWFC_APPROVE") == "1") File.WriteAllLines(approved, now);
        else Assert.Empty(File.ReadAllLines(approved).Except(now));
    }

    [Fact]
    public void A_newer_store_is_refused_with_the_version_that_made_it_and_stays_as_it_is()
    {
        using var f = new StoreFixture();
        f.Store.Dispose();
        using (var connection = StoreDump.Open(f.Workspace.Database))
        {
            StoreDump.Rows(connection, "INSERT INTO programs VALUES ('7.8.9', '2030-01-01T00:00:00.000Z')");
            StoreDump.Rows(connection, "INSERT INTO SchemaVersions (ScriptName, Applied) VALUES ('Geo.Core.Store.Embedded.Sql.Migrations.9999_future.sql', '2030-01-01')");
        }

        byte[] before = File.ReadAllBytes(f.Workspace.Database);
        var refused = Assert.Throws<InputException>(() => WorkspaceStore.Open(f.Workspace, f.Clock));
        Assert.Contains("geowfc 7.8.9", refused.Problem, StringComparison.Ordinal);
        Assert.Contains("9999_future", refused.Problem, StringComparison.Ordinal);
        Assert.Contains("restore a backup", refused.Mend, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
        Assert.Equal(before, File.ReadAllBytes(f.Workspace.Database));
    }

    private Dictionary<string, IReadOnlyList<string>> Columns { get; } = [];

    /// <summary>A store as the first scripts made it, and the rows that it was given, table by table.</summary>
    private Dictionary<string, IReadOnlyList<string>> Old(Workspace workspace, int scripts)
    {
        Directory.CreateDirectory(workspace.Folder);
        Database.CreateFile(workspace.Database);
        using SqliteConnection connection = new Database(workspace.Database).Open();
        Execute(connection, "PRAGMA foreign_keys = OFF"); // rows of one number belong together, in whatever order
        // As DbUp's journal.
        Execute(connection, "CREATE TABLE SchemaVersions (SchemaVersionID INTEGER CONSTRAINT 'PK_SchemaVersions_SchemaVersionID' PRIMARY KEY AUTOINCREMENT NOT NULL, ScriptName TEXT NOT NULL, Applied DATETIME NOT NULL)");
        foreach (string script in s_scripts.Take(scripts))
        {
            using var reader = new StreamReader(s_core.GetManifestResourceStream(script)!);
            Execute(connection, reader.ReadToEnd());
            Execute(connection, $"INSERT INTO SchemaVersions (ScriptName, Applied) VALUES ('{script}', '2026-05-01')");
        }

        foreach (string table in StoreDump.Names(connection).Where(IsOurs))
        {
            string[][] columns = [.. StoreDump.Rows(connection, $"SELECT name, type FROM pragma_table_info('{table}')").Select(row => row.Split('|'))];
            Columns[table] = [.. columns.Select(column => column[0])];
            for (int i = 1; i <= RowsEach; i++)
            {
                Execute(connection, $"INSERT INTO \"{table}\" VALUES ({string.Join(", ", columns.Select(column => Value(table, column[0], column[1], i)))})");
            }
        }

        return Columns.ToDictionary(table => table.Key, table => StoreDump.Rows(connection, Select(table.Key, table.Value)));
    }

    private static string Value(string table, string column, string type, int i) => (table, column) switch
    {
        ("runs", "state") => "'done'",
        ("inbox_entries", "state") => "'waiting'",
        ("monthly_reports", "month") => $"'2026-0{i}'",
        (_, "geom") => $"X'{Convert.ToHexString(GeometryBlob.Write(StoreFixture.Mine("A", i).Geometry, Layers.MineSites, "A")!)}'",
        _ => type.ToUpperInvariant() switch
        {
            "INTEGER" or "MEDIUMINT" or "BOOLEAN" => column is "id" or "revision" or "end_revision" or "fid" or "seq" or "history_id" || column.EndsWith("_id", StringComparison.Ordinal) ? $"{i}" : "1",
            "REAL" or "DOUBLE" => $"{i}.5",
            "DATETIME" => $"'2026-05-0{i}T00:00:00.000Z'",
            _ => $"'v{i}'",
        },
    };

    private static bool IsOurs(string table) => table != "SchemaVersions" && table != "programs" && !table.StartsWith("gpkg_", StringComparison.Ordinal) && !table.StartsWith("rtree_", StringComparison.Ordinal);

    private static string Select(string table, IReadOnlyList<string> columns) => $"SELECT {string.Join(", ", columns.Select(c => $"\"{c}\""))} FROM \"{table}\" ORDER BY {string.Join(", ", Enumerable.Range(1, columns.Count))}";

    // Migrations that add columns at the end write the table's text otherwise than one that lays it whole: columns count.
    private static IReadOnlyList<string> Shape(SqliteConnection connection) => StoreDump.Rows(connection, """
        SELECT m.type || ' ' || m.name || ' ' || coalesce((SELECT group_concat(c.name || ' ' || c.type || ' ' || c."notnull" || ' ' || c.pk, ', ') FROM pragma_table_info(m.name) c), '')
        FROM sqlite_master m WHERE m.name NOT LIKE 'sqlite%' ORDER BY 1
        """);

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static string Source([System.Runtime.CompilerServices.CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "..");
}
