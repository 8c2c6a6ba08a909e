using Geo.Core.Gdal;
using Geo.Core.Imagery;
using Geo.Testing;

namespace Geo.Core.Tests.Imagery;

/// <summary>What cannot become a scene is refused with a reason and a mend, and leaves nothing in scenes/ or the temporary folder.</summary>
public sealed class RefusalTests : IDisposable
{
    private static readonly IngestOptions s_options = new()
    {
        Profile = "generic",
        BandMap = new Dictionary<string, int> { ["RED"] = 1 },
        Datetime = new DateTimeOffset(2024, 6, 1, 3, 0, 0, TimeSpan.Zero),
    };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableTheory]
    [InlineData("byte_truncated.tif", "band 1")]
    [InlineData("byte_zstd_corrupted.tif", "band 1")]
    [InlineData("excessive-memory-TIFFFillTile.tif", "band 1")]
    [InlineData("leak-ZIPSetupDecode.tif", "band 1")]
    [InlineData("byte_gcp.tif", "transform")]
    [InlineData("byte_rpc.tif", "transform")]
    [InlineData("geomatrix.tif", "transform")]
    [InlineData("non_square_pixels.tif", "CRS")]
    [InlineData("huge4GB.tif", "size")]
    [InlineData("huge_raster_with_ovr_huge_block.tif", "size")]
    [InlineData("cfloat32.tif", "band 1")]
    [InlineData("cint16.tif", "band 1")]
    [InlineData("int64.tif", "band 1")]
    [InlineData("byte_JXL.tif", null)]
    [InlineData("unsupported_codec_unknown.tif", null)]
    [InlineData("toomanyblocks_separate.tif", null)]
    public void Broken_and_odd_files_of_gdal(string name, string? field) => Refused(SharedData.Path("torture-gdal", name), field);

    [Fact]
    public void All_without_data()
    {
        string path = _folder.File("a.tif");
        Write(path, SceneIngestorTests.Grid(4, 4), PixelType.UInt16, 0, new ushort[16]);
        Refused(path, "pixels");
    }

    [Fact]
    public void Without_crs()
    {
        string path = _folder.File("a.tif");
        Write(path, SceneIngestorTests.Grid(4, 4) with { Crs = new SpatialReference("LOCAL_CS[\"somewhere\",UNIT[\"metre\",1]]", null) }, PixelType.Byte, null, new byte[16]);
        Refused(path, "CRS");
    }

    [Fact]
    public void Rows_running_north()
    {
        string path = _folder.File("a.tif");
        var grid = SceneIngestorTests.Grid(4, 4);
        Write(path, grid with { Transform = grid.Transform with { PixelHeight = 10 } }, PixelType.Byte, null, new byte[16]);
        Assert.Contains("gdalwarp", Refused(path, "transform").Mend, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_cut_off_in_the_middle()
    {
        string whole = _folder.File("whole.tif"), path = _folder.File("cut.tif");
        var noise = new byte[500 * 500];
        new Random(7).NextBytes(noise);
        Write(whole, SceneIngestorTests.Grid(500, 500), PixelType.Byte, null, noise);
        byte[] bytes = File.ReadAllBytes(whole);
        File.WriteAllBytes(path, bytes[..(bytes.Length * 2 / 3)]);
        Refused(path, null, anyField: true);
    }

    [Fact]
    public void Not_a_raster_and_a_vrt_in_disguise()
    {
        string text = _folder.File("a.tif"), vrt = _folder.File("b.tif");
        File.WriteAllText(text, "minutes of a meeting");
        File.WriteAllText(vrt, "<VRTDataset rasterXSize=\"1\" rasterYSize=\"1\"></VRTDataset>");
        Refused(text, null);
        Assert.Contains("VRT", Refused(vrt, null).Problem, StringComparison.Ordinal);
        Refused(_folder.File("absent.tif"), null);
    }

    [Fact]
    public void Bands_that_are_not_there()
    {
        string path = _folder.File("a.tif");
        Write(path, SceneIngestorTests.Grid(2, 2), PixelType.Byte, null, new byte[4]);
        Refused(path, "band-map", s_options with { BandMap = new Dictionary<string, int> { ["RED"] = 2 } });
        Refused(path, "band-map", s_options with { BandMap = new Dictionary<string, int> { ["PURPLE"] = 1 } });
        Refused(path, "profile", s_options with { Profile = "spot" });
        Refused(path, "Green", s_options with { Profile = "drone", BandMap = null });
        Refused(path, "bands", s_options with { BandMap = null });
        Refused(path, "profile", s_options with { Profile = null, BandMap = null });
    }

    [Theory]
    [InlineData("S2B_MSIL1C_20240601T032529_N0510_R018_T49TDF_20240601T053000.tif", "sentinel2-l2a", "Level-1C")]
    [InlineData("LC08_L1TP_127032_20240601_20240610_02_T1_B4.TIF", null, "LC08_L1TP_127032_20240601_20240610_02_T1")]
    [InlineData("LC08_L1TP_127032_20190601_20190610_01_T1_sr_band4.tif", null, "Collection 2 Level-2")]
    public void A_product_of_another_level_is_refused_by_its_name(string name, string? profile, string problem)
    {
        Write(_folder.File(name), SceneIngestorTests.Grid(2, 2), PixelType.Byte, null, new byte[4]);
        Assert.Contains(problem, Refused(_folder.File(name), "profile", new IngestOptions { Profile = profile }).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_scene_without_a_time_asks_for_it()
    {
        string path = _folder.File("a.tif");
        Write(path, SceneIngestorTests.Grid(2, 2), PixelType.Byte, null, new byte[4]);
        Assert.Contains("--datetime", Refused(path, "acquisition time", s_options with { Datetime = null }).Mend, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_landsat_product_without_its_near_infrared_or_mask()
    {
        string source = SharedData.Path("landsat-c2l2-008059-mixed");
        string[] files = [.. Directory.GetFiles(source).Where(f => f.EndsWith(".TIF", StringComparison.Ordinal))];
        foreach (string missing in new[] { "SR_B5", "QA_PIXEL" })
        {
            string folder = _folder.File(missing);
            Directory.CreateDirectory(folder);
            foreach (string file in files.Where(f => !f.Contains(missing, StringComparison.Ordinal)))
            {
                File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
            }

            Refused(folder, missing, new IngestOptions());
        }
    }

    private InputException Refused(string path, string? field, IngestOptions? options = null, bool anyField = false)
    {
        string scenes = _folder.File("scenes"), temporary = _folder.File("tmp");
        var error = Assert.Throws<InputException>(() =>
            SceneIngestor.Ingest(path, options ?? s_options, scenes, temporary, null, CancellationToken.None));
        Assert.True(!Directory.Exists(scenes) || Directory.GetFileSystemEntries(scenes).Length == 0);
        Assert.True(!Directory.Exists(temporary) || Directory.GetFileSystemEntries(temporary).Length == 0);
        Assert.NotEmpty(error.Mend);
        if (!anyField)
        {
            Assert.Equal(field, error.Field);
        }

        return error;
    }

    private static void Write<T>(string path, Grid grid, PixelType type, double? noData, T[] pixels)
        where T : unmanaged
    {
        using var made = Dataset.Create(path, new RasterSpec(grid, 1, type, noData));
        made.Write<T>(1, new Window(0, 0, grid.Width, grid.Height), pixels);
        made.Close();
    }
}
