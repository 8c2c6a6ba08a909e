using System.Security.Cryptography;
using System.Text.Json;
using Geo.Core.Gdal;
using Geo.Core.Imagery;
using Geo.Testing;

namespace Geo.Core.Tests.Imagery;

public sealed class SceneIngestorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Scenes => _folder.File("scenes");

    private string Temporary => _folder.File("tmp");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Sentinel2_stack_with_scl_becomes_cog_quality_and_item()
    {
        // Two rows: vegetation, shadow, cloud / snow, no data, dark area.
        string path = Sentinel2(_folder.File("stack.tif"), 3, 2, [4, 3, 9, 11, 0, 2], dn: 4000, ("PROCESSING_BASELINE", "05.11"));
        var result = Take(path, new IngestOptions { Datetime = new DateTimeOffset(2024, 6, 1, 11, 20, 0, TimeSpan.FromHours(8)) });
        var scene = result.Scene;
        Assert.Equal(IngestState.Taken, result.State);
        Assert.Equal("sentinel2-l2a", scene.Profile);
        Assert.Equal(new DateTimeOffset(2024, 6, 1, 3, 20, 0, TimeSpan.Zero), scene.AcquiredAt);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))), scene.Sha256);
        Assert.Equal($"sentinel2-l2a-20240601T032000-{scene.Sha256[..8]}", scene.Id);
        Assert.Equal(5 / 6.0, scene.ValidShare, 9);
        Assert.Equal(2 / 5.0, scene.CloudShare, 9);
        Assert.Equal([BandRole.Blue, BandRole.Green, BandRole.Red, BandRole.Nir], scene.Bands.Select(b => b.Role));
        Assert.Equal([$"{scene.Id}.json", $"{scene.Id}.quality.tif", $"{scene.Id}.tif"], Directory.GetFiles(Scenes).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
        Assert.Empty(Directory.GetFileSystemEntries(Temporary));

        using var source = new SceneSource(scene, Scenes);
        var red = new float[6];
        source.Read(BandRole.Red, scene.Grid.Whole, red);
        // (4000 - 1000) / 10000 where clear: vegetation and dark area.
        Assert.Equal([0.3f, float.NaN, float.NaN, float.NaN, float.NaN, 0.3f], red.Select(v => MathF.Round(v, 5)));
        Assert.Equal([1, 3, 2, 4, 0, 1], Bytes(Path.Combine(Scenes, scene.QualityFile!)));
    }

    [Theory]
    [InlineData("05.11", null, 0.3)]
    [InlineData("02.12", null, 0.4)]
    [InlineData(null, "S2A_MSIL2A_20210601T032541_N0300_R018_T49TCE_x.tif", 0.4)]
    [InlineData(null, "S2A_MSIL2A_20210601T032541_N0500_R018_T49TCE_x.tif", 0.3)]
    [InlineData(null, "scene_20230601T032541.tif", 0.3)]
    [InlineData(null, "scene_20210601T032541.tif", 0.4)]
    public void Baseline_decides_whether_1000_comes_off(string? baseline, string? name, double reflectance)
    {
        string path = Sentinel2(_folder.File(name ?? "s2_20230601T032541.tif"), 1, 1, [4], dn: 4000,
            baseline is null ? [] : [("PROCESSING_BASELINE", baseline)]);
        var scene = Take(path, new IngestOptions { Profile = "sentinel2-l2a" }).Scene;
        using var source = new SceneSource(scene, Scenes);
        var value = new float[1];
        source.Read(BandRole.Nir, scene.Grid.Whole, value);
        Assert.Equal(reflectance, value[0], 5);
    }

    [Fact]
    public void Item_is_stac_with_the_extensions_promised()
    {
        string path = Sentinel2(_folder.File("s2_20240601T032000.tif"), 4, 2, [4, 4, 4, 9, 4, 4, 4, 4], dn: 2000);
        var result = Take(path, new IngestOptions());
        Assert.Equal(result.StacJson, File.ReadAllText(Path.Combine(Scenes, result.Scene.Id + ".json")));
        var item = JsonDocument.Parse(result.StacJson).RootElement;
        Assert.Equal("1.0.0", item.GetProperty("stac_version").GetString());
        var properties = item.GetProperty("properties");
        Assert.Equal("2024-06-01T03:20:00Z", properties.GetProperty("datetime").GetString());
        Assert.Equal(32649, properties.GetProperty("proj:epsg").GetInt32());
        Assert.Equal("[2,4]", properties.GetProperty("proj:shape").GetRawText().Replace(" ", "").Replace("\n", ""));
        Assert.Equal(12.5, properties.GetProperty("eo:cloud_cover").GetDouble());
        var data = item.GetProperty("assets").GetProperty("data");
        Assert.Equal("nir", data.GetProperty("eo:bands")[3].GetProperty("common_name").GetString());
        Assert.Equal(1e-4, data.GetProperty("raster:bands")[3].GetProperty("scale").GetDouble());
        string cog = Path.Combine(Scenes, result.Scene.CogFile);
        Assert.Equal("1220" + Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(cog))), data.GetProperty("file:checksum").GetString());
        Assert.Equal(new FileInfo(cog).Length, data.GetProperty("file:size").GetInt64());
        // RFC 7946: counter-clockwise, closed, near Donghe.
        var ring = result.Scene.Footprint.Coordinates;
        Assert.True(NetTopologySuite.Algorithm.Orientation.IsCCW(ring));
        Assert.Equal(ring[0], ring[^1]);
        Assert.InRange(ring[0].X, 109, 111);
        Assert.InRange(ring[0].Y, 40, 41);
    }

    [Fact]
    public void The_same_file_twice_is_one_scene()
    {
        string path = Sentinel2(_folder.File("s2_20240601T032000.tif"), 2, 2, [4, 4, 4, 4], dn: 2000);
        var first = Take(path, new IngestOptions()).Scene;
        Assert.Equal(first.Sha256, SceneIngestor.SourceHash(path, CancellationToken.None));
        var again = Take(path, new IngestOptions { Known = hash => hash == first.Sha256 ? first : null });
        Assert.Equal(IngestState.Known, again.State);
        Assert.Same(first, again.Scene);
        // Without a store to ask, the same bytes end as the same files.
        Assert.Equal(first.Id, Take(path, new IngestOptions()).Scene.Id);
        Assert.Equal(3, Directory.GetFiles(Scenes).Length);
    }

    [Fact]
    public void Float_reflectance_with_a_band_map_keeps_its_values_and_nan()
    {
        string path = _folder.File("chip.tif");
        using (var made = Dataset.Create(path, new RasterSpec(Grid(2, 2), 3, PixelType.Float32, null)))
        {
            for (int band = 1; band <= 3; band++)
            {
                made.Write<float>(band, made.Grid.Whole, [0.1f * band, 0.2f, float.NaN, float.PositiveInfinity]);
            }

            made.Close();
        }

        var scene = Take(path, new IngestOptions
        {
            BandMap = new Dictionary<string, int> { ["BLUE"] = 1, ["green"] = 2, ["Red"] = 3 },
            Datetime = DateTimeOffset.UnixEpoch.AddYears(51),
        }).Scene;
        Assert.Equal("generic", scene.Profile);
        Assert.Null(scene.NoData);
        Assert.Null(scene.QualityFile);
        Assert.Equal(0.5, scene.ValidShare);
        using var source = new SceneSource(scene, Scenes);
        var red = new float[4];
        source.Read(BandRole.Red, scene.Grid.Whole, red);
        Assert.Equal([0.3f, 0.2f, float.NaN, float.NaN], red.Select(v => MathF.Round(v, 6)));
    }

    // gdalwarp -ot Float32 of Level-2A integers: 1200 is a reflectance of 0.12, not of 1200.
    [Fact]
    public void Real_numbers_far_above_one_are_the_integers_they_were_made_of()
    {
        string path = _folder.File("chip.tif");
        using (var made = Dataset.Create(path, new RasterSpec(Grid(2, 2), 1, PixelType.Float32, null)))
        {
            made.Write<float>(1, made.Grid.Whole, [1200f, 1310.5f, 900f, float.NaN]);
            made.Close();
        }

        var taken = Take(path, new IngestOptions { BandMap = new Dictionary<string, int> { ["RED"] = 1 }, Datetime = DateTimeOffset.UnixEpoch.AddYears(51) });
        Assert.Contains(taken.Notes, n => n.Contains("far above 1", StringComparison.Ordinal));
        using var source = new SceneSource(taken.Scene, Scenes);
        var red = new float[4];
        source.Read(BandRole.Red, taken.Scene.Grid.Whole, red);
        Assert.Equal([0.12f, 0.13105f, 0.09f, float.NaN], red.Select(v => MathF.Round(v, 6)));
    }

    [Fact]
    public void Alpha_of_a_mosaic_is_its_edge_and_black_stays_black()
    {
        string path = _folder.File("ortho_20240601.tif");
        using (var made = Dataset.Create(path, new RasterSpec(Grid(2, 1), 4, PixelType.Byte, null), "ALPHA=YES", "PHOTOMETRIC=RGB"))
        {
            for (int band = 1; band <= 3; band++)
            {
                made.Write<byte>(band, made.Grid.Whole, [0, 0]);
            }

            made.Write<byte>(4, made.Grid.Whole, [255, 0]);
            made.Close();
        }

        var result = Take(path, new IngestOptions());
        Assert.Equal("drone", result.Scene.Profile);
        Assert.Equal(0.5, result.Scene.ValidShare);
        Assert.Equal([BandRole.Red, BandRole.Green, BandRole.Blue], result.Scene.Bands.Select(b => b.Role));
        using var source = new SceneSource(result.Scene, Scenes);
        var red = new float[2];
        source.Read(BandRole.Red, result.Scene.Grid.Whole, red);
        Assert.Equal([0f, float.NaN], red);
    }

    [Fact]
    public void Cancelled_ingest_leaves_nothing()
    {
        string path = Sentinel2(_folder.File("s2_20240601T032000.tif"), 600, 600, [.. Enumerable.Repeat((ushort)4, 360_000)], dn: 2000);
        using var cancel = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() =>
            SceneIngestor.Ingest(path, new IngestOptions(), Scenes, Temporary, new Stop(cancel), cancel.Token));
        AssertNothingLeft();
    }

    internal IngestResult Take(string path, IngestOptions options) =>
        SceneIngestor.Ingest(path, options, Scenes, Temporary, null, CancellationToken.None);

    internal static Grid Grid(int width, int height) =>
        new(GeoTransform.NorthUp(420000, 4490000, 10, 10), width, height, Projection.FromEpsg(32649));

    internal static string Sentinel2(string path, int width, int height, ushort[] scl, ushort dn, params (string Key, string Value)[] tags)
    {
        using var made = Dataset.Create(path, new RasterSpec(Grid(width, height), 5, PixelType.UInt16, 0));
        string[] names = ["B02", "B03", "B04", "B08", "SCL"];
        for (int band = 1; band <= 4; band++)
        {
            made.Write<ushort>(band, made.Grid.Whole, [.. Enumerable.Repeat(dn, width * height)]);
        }

        made.Write<ushort>(5, made.Grid.Whole, scl);
        for (int band = 1; band <= 5; band++)
        {
            made.SetDescription(band, names[band - 1]);
        }

        foreach (var (key, value) in tags)
        {
            made.SetMetadata(key, value);
        }

        made.Close();
        return path;
    }

    private void AssertNothingLeft()
    {
        Assert.True(!Directory.Exists(Scenes) || Directory.GetFileSystemEntries(Scenes).Length == 0);
        Assert.True(!Directory.Exists(Temporary) || Directory.GetFileSystemEntries(Temporary).Length == 0);
    }

    private static byte[] Bytes(string path)
    {
        using var raster = Dataset.Open(path);
        var values = new byte[raster.Width * raster.Height];
        raster.Read<byte>(1, new Window(0, 0, raster.Width, raster.Height), values);
        return values;
    }

    private sealed class Stop(CancellationTokenSource cancel) : IProgress<double>
    {
        public void Report(double value)
        {
            if (value > 0.5)
            {
                cancel.Cancel();
            }
        }
    }
}
