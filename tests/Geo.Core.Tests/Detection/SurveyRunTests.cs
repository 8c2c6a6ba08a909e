using CsCheck;
using Geo.Core.Classification.Objects;
using Geo.Core.Detection;
using Geo.Core.Measure;
using Geo.Core.Tests.Classification.Objects;
using NetTopologySuite.Geometries;

namespace Geo.Core.Tests.Detection;

public class SurveyRunTests
{
    // 0.0001 degrees at 40.5° N: 8.48 m × 11.10 m = 94.1 m².
    private const double Step = 0.0001;
    private static readonly string[] _classes = ["other", "stockpile", "unrestored_pit"];

    [Fact]
    public void Two_pixels_make_a_polygon_with_ellipsoidal_area()
    {
        var result = Run(["....", ".ss.", "...."], new() { MinimumMappingUnit = new(100), SmoothingRadius = 0 });
        var one = Assert.Single(result.Detections);
        Assert.Equal("stockpile", one.Class);
        Assert.Equal(2, one.PixelCount);
        Assert.Equal("POLYGON ((110.0001 40.4999, 110.0001 40.4998, 110.0003 40.4998, 110.0003 40.4999, 110.0001 40.4999))", Rounded(one.Geometry));
        // geod_polygonarea of PROJ 9.1.1 for these corners.
        Assert.Equal(188.2598793786, one.Area.Value, 1e-5);
        Assert.Equal(0.8, one.Probability, 1e-5);
        Assert.Equal(12, result.ValidPixels);
        Assert.Equal(10, result.PixelsByClass["other"]);
    }

    [Fact]
    public void Corners_do_not_connect_and_small_objects_go()
    {
        string[] map = ["ss..", "ss..", "..ss", "p.ss"];
        var result = Run(map, new() { MinimumMappingUnit = new(300), SmoothingRadius = 0 });
        Assert.Equal([4, 4], result.Detections.Select(d => d.PixelCount));
        Assert.Equal(1, result.DroppedObjects);
        Assert.Equal(0, result.ByClass["unrestored_pit"]);
    }

    [Fact]
    public void Small_holes_are_filled_and_large_ones_stay()
    {
        string[] map =
        [
            "sssssssss",
            "s.sss..ss",
            "sss-s..ss",
            "sssssssss",
        ];
        var result = Run(map, new() { MinimumMappingUnit = new(300), SmoothingRadius = 0 });
        var one = (Polygon)Assert.Single(result.Detections).Geometry;
        Assert.Equal(1, one.NumInteriorRings);
        Assert.Equal(36 - 4, result.Detections[0].PixelCount);
        Assert.Equal(35, result.ValidPixels);
        Assert.Equal(30, result.PixelsByClass["stockpile"]);
    }

    [Fact]
    public void Holes_that_touch_at_a_corner_are_valid()
    {
        string[] map = ["sssss", "s.sss", "ss.ss", "s.s.s", "sssss", "..s..", "ss.ss", "sssss"];
        var result = Run(map, new() { MinimumMappingUnit = new(0), SmoothingRadius = 0 });
        Assert.All(result.Detections, d => Assert.True(d.Geometry.IsValid));
        Assert.Equal([4, 0], result.Detections.Select(d => ((Polygon)d.Geometry).NumInteriorRings));
    }

    [Fact]
    public void A_doubtful_pixel_goes_to_the_likeliest_background()
    {
        var result = Run([".s"], new() { MinimumMappingUnit = new(0), SmoothingRadius = 0, Threshold = 0.9 });
        Assert.Empty(result.Detections);
        Assert.Equal(2, result.PixelsByClass["other"]);
    }

    [Fact]
    public void Second_stage_drops_objects_below_its_threshold_and_tells_the_others_their_evidence()
    {
        string[] map = ["ssss.", "ssss.", ".....", "ss.pp"];
        // One tree: 0.9 above 316 m² (log10 2.5), 0.2 below: eight pixels (753 m²) stay, two (188 m²) go; no rule for pits.
        var tree = new ObjectTrees([0], [0, -1, -1], [2.5, 0.2, 0.9], [1, 0, 0]);
        var raster = new ProbabilityRaster(5, 4, 0, smooth: 0)
        {
            Of = (col, row, k) => ".sp".IndexOf(map[row][col], StringComparison.Ordinal) == k ? 0.8f : 0.1f,
            Objects = Stumps.Of(tree, ObjectAttributes.Names(_classes, []), ["stockpile"], 0.5),
        };
        var result = raster.Survey(new() { MinimumMappingUnit = new(0), SmoothingRadius = 0, Threads = 1 });
        Assert.Equal([("stockpile", 8), ("unrestored_pit", 2)], result.Detections.Select(d => (d.Class, d.PixelCount)));
        Assert.Equal(1, result.FalseAlarms);
        Assert.Equal(0.9, result.Detections[0].ObjectProbability);
        Assert.Equal(0.8, result.Detections[0].MaximumProbability, 1e-4);
        Assert.Null(result.Detections[1].ObjectProbability);
    }

