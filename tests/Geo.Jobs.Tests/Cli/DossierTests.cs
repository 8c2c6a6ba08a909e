using System.IO.Compression;
using System.Text.Json;
using Geo.Core.Gdal;
using Geo.Core.Store;
using Geo.Testing;

namespace Geo.Jobs.Tests.Cli;

public sealed class DossierTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Geowfc _geowfc;

    public DossierTests()
    {
        _geowfc = new Geowfc(_folder.File("ws"));
        using var store = WorkspaceStore.Create(new Workspace(_geowfc.Workspace), TimeProvider.System);
        GreenedSite.Put(store, "A1");
        GreenedSite.Put(store, "A2", east: 418_000);
        store.Write("test", null, null, writer => writer.Put("mine-sites", [new Feature("A3", null, new Dictionary<string, object?> { ["code"] = "A3", ["name"] = "无界" })]));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_dossier_a_site_the_same_bytes_again_and_a_site_without_a_place_is_named()
    {
        string first = _folder.File("first"), second = _folder.File("second");
        JsonElement told = _geowfc.Done("dossier", "--all", "--out", first, "--json").Json;
        Assert.Equal(["A1", "A2"], told.GetProperty("dossiers").EnumerateArray().Select(d => d.GetProperty("code").GetString()));
        Assert.Equal("A3", Assert.Single(told.GetProperty("skipped").EnumerateArray()).GetProperty("code").GetString());
        Assert.Equal(["A1.docx", "A2.docx"], Directory.GetFiles(first).Select(Path.GetFileName).Order());
        _geowfc.Done("dossier", "A1", "--out", second);
        Assert.Equal(File.ReadAllBytes(Path.Combine(first, "A1.docx")), File.ReadAllBytes(Path.Combine(second, "A1.docx")));
        _geowfc.Done("dossier", "A1", "--out", second, "--lang", "en");
        using var zip = ZipFile.OpenRead(Path.Combine(second, "A1.docx"));
        using var reader = new StreamReader(zip.GetEntry("word/document.xml")!.Open());
        string text = reader.ReadToEnd();
        Assert.Contains("Before and after", text, StringComparison.Ordinal);
        Assert.Equal(3, zip.Entries.Count(e => e.FullName.EndsWith(".png", StringComparison.Ordinal)));
    }

    [Fact]
    public void Codes_that_a_file_name_cannot_hold_do_not_share_one()
    {
        string[] names = [.. ((string[])["石拐-07", "A/1", "A_1", "A:1"]).Select(Geo.Jobs.Jobs.DossierSource.FileName)];
        Assert.Equal(("石拐-07.docx", "A_1.docx"), (names[0], names[2]));
        Assert.Equal(4, names.Distinct().Count());
    }

    [Fact]
    public void A_code_that_is_not_there_is_one_line_and_writes_nothing()
    {
        Geowfc.Answer answer = _geowfc.Run("dossier", "A1", "XX", "--out", _folder.File("out"), "--quiet");
        Assert.Equal(1, answer.Code);
        Assert.Contains("XX", Assert.Single(answer.Errors.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.File("out")));
        Assert.Equal(2, _geowfc.Run("dossier", "--out", _folder.File("out")).Code);
        Assert.Equal(2, _geowfc.Run("dossier", "A1", "--all", "--out", _folder.File("out")).Code);
        Assert.Equal(2, _geowfc.Run("dossier", "A1").Code);
    }

    /// <summary>Each site: 4 ha, its west half recovered, its east half bare.</summary>
    [Fact]
    public void The_recovery_raster_is_a_named_and_coloured_COG_with_the_areas_of_each_site()
    {
        string file = _folder.File("recovery.tif");
        JsonElement told = _geowfc.Done("recovery", "--out", file, "--json").Json;
        Assert.Equal(["A3"], told.GetProperty("not_mapped").EnumerateArray().Select(c => c.GetString()));
        foreach (JsonElement site in told.GetProperty("sites").EnumerateArray())
        {
            JsonElement areas = site.GetProperty("area_m2_by_class");
            Assert.Equal(20_000, areas.GetProperty("recovered").GetDouble(), 100.0); // the plane is true to 1 in 200 here
            Assert.Equal(20_000, areas.GetProperty("bare").GetDouble(), 100.0);
            Assert.Equal((2021, 2025), (site.GetProperty("before_year").GetInt32(), site.GetProperty("after_year").GetInt32()));
        }

        using Dataset raster = Dataset.Open(file);
        Assert.Equal("COG", raster.Metadata("LAYOUT", "IMAGE_STRUCTURE"));
        Assert.Equal("""["recovered","recovering","bare","relapsed","water"]""", raster.Metadata("GEOWFC_CLASSES"));
        Assert.Equal((0u, 0xff009e73u, 0xffe69f00u), (raster.ColourTable(1)[0] & 0xff000000, raster.ColourTable(1)[1], raster.ColourTable(1)[3]));
        Assert.Contains("<Category>relapsed</Category>", File.ReadAllText(file + ".aux.xml"), StringComparison.Ordinal);
        var pixels = new byte[raster.Width * raster.Height];
        raster.Read<byte>(1, new Core.Window(0, 0, raster.Width, raster.Height), pixels);
        Assert.Equal((400, 400), (pixels.Count(p => p == 1), pixels.Count(p => p == 3)));
        Assert.Equal(800, pixels.Count(p => p != 0));
    }

    [Fact]
    public void Without_observations_the_raster_is_refused_with_what_to_do()
    {
        var bare = new Geowfc(_folder.File("bare"));
        bare.Done("init");
        Geowfc.Answer answer = bare.Run("recovery", "--quiet");
        Assert.Equal(1, answer.Code);
        Assert.Contains("track", answer.Errors, StringComparison.Ordinal);
    }
}
