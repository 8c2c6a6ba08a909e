using System.Text.Json;
using Geo.Core.Classification;
using Geo.Core.Classification.Training;

namespace Geo.Core.Tests.Classification.Training;

public class ModelComparisonTests
{
    private static readonly TrainingOptions Quick = new() { Trees = 10, Folds = 4, Algorithms = [ForestAlgorithm.FastForest] };

    /// <summary>Quantiles of Student's t from scipy 1.10: t.ppf(.9, 7), t.ppf(.9, 1), t.ppf(.95, 30), t.ppf(.5, 5).</summary>
    [Theory]
    [InlineData(0.9, 7, 1.4149239)]
    [InlineData(0.9, 1, 3.0776835)]
    [InlineData(0.95, 30, 1.6972609)]
    [InlineData(0.5, 5, 0)]
    public void Quantiles_of_t_are_those_of_the_tables(double share, int freedom, double t) =>
        Assert.Equal(t, StudentT.Quantile(share, freedom), 1e-6);

    /// <summary>
    /// Worked by hand, one class asked for (0), two blocks of two pixels. Old: block 0 maps (0, 1) for truth (0, 0): a = 1, m + r = 3;
    /// block 1 maps (0, 1) for truth (0, 1): a = 1, m + r = 2. F1 = 2·2/5 = 0.8; contributions (2 − 0.8·3)/5 = −0.08 and (2 − 1.6)/5 = 0.08.
    /// New: all right: F1 = 1, contributions 0. z = (0.08, −0.08), variance = 2/1·0.0128 = 0.0256, error 0.16.
    /// </summary>
    [Fact]
    public void Difference_and_error_are_as_worked_by_hand()
    {
        JudgedRow[] rows = [new(0, 0, 0, 0), new(0, 0, 1, 0), new(1, 0, 0, 0), new(1, 1, 1, 1)];
        var paired = PairedBlocks.Of(rows, [0]);
        Assert.Equal((2, 0.8, 1.0), (paired.Blocks, Math.Round(paired.Old, 12), paired.New));
        Assert.Equal(0.16, paired.StandardError!.Value, 1e-12);
        var told = ModelComparison.Of("m", paired, 1);
        Assert.Equal(0.2 - 3.0776835 * 0.16, told.Lower!.Value, 1e-6);
        Assert.Equal(0.2 + 3.0776835 * 0.16, told.Upper!.Value, 1e-6);
        Assert.Equal(Verdict.NotEnoughToTell, told.Verdict);
    }

    [Fact]
    public void A_class_in_one_block_says_nothing_of_either_model()
    {
        JudgedRow[] rows = [new(0, 0, 0, 0), new(1, 0, 0, 0), new(1, 1, 0, 1)];
        var paired = PairedBlocks.Of(rows, [0, 1]);
        Assert.Equal((0.8, 1.0), (Math.Round(paired.Old, 12), paired.New)); // class 0 alone: 2·2/(3 + 2)
    }

    [Theory]
    [InlineData(7, 0.5, 0.8, 0.01, Verdict.NotEnoughToTell)] // too few blocks, however clear
    [InlineData(8, 0.5, 0.8, 0.01, Verdict.Better)]
    [InlineData(8, 0.8, 0.5, 0.01, Verdict.Worse)]
    [InlineData(8, 0.80, 0.81, 0.01, Verdict.NotEnoughToTell)] // 0.01 < 1.415 · 0.01
    [InlineData(8, 0.8, 0.8, 0, Verdict.NotEnoughToTell)]
    public void Verdict_needs_eight_blocks_and_a_bound_on_one_side_of_nothing(int blocks, double old, double fresh, double error, Verdict verdict) =>
        Assert.Equal(verdict, ModelComparison.Of("m", new PairedBlocks(blocks, old, fresh, error), 0).Verdict);

    /// <summary>Two models of the same quality with errors that go by block: 10 % a side are promised, of 600 draws 60 ± 15 (two standard deviations).</summary>
    [Fact]
    public void Equal_models_are_told_apart_in_one_draw_of_ten_a_side()
    {
        var random = new Random(7);
        int better = 0, worse = 0;
        const int draws = 600;
        for (int draw = 0; draw < draws; draw++)
        {
            var rows = new List<JudgedRow>();
            for (int block = 0; block < 16; block++)
            {
                double oldMiss = 0.3 * random.NextDouble(), newMiss = 0.3 * random.NextDouble();
                for (int i = 0; i < 60; i++)
                {
                    int truth = i % 2;
                    rows.Add(new(block, truth, random.NextDouble() < oldMiss ? 1 - truth : truth, random.NextDouble() < newMiss ? 1 - truth : truth));
                }
            }

            var told = ModelComparison.Of("m", PairedBlocks.Of(rows, [0, 1]), 0).Verdict;
            if (told == Verdict.Better) better++;
            if (told == Verdict.Worse) worse++;
        }

        Assert.InRange(better / (double)draws, 0.06, 0.14);
        Assert.InRange(worse / (double)draws, 0.06, 0.14);
    }

