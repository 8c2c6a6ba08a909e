using System.Security.Cryptography;
using System.Text.Json;
using Geo.Core.Demo;
using Geo.Core.Gdal;
using Geo.Core.Imagery;
using Geo.Testing;

namespace Geo.Core.Tests.Demo;

public class DistrictSimulatorTests(DistrictSimulatorTests.Written written) : IClassFixture<DistrictSimulatorTests.Written>
{
    // One date is enough here, and keeps the test short.
    private static readonly DemoParameters OneDate = WithLastDateOnly(DemoParameters.Load());

    [Fact]
    public void The_same_seed_writes_the_same_bytes_at_any_number_of_threads()
    {
        using var two = new TemporaryFolder();
        DistrictSimulator.Write(two.Path, 3, DemoSize.Small, OneDate, threads: 3, null, default);
        var hashes = Hashes(written.Folder);
        Assert.Equal(21, hashes.Count);
        Assert.Equal(hashes, Hashes(two.Path));
    }

    [Fact]
    public void Renaming_classes_names_and_codes_changes_no_pixel()
    {
        var renamed = OneDate with
        {
            ClassNames = [.. OneDate.ClassNames.Reverse().Select(n => "x_" + n)],
            Minerals = [.. OneDate.Minerals.Select(n => n + "?")],
            MineNouns = [.. OneDate.MineNouns.Select((_, i) => $"noun {i}")],
            Towns = [.. OneDate.Towns.Select((t, i) => t with { Name = $"town {i}" })],
            DumpKinds = [.. OneDate.DumpKinds.Select((k, i) => k with { Name = $"kind {i}", WasteCategory = $"waste {i}" })],
            Materials = [.. OneDate.Materials.Select((m, i) => m with { Name = $"material {i}" })],
            MineCodePrefix = "Q",
            DumpCodePrefix = "R",
            SyntheticPrefix = "(s)",
        };
        Assert.Equal(PixelsOfPart(OneDate, 5, threads: 2), PixelsOfPart(renamed, 5, threads: 2));
    }

    [Fact]
    public void Another_seed_makes_another_district()
    {
        byte[] one = PixelsOfPart(OneDate, 1, threads: 2), two = PixelsOfPart(OneDate, 2, threads: 2);
        int same = one.Zip(two).Count(p => p.First == p.Second);
        Assert.True(same < one.Length / 2, $"{same} of {one.Length} bytes equal");
        Assert.Equal(one, PixelsOfPart(OneDate, 1, threads: 1));
    }

    [Fact]
    public void Files_say_that_they_are_synthetic_and_hold_what_the_record_promises()
    {
        var files = written.Files;
        Assert.Equal(1, written.Steps[^1]);
        var scene = Assert.Single(files.Scenes);
        Assert.Equal("sentinel2-l2a", scene.Profile);
        using (var raster = Dataset.Open(scene.Path))
        {
            Assert.Equal((1200, 1000, 11), (raster.Width, raster.Height, raster.BandCount));
            Assert.Equal(32649, raster.Crs!.Epsg);
            Assert.Equal("YES", raster.Metadata("GEOWFC_SYNTHETIC"));
            Assert.Equal(["B02", "B03", "B04", "B05", "B06", "B07", "B08", "B8A", "B11", "B12", "SCL"], Enumerable.Range(1, 11).Select(n => raster.Band(n).Description));
            var quality = new ushort[1_200_000];
            raster.Read(11, raster.Grid.Whole, quality.AsSpan());
            Assert.Empty(quality.Distinct().Except<ushort>([3, 4, 5, 6, 8, 9, 10]));
        }

        foreach (string path in new[] { files.DroneOrtho, files.DroneDsm, files.TruthClasses })
        {
            using var raster = Dataset.Open(path);
            Assert.Equal("YES", raster.Metadata("GEOWFC_SYNTHETIC"));
        }

        foreach (string path in Directory.GetFiles(written.Folder, "*.geojson"))
        {
            Assert.NotEmpty(Features(path));
            Assert.All(Features(path), f => Assert.True(f.GetProperty("synthetic").GetBoolean()));
        }

        Assert.Equal(24, Features(files.MineSites).Count);
        Assert.Equal(OneDate.ListedDumps[0], Features(files.Dumps).Count);
        var truth = Features(files.Truth);
        Assert.Equal(24 + OneDate.ListedDumps[0] + OneDate.UnlistedDumps[0], truth.Count);
        Assert.Equal(OneDate.UnlistedDumps[0], truth.Count(f => f.GetProperty("site_code").ValueKind == JsonValueKind.Null));
        var trained = Features(files.TrainingPolygons).Where(f => f.GetProperty("label").GetString() is "stockpile" or "unrestored_pit" or "restored_pit");
        Assert.Equal(truth.Count(f => f.GetProperty("split").GetString() == "train"), trained.Count());
        Assert.Equal(OneDate.ClassNames.Order(), Features(files.TrainingPolygons).Select(f => f.GetProperty("label").GetString()!).Distinct().Order());
    }

