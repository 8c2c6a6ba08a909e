using System.Text.Json;
using Geo.Core;
using Geo.Core.Gdal;
using Geo.Core.Store;
using Geo.Jobs.Tracing;
using Geo.Testing;
using Microsoft.Data.Sqlite;

namespace Geo.Jobs.Tests.Cli;

/// <summary>A workspace made by the real program: one mine on three dates of 2025, observed and assessed.</summary>
public sealed class TrackedMine : IDisposable
{
    private static readonly string[] s_days = ["2025-06-10", "2025-07-10", "2025-08-10"];
    private readonly TemporaryFolder _folder = new();

    public TrackedMine()
    {
        var geowfc = new Geowfc(_folder.File("ws"));
        geowfc.Done("init");
        File.WriteAllText(_folder.File("mines.geojson"), """
            {"type":"FeatureCollection","features":[{"type":"Feature","properties":{"编号":"M1","名称":"一号矿坑","所在镇":"河东镇","计划年度":2024},
             "geometry":{"type":"Polygon","coordinates":[[[110.2091,40.5491],[110.2109,40.5492],[110.2108,40.5511],[110.2090,40.5508],[110.2091,40.5491]]]}}]}
            """);
        geowfc.Done("import", "mine-sites", _folder.File("mines.geojson"), "--map", "code=编号", "name=名称", "town=所在镇", "planned_year=计划年度");
        for (int i = 0; i < s_days.Length; i++)
        {
            WriteScene(_folder.File($"scene{i}.tif"), i);
            geowfc.Done("ingest", _folder.File($"scene{i}.tif"), "--profile", "generic", "--band-map", "red=1", "nir=2", "--datetime", s_days[i] + "T03:20:00Z");
        }

        geowfc.Done("track");
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>A copy for one test.</summary>
    public void CopyTo(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(_folder.File("ws"), "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(folder, Path.GetRelativePath(_folder.File("ws"), file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    // 200 × 200 pixels of 0.0001°, upper left corner 110.2 E, 40.56 N: green ground, and a bare square in the middle that greens slowly.
    private static void WriteScene(string path, int date)
    {
        const int side = 200;
        var grid = new Grid(GeoTransform.NorthUp(110.2, 40.56, 0.0001, 0.0001), side, side, Projection.FromEpsg(4326));
        ushort[] red = new ushort[side * side], nir = new ushort[side * side];
        for (int i = 0; i < red.Length; i++)
        {
            bool mine = i % side is >= 90 and < 110 && i / side is >= 90 and < 110;
            red[i] = (ushort)((mine ? 1800 : 700) + Noise(i, 100));
            nir[i] = (ushort)((mine ? 2300 + 100 * date : 3200) + Noise(i, 200));
        }

        using var raster = Dataset.Create(path, new RasterSpec(grid, 2, PixelType.UInt16, 0));
        raster.Write<ushort>(1, grid.Whole, red);
        raster.Write<ushort>(2, grid.Whole, nir);
        raster.Close();
    }

    // Spread over the pixels, the same at every date.
    private static int Noise(int pixel, int below) => (int)(unchecked((uint)pixel * 2654435761) % (uint)below);
}

/// <summary>Tracing, deciding and tracking again through the real program.</summary>
public sealed class TraceTests : IClassFixture<TrackedMine>, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Geowfc _geowfc;

    public TraceTests(TrackedMine mine)
    {
        mine.CopyTo(_folder.File("ws"));
        _geowfc = new Geowfc(_folder.File("ws"));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_number_leads_to_its_run_and_files_and_is_the_same_when_computed_again()
    {
        var row = Rows("observations").First(o => o.Properties["relative_recovery_share"] is not null);
        foreach (string property in (string[])["vegetation_cover_share", "ndvi_mean", "ndvi_stdev", "bare_share", "reference_cover_share", "reference_pixels", "relative_recovery_share", "relative_recovery_uncertainty"])
        {
            Trace trace = Traced("observations", row.Id, property);
            Assert.Equal(("equal", row.Properties[property], row.Properties["run_id"]), (trace.Recomputed.State, trace.Recomputed.Value, trace.Run!.Id));
            Assert.Equal(["data same", "source recorded"], trace.Inputs.Select(i => $"{i.Role} {i.State}"));
            Assert.All(trace.Inputs, i => Assert.Equal(64, i.Recorded!.Length));
        }

        foreach (string property in (string[])["test_ratio", "evidence_missing", "vegetation_cover_share", "proposed_status", "proposed_evidence", "months_late", "test_seasons_needed", "area_m2"])
        {
            Assert.Equal("equal", Traced("mine-sites", "M1", property).Recomputed.State);
        }

        // Another build: both versions are told, and where it says otherwise both values and the difference.
        Sql("UPDATE runs SET code_version = '0.0.1-old'");
        Assert.Equal(("equal", "0.0.1-old"), StateAndVersion("observations", row.Id, "ndvi_mean"));
        Sql("UPDATE observations SET ndvi_mean = 0.125", "UPDATE observations_history SET ndvi_mean = 0.125");
        Assert.Equal(("differs", "0.0.1-old"), StateAndVersion("observations", row.Id, "ndvi_mean"));
        JsonElement other = _geowfc.Done("trace", "observations", row.Id, "ndvi_mean", "--json").Json.GetProperty("recomputed");
        Assert.Equal(other.GetProperty("value").GetDouble() - 0.125, other.GetProperty("difference").GetDouble());
    }

    [Fact]
    public void A_file_that_is_another_by_one_byte_is_refused_by_name()
    {
        var row = Rows("observations")[0];
        string file = Directory.GetFiles(_geowfc.Workspace + "/scenes", "*.tif").Single(f => f.Contains((string)row.Properties["scene_id"]!, StringComparison.Ordinal));
        using (var stream = File.Open(file, FileMode.Open, FileAccess.ReadWrite))
        {
            stream.Position = stream.Length - 1;
            int last = stream.ReadByte();
            stream.Position = stream.Length - 1;
            stream.WriteByte((byte)(last ^ 1));
        }

        Geowfc.Answer refused = _geowfc.Run("trace", "observations", row.Id, "ndvi_mean", "--json");
        Assert.Equal(1, refused.Code);
        Assert.Contains(Path.GetFileName(file), refused.Errors, StringComparison.Ordinal);
        Assert.Equal("refused", refused.Json.GetProperty("recomputed").GetProperty("state").GetString());
        Assert.Equal("differs", refused.Json.GetProperty("inputs")[0].GetProperty("state").GetString());
    }

    [Fact]
    public void Tracking_again_changes_nothing_and_leaves_what_a_person_decided()
    {
        Assert.Equal(1, _geowfc.Run("decide", "M1", "relapsed", "--reason", "r").Code);
        Assert.Equal(2, _geowfc.Run("decide", "M1", "restored").Code);
        Assert.Equal("in_progress", _geowfc.Done("decide", "M1", "in_progress", "--reason", "动工", "--json").Json.GetProperty("status").GetString());
        int proposals = Rows("site-history").Count(h => h.Properties["source"] is "proposal");
        _geowfc.Done("track");
        long revision = Revision();
        _geowfc.Done("track");
        Assert.Equal(revision, Revision());
        var site = Rows("mine-sites")[0].Properties;
        Assert.Equal(("in_progress", "动工", "overdue"), (site["status"], site["decision_reason"], site["plan_state"]));
        Assert.Equal(proposals, Rows("site-history").Count(h => h.Properties["source"] is "proposal"));
        // A person's own word is told as such.
        JsonElement trace = _geowfc.Done("trace", "mine-sites", "M1", "status", "--json").Json;
        Assert.Equal(("not_computed", Environment.UserName), (trace.GetProperty("recomputed").GetProperty("state").GetString(), trace.GetProperty("set_by").GetString()));
        Assert.Equal(JsonValueKind.Null, trace.GetProperty("run").ValueKind);

        var overdue = Rows("alerts").Single(a => a.Properties["kind"] is "overdue");
        Assert.Equal(("open", "M1"), (overdue.Properties["state"], overdue.Properties["site_code"]));
        _geowfc.Done("decide", "M1", "restored", "--reason", "现场核查");
        _geowfc.Done("track");
        Assert.Equal(("closed", "track"), Rows("alerts").Where(a => a.Id == overdue.Id).Select(a => (a.Properties["state"], a.Properties["handled_by"])).Single());
        Assert.Equal("restored", _geowfc.Done("indicators", "--json").Json.GetProperty("by_status").EnumerateObject().Single().Name);
        _geowfc.Done("indicators", "--out", _folder.File("i.xlsx"));
        Assert.StartsWith("PK", System.Text.Encoding.ASCII.GetString(File.ReadAllBytes(_folder.File("i.xlsx"))), StringComparison.Ordinal);
        _geowfc.Done("export", "mine-sites", _folder.File("m.xlsx"));
        using (var zip = System.IO.Compression.ZipFile.OpenRead(_folder.File("m.xlsx")))
        using (var texts = new StreamReader(zip.GetEntry("xl/worksheets/sheet1.xml")!.Open()))
        {
            Assert.Contains("一号矿坑", texts.ReadToEnd(), StringComparison.Ordinal);
        }

        Assert.Equal("in_progress", _geowfc.Done("decide", "M1", "undo", "--reason", "误判", "--json").Json.GetProperty("status").GetString());
    }

    private (string?, string?) StateAndVersion(string layer, string id, string property)
    {
        Trace trace = Traced(layer, id, property);
        return (trace.Recomputed.State, trace.CodeVersionThen);
    }

    private Trace Traced(string layer, string id, string property)
    {
        using var store = WorkspaceStore.Open(new Workspace(_geowfc.Workspace), TimeProvider.System);
        return Tracer.Of(store, layer, id, property, CancellationToken.None);
    }

    private IReadOnlyList<Feature> Rows(string layer)
    {
        using var store = WorkspaceStore.Open(new Workspace(_geowfc.Workspace), TimeProvider.System);
        return [.. store.Layer(layer).Items(ItemsRequest.All)];
    }

    private long Revision()
    {
        using var store = WorkspaceStore.Open(new Workspace(_geowfc.Workspace), TimeProvider.System);
        return store.Revision;
    }

    private void Sql(params string[] statements)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_geowfc.Workspace, "geowfc.gpkg")};Pooling=False");
        connection.Open();
        foreach (string statement in statements)
        {
            using var command = connection.CreateCommand();
            command.CommandText = statement;
            Assert.True(command.ExecuteNonQuery() > 0, statement);
        }
    }
}
