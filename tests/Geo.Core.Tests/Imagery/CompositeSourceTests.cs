using Geo.Core.Gdal;
using Geo.Core.Imagery;
using Geo.Testing;
using NetTopologySuite.Geometries;

namespace Geo.Core.Tests.Imagery;

public sealed class CompositeSourceTests : IDisposable
{
    private static readonly SpatialReference Utm = Projection.FromEpsg(32649);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Days_are_joined_by_their_median_without_what_is_not_clear()
    {
        Scene[] scenes =
        [
            Take("a", "2025-05-01", 0, [10, 20, 30, 40], quality: [1, 1, 1, 2]),
            Take("b", "2025-06-01", 0, [20, 20, 0, 50], quality: [1, 1, 1, 2]),
            Take("c", "2025-07-01", 0, [90, 50, 50, 60], quality: [1, 1, 1, 3]),
        ];

        // Pixel 3 of b is no data (0), so the mean of 30 and 50; pixel 4 is never clear.
        Assert.Equal([0.20f, 0.20f, 0.40f, float.NaN], Read(scenes, new Window(0, 0, 4, 1)));
    }

    [Fact]
    public void Days_are_read_apart_in_the_order_of_time()
    {
        Scene[] scenes =
        [
            Take("c", "2025-07-01", 0, [90, 50, 50, 60], quality: null),
            Take("a", "2025-05-01", 0, [10, 20, 30, 40], quality: [1, 1, 1, 2]),
            Take("b", "2025-05-01", 0, [11, 21, 31, 41], quality: [2, 2, 2, 1]),
        ];
        using var source = new CompositeSource(scenes, _folder.Path);
        float[] days = new float[8];
        source.ReadDays(BandRole.Red, new Window(0, 0, 4, 1), days);

        Assert.Equal(2, source.Days);
        Assert.Equal([0.10f, 0.20f, 0.30f, 0.41f, 0.90f, 0.50f, 0.50f, 0.60f], days);
    }

    [Fact]
    public void Scenes_of_a_day_are_one_mosaic_over_the_union_of_their_ground()
    {
        Scene[] scenes =
        [
            Take("a", "2025-05-01", 0, [10, 20, 30, 40], quality: [1, 2, 1, 1]),
            Take("b", "2025-05-01", 1, [70, 80, 90, 100], quality: [1, 1, 1, 1]),
        ];
        using var source = new CompositeSource(scenes, _folder.Path);

        Assert.Equal(5, source.Grid.Width);
        // b starts one pixel to the east; it is wholly clear, so it comes first where they overlap.
        Assert.Equal([0.10f, 0.70f, 0.80f, 0.90f, 1.00f], Read(scenes, source.Grid.Whole));
    }

    [Fact]
    public void A_window_beyond_the_ground_is_no_data_and_changes_nothing_else()
    {
        Scene[] scenes = [Take("a", "2025-05-01", 0, [10, 20, 30, 40], quality: null)];

        Assert.Equal([float.NaN, 0.10f, 0.20f], Read(scenes, new Window(-1, 0, 3, 1)));
        Assert.Equal([0.40f, float.NaN], Read(scenes, new Window(3, 0, 2, 1)));
    }

    [Fact]
    public void A_scene_in_another_CRS_is_read_by_its_nearest_pixel()
    {
        Scene utm = Take("a", "2025-05-01", 0, [10, 20, 30, 40], quality: [2, 2, 2, 2]);
        Scene gauss = TakeIn4546("b", "2025-06-01", 77);

        using var source = new CompositeSource([utm, gauss], _folder.Path);
        var (col, row) = source.Grid.Transform.Invert(400_000, 4_490_000);
        Assert.Equal((Math.Round(col), Math.Round(row)), (col, row));
        Assert.Equal([0.77f, 0.77f, 0.77f, 0.77f], Read([utm, gauss], new Window((int)col, (int)row, 4, 1)));
    }

    private float[] Read(IReadOnlyList<Scene> scenes, Window window)
    {
        using var source = new CompositeSource(scenes, _folder.Path);
        float[] values = new float[window.PixelCount];
        source.Read(BandRole.Red, window, values);
        return values;
    }

    /// <summary>A row of four 10 m pixels, DN / 100 = reflectance, 0 = no data.</summary>
    private Scene Take(string id, string date, int shiftPixels, ushort[] numbers, byte[]? quality) =>
        Write(id, date, new Grid(GeoTransform.NorthUp(400_000 + 10 * shiftPixels, 4_490_000, 10, 10), 4, 1, Utm), numbers, quality);

    /// <summary>One value all round the same ground in CGCS2000 / Gauss-Krüger CM 111.</summary>
    private Scene TakeIn4546(string id, string date, ushort number)
    {
        SpatialReference gauss = Projection.FromEpsg(4546);
        double[] x = [400_020], y = [4_489_995];
        using (var transform = new PointTransform(Utm, gauss))
        {
            transform.Transform(x, y);
        }

        return Write(id, date, new Grid(GeoTransform.NorthUp(x[0] - 50, y[0] + 50, 10, 10), 10, 10, gauss), [.. Enumerable.Repeat(number, 100)], null);
    }

    private Scene Write(string id, string date, Grid grid, ushort[] numbers, byte[]? quality)
    {
        using (Dataset data = Dataset.Create(_folder.File($"{id}.tif"), new RasterSpec(grid, 1, PixelType.UInt16, 0)))
        {
            data.Write<ushort>(1, grid.Whole, numbers);
            data.Close();
        }

        if (quality is not null)
        {
            using Dataset mask = Dataset.Create(_folder.File($"{id}_quality.tif"), new RasterSpec(grid, 1, PixelType.Byte, null));
            mask.Write<byte>(1, grid.Whole, quality);
            mask.Close();
        }

        double cloud = quality is null ? 0 : quality.Count(value => value != 1) / (double)quality.Length;
        return new Scene(id, "generic", DateTimeOffset.Parse(date + "T03:20:00Z", System.Globalization.CultureInfo.InvariantCulture), grid,
            [new SceneBand(BandRole.Red, 1, 0.01, 0)], 0, $"{id}.tif", quality is null ? null : $"{id}_quality.tif", id, Polygon.Empty, 1, cloud, false);
    }
}
