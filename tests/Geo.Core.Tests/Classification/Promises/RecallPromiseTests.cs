using Geo.Core.Classification.Promises;
using Xunit.Abstractions;

namespace Geo.Core.Tests.Classification.Promises;

public class RecallPromiseTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(59, 0.95, 0)] // 0.95^59 = 0.0485
    [InlineData(58, 0.95, 1)] // 0.95^58 = 0.0510
    [InlineData(29, 0.90, 0)] // 0.90^29 = 0.0471
    [InlineData(28, 0.90, 1)] // 0.90^28 = 0.0523
    [InlineData(0, 0.95, 59)]
    public void Objects_without_a_miss_promise_what_the_binomial_says(int objects, double recall, int more)
    {
        var promise = RecallPromise.Of([.. Enumerable.Range(0, objects).Select(i => Object(0.8, i))], recall);
        Assert.Equal(more, promise.LabelsMore);
        Assert.Equal(more == 0 ? 0.8 : null, promise.Threshold);
        Assert.Equal(objects == 0 ? 0 : Math.Pow(0.05, 1.0 / objects), promise.BestRecall, 1e-9);
    }

    [Fact]
    public void The_threshold_is_the_largest_that_keeps_the_promise()
    {
        // 100 objects with scores 0.01 … 1.00: 0.90 at 95 % allows 4 misses of 100 (P(X ≤ 4 | 0.1) = 0.024, ≤ 5: 0.058).
        var objects = Enumerable.Range(1, 100).Select(i => Object(i / 100.0, i)).ToArray();
        var promise = RecallPromise.Of(objects, 0.90);
        Assert.Equal(0.05, promise.Threshold);
        Assert.Equal(100, promise.Blocks);
        Assert.Equal(1, promise.DesignEffect, 1e-9);
        Assert.True(RecallPromise.At(objects, 0.06) < 0.90);
    }

    [Fact]
    public void Objects_that_are_missed_together_count_as_fewer()
    {
        // 20 blocks of 10; one block is missed as a whole: (10 − 0.5)² + 19 · 0.5² = 95, · 20/19 = 100, over 200 · 200/199 · 0.05 · 0.95.
        var objects = Enumerable.Range(0, 200).Select(i => new HeldOutObject("pit", i < 10 ? 0 : 0.9, $"{i / 10}", null)).ToArray();
        var promise = RecallPromise.Of(objects, 0.90);
        Assert.Null(promise.Threshold);
        Assert.Equal(100 / (9.5 * 200 / 199), promise.DesignEffect, 1e-9);
        Assert.Equal(20, promise.Blocks);
        Assert.InRange(promise.LabelsMore!.Value, 300, 1200);
        Assert.Equal(0.9, RecallPromise.Of([.. objects.Select((o, i) => o with { Block = $"{i}" })], 0.90).Threshold);
    }

    [Fact]
    public void A_model_that_misses_too_many_is_not_mended_by_labels()
    {
        var objects = Enumerable.Range(0, 50).Select(i => Object(i < 10 ? 0 : 0.9, i)).ToArray();
        Assert.Null(RecallPromise.Of(objects, 0.90).LabelsMore);
    }

    [Fact]
    public void Promises_are_broken_in_at_most_one_of_twenty_draws()
    {
        // Scores of a block share an offset; the true recall at a threshold comes from 200,000 objects of the same kind.
        var random = new Random(5);
        double[] truth = [.. Scores(random, 20_000).Select(o => o.Score).Order()];
        int promised = 0, broken = 0;
        for (int draw = 0; draw < 1000; draw++)
        {
            var promise = RecallPromise.Of(Scores(random, 40), 0.85);
            if (promise.Threshold is not { } threshold) continue;
            promised++;
            if (truth.Length - ~Array.BinarySearch(truth, threshold - 1e-9) < 0.85 * truth.Length) broken++;
        }

        output.WriteLine($"{promised} promised, {broken} broken");
        Assert.True(promised > 500);
        Assert.InRange(broken / 1000.0, 0, 0.07); // 5 % and three standard errors
    }

    [Fact]
    public void The_smallest_detectable_size_is_where_small_objects_begin_to_be_missed()
    {
        // 60 objects of 10,000 m² and more are all hit; those below 1,000 m² are not.
        HeldOutObject[] objects = [.. Enumerable.Range(0, 60).Select(i => Object(0.9, i) with { AreaM2 = 10_000 + i }),
            .. Enumerable.Range(60, 30).Select(i => Object(0.1, i) with { AreaM2 = 900 - i })];
        Assert.InRange(RecallPromise.SmallestDetectable(objects, 0.5, 0.90)!.Value, 800, 10_000);
        Assert.Equal(10_000, RecallPromise.SmallestDetectable(objects, 0.5, 0.95));
        Assert.Null(RecallPromise.SmallestDetectable(objects[..10], 0.5, 0.90));
    }

    [Fact]
    public void Drift_is_the_share_outside_the_training_range_and_voids_promises()
    {
        PredictorRange[] ranges = [new("red", 0, 1), new("nir", 0, 1)];
        var meter = new DriftMeter(ranges);
        meter.Add([[0.5f, 0.2f, float.NaN, 0.9f], [0.5f, 2f, 5f, 0.1f]], 4);
        Assert.Equal(new Drift(1 / 6.0, "nir", 1 / 3.0, 3), meter.Result);
        Assert.True(meter.Result.VoidsPromises);

        var same = new DriftMeter(ranges);
        same.Add([[0.5f, 0.2f], [0.5f, 0.3f]], 2);
        Assert.False(same.Result.VoidsPromises);
        Assert.True(new DriftMeter(ranges).Result.VoidsPromises, "nothing was seen");
    }

    private static HeldOutObject Object(double score, int block) => new("pit", score, $"{block}", null);

    private static HeldOutObject[] Scores(Random random, int blocks) => [.. Enumerable.Range(0, blocks).SelectMany(b =>
    {
        double offset = 0.25 * random.NextDouble();
        return Enumerable.Range(0, 1 + b % 10).Select(_ => new HeldOutObject("pit", offset + 0.75 * Math.Sqrt(random.NextDouble()), $"{b}", null)).ToArray();
    })];
}
