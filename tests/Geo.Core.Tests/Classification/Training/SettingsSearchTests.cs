using Geo.Core.Classification;
using Geo.Core.Classification.Training;

namespace Geo.Core.Tests.Classification.Training;

public class SettingsSearchTests
{
    private static readonly TrainingOptions Quick = new() { Trees = 10, Folds = 2, Algorithms = [ForestAlgorithm.FastForest] };

    [Fact]
    public void Without_time_the_usual_settings_stand()
    {
        var samples = Samples();
        var usual = Train(samples, Quick, TimeProvider.System);
        var cut = Train(samples, Quick with { TimeBudget = TimeSpan.FromMinutes(1) }, new Clock(TimeSpan.FromMinutes(1)));
        Assert.Equal(usual.Model.Hash, cut.Model.Hash);
        var search = cut.Card.Search!;
        Assert.True(search.Cut);
        Assert.Equal([new TriedSetting(new Setting("FastForest", 10, 31, 3, null), null, usual.Card.Scores!.SelectionScore)], search.Tried);
        Assert.Null(usual.Card.Search);
    }

    [Fact]
    public void With_time_the_best_of_all_rows_is_taken_and_everything_tried_is_named()
    {
        var samples = Samples();
        var trained = Train(samples, Quick with { TimeBudget = TimeSpan.FromHours(1) }, new Clock(TimeSpan.Zero));
        var search = trained.Card.Search!;
        Assert.False(search.Cut);

        // 28 settings (27 and the usual one of 10 trees): brackets of 18 and 10, each to a third and a third of that; on all
        // rows the usual one stands before them, and is not tried twice.
        int Tried(int? rows) => search.Tried.Count(t => t.RowsPerClass == rows);
        Assert.Equal((28, 6 + 3), (Tried(100), Tried(300)));
        Assert.InRange(Tried(null), 2 + 1, 1 + 2 + 1);
        var whole = search.Tried.Where(t => t.RowsPerClass is null).ToArray();
        Assert.Equal(whole.MaxBy(t => t.Score)!.Setting, search.Chosen);
        Assert.Equal(whole.Max(t => t.Score), trained.Card.Scores!.SelectionScore);
        Assert.Equal((search.Chosen.Trees, search.Chosen.Leaves, search.Chosen.MinimumRowsPerLeaf),
            (trained.Card.Parameters["trees"], trained.Card.Parameters["leaves"], trained.Card.Parameters["minimum_rows_per_leaf"]));
        Assert.InRange(trained.Model.Forest.Classes[0].Trees.Length, 0.9 * search.Chosen.Trees, search.Chosen.Trees); // ML.NET may end a few trees early
    }

    [Fact]
    public void What_was_completed_decides_alone()
    {
        var samples = Samples();
        var options = Quick with { TimeBudget = TimeSpan.FromMinutes(60) };
        Clock Ticking() => new(TimeSpan.FromMinutes(2)); // 48 minutes at two a look: cut within the first bracket
        var (first, second) = (Train(samples, options, Ticking()), Train(samples, options, Ticking()));
        Assert.Equal(first.Model.Hash, second.Model.Hash);
        Assert.Equal(first.Card.Search!.Tried, second.Card.Search!.Tried);
        Assert.True(first.Card.Search.Cut);
        Assert.InRange(first.Card.Search.Tried.Count, 15, 30);
    }

    [Fact]
    public void Cancelling_is_not_running_out_of_time()
    {
        using var stop = new CancellationTokenSource();
        var clock = new Clock(TimeSpan.FromSeconds(1)) { AtLook = look => { if (look == 5) stop.Cancel(); } };
        Assert.ThrowsAny<OperationCanceledException>(() =>
            ForestTrainer.Train(Samples(), Quick with { TimeBudget = TimeSpan.FromHours(1) }, clock, null, stop.Token));
    }

    [Fact]
    public void Settings_on_a_card_train_the_same_trees_again()
    {
        var samples = Samples();
        var trained = Train(samples, Quick with { Algorithms = [ForestAlgorithm.FastTree], Leaves = 5, LearningRate = 0.3, MinimumRowsPerLeaf = 4 }, TimeProvider.System);
        var card = trained.Card with { Search = new SearchCard(1, false, [], new Setting("FastTree", 10, 5, 4, 0.3), "") };
        var again = Train(samples, TrainingOptions.Of(card) with { Algorithms = [ForestAlgorithm.FastTree], Folds = 2 }, TimeProvider.System);
        Assert.Equal(trained.Model.Hash, again.Model.Hash);
        Assert.NotEqual(trained.Model.Hash, Train(samples, TrainingOptions.Of(trained.Card) with { Algorithms = [ForestAlgorithm.FastTree], Folds = 2 }, TimeProvider.System).Model.Hash);
    }

    private static SampleSet Samples() => SyntheticSamples.Make(1, areasPerClass: 6, rowsPerArea: 3);

    private static TrainedModel Train(SampleSet samples, TrainingOptions options, TimeProvider clock) => ForestTrainer.Train(samples, options, clock, null, default);

    /// <summary>Goes on by a fixed step each time that it is looked at.</summary>
    private sealed class Clock(TimeSpan step) : TimeProvider
    {
        private long _looks;

        public Action<long> AtLook { get; init; } = _ => { };

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp()
        {
            AtLook(++_looks);
            return _looks * step.Ticks;
        }
    }
}