    [Fact]
    public void The_same_training_is_equal_to_itself_to_the_last_pixel()
    {
        var samples = SyntheticSamples.Make(1, areasPerClass: 20, rowsPerArea: 10);
        var trained = Train(samples);
        var told = ModelComparison.Of(samples, trained, trained.Model, samples, samples, null, default);
        Assert.Equal((told.Blocks, 0.0, 0.0, 0.0), (told.SeenBlocks, told.Difference, told.Lower!.Value, told.Upper!.Value));
        Assert.InRange(told.Blocks, 8, 60);
        Assert.Equal(Verdict.NotEnoughToTell, told.Verdict);
    }

    [Fact]
    public void A_model_of_scrambled_labels_is_worse_and_one_of_right_labels_better()
    {
        var right = SyntheticSamples.Make(2, areasPerClass: 20, rowsPerArea: 10);
        var random = new Random(3);
        SampledArea[] scrambled = [.. right.Areas.Select(a => random.NextDouble() < 0.5 ? a : a with { Label = right.Classes[random.Next(3)] })];
        var wrong = new SampleSet(right.Predictors, scrambled, right.Columns, right.AreaOfRow);
        var (good, bad) = (Train(right), Train(wrong));

        // Judged on right labels, whichever is the new one: the bad model's own labels are no yardstick for it.
        Assert.Equal(Verdict.Better, ModelComparison.Of(right, good, bad.Model, wrong, right, null, default).Verdict);

        // On scrambled labels nothing is right, but the old model that knows better still scores higher.
        var told = ModelComparison.Of(wrong, bad, good.Model, right, wrong, null, default);
        Assert.True(told.Difference < 0 && told.Verdict == Verdict.Worse, told.ToString());
    }

    [Fact]
    public void An_old_model_is_judged_apart_from_what_it_was_trained_on()
    {
        var samples = SyntheticSamples.Make(4, areasPerClass: 16, rowsPerArea: 6);
        var noise = new Random(5);

        // Labels without meaning: a model scores by memory alone where it was trained, and by chance elsewhere.
        SampledArea[] areas = [.. samples.Areas.Select(a => a with { Label = samples.Classes[noise.Next(3)] })];
        var meaningless = new SampleSet(samples.Predictors, areas, samples.Columns, samples.AreaOfRow);
        var old = ForestTrainer.Train(meaningless, Quick with { Trees = 60, Algorithms = [ForestAlgorithm.FastTree] }, TimeProvider.System, null, default);
        double byMemory = AccuracyAssessment.OfPixels(old.Model, meaningless).ReportedF1!.Value;
        var told = ModelComparison.Of(meaningless, old, old.Model, meaningless, meaningless, null, default);
        Assert.True(byMemory > told.OldScore + 0.1 && told.SeenBlocks == told.Blocks, $"{byMemory} {told}");

        // Elsewhere it has seen nothing and answers as it stands.
        var away = new SampleSet(samples.Predictors, [.. areas.Select(a => a with { Longitude = a.Longitude + 5 })], samples.Columns, samples.AreaOfRow);
        var apart = ModelComparison.Of(meaningless, old, old.Model, away, meaningless, null, default);
        Assert.Equal(0, apart.SeenBlocks);
        Assert.Equal(byMemory, apart.OldScore, 1e-6); // the same pixels in another place: memory again
    }

    [Fact]
    public void A_comparison_stands_on_the_card_in_the_words_of_the_interface()
    {
        var samples = SyntheticSamples.Make(1, areasPerClass: 6, rowsPerArea: 5);
        var comparison = new ModelComparison("old", 9, 3, 0.5, 0.75, 0.25, 0.125, 0.375, Verdict.NotEnoughToTell);
        using var card = JsonDocument.Parse(Train(samples).With(comparison, null).Card.ToJson());
        var written = card.RootElement.GetProperty("comparison");
        Assert.Equal("not_enough_to_tell", written.GetProperty("verdict").GetString());
        Assert.Equal(3, written.GetProperty("seen_blocks").GetInt32());
        Assert.Equal(0.125, written.GetProperty("lower").GetDouble());
    }

    private static TrainedModel Train(SampleSet samples) => ForestTrainer.Train(samples, Quick, TimeProvider.System, null, default);
}
