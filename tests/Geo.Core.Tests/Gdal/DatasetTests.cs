using Geo.Core.Gdal;
using Geo.Testing;

namespace Geo.Core.Tests.Gdal;

public sealed class DatasetTests
{
    internal static readonly SpatialReference Gauss = Projection.FromEpsg(4546);

    internal static Grid SmallGrid(int width, int height, double pixel = 10) =>
        new(GeoTransform.NorthUp(417000, 4494000, pixel, pixel), width, height, Gauss);

    [Fact] public void Proj_gives_the_known_point() => GdalLibrary.SelfTest();

    [Fact]
    public void Version_is_one_that_has_our_calls() =>
        Assert.True(Version.Parse(GdalLibrary.Version.Split("dev")[0]) >= Version.Parse(GdalLibrary.OldestVersion));

    [Fact]
    public void What_is_written_is_read_again_by_window()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("a.tif");
        using (var made = Dataset.Create(path, new RasterSpec(SmallGrid(5, 4), 2, PixelType.UInt16, 0)))
        {
            made.Write<ushort>(1, new Window(0, 0, 5, 4), [.. Enumerable.Range(1, 20).Select(i => (ushort)i)]);
            made.Write<float>(2, new Window(1, 1, 2, 1), [70000f, -3f]);
            made.SetDescription(1, "red");
            made.SetMetadata("TIFFTAG_DATETIME", "2024:06:01 03:00:00");
            made.Close();
        }