    [Fact]
    public void Smoothing_leaves_missing_pixels_out()
    {
        // Binomial 3 × 3 over the row (1, missing, 0, 1): first 1, third (2·0 + 1·1)/3, fourth (2·1 + 1·0)/3.
        int[] values = [.. Enumerable.Repeat(-1, 6), -1, 30000, -1, 0, 30000, -1, .. Enumerable.Repeat(-1, 6)];
        var into = new int[4];
        ProbabilitySmoothing.Of(values, new Window(0, 0, 4, 1), 1, new int[2 * values.Length], into);
        Assert.Equal([30000, -1, 10000, 20000], into);
    }

    [Fact]
    public void Area_of_interest_cuts_by_pixel_centres()
    {
        var aoi = GeometryFactory.Default.ToGeometry(new Envelope(110.00014, 110.0003, 40.49, 40.51));
        var result = Run(["ssss"], new() { MinimumMappingUnit = new(0), SmoothingRadius = 0, Aoi = aoi });
        Assert.Equal(2, Assert.Single(result.Detections).PixelCount);
        Assert.Equal(2, result.ValidPixels);
    }

    [Fact]
    public void Block_size_and_threads_change_nothing_on_random_rasters() => Gen.Select(
        Gen.Int[1, 60], Gen.Int[1, 60], Gen.Int[0, 1_000_000], Gen.Int[0, 3], Gen.Double[0, 600], Gen.Int[1, 40], Gen.Int[1, 4]).Sample((width, height, seed, radius, minimum, block, threads) =>
        {
            var raster = new ProbabilityRaster(width, height, seed, smooth: 1);
            var options = new SurveyOptions { MinimumMappingUnit = new(minimum), SmoothingRadius = radius, Threshold = 0.3 };
            string whole = Text(raster.Survey(options with { BlockSize = 64, Threads = 1 }));
            return whole == Text(raster.Survey(options with { BlockSize = block, Threads = threads }));
        }, iter: 60);

    [Fact]
    public void Block_size_and_threads_change_nothing_on_a_landscape()
    {
        var raster = new ProbabilityRaster(1100, 700, 7, smooth: 6);
        var options = new SurveyOptions { MinimumMappingUnit = new(500), Threshold = 0.3 };
        var first = raster.Survey(options with { BlockSize = 2048, Threads = 1 });
        Assert.True(first.Detections.Count > 20, $"{first.Detections.Count} detections");
        foreach (var (size, threads) in new[] { (64, 2), (256, 4), (1024, 2), (256, 1) })
        {
            Assert.Equal(Text(first), Text(raster.Survey(options with { BlockSize = size, Threads = threads })));
        }
    }

    [Fact]
    public void A_grid_wider_than_a_strip_gives_the_same_answer()
    {
        var raster = new ProbabilityRaster(9000, 40, 7, smooth: 6);
        var options = new SurveyOptions { MinimumMappingUnit = new(500), Threshold = 0.3 };
        var whole = raster.Survey(options with { BlockSize = 16384, Threads = 1 });
        Assert.True(whole.Detections.Count > 20, $"{whole.Detections.Count} detections");
        Assert.Equal(Text(whole), Text(raster.Survey(options with { BlockSize = 512, Threads = 2 })));
    }

    [Fact]
    public void Polygons_are_valid_disjoint_and_hold_their_pixels() => Gen.Select(Gen.Int[1, 30], Gen.Int[1, 30], Gen.Int[0, 1_000_000]).Sample((width, height, seed) =>
    {
        var raster = new ProbabilityRaster(width, height, seed, smooth: 1);
        var result = raster.Survey(new() { MinimumMappingUnit = new(0), SmoothingRadius = 0, Threshold = 0, BlockSize = 7, Threads = 1 });
        long reported = result.PixelsByClass["stockpile"] + result.PixelsByClass["unrestored_pit"];
        // Without a minimum nothing is dropped or filled: the polygons hold just the pixels decided.
        return result.Detections.Sum(d => d.PixelCount) == reported
            && result.Detections.All(d => d.Geometry.IsValid && IsCounterClockwise((Polygon)d.Geometry)
                && Math.Abs(d.Geometry.EnvelopeInternal.MinX - 110) < 1
                && Math.Abs(d.Area.Value - Ellipsoid.Area(d.Geometry).Value) < 1e-9);
    }, iter: 60);

    [Fact]
    public void A_worker_that_fails_ends_the_survey_with_its_error()
    {
        var raster = new ProbabilityRaster(200, 200, 1, smooth: 1) { FailsAt = 150 };
        Assert.Throws<IOException>(() => raster.Survey(new() { BlockSize = 16, Threads = 3 }));
    }

    [Fact]
    public void A_cancelled_survey_ends()
    {
        using var source = new CancellationTokenSource();
        var raster = new ProbabilityRaster(200, 200, 1, smooth: 1);
        var progress = new Call(share => { if (share > 0.3) source.Cancel(); });
        Assert.ThrowsAny<OperationCanceledException>(() => raster.Survey(new() { BlockSize = 16, Threads = 3 }, progress, source.Token));
    }

