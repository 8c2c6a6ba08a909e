using System.Runtime.InteropServices;
using Geo.Core.Classification;
using Geo.Core.Detection;
using Geo.Core.Imagery;
using Geo.Core.Predictors;

namespace Geo.Core.Tests.Classification;

/// <summary>What is worked cell by cell equals the whole forest; what is left out would not have changed a decision.</summary>
[Trait("Category", "Simd")]
public class WindowForestTests
{
    [Theory]
    [InlineData(31, 40)]
    [InlineData(90, 60)]     // more leaves than one permute takes
    [InlineData(31, 900)]    // more thresholds than a byte ranks
    [InlineData(520, 60)]    // more leaves than a byte numbers
    public void Cells_equal_the_trees_walked_one_by_one_bit_for_bit(int leaves, int thresholds)
    {
        for (int seed = 0; seed < 4; seed++)
        {
            var model = Model(RandomForests.Grow(seed, classes: 3, trees: 30, leaves, predictors: Set.Count, thresholds));
            var (width, height) = (33 + 41 * seed, 65 + 7 * seed);
            var columns = Ground(seed, width, height, patch: 60, noise: 0.1 * seed);
            columns[1][5] = float.NaN;                   // a number that is missing in a pixel that is not
            var (block, single) = (Columns(width * height), Columns(width * height));
            new WindowForest(model, 1, null, side: 16).Evaluate(columns, width, height, block);
            model.Forest.ScoresOneByOne(columns, width * height, single);
            model.Calibrate(columns[0], width * height, single);
            for (int k = 0; k < 3; k++)
            {
                Assert.True(MemoryMarshal.AsBytes<float>(block[k]).SequenceEqual(MemoryMarshal.AsBytes<float>(single[k])));
            }
        }
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(3, false)]
    [InlineData(1, true)]
    public void What_is_left_out_changes_no_decision_and_no_reported_probability(int radius, bool lastOnly)
    {
        long leftOut = 0, reported = 0;
        for (int seed = 0; seed < 30; seed++)
        {
            var random = new Random(seed);
            bool[] isReported = lastOnly ? [false, false, true] : [seed % 2 == 0, true, false];
            var model = Model(RandomForests.Grow(seed, classes: 3, trees: 6, leaves: 8, predictors: Set.Count, distinct: 30, strength: 6));
            var block = new Window(0, 0, 70 + random.Next(90), 70 + random.Next(90));
            var outer = block.Grow(radius);
            int count = (int)outer.PixelCount;
            var columns = Ground(seed, outer.Width, outer.Height, patch: 35 + random.Next(60), noise: 0.02);
            var (full, early) = (Columns(count), Columns(count));
            model.Evaluate(columns, count, full);
            var forest = new WindowForest(model, radius, [.. isReported.Select(r => !r)], side: 16);
            forest.Evaluate(columns, outer.Width, outer.Height, early);
            leftOut += forest.LeftOut;

            var decision = new ClassDecision(isReported, 30_000);
            var (wanted, got) = (Decided(full, block, radius, decision), Decided(early, block, radius, decision));
            Assert.Equal(wanted.Classes, got.Classes);
            for (int i = 0; i < wanted.Classes.Length; i++)
            {
                int k = wanted.Classes[i] - 1;
                if (k < 0 || !isReported[k]) continue;
                reported++;
                for (int c = 0; c < 3; c++) Assert.Equal(wanted.Smooth[c][i], got.Smooth[c][i]);
            }
        }

        // Else nothing was tried.
        Assert.True(leftOut > 20_000 && reported > 20_000, $"{leftOut} left out, {reported} reported");
    }

