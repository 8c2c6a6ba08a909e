using Geo.Core.Detection;
using Geo.Core.Tests.Classification.Objects;

namespace Geo.Core.Tests.Detection;

public class ObjectAttributesTests
{
    private static readonly string[] Classes = ["other", "stockpile", "unrestored_pit"];
    private static readonly string[] Predictors = ["column", "noise"];

    [Fact]
    public void Evidence_shape_and_surroundings_of_a_small_object_are_what_a_pencil_gives()
    {
        // A stockpile of five pixels round a hole's corner; a pit three pixels east of it; probability 0.9 of the own class and
        // 0.05 of each other, so that an object's pixels are all strong.
        string[] map =
        [
            ".......",
            ".ss....",
            ".s...p.",
            ".ss....",
            ".......",
        ];
        var (candidate, values) = Measured(map, "stockpile");
        Assert.Equal(5, candidate.Runs.Sum(r => r.Length));
        Assert.Equal(1, values["strong_share"]);
        Assert.Equal(4 * Math.PI * 5 / (12.0 * 12), values["compactness"], 1e-12);         // twelve edges
        Assert.Equal(5 / 6.0, values["box_fill"], 1e-12);
        Assert.Equal(0, values["hole_share"]);
        Assert.Equal(0.9, values["inside_stockpile"], 1e-4);
        Assert.Equal(0.05, values["inside_unrestored_pit"], 1e-4);
        // From the second pixel on lie column 4 to 6 of five rows, and nothing to the west.
        Assert.Equal(1 / 15.0, values["ring_unrestored_pit"], 1e-12);
        Assert.Equal(14 / 15.0, values["ring_other"], 1e-12);
        Assert.Equal(1 / 15.0, values["reported_ring_share"], 1e-12);
        Assert.Equal(0.05, values["probability_ring"], 1e-4);
        Assert.Equal(0.05, values["probability_near"], 1e-4);
        // Columns 1 2 1 1 2: mean 1.4, squares 2.2.
        Assert.Equal(Math.Sqrt(2.2 - 1.4 * 1.4), values["spread_column"], 1e-12);
    }

    [Fact]
    public void A_disc_is_round_a_bar_is_long_and_a_ring_has_a_hole()
    {
        string[] bar = ["ssssssss"], square = ["sss", "sss", "sss"], ring = ["sss", "s.s", "sss"];
        // Moments of a bar of 8 × 1 and of a square, of pixels as squares: 64/12 and 1/12; 9/12 both.
        Assert.Equal(1 / 8.0, Measured(bar, "stockpile").Values["elongation"], 1e-12);
        Assert.Equal(1, Measured(square, "stockpile").Values["elongation"], 1e-12);
        Assert.Equal(Math.PI / 4, Measured(square, "stockpile").Values["compactness"], 1e-12);
        Assert.Equal(1 / 9.0, Measured(ring, "stockpile").Values["hole_share"], 1e-12);
        Assert.Equal(4 * Math.PI * 8 / (16.0 * 16), Measured(ring, "stockpile").Values["compactness"], 1e-12);
    }

    [Theory]
    [InlineData(16, 1)]
    [InlineData(37, 2)]
    [InlineData(512, 3)]
    public void Any_block_size_and_thread_count_keeps_the_same_objects_with_the_same_evidence(int block, int threads)
    {
        double threshold = 0;
        double[] evidence = [.. Survey(128, 1).Detections.Select(d => d.ObjectProbability!.Value).Order()];
        threshold = evidence[evidence.Length / 2];
        SurveyResult Survey(int blockSize, int on) => new SurveyRunTests.ProbabilityRaster(300, 280, 8, smooth: 7)
        {
            Objects = Stumps.Of(ObjectAttributes.Names(Classes, Predictors), Classes[1..], seed: 4, threshold),
            Predictors = Predictors,
        }.Survey(new() { MinimumMappingUnit = new(400), BlockSize = blockSize, Threads = on, Threshold = 0 });
        var expected = Survey(128, 1);
        var actual = Survey(block, threads);
        Assert.InRange(expected.FalseAlarms, 1, int.MaxValue);
        Assert.InRange(expected.Detections.Count, 2, int.MaxValue);
        Assert.Equal(expected.FalseAlarms, actual.FalseAlarms);
        Assert.Equal(expected.Detections.Select(d => d.ObjectProbability), actual.Detections.Select(d => d.ObjectProbability));
        Assert.All(expected.Detections.Zip(actual.Detections), d => Assert.True(d.First.Geometry.EqualsExact(d.Second.Geometry)));
    }

    private static (Candidate Candidate, Dictionary<string, double> Values) Measured(string[] map, string name)
    {
        var raster = new SurveyRunTests.ProbabilityRaster(map[0].Length, map.Length, 0, smooth: 0)
        {
            Of = (col, row, k) => ".sp".IndexOf(map[row][col], StringComparison.Ordinal) == k ? 0.9f : 0.05f,
        };
        var run = new SurveyRun
        {
            Grid = raster.Grid,
            Classes = Classes,
            Options = new() { MinimumMappingUnit = new(0), SmoothingRadius = 0 },
            ToLonLat = g => g,
            Predictors = Predictors,
        };
        var found = Assert.Single(run.Candidates(new SecondLook(raster.Fill, raster.Columns), default), c => c.Polygon.Class == name);
        return (found, ObjectAttributes.Names(Classes, Predictors).Zip(found.Attributes).ToDictionary(a => a.First, a => a.Second));
    }
}