    private static bool IsCounterClockwise(Polygon polygon) =>
        NetTopologySuite.Algorithm.Orientation.IsCCW(polygon.Shell.CoordinateSequence)
        && polygon.Holes.All(h => !NetTopologySuite.Algorithm.Orientation.IsCCW(h.CoordinateSequence));

    private static string Rounded(Geometry geometry)
    {
        var copy = geometry.Copy();
        foreach (var c in copy.Coordinates) (c.X, c.Y) = (Math.Round(c.X, 7), Math.Round(c.Y, 7));
        return copy.AsText();
    }

    internal static string Text(SurveyResult result) => string.Join('\n', result.Detections.Select(d =>
        FormattableString.Invariant($"{d.Class} {d.PixelCount} {BitConverter.DoubleToInt64Bits(d.Probability):x} {BitConverter.DoubleToInt64Bits(d.MaximumProbability):x} {BitConverter.DoubleToInt64Bits(d.Area.Value):x} {d.Geometry.AsText()}")))
        + FormattableString.Invariant($"\n{result.ValidPixels} {result.DroppedObjects} {string.Join(' ', result.PixelsByClass)}");

    private static SurveyResult Run(string[] map, SurveyOptions options)
    {
        var raster = new ProbabilityRaster(map[0].Length, map.Length, 0, smooth: 0)
        {
            Of = (col, row, k) => map[row][col] == '-' ? float.NaN : ".sp".IndexOf(map[row][col], StringComparison.Ordinal) == k ? 0.8f : 0.1f,
        };
        return raster.Survey(options with { Threads = 1 });
    }

    private sealed class Call(Action<double> action) : IProgress<double>
    {
        public void Report(double value) => action(value);
    }

    /// <summary>Random probabilities that depend on the pixel only; with some pixels missing.</summary>
    internal sealed class ProbabilityRaster(int width, int height, int seed, int smooth)
    {
        public Grid Grid { get; } = new(GeoTransform.NorthUp(110, 40.5, Step, Step), width, height, new SpatialReference("", 4326));

        public int FailsAt { get; init; } = int.MaxValue;

        public Func<int, int, int, float>? Of { get; init; }

        public ObjectStage? Objects { get; init; }

        public IReadOnlyList<string> Predictors { get; init; } = [];

        public SurveyResult Survey(SurveyOptions options, IProgress<double>? progress = null, CancellationToken cancel = default) => new SurveyRun
        {
            Grid = Grid,
            Classes = _classes,
            Options = options,
            ToLonLat = g => g,
            Aoi = options.Aoi,
            Objects = Objects,
            Predictors = Predictors,
            InFull = [.. Enumerable.Range(0, options.Threads).Select(_ => new SecondLook(Fill, Columns))],
        }.Run([.. Enumerable.Range(0, options.Threads).Select(_ => (ProbabilityOf)Fill)], progress, cancel);

        /// <summary>Two predictors: the column, and noise.</summary>
        public float[][] Columns(Window window) =>
        [
            [.. Enumerable.Range(0, (int)window.PixelCount).Select(i => (float)(window.Col + i % window.Width))],
            [.. Enumerable.Range(0, (int)window.PixelCount).Select(i => (float)Noise(window.Col + i % window.Width, window.Row + i / window.Width, 5))],
        ];

        public void Fill(Window window, float[][] perClass)
        {
            if (window.Bottom > FailsAt) throw new IOException("disk gone");
            for (int i = 0; i < window.PixelCount; i++)
            {
                int col = window.Col + i % window.Width, row = window.Row + i / window.Width;
                bool outside = col < 0 || row < 0 || col >= width || row >= height;
                for (int k = 0; k < 3; k++) perClass[k][i] = outside ? float.NaN : Of is null ? Value(col, row, k) : Of(col, row, k);
            }
        }

        private float Value(int col, int row, int k)
        {
            if (Noise(col, row, 9) < 0.03) return float.NaN;
            double wave = smooth <= 1 ? 0 : Math.Sin((col + 13 * k) / (3.0 * smooth)) * Math.Cos((row - 7 * k) / (2.0 * smooth));
            return (float)Math.Clamp(0.33 + 0.3 * wave + (smooth <= 1 ? 0.6 : 0.25) * (Noise(col, row, k) - 0.5), 0, 1);
        }

        private double Noise(int col, int row, int k)
        {
            // An integer hash (Wang) of place, class and seed.
            uint h = (uint)(col * 73856093 ^ row * 19349663 ^ k * 83492791 ^ seed * 2654435761L);
            h = (h ^ 61 ^ (h >> 16)) * 9;
            h = (h ^ (h >> 4)) * 0x27d4eb2d;
            return (h ^ (h >> 15)) / (double)uint.MaxValue;
        }
    }
}