    [Theory]
    [InlineData(0, 0.5, false)]
    [InlineData(1, 0.5, false)]
    [InlineData(3, 0.5, true)]
    [InlineData(1, 0.2, false)]
    [InlineData(1, 0.9, true)]
    [InlineData(1, 0.0, false)]
    public void Where_only_detections_matter_they_and_their_probabilities_are_the_same(int radius, double threshold, bool lastOnly)
    {
        long leftOut = 0, reported = 0;
        for (int seed = 0; seed < 30; seed++)
        {
            var random = new Random(seed);
            bool[] isReported = lastOnly ? [false, false, true] : [seed % 2 == 0, true, false];
            var model = Model(RandomForests.Grow(seed, classes: 3, trees: 6, leaves: 8, predictors: Set.Count, distinct: 30, strength: 6));
            var block = new Window(0, 0, 30 + random.Next(90), 30 + random.Next(90));
            var outer = block.Grow(radius);
            var columns = Ground(seed, outer.Width, outer.Height, patch: 10 + random.Next(30), noise: 0.2);
            var (full, early) = (Columns((int)outer.PixelCount), Columns((int)outer.PixelCount));
            model.Evaluate(columns, (int)outer.PixelCount, full);
            int least = SurveyRun.Threshold(new SurveyOptions { Threshold = threshold });
            var forest = new ReportedForest(model, radius, isReported, least, side: 16);
            forest.Evaluate(columns, outer.Width, outer.Height, early);
            leftOut += forest.LeftOut;

            var decision = new ClassDecision(isReported, least);
            var (wanted, got) = (Decided(full, block, radius, decision), Decided(early, block, radius, decision));
            for (int i = 0; i < wanted.Classes.Length; i++)
            {
                int k = wanted.Classes[i] - 1;
                if (k < 0 || !isReported[k])
                {
                    Assert.True(got.Classes[i] == 0 == (k < 0) && (k < 0 || !isReported[got.Classes[i] - 1]));
                    continue;
                }

                reported++;
                Assert.Equal(wanted.Classes[i], got.Classes[i]);
                for (int c = 0; c < 3; c++) Assert.Equal(wanted.Smooth[c][i], got.Smooth[c][i]);
            }
        }

        Assert.True((leftOut > 5_000) == (threshold > 0) && reported > 1_000, $"{leftOut} left out, {reported} reported");
    }

    [Fact]
    public void Where_every_probability_is_asked_for_none_is_left_out()
    {
        var model = Model(RandomForests.Grow(1, 3, 6, 8, Set.Count, 30, strength: 6));
        var columns = Ground(1, 128, 128, patch: 60, noise: 0);
        var forest = new WindowForest(model, 1, null, side: 16);
        forest.Evaluate(columns, 128, 128, Columns(128 * 128));
        Assert.Equal(0, forest.LeftOut);
        var eager = new WindowForest(model, 1, [true, true, true], side: 16);
        eager.Evaluate(columns, 128, 128, Columns(128 * 128));
        Assert.True(eager.LeftOut > 0);
    }

    private static readonly PredictorSet Set = PredictorSet.For([BandRole.Red, BandRole.Nir], 3);

    private static ForestModel Model(FlatForest forest) => new(["a", "b", "c"], Set, forest);

    private static float[][] Columns(int count) => [.. Enumerable.Range(0, 3).Select(_ => new float[count])];

    private static (int[] Classes, int[][] Smooth) Decided(float[][] probabilities, Window block, int radius, ClassDecision decision)
    {
        int count = (int)block.Grow(radius).PixelCount;
        int[][] smooth = [.. probabilities.Select(p =>
        {
            var (rounded, into) = (new int[count], new int[(int)block.PixelCount]);
            ProbabilitySmoothing.Round(p, rounded);
            ProbabilitySmoothing.Of(rounded, block, radius, new int[2 * count], into);
            return into;
        })];
        var classes = new int[block.PixelCount];
        decision.Of(smooth, 0, classes);
        return (classes, smooth);
    }

    /// <summary>Square patches of ground with noise on them; some pixels, and one patch in ten, are missing in every column.</summary>
    private static float[][] Ground(int seed, int width, int height, int patch, double noise)
    {
        var random = new Random(seed + 1000);
        var levels = Enumerable.Range(0, Set.Count).Select(_ => Enumerable.Range(0, 400).Select(_ => random.NextDouble() * 2.4 - 1.2).ToArray()).ToArray();
        bool[] gone = [.. Enumerable.Range(0, 400).Select(_ => random.Next(10) == 0)];
        var columns = Enumerable.Range(0, Set.Count).Select(_ => new float[width * height]).ToArray();
        for (int i = 0; i < width * height; i++)
        {
            int at = i % width / patch + 20 * (i / width / patch);
            bool missing = gone[at] || random.Next(200) == 0;
            for (int p = 0; p < columns.Length; p++) columns[p][i] = missing ? float.NaN : (float)(levels[p][at] + noise * random.NextDouble());
        }

        return columns;
    }
}
