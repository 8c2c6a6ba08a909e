using System.IO.Compression;
using System.Text.Json;
using Geo.Core.Imagery;
using Geo.Core.Imagery.Products;
using Geo.Testing;

namespace Geo.Core.Tests.Imagery.Products;

public sealed class SafeProductTests : IDisposable
{
    private const string New = "S2A_MSIL2A_20230821T221941_N0509_R029_T01KAB_20230822T021825.SAFE", Old = "S2A_MSIL2A_20190212T192651_N0212_R013_T07HFE_20201007T160857.SAFE";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // The figures are those that SOURCE.md tells and that stand in the files, read by eye.
    [SkippableTheory]
    [InlineData(New, 5.09, -1000, 59.050727, 65535)]
    [InlineData(Old, 2.12, 0, 51.580326, 65535)]
    public void Product_xml_of_real_products(string name, double baseline, double offset, double cloud, double saturated)
    {
        string path = SharedData.Path("sentinel2-l2a-safe-metadata", name, "MTD_MSIL2A.xml");
        var about = SafeMetadata.Parse(path, File.ReadAllBytes(path));
        Assert.Equal(name, about.Name + ".SAFE");
        Assert.Equal((baseline, 10_000, cloud, 0, saturated), (about.Baseline, about.Quantification, about.CloudPercent, about.NoData, about.Saturated));
        Assert.All(new[] { "B01", "B02", "B04", "B08", "B8A", "B12" }, band => Assert.Equal(offset, about.Offset(band)));
        Assert.Equal("Sentinel-2A", about.Spacecraft);
        Assert.Equal(name == New ? 36 : 35, about.Images.Count);
    }

    [SkippableTheory]
    [InlineData(New, "2023-08-21T22:20:45.625508Z", 32701, 99960, 8200000, 38.4174390061789, 43.3009058473725)]
    [InlineData(Old, null, 32707, 600000, 6500020, null, null)]
    public void Tile_xml_of_real_products(string name, string? sensed, int epsg, double x, double y, double? zenith, double? azimuth)
    {
        string path = Directory.GetFiles(SharedData.Path("sentinel2-l2a-safe-metadata", name), "MTD_TL.xml", SearchOption.AllDirectories)[0];
        var tile = SafeTile.Parse(path, File.ReadAllBytes(path));
        Assert.Equal(epsg, tile.Grid.Crs.Epsg);
        Assert.Equal(new GeoTransform(x, 10, 0, y, 0, -10), tile.Grid.Transform);
        Assert.Equal((10980, 10980), (tile.Grid.Width, tile.Grid.Height));
        if (sensed is null) return;
        Assert.Equal(DateTimeOffset.Parse(sensed, System.Globalization.CultureInfo.InvariantCulture), tile.SensedAt);
        Assert.Equal((zenith, azimuth), (tile.SunZenith, tile.SunAzimuth));
    }

    [SkippableFact]
    public void Level_1c_is_refused_by_name()
    {
        var error = Refused(SharedData.Path("sentinel2-l2a-safe-metadata", "S2A_MSIL1C_20210908T042701_N0301_R133_T46RER_20210908T070248.SAFE"));
        Assert.Equal("PROCESSING_LEVEL", error.Field);
        Assert.Contains("Level-1C", error.Problem, StringComparison.Ordinal);
        Assert.Contains("Level-2A", error.Mend, StringComparison.Ordinal);
    }

