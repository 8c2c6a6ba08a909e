using Geo.Core.Classification.Objects;
using Geo.Core.Classification.Training;

namespace Geo.Core.Tests.Classification.Objects;

public sealed class VerdictComparisonTests
{
    private static readonly string[] Attributes = ["size", "mean_colour"];

    // Thirty labelled objects are large, sixty false ones small; all of one colour.
    private static readonly ObjectSample[] Labelled =
    [
        .. Enumerable.Range(0, 30).Select(i => new ObjectSample("stockpile", i, i % 4, [0.55 + 0.015 * i, 0])),
        .. Enumerable.Range(0, 60).Select(i => new ObjectSample("stockpile", ObjectSample.False, i % 4, [0.45 - 0.0075 * i, 0])),
    ];

    [Fact]
    public void Verdicts_on_large_things_of_another_colour_make_a_better_stage() =>
        Assert.Equal(Verdict.Better, Compare(20, i => (i % 2 == 0, [0.6 + 0.01 * i, i % 2 == 0 ? 0 : 1])).Verdict);

    [Fact]
    public void The_same_in_seven_blocks_is_not_enough_to_tell()
    {
        var told = Compare(7, i => (i % 2 == 0, [0.6 + 0.01 * i, i % 2 == 0 ? 0 : 1]), perPlace: 4);
        Assert.Equal((7, Verdict.NotEnoughToTell, "verdicts"), (told.Blocks, told.Verdict, told.On));
    }

    /// <summary>The verdicts are the truth of the comparison; the labels speak against them.</summary>
    [Fact]
    public void Inverted_verdicts_make_no_better_stage() =>
        Assert.NotEqual(Verdict.Better, Compare(20, i => (i % 2 != 0, [i % 2 == 0 ? 0.6 + 0.01 * i : 0.4 - 0.01 * i, 0])).Verdict);

    [Fact]
    public void Without_a_verdict_there_is_nothing_to_tell()
    {
        var told = VerdictComparison.Of("m", Stage(), Labelled, default);
        Assert.Equal((0, Verdict.NotEnoughToTell), (told.Blocks, told.Verdict));
    }

    private static ObjectStage Stage() => ObjectStageLearning.Learn(Labelled, ["stockpile"], Attributes, 0.3)!;

    // Places a tenth of a degree apart, some verdicts in each.
    private static ModelComparison Compare(int places, Func<int, (bool IsTrue, double[] Attributes)> verdict, int perPlace = 2)
    {
        ObjectSample[] reviewed = [.. Enumerable.Range(0, places * perPlace).Select(i =>
        {
            var (isTrue, attributes) = verdict(i);
            return new ObjectSample("stockpile", isTrue ? 0 : ObjectSample.False, -1, attributes, FormattableString.Invariant($"stockpile {110 + 0.1 * (i / perPlace):0.000000} 40.000000"));
        })];
        return VerdictComparison.Of("m", Stage(), [.. Labelled, .. reviewed], default);
    }
}