        using var read = Dataset.Open(path);
        Assert.Equal(SmallGrid(5, 4), read.Grid);
        Assert.Equal(4546, read.Crs!.Epsg);
        Assert.Equal("red", read.Band(1).Description);
        Assert.Equal(0, read.Band(1).NoData);
        Assert.Equal("2024:06:01 03:00:00", read.Metadata("TIFFTAG_DATETIME"));
        var window = new int[4];
        read.Read<int>(1, new Window(3, 2, 2, 2), window);
        Assert.Equal([14, 15, 19, 20], window);
        // GDAL clamps to the type.
        read.Read<int>(2, new Window(1, 1, 2, 2), window);
        Assert.Equal([65535, 0, 0, 0], window);
    }

    [Fact]
    public void Window_outside_and_wrong_length_are_our_bugs()
    {
        using var raster = Dataset.InMemory(new RasterSpec(SmallGrid(4, 4), 1, PixelType.Byte, null));
        Assert.Throws<ArgumentOutOfRangeException>(() => raster.Read<byte>(1, new Window(3, 0, 2, 1), new byte[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => raster.Read<byte>(1, new Window(0, 0, 2, 2), new byte[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => raster.Read<byte>(2, new Window(0, 0, 1, 1), new byte[1]));
    }

    [Fact]
    public void Cog_has_tiles_and_overviews_and_the_same_pixels()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("a.cog.tif");
        var pixels = new ushort[600 * 700];
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (ushort)(i * 31 % 5003);
        }

        using (var source = Dataset.InMemory(new RasterSpec(SmallGrid(600, 700), 1, PixelType.UInt16, 0)))
        {
            source.Write<ushort>(1, source.Grid.Whole, pixels);
            var seen = new List<double>();
            source.CopyToCog(path, new CogOptions(), new Now(seen.Add), CancellationToken.None);
            Assert.Contains(1.0, seen);
        }

        using var cog = Dataset.Open(path);
        Assert.Equal("COG", cog.Metadata("LAYOUT", "IMAGE_STRUCTURE"));
        Assert.Equal((128, 128), (cog.Band(1).BlockWidth, cog.Band(1).BlockHeight));
        var read = new ushort[pixels.Length];
        cog.Read<ushort>(1, cog.Grid.Whole, read);
        Assert.Equal(pixels, read);
        var small = new ushort[30 * 35];
        cog.ReadResampled<ushort>(1, cog.Grid.Whole, 30, 35, small);
        // Averages of 600 x 700 varied pixels lie near the mean of 0..5002.
        Assert.InRange(small.Average(v => v), 2300, 2700);
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Cancelled_copy_leaves_no_file()
    {
        using var folder = new TemporaryFolder();
        using var cancel = new CancellationTokenSource();
        using var source = Dataset.InMemory(new RasterSpec(SmallGrid(2000, 2000), 1, PixelType.UInt16, null));
        Assert.Throws<OperationCanceledException>(() =>
            source.CopyToCog(folder.File("a.tif"), new CogOptions(), new Now(_ => cancel.Cancel()), cancel.Token));
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Vrt_in_disguise_virtual_paths_and_texts_do_not_open()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("innocent.tif");
        File.WriteAllText(path, """
            <VRTDataset rasterXSize="1" rasterYSize="1"><VRTRasterBand dataType="Byte" band="1">
            <SimpleSource><SourceFilename>/etc/passwd</SourceFilename></SimpleSource></VRTRasterBand></VRTDataset>
            """);
        var error = Assert.Throws<GdalException>(() => Dataset.Open(path));
        Assert.Contains("innocent.tif", error.Message, StringComparison.Ordinal);
        Assert.Throws<InputException>(() => Dataset.Open("/vsicurl/http://localhost/a.tif"));
        Assert.Throws<InputException>(() => Dataset.Open("GTIFF_DIR:1:" + path));
    }

    [Fact]
    public void Category_names_stand_in_the_sidecar()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("classes.tif");
        using (var made = Dataset.Create(path, new RasterSpec(SmallGrid(2, 2), 1, PixelType.Byte, 0)))
        {
            made.SetCategoryNames(1, ["no data", "stockpile", "矿坑"]);
            made.Close();
        }

        Assert.True(File.Exists(path + ".aux.xml"));
        using var read = Dataset.OpenForUpdate(path);
        Assert.Equal(["no data", "stockpile", "矿坑"], read.CategoryNames(1));
    }

    [Fact]
    public void Warp_by_whole_pixels_moves_values_exactly()
    {
        using var source = Dataset.InMemory(new RasterSpec(SmallGrid(3, 2), 1, PixelType.Int16, -1));
        source.Write<short>(1, source.Grid.Whole, [1, 2, 3, 4, 5, 6]);
        var shifted = source.Grid with { Transform = GeoTransform.NorthUp(417010, 4494010, 10, 10) };
        using var warped = source.Warp(shifted, Resampling.Nearest, CancellationToken.None);
        var values = new short[6];
        warped.Read<short>(1, warped.Grid.Whole, values);
        Assert.Equal([-1, -1, -1, 2, 3, -1], values);
    }

    [Fact]
    public void Polygonize_sieve_and_rasterize_agree_on_a_small_drawing()
    {
        using var raster = Dataset.InMemory(new RasterSpec(SmallGrid(4, 3), 1, PixelType.Byte, null));
        raster.Write<byte>(1, raster.Grid.Whole,
        [
            0, 1, 1, 0,
            0, 1, 1, 2,
            0, 0, 0, 0,
        ]);
        var shapes = raster.Polygonize(1, skipZero: true, CancellationToken.None);
        Assert.Equal([1, 2], shapes.Select(s => s.Value).Order());

        using var again = Dataset.InMemory(new RasterSpec(SmallGrid(4, 3), 1, PixelType.Byte, null));
        again.Rasterize(1, [.. shapes.Select(s => (s.Wkb, (double)s.Value))], allTouched: false);
        Assert.Equal(Pixels(raster), Pixels(again));

        again.Sieve(1, 2, eightConnected: false, CancellationToken.None);
        // The lone 0 (top right) has only 1 and 2 beside it; the lone 2 has the larger region 0.
        Assert.Equal(new byte[] { 0, 1, 1, 1, 0, 1, 1, 0, 0, 0, 0, 0 }, Pixels(again));
    }

    [Fact]
    public void Many_threads_each_with_a_handle_see_the_same_and_their_own_errors()
    {
        using var folder = new TemporaryFolder();
        string good = folder.File("good.tif"), bad = folder.File("bad.tif");
        using (var made = Dataset.Create(good, new RasterSpec(SmallGrid(64, 64), 1, PixelType.Byte, null)))
        {
            made.Write<byte>(1, made.Grid.Whole, [.. Enumerable.Repeat((byte)7, 4096)]);
            made.Close();
        }

        File.WriteAllText(bad, "no raster");
        Parallel.For(0, 200, i =>
        {
            if (i % 2 == 0)
            {
                using var read = Dataset.Open(good);
                Assert.Equal(7, Pixels(read)[100]);
            }
            else
            {
                Assert.Contains("bad.tif", Assert.Throws<GdalException>(() => Dataset.Open(bad)).GdalMessage, StringComparison.Ordinal);
            }
        });
    }

    [SkippableFact]
    public void Full_disk_is_an_error_at_the_latest_at_close()
    {
        Skip.IfNot(File.Exists("/dev/full"), "no /dev/full here");
        using var folder = new TemporaryFolder();
        string path = folder.File("full.tif");
        File.CreateSymbolicLink(path, "/dev/full");
        Assert.Throws<GdalException>(() =>
        {
            using var made = Dataset.Create(path, new RasterSpec(SmallGrid(512, 512), 1, PixelType.Byte, null), "COMPRESS=NONE");
            made.Write<byte>(1, made.Grid.Whole, new byte[512 * 512]);
            made.Close();
        });
    }

    private static byte[] Pixels(Dataset raster)
    {
        var pixels = new byte[raster.Width * raster.Height];
        raster.Read<byte>(1, new Window(0, 0, raster.Width, raster.Height), pixels);
        return pixels;
    }

    private sealed class Now(Action<double> report) : IProgress<double>
    {
        public void Report(double value) => report(value);
    }
}