    // One offset fewer, or one that is no number, would make its band 0.1 too bright without a word.
    [SkippableTheory]
    [InlineData("<BOA_ADD_OFFSET band_id=\"3\">-1000</BOA_ADD_OFFSET>", "", "B04")]
    [InlineData("<BOA_ADD_OFFSET band_id=\"7\">-1000<", "<BOA_ADD_OFFSET band_id=\"7\">−1000<", "B08")]
    public void From_baseline_4_on_each_band_must_bring_its_offset(string there, string instead, string band)
    {
        string path = SharedData.Path("sentinel2-l2a-safe-metadata", New, "MTD_MSIL2A.xml"), text = File.ReadAllText(path);
        Assert.Contains(there, text, StringComparison.Ordinal);
        var error = Assert.Throws<InputException>(() => SafeMetadata.Parse(path, System.Text.Encoding.UTF8.GetBytes(text.Replace(there, instead, StringComparison.Ordinal))));
        Assert.Equal("BOA_ADD_OFFSET", error.Field);
        Assert.EndsWith("names none for " + band, error.Problem, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_zip_from_a_mac_is_one_product_and_one_with_backslashes_is_told()
    {
        string safe = SharedData.Path("sentinel2-l2a-safe-metadata", New), mac = _folder.File("mac.zip"), windows = _folder.File("windows.zip");
        using (var zip = ZipFile.Open(mac, ZipArchiveMode.Create))
        using (var other = ZipFile.Open(windows, ZipArchiveMode.Create))
        {
            foreach (string file in Directory.GetFiles(safe, "*.xml", SearchOption.AllDirectories))
            {
                string name = $"{New}/{Path.GetRelativePath(safe, file)}";
                zip.CreateEntryFromFile(file, name);
                using (var shadow = zip.CreateEntry($"__MACOSX/{Path.GetDirectoryName(name)}/._{Path.GetFileName(name)}").Open()) shadow.Write([0, 5, 22, 7]);
                other.CreateEntryFromFile(file, name.Replace('/', '\\'));
            }
        }

        Assert.Equal("B01", Refused(mac).Field);
        Assert.Contains("7-Zip", Refused(windows).Mend, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Skeleton_without_images_says_which_is_missing()
    {
        var error = Refused(SharedData.Path("sentinel2-l2a-safe-metadata", New));
        Assert.Equal("B01", error.Field);
        Assert.EndsWith("_B01_20m.jp2", error.Where, StringComparison.Ordinal);
        Assert.Contains("copied in part", error.Mend, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Whole_product_gives_exact_reflectance_on_the_10_m_grid_and_its_zip_is_the_same_scene()
    {
        string safe = await SafeBuilder.Make(SharedData.Path("sentinel2-l2a-safe-metadata", New), _folder.Path, Pixel);
        var taken = Take(safe);
        var scene = taken.Scene;
        Assert.Equal("sentinel2-l2a", scene.Profile);
        Assert.Equal(New, scene.Product + ".SAFE");
        Assert.Equal(new DateTimeOffset(2023, 8, 21, 22, 20, 45, TimeSpan.Zero), scene.AcquiredAt, TimeSpan.FromSeconds(1));
        Assert.Equal((60, 60, 10.0, 32701), (scene.Grid.Width, scene.Grid.Height, scene.Grid.Transform.PixelWidth, scene.Grid.Crs.Epsg));
        Assert.Equal(11, scene.Bands.Count);
        using var source = new SceneSource(scene, _folder.File("scenes"));
        float[] blue = Read(source, BandRole.Blue), edge = Read(source, BandRole.RedEdge1), coastal = Read(source, BandRole.Coastal);
        for (int i = 0; i < blue.Length; i++)
        {
            int col = i % 60, row = i / 60;
            // SCL of 20 m: 4 vegetation, but 9 cloud in its first column and 0 no data in its last; DN 0 and 65535 in one pixel of B02 each.
            bool clear = col is >= 2 and < 58 && (col, row) != (5, 5) && (col, row) != (6, 5);
            Assert.Equal(clear ? (1000 + 10 * col + row - 1000) / 10_000f : float.NaN, blue[i], 6f * 1e-7f);
            // Bands of 20 and (in this baseline) B01 of 20 m: the value of the pixel it lies in.
            Assert.Equal(clear ? (2000 + 7 * (col / 2) + row / 2 - 1000) / 10_000f : float.NaN, edge[i], 6f * 1e-7f);
            Assert.Equal(clear ? (3000 + col / 2 - 1000) / 10_000f : float.NaN, coastal[i], 6f * 1e-7f);
        }

        using var quality = Geo.Core.Gdal.Dataset.Open(Path.Combine(_folder.File("scenes"), scene.QualityFile!));
        byte[] codes = new byte[3600];
        quality.Read(1, scene.Grid.Whole, codes.AsSpan());
        Assert.Equal((byte)Quality.NoData, codes[5 * 60 + 5]);
        Assert.Equal((byte)Quality.Defective, codes[5 * 60 + 6]);
        Assert.Equal((byte)Quality.Cloud, codes[0]);
        // 58 columns with data less the pixel of DN 0; two columns of 60 under cloud.
        Assert.Equal((58 * 60 - 1) / 3600.0, scene.ValidShare, 9);
        Assert.Equal(120.0 / (58 * 60 - 1), scene.CloudShare, 9);
        var properties = JsonDocument.Parse(taken.StacJson).RootElement.GetProperty("properties");
        Assert.Equal("05.09", properties.GetProperty("s2:processing_baseline").GetString());
        Assert.Equal("surface", properties.GetProperty("geowfc:numbers").GetString());
        Assert.Equal(38.4174390061789, properties.GetProperty("geowfc:sun_zenith_deg").GetDouble());

        string zip = _folder.File("as-delivered.zip");
        ZipFile.CreateFromDirectory(safe, zip, CompressionLevel.Fastest, includeBaseDirectory: true);
        var again = SceneIngestor.Ingest(zip, new IngestOptions(), _folder.File("zipped"), _folder.File("tmp"), null, CancellationToken.None);
        Assert.Equal(scene.Id, again.Scene.Id);
        Assert.Equal(File.ReadAllBytes(Path.Combine(_folder.File("scenes"), scene.CogFile)), File.ReadAllBytes(Path.Combine(_folder.File("zipped"), scene.CogFile)));
        Assert.Equal(2, Directory.GetFiles(_folder.Path).Length + Directory.GetDirectories(_folder.Path, "*.SAFE").Length);
    }

    [SkippableFact]
    public async Task Before_baseline_4_no_offset_is_taken_off_and_damage_is_named()
    {
        string safe = await SafeBuilder.Make(SharedData.Path("sentinel2-l2a-safe-metadata", Old), _folder.Path, Pixel);
        var scene = Take(safe).Scene;
        Assert.All(scene.Bands, b => Assert.Equal((1e-4, 0.0), (b.Scale, b.Offset)));
        using (var source = new SceneSource(scene, _folder.File("scenes")))
        {
            Assert.Equal((1000 + 10 * 20 + 30) / 10_000f, Read(source, BandRole.Blue)[30 * 60 + 20], 6f * 1e-7f);
            // B01 is of 60 m here.
            Assert.Equal((3000 + 20 / 6) / 10_000f, Read(source, BandRole.Coastal)[30 * 60 + 20], 6f * 1e-7f);
        }

        Directory.Delete(_folder.File("scenes"), recursive: true);
        string red = Directory.GetFiles(safe, "*_B04_10m.jp2", SearchOption.AllDirectories)[0], tile = Directory.GetFiles(safe, "MTD_TL.xml", SearchOption.AllDirectories)[0];
        byte[] whole = File.ReadAllBytes(red);
        File.WriteAllBytes(red, whole[..(whole.Length / 2)]);
        Assert.EndsWith("_B04_10m.jp2", Refused(safe).Where, StringComparison.Ordinal);
        File.Delete(red);
        Assert.Equal("B04", Refused(safe).Field);
        File.WriteAllBytes(red, whole);

        string text = File.ReadAllText(tile);
        File.WriteAllText(tile, text.Replace("<ULX>600000<", "<ULX>700020<", StringComparison.Ordinal));
        var wrong = Refused(safe);
        Assert.Equal("Tile_Geocoding", wrong.Field);
        Assert.Contains("another product", wrong.Mend, StringComparison.Ordinal);
        File.WriteAllText(tile, text[..1000]);
        Assert.Contains("no whole XML", Refused(safe).Problem, StringComparison.Ordinal);
        File.Delete(tile);
        Assert.Equal("MTD_TL.xml", Refused(safe).Field);
        File.WriteAllText(tile, text);

        string zip = _folder.File("half.zip");
        ZipFile.CreateFromDirectory(safe, zip);
        byte[] bytes = File.ReadAllBytes(zip);
        File.WriteAllBytes(zip, bytes[..(bytes.Length * 2 / 3)]);
        Assert.Contains("cut off or damaged", Refused(zip).Problem, StringComparison.Ordinal);
    }

    // What the made product holds: a ramp a band, one pixel of no data and one saturated.
    private static int Pixel(string band, int col, int row) => band switch
    {
        "SCL" => col == 0 ? 9 : col == 29 ? 0 : 4,
        "B02" => (col, row) == (5, 5) ? 0 : (col, row) == (6, 5) ? 65535 : 1000 + 10 * col + row,
        "B05" => 2000 + 7 * col + row,
        "B01" => 3000 + col,
        _ => 4000,
    };

    private IngestResult Take(string path) => SceneIngestor.Ingest(path, new IngestOptions(), _folder.File("scenes"), _folder.File("tmp"), null, CancellationToken.None);

    private InputException Refused(string path)
    {
        var error = Assert.Throws<InputException>(() => Take(path));
        Assert.False(Directory.Exists(_folder.File("scenes")));
        Assert.True(!Directory.Exists(_folder.File("tmp")) || Directory.GetFileSystemEntries(_folder.File("tmp")).Length == 0);
        return error;
    }

    private static float[] Read(SceneSource source, BandRole role)
    {
        float[] values = new float[source.Grid.Whole.PixelCount];
        source.Read(role, source.Grid.Whole, values);
        return values;
    }
}
