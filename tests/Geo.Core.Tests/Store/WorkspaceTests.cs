using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;
using Geo.Core.Imagery;
using Geo.Core.Store;
using Microsoft.Data.Sqlite;

namespace Geo.Core.Tests.Store;

public class WorkspaceTests
{
    [Fact]
    public void Ogrinfo_opens_it_without_a_word_of_warning()
    {
        using var f = new StoreFixture();
        f.Put(StoreFixture.Mine("A"), StoreFixture.Mine("B", 1, 1, ("status_at", f.Clock.Now)));
        f.Put(StoreFixture.Mine("B", 2, 1));
        f.Store.Write("t", null, null, w => w.Put("observations", new Feature("o", null, new Dictionary<string, object?> { ["ndvi_mean"] = 0.5 })));
        var (output, errors) = Ogrinfo("-al", "-so", f.Workspace.Database);
        Assert.Equal("", errors);
        Assert.DoesNotContain("Warning", output, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Layer name: mine_sites\n", output, StringComparison.Ordinal);
        Assert.Contains("Layer name: mine_sites_history\n", output, StringComparison.Ordinal);
        Assert.DoesNotContain("SchemaVersions", output, StringComparison.Ordinal);
        string mines = Ogrinfo("-so", f.Workspace.Database, "mine_sites").Output;
        Assert.Contains("Feature Count: 2\n", mines, StringComparison.Ordinal);
        Assert.Contains("Extent: (110.000000, 40.000000) - (110.030000, 40.020000)", mines, StringComparison.Ordinal);
        Assert.Contains("ID[\"EPSG\",4490]", mines, StringComparison.Ordinal);
        Assert.Contains("Feature Count: 3\n", Ogrinfo("-so", f.Workspace.Database, "mine_sites_history").Output, StringComparison.Ordinal);
        // OGR's own spatial filter goes through our R-tree.
        string near = Ogrinfo("-spat", "110.021", "40.011", "110.022", "40.012", "-geom=SUMMARY", f.Workspace.Database, "mine_sites").Output;
        Assert.Contains("code (String) = B", near, StringComparison.Ordinal);
        Assert.DoesNotContain("code (String) = A", near, StringComparison.Ordinal);
    }

    [Fact]
    public void A_copy_of_the_folder_is_a_backup()
    {
        using var f = new StoreFixture();
        f.Put(StoreFixture.Mine("A"));
        f.Store.Dispose();
        Assert.False(File.Exists(f.Workspace.Database + "-wal"));
        var copy = new Workspace(f.File("copy"));
        Directory.CreateDirectory(copy.Folder);
        File.Copy(f.Workspace.Database, copy.Database);
        using var store = WorkspaceStore.Open(copy, f.Clock);
        Assert.Equal("矿A", store.Layer("mine-sites").Get("A").Properties["name"]);
    }

    [Fact]
    public void Two_processes_write_by_turns()
    {
        using var f = new StoreFixture();
        using var other = WorkspaceStore.Open(f.Workspace, f.Clock);
        Parallel.For(0, 40, i => (i % 2 == 0 ? f.Store : other).Write("t", null, null, w => w.Put("mine-sites", StoreFixture.Mine($"M{i}", i))));
        Assert.Equal(40, f.Store.Layer("mine-sites").Count());
        Assert.Equal(40, f.Store.Revision);
    }

    [Fact]
    public void No_workspace_a_second_one_and_a_damaged_one_are_refused()
    {
        using var f = new StoreFixture();
        Assert.Throws<InputException>(() => WorkspaceStore.Create(f.Workspace, f.Clock));
        Assert.Throws<InputException>(() => WorkspaceStore.Open(new Workspace(f.File("nowhere")), f.Clock));
        var bad = new Workspace(f.File("bad"));
        Directory.CreateDirectory(bad.Folder);
        File.WriteAllText(bad.Database, string.Concat(Enumerable.Repeat("this is no database ", 100)));
        Assert.Throws<InputException>(() => WorkspaceStore.Open(bad, f.Clock));
    }

    [Fact]
    public void A_newer_schema_is_refused()
    {
        using var f = new StoreFixture();
        Sql(f, "INSERT INTO SchemaVersions (ScriptName, Applied) VALUES ('Geo.Core.Store.Embedded.Sql.Migrations.9999_future.sql', '2030-01-01')");
        var refused = Assert.Throws<InputException>(() => WorkspaceStore.Open(f.Workspace, f.Clock));
        Assert.Contains("9999_future", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Wal_is_on_again_after_qgis_switched_it_off()
    {
        using var f = new StoreFixture();
        f.Store.Dispose();
        Sql(f, "PRAGMA journal_mode = DELETE");
        using var again = WorkspaceStore.Open(f.Workspace, f.Clock);
        Assert.Equal("wal", Sql(f, "PRAGMA journal_mode"));
    }

    [Fact]
    public void Tables_hold_the_columns_that_the_layers_promise()
    {
        using var f = new StoreFixture();
        foreach (var layer in Layers.Stored)
        {
            string columns = (string)Sql(f, $"SELECT group_concat(name || ' ' || type, ', ') FROM pragma_table_info('{layer.Table}') WHERE name NOT IN ('fid', 'geom', 'id', 'revision')")!;
            Assert.Equal(string.Join(", ", layer.Columns.Select(c => $"{c.Name} {SqlType(c.Type)}")), columns);
            string? kind = (string?)Sql(f, $"SELECT geometry_type_name FROM gpkg_geometry_columns WHERE table_name = '{layer.Table}'");
            Assert.Equal(layer.GeometryKind switch { GeometryKind.None => null, GeometryKind.Any => "GEOMETRY", _ => "MULTIPOLYGON" }, kind);
            Assert.Contains(layer.Columns, c => c.Name == "run_id");
        }
    }

    /// <summary>What users open: a change of the schema shows in the diff. To approve one, run with GEOWFC_APPROVE=1.</summary>
    [Fact]
    public void The_schema_is_the_approved_one()
    {
        using var f = new StoreFixture();
        using var connection = new SqliteConnection($"Data Source={f.Workspace.Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'rtree\\_%\\_geom\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE 'trigger\\_%' ESCAPE '\\' ORDER BY tbl_name, type DESC, name";
        var text = new StringBuilder();
        using (var reader = command.ExecuteReader())
        {
            while (reader.Read())
            {
                text.Append(reader.GetString(0)).Append(";\n");
            }
        }

        string approved = Path.Combine(Path.GetDirectoryName(Here())!, "..", "Approved", "geopackage-schema.sql");
        if (Environment.GetEnvironmentVariable("GEOWFC_APPROVE") == "1")
        {
            File.WriteAllText(approved, text.ToString());
        }

        Assert.Equal(File.ReadAllText(approved), text.ToString());
    }

    [Fact]
    public void A_scene_comes_back_as_it_was()
    {
        using var f = new StoreFixture();
        var scene = new Scene("s-1", "sentinel2-l2a", new DateTimeOffset(2026, 5, 1, 3, 20, 1, TimeSpan.Zero).AddTicks(1234567),
            new Grid(GeoTransform.NorthUp(417000.5, 4500000.25, 10, 10), 300, 200, new SpatialReference("PROJCS[\"x\"]", 32649)),
            [new SceneBand(BandRole.Red, 1, 0.0001, -0.1), new SceneBand(BandRole.Nir, 2, 0.0001, -0.1)], 0, "s-1.tif", null, "ab12",
            StoreFixture.Wkt("MULTIPOLYGON (((110 40, 111 40, 111 41, 110 40)))"), 0.75, 0.125, true);
        f.Store.Write("ingest", null, null, w => w.PutScene(scene, """{"type":"Feature"}"""));
        var back = f.Store.Scenes.Get("s-1");
        Assert.Equal(scene.Bands, back.Bands);
        Assert.True(scene.Footprint.EqualsExact(back.Footprint));
        Assert.Equal(scene with { Bands = back.Bands, Footprint = back.Footprint }, back);
        Assert.Equal("s-1", f.Store.Scenes.ByHash("ab12")!.Id);
        Assert.Null(f.Store.Scenes.ByHash("ff"));
        Assert.Equal("""{"type":"Feature"}""", f.Store.Scenes.GetStored("s-1").StacJson);
        Assert.Equal("s-1", Assert.Single(f.Store.Scenes.List()).Id);
    }

    private static string SqlType(ColumnType type) => type switch
    {
        ColumnType.Integer => "INTEGER",
        ColumnType.Real => "REAL",
        ColumnType.Boolean => "BOOLEAN",
        ColumnType.DateTime => "DATETIME",
        _ => "TEXT",
    };

    private static object? Sql(StoreFixture f, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={f.Workspace.Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private static (string Output, string Errors) Ogrinfo(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("ogrinfo", ["-ro", .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return (output, errors.Result);
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
