using System.Globalization;
using Geo.Core.Classification;
using Geo.Core.Detection;
using Geo.Core.Predictors;
using Geo.Testing;
using Xunit.Abstractions;

namespace Geo.Core.Tests.Classification;

/// <summary>
/// Real chips with three visible bands, trained on the blocks of one colour and mapped on the other, both ways, pooled; what
/// `geowfc train --sampling ground` does, as every pixel is labelled. Floors are a little below
/// what was measured. tests/Geo.Benchmarks/tailings.sh sets scikit-learn's forest beside it; docs/accuracy.md tells the figures.
/// </summary>
public sealed class TailingsTests(ITestOutputHelper output) : IDisposable
{
    /// <summary>Chips with at least 200 positive training pixels in both colours.</summary>
    private static readonly int[] Large = [30, 35, 47, 77, 99, 107];

    /// <summary>Chips whose targets are smaller than the margin.</summary>
    private static readonly int[] Small = [22, 113];

    // As `train --sampling ground` does.
    private static readonly SampleOptions InProportion = new() { InProportion = 20_000 };

    // Where other chips are added, one pixel a tile and class of each, the chip's own ten.
    private static readonly SampleOptions TenOfATile = new(10, int.MaxValue);

    private readonly TemporaryFolder _folder = new();

    [SkippableFact]
    public void Tailings_that_look_like_the_pits_round_them_are_found_by_their_shape()
    {
        var found = TrainedOnOneColour(Checkerboard.Tailings(47), InProportion);
        Assert.InRange(found.F1, 0.80, 1);                 // measured 0.875; a forest on the bands 0.336
    }

    [SkippableFact]
    [Trait("Category", "Slow")]
    public void Six_chips_are_mapped_better_than_by_a_forest_on_the_bands()
    {
        // F1 of scikit-learn's forest on the bands (100 trees, depth 15, every pixel of the colour), by tailings_forest.py.
        var forest = new Dictionary<int, double> { [30] = 0.388, [35] = 0.834, [47] = 0.336, [77] = 0.869, [99] = 0.844, [107] = 0.963 };
        var found = Large.ToDictionary(chip => chip, chip => TrainedOnOneColour(Checkerboard.Tailings(chip), InProportion));
        Print("mean of six", found.Values.Average(a => a.F1), found.Values.Average(a => a.IoU));
        Assert.InRange(found.Values.Average(a => a.F1), 0.83, 1);      // measured 0.860
        Assert.All(found, chip => Assert.True(chip.Value.F1 > forest[chip.Key], $"chip {chip.Key}: {chip.Value.F1:F3}"));
    }

    [SkippableFact]
    [Trait("Category", "Slow")]
    public void Small_targets_are_mapped_with_the_other_chips_added()
    {
        foreach (int chip in Small)
        {
            var sum = WithOthersAdded(Checkerboard.Tailings(chip), Large.Concat(Small).Where(c => c != chip).Select(Checkerboard.Tailings), TenOfATile);
            Assert.InRange(sum.F1, chip == 113 ? 0.25 : 0, 1);         // measured 0.408; of chip 22 (24 positive training pixels, all in one colour) nothing is found
        }
    }

    [SkippableFact]
    [Trait("Category", "Slow")]
    public void Chips_left_out_whole_are_found_in_part()
    {
        var found = new List<Agreement>();
        int[] all = [.. Large, .. Small];
        var rows = all.ToDictionary(c => c, c => Rows(Checkerboard.Tailings(c), null, new SampleOptions(1, int.MaxValue)));
        foreach (int chip in all)
        {
            var others = SampleSet.Join([.. all.Where(c => c != chip).Select(c => rows[c])]);
            RowFile.Write($"all but {chip}", others);
            var board = Checkerboard.Tailings(chip);
            found.Add(board.Map(Train(others), new SurveyOptions(), null, _folder.Path));
            Print(board.Name + ", left out whole", found[^1].F1, found[^1].IoU);
        }

        Print("mean of eight left out whole", found.Average(a => a.F1), found.Average(a => a.IoU));
        Assert.InRange(found.Average(a => a.F1), 0.20, 1);          // measured 0.295: two chips carry it
    }

    [SkippableFact]
    [Trait("Category", "Slow")]
    public void Landfills_are_mapped_by_the_same_predictors()
    {
        var found = TrainedOnOneColour(Checkerboard.Landfill(46), InProportion);
        Assert.InRange(found.F1, 0.80, 1);                 // measured 0.850
    }

    // Its 410 pixels lie in one block: the other colour holds none to learn from and none to find. Nothing of it is found, by
    // the forest neither; what is held is that a model does not see a rare thing everywhere.
    [SkippableFact]
    [Trait("Category", "Slow")]
    public void A_landfill_in_a_single_block_is_missed_with_few_false_alarms()
    {
        var board = Checkerboard.Landfill(29);
        Assert.Equal([303, 0], board.Positives);
        var alone = board.Map(Train(Rows(board, 0, InProportion)), new SurveyOptions(), 1, _folder.Path);
        var added = WithOthersAdded(board, [Checkerboard.Landfill(46)], InProportion);
        output.WriteLine($"{board.Name}: false pixels of its own block's model {alone.False}, with the other chip {added.False}, hit {added.Hit}");
        Assert.InRange(alone.False, 0, 100);               // measured 0
        Assert.InRange(added.False, 0, 4500);              // measured 2723 of 859,329 pixels; the forest on the same rows 5240
    }

    public void Dispose() => _folder.Dispose();

    private Agreement TrainedOnOneColour(Checkerboard board, SampleOptions options)
    {
        var sum = new Agreement();
        for (int colour = 0; colour < 2; colour++)
        {
            var rows = Rows(board, colour, options);
            RowFile.Write($"{board.Name} {colour}", rows);
            sum += board.Map(Train(rows), new SurveyOptions(), 1 - colour, _folder.Path);
        }

        Print(board.Name, sum.F1, sum.IoU);
        return sum;
    }

    private Agreement WithOthersAdded(Checkerboard board, IEnumerable<Checkerboard> others, SampleOptions options)
    {
        var added = others.Select(o => Rows(o, null, new SampleOptions(1, int.MaxValue))).ToList();
        var sum = new Agreement();
        for (int colour = 0; colour < 2; colour++)
        {
            var rows = SampleSet.Join([.. added, Rows(board, colour, options)]);
            RowFile.Write($"{board.Name} {colour} with others", rows);
            sum += board.Map(Train(rows), new SurveyOptions(), 1 - colour, _folder.Path);
        }

        Print(board.Name + ", other chips added", sum.F1, sum.IoU);
        return sum;
    }

    private static SampleSet Rows(Checkerboard board, int? colour, SampleOptions options) =>
        board.Rows(PredictorSet.Of(board.Source.Roles, PredictorDeclaration.For(board.Source.Roles)), colour, options);

    private ForestModel Train(SampleSet rows)
    {
        var trained = ForestTrainer.Train(rows, new TrainingOptions(), TimeProvider.System, null, default);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  {trained.Card.Algorithm}, {rows.Count} rows, F1 on folds {trained.Card.Scores!.Classes["tailings"].F1:F3}"));
        return trained.Model;
    }

    private void Print(string what, double f1, double iou) =>
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: F1 {f1:F3} IoU {iou:F3}"));
}
