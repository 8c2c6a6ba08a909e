using System.Runtime.InteropServices;
using Geo.Core.Classification;
using Geo.Core.Imagery;
using Geo.Core.Predictors;

namespace Geo.Core.Tests.Classification;

public class FlatForestTests
{
    [Theory]
    [InlineData(31, 40, true)]     // permutes
    [InlineData(32, 255, true)]    // the most thresholds that a byte can rank
    [InlineData(90, 60, true)]     // bytes, leaf values looked up one by one
    [InlineData(31, 900, false)]   // 16-bit ranks
    [InlineData(520, 60, false)]   // leaf numbers beyond a byte
    public void Blocks_equal_the_trees_walked_one_by_one_bit_for_bit(int leaves, int thresholds, bool bytes)
    {
        for (int seed = 0; seed < 5; seed++)
        {
            var forest = RandomForests.Grow(seed, classes: 3, trees: 60, leaves, predictors: 5, thresholds);
            Assert.Equal(bytes, forest.RanksAreBytes);
            int count = 1 + seed * 173;
            var rows = RandomForests.Rows(forest, seed + 100, count);
            var (block, single) = (Columns(3, count), Columns(3, count));
            forest.Scores(rows, count, block);
            forest.ScoresOneByOne(rows, count, single);
            for (int k = 0; k < 3; k++)
            {
                Assert.True(MemoryMarshal.AsBytes<float>(block[k]).SequenceEqual(MemoryMarshal.AsBytes<float>(single[k])));
            }
        }
    }

    [Fact]
    public void Rank_says_the_same_as_the_comparison_with_every_threshold()
    {
        var random = new Random(3);
        float[] thresholds = [.. Enumerable.Range(0, 200).Select(i => MathF.Exp(random.NextSingle() * 30 - 15)), -5, 0, 1e-30f];
        var ranks = new ThresholdRanks(thresholds);
        var values = thresholds.SelectMany(t => new[] { t, MathF.BitIncrement(t), MathF.BitDecrement(t) })
            .Concat([float.NaN, float.MaxValue, float.MinValue, -0f, float.NegativeInfinity, float.PositiveInfinity]);
        foreach (float value in values)
        {
            foreach (float t in thresholds) Assert.Equal(value <= t, ranks.Of(value) <= ranks.IndexOf(t));
        }
    }

    [Fact]
    public void Probabilities_sum_to_one_and_missing_pixels_stay_missing()
    {
        var set = PredictorSet.For([BandRole.Red], 3);
        var model = new ForestModel(["a", "b"], set, RandomForests.Grow(1, 2, 10, 8, set.Count, 20));
        var rows = RandomForests.Rows(model.Forest, 2, 300);
        var p = Columns(2, 300);
        model.Evaluate(rows, 300, p);
        for (int i = 0; i < 300; i++)
        {
            if (float.IsNaN(rows[0][i])) Assert.True(float.IsNaN(p[0][i]) && float.IsNaN(p[1][i]));
            else Assert.Equal(1f, p[0][i] + p[1][i], 1e-6f);
        }
    }

    [Fact]
    public void Hash_changes_with_any_part_of_the_model()
    {
        var set = PredictorSet.For([BandRole.Red], 3);
        string Hash(string name, int seed) =>
            new ForestModel([name, "b"], set, RandomForests.Grow(seed, 2, 3, 8, set.Count, 20)).Hash;
        Assert.Equal(Hash("a", 1), Hash("a", 1));
        Assert.NotEqual(Hash("a", 1), Hash("c", 1));
        Assert.NotEqual(Hash("a", 1), Hash("a", 2));
    }

    private static float[][] Columns(int count, int rows) => [.. Enumerable.Range(0, count).Select(_ => new float[rows])];
}