    [Fact]
    public void The_archive_is_a_product_of_Landsat_that_ingest_takes()
    {
        var product = Assert.Single(written.Files.Archive);
        Assert.Equal("landsat-c2l2", product.Profile);
        using var folder = new TemporaryFolder();
        var options = new IngestOptions { Profile = product.Profile, Synthetic = true };
        var scene = SceneIngestor.Ingest(product.Path, options, folder.Path, folder.File("tmp"), null, default).Scene;
        Assert.Equal(OneDate.Archive[0].AcquiredAt, scene.AcquiredAt);
        Assert.Equal([BandRole.Blue, BandRole.Green, BandRole.Red, BandRole.Nir, BandRole.Swir1, BandRole.Swir2], scene.Bands.Select(b => b.Role));
        using var source = new SceneSource(scene, folder.Path);
        Assert.Equal((399, 332, 30.0), (source.Grid.Width, source.Grid.Height, source.Grid.Transform.PixelWidth));

        // What the pixel at (50, 60) should be: nine pixels of the red band of the same date, then OLI = 0.9765 MSI + 0.0009.
        var plan = new DistrictPlan(OneDate, 3);
        var surface = new Surface(plan, DistrictSimulator.WindowOf(OneDate, DemoSize.Small), 2, default);
        ushort[] msi = new SceneRenderer(plan, surface, 2).Render(1, null, default)[2];
        double mean = Enumerable.Range(0, 9).Average(i => msi[(60 * 3 + 2 + i / 3) * 1200 + 50 * 3 + 1 + i % 3]) / 10_000 - 0.1;
        var red = new float[1];
        source.Read(BandRole.Red, new Window(50, 60, 1, 1), red);
        Assert.Equal(0.9765 * mean + 0.0009, red[0], 0.006); // noise of sd 0.0015
    }

    [Fact]
    public void Cancelling_leaves_no_half_scene()
    {
        using var folder = new TemporaryFolder();
        using var source = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => DistrictSimulator.Write(
            folder.Path, 3, DemoSize.Small, OneDate, 2, new CancelAt(source, 0.15), source.Token));
        Assert.Empty(Directory.GetFiles(folder.Path, "synthetic_s2_*"));
    }

    private static byte[] PixelsOfPart(DemoParameters parameters, ulong seed, int threads)
    {
        var plan = new DistrictPlan(parameters, seed);
        var surface = new Surface(plan, new Window(700, 640, 256, 130), threads, default);
        var bands = new SceneRenderer(plan, surface, threads).Render(0, null, default);
        return [.. bands.SelectMany(b => System.Runtime.InteropServices.MemoryMarshal.AsBytes<ushort>(b).ToArray())];
    }

    private static DemoParameters WithLastDateOnly(DemoParameters p) => p with { Dates = [p.Dates[^1]], Archive = [p.Archive[0]] };

    private static SortedDictionary<string, string> Hashes(string folder) => new(
        Directory.GetFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(f => Path.GetFileName(f), f => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(f)))));

    private static List<JsonElement> Features(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return [.. document.RootElement.GetProperty("features").EnumerateArray().Select(f => f.GetProperty("properties").Clone())];
    }

    /// <summary>One small district on disk, written by one thread.</summary>
    public sealed class Written : IProgress<double>, IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public Written() => Files = DistrictSimulator.Write(Folder, 3, DemoSize.Small, OneDate, threads: 1, this, default);

        public string Folder => _folder.Path;

        public DemoFiles Files { get; }

        public List<double> Steps { get; } = [];

        public void Report(double value) => Steps.Add(value);

        public void Dispose() => _folder.Dispose();
    }

    private sealed class CancelAt(CancellationTokenSource source, double share) : IProgress<double>
    {
        public void Report(double value)
        {
            if (value >= share)
            {
                source.Cancel();
            }
        }
    }
}
