using System.Text.Json;
using Geo.Testing;

namespace Geo.Jobs.Tests.Cli;

public sealed class CommandLineTests : IDisposable
{
    private const string Pit = """
        {"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"M-1","name":"一号坑"},
        "geometry":{"type":"Polygon","coordinates":[[[110.10,40.58],[110.11,40.58],[110.11,40.59],[110.10,40.59],[110.10,40.58]]]}}]}
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly Geowfc _geowfc;

    public CommandLineTests() => _geowfc = new Geowfc(_folder.File("workspace"));

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("geowfc --help", "frobnicate")]
    [InlineData("geowfc ingest --help", "ingest")]
    [InlineData("geowfc models import --help", "models", "import", "x.onnx")]
    [InlineData("", "survey")]
    [InlineData("", "worker")]
    [InlineData("", "layers", "--db", "Host=somewhere")]
    public void Wrong_use_ends_with_2_and_one_line(string helped, params string[] arguments)
    {
        _geowfc.Done("init");
        Geowfc.Answer answer = _geowfc.Run(arguments);

        Assert.Equal(2, answer.Code);
        Assert.EndsWith(helped, Assert.Single(answer.Errors.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.Empty(answer.Output);
    }

    [Fact]
    public void A_file_that_is_no_raster_is_refused_by_name_and_leaves_nothing()
    {
        _geowfc.Done("init");
        string file = _folder.File("notes.tif");
        File.WriteAllText(file, "these are notes");

        Geowfc.Answer answer = _geowfc.Run("ingest", file, "--json");

        Assert.Equal(1, answer.Code);
        Assert.Equal("refused", answer.Json.GetProperty("scenes")[0].GetProperty("state").GetString());
        Assert.Contains("notes.tif", answer.Errors, StringComparison.Ordinal);
        Assert.Equal("failed", _geowfc.Done("runs", "--json").Json[0].GetProperty("state").GetString());
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_geowfc.Workspace, "scenes")));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_geowfc.Workspace, "tmp")));
    }

    [Fact]
    public void A_register_imported_twice_is_one_and_comes_out_as_every_format()
    {
        _geowfc.Done("init");
        string file = _folder.File("mines.geojson");
        File.WriteAllText(file, Pit);

        Assert.Equal(1, _geowfc.Done("import", "mine-sites", file, "--json").Json.GetProperty("taken").GetInt32());
        Assert.Equal(0, _geowfc.Done("import", "mine-sites", file, "--json").Json.GetProperty("taken").GetInt32());
        foreach (string extension in new[] { "geojson", "gpkg", "csv", "fgb" })
        {
            string target = _folder.File($"out.{extension}");
            _geowfc.Done("export", "mine-sites", target);
            Assert.True(new FileInfo(target).Length > 0);
        }

        Assert.Contains("一号坑", File.ReadAllText(_folder.File("out.geojson")), StringComparison.Ordinal);
        using var exported = JsonDocument.Parse(File.ReadAllText(_folder.File("out.geojson")));
        Assert.NotEqual("", exported.RootElement.GetProperty("features")[0].GetProperty("id").GetString());
    }

    [Fact]
    public void A_dry_run_stores_nothing()
    {
        _geowfc.Done("init");
        string file = _folder.File("mines.geojson");
        File.WriteAllText(file, Pit);

        Assert.Equal(1, _geowfc.Done("import", "mine-sites", file, "--dry-run", "--json").Json.GetProperty("taken").GetInt32());

        string target = _folder.File("out.csv");
        _geowfc.Done("export", "mine-sites", target);
        Assert.DoesNotContain("M-1", File.ReadAllText(target), StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Zonal_rows_keep_their_polygons_properties()
    {
        string raster = SharedData.Path("opengeos-dsm-dtm", "dsm.tif"), polygons = SharedData.Path("opengeos-dsm-dtm", "buildings.geojson");

        var rows = _geowfc.Done("zonal", raster, polygons, "--stats", "count,mean", "--json").Json.EnumerateArray().ToList();

        Assert.Equal(84, rows.Count);
        Assert.True(rows[0].TryGetProperty("HEIGHT", out _));
        // Its area in the raster's plane over 4 m² cells (EXPECTED.json: PROJ and OGR).
        Assert.Equal(3368.467561956728 / 4, rows[0].GetProperty("count").GetDouble(), 1e-3);
    }

    [Fact]
    public void Doctor_finds_a_healthy_workspace_healthy()
    {
        _geowfc.Done("init");
        Assert.All(_geowfc.Done("doctor", "--json").Json.EnumerateArray(), finding => Assert.True(finding.GetProperty("ok").GetBoolean()));
    }
}
