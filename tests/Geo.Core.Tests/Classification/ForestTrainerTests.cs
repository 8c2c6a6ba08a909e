using Geo.Core.Classification;
using Geo.Testing;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;

namespace Geo.Core.Tests.Classification;

public class ForestTrainerTests
{
    private static readonly TrainingOptions Quick = new() { Trees = 30, Folds = 3 };

    public static TheoryData<ForestAlgorithm> Algorithms => [.. Enum.GetValues<ForestAlgorithm>()];

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Evaluator_equals_MLNET_also_on_ties_and_missing_values(ForestAlgorithm algorithm)
    {
        if (!BinaryTrainer.IsAvailable(algorithm)) return;   // LightGBM without libgomp: FastTree and FastForest remain
        var samples = SyntheticSamples.Make(1);
        var trained = Train(samples, Quick with { Algorithms = [algorithm], Trees = 60 });
        Assert.True(trained.Model.Forest.RanksAreBytes);
        var rows = RandomForests.Rows(trained.Model.Forest, 9, 3000);
        int classes = samples.Classes.Count;
        float[][] scores = Columns(classes, 3000), probabilities = Columns(classes, 3000);
        trained.Model.Forest.Scores(rows, 3000, scores);
        trained.Model.Evaluate(rows, 3000, probabilities);

        var context = new MLContext(1);
        var reference = trained.Chain.Transform(BinaryTrainer.View(context, rows, [.. Enumerable.Range(0, 3000)], _ => false));
        var theirs = samples.Classes.Select(c => reference.GetColumn<float>("Probability." + c).ToArray()).ToArray();
        for (int k = 0; k < classes; k++)
        {
            var score = reference.GetColumn<float>("Score." + samples.Classes[k]).ToArray();
            for (int i = 0; i < 3000; i++)
            {
                Assert.Equal(score[i], scores[k][i], 1e-5f * Math.Max(1, Math.Abs(score[i])));
                if (float.IsNaN(rows[0][i])) continue;
                Assert.Equal(theirs[k][i] / theirs.Sum(t => t[i]), probabilities[k][i], 1e-5f);
            }
        }
    }

    [Theory]
    [InlineData(ForestAlgorithm.FastForest)]
    [InlineData(ForestAlgorithm.FastTree)]
    public void A_copy_of_the_trainers_assembly_fits_the_same_trees(ForestAlgorithm algorithm)
    {
        var samples = SyntheticSamples.Make(5);
        int[] rows = [.. Enumerable.Range(0, samples.Count)];
        var context = new MLContext(Quick.Seed);
        var data = BinaryTrainer.View(context, samples.Columns, rows, row => samples.ClassOfRow[row] == 0);
        ITransformer own = algorithm == ForestAlgorithm.FastForest
            ? context.BinaryClassification.Trainers.FastForest((FastForestBinaryTrainer.Options)BinaryTrainer.TreeOptions(algorithm, Quick)).Fit(data)
            : context.BinaryClassification.Trainers.FastTree((FastTreeBinaryTrainer.Options)BinaryTrainer.TreeOptions(algorithm, Quick)).Fit(data);
        ITransformer copied = TreeLanes.FitApart(new MLContext(Quick.Seed), data, BinaryTrainer.TreeOptions(algorithm, Quick));
        FlatEnsemble expected = EnsembleReader.Flatten(own, default), actual = EnsembleReader.Flatten(copied, default);
        Assert.InRange(actual.Trees.Length, Quick.Trees / 2, Quick.Trees); // ML.NET leaves away trees that split nothing
        Assert.Equal(Words(expected), Words(actual));

        static string Words(FlatEnsemble ensemble) => System.Text.Json.JsonSerializer.Serialize(ensemble);
    }

    [Fact]
    public void Training_twice_gives_the_same_trees_and_the_folder_loads_them_again()
    {
        using var folder = new TemporaryFolder();
        var samples = SyntheticSamples.Make(2);
        var (first, second) = (Train(samples, Quick), Train(samples, Quick));
        Assert.Equal(first.Model.Hash, second.Model.Hash);
        Assert.NotEqual(first.Model.Hash, Train(samples, Quick with { Seed = 2 }).Model.Hash);

        first.Save(folder.File("model"));
        var loaded = ForestModel.Load(folder.File("model"));
        Assert.Equal(first.Model.Hash, loaded.Hash);
        Assert.Equal(["stockpile", "water", "meadow"], loaded.Classes);
        Assert.Equal(loaded.Hash, loaded.Card!.ModelHash);
        Assert.Equal(first.Card.ToJson(), loaded.Card.ToJson());

        // The trees of another model under this card are refused.
        var other = Train(SyntheticSamples.Make(3), Quick);
        other.Save(folder.File("other"));
        File.Copy(folder.File("other/model.zip"), folder.File("model/model.zip"), overwrite: true);
        Assert.Throws<InputException>(() => ForestModel.Load(folder.File("model")));
        File.WriteAllText(folder.File("model/model.zip"), "no zip");
        Assert.Throws<InputException>(() => ForestModel.Load(folder.File("model")));
        Assert.Throws<NotFoundException>(() => ForestModel.Load(folder.File("nowhere")));
    }

    [Fact]
    public void Card_says_what_was_held_apart_and_how_it_went()
    {
        var steps = new List<double>();
        var samples = SyntheticSamples.Make(4);
        var card = ForestTrainer.Train(samples, Quick, TimeProvider.System, new Steps(steps), default).Card;
        Assert.Equal(3, card.Folds.Count);
        Assert.InRange(card.Folds.Blocks, 10, 36);
        Assert.Equal(samples.Count, card.Scores!.Confusion.Sum(r => r.Sum()));
        Assert.Equal(card.Algorithm, card.Selection[0].Algorithm);
        Assert.Equal(480, card.RowsByClass["stockpile"]);
        Assert.True(card.Selection.SequenceEqual(card.Selection.OrderByDescending(s => s.SelectionScore)));
        Assert.InRange(card.Scores!.OverallAccuracy, 0.8, 1);
        Assert.Equal(1, steps.Max(), 1e-9);
        Assert.All(card.Calibration, c => Assert.True(c.Slope < 0));
    }

    [Fact]
    public void Blocks_are_never_split_over_folds()
    {
        var samples = SyntheticSamples.Make(5, areasPerClass: 60, rowsPerArea: 2);
        var folds = SpatialFolds.Of(samples.Areas, [.. Enumerable.Repeat(2, samples.Areas.Count)], 4);
        double west = samples.Areas.Min(a => a.Longitude), south = samples.Areas.Min(a => a.Latitude);
        foreach (var block in samples.Areas.Select((a, i) => (a, Fold: folds.FoldOfArea[i])).GroupBy(x => (
            (int)((x.a.Longitude - west) / folds.BlockDegrees), (int)((x.a.Latitude - south) / folds.BlockDegrees))))
        {
            Assert.Single(block.Select(b => b.Fold).Distinct());
        }

        Assert.Equal(4, folds.FoldOfArea.Distinct().Count());
    }

    [Fact]
    public void One_class_or_one_place_is_refused()
    {
        var samples = SyntheticSamples.Make(6, areasPerClass: 1);
        var alone = new SampleSet(samples.Predictors, [samples.Areas[0]], [.. samples.Columns.Select(c => c[..40])], new int[40]);
        Assert.Contains("stockpile", Assert.Throws<InputException>(() => Train(alone, Quick)).Message, StringComparison.Ordinal);
        var together = new SampleSet(samples.Predictors, [.. samples.Areas.Select(a => a with { Longitude = 110, Latitude = 40 })],
            samples.Columns, samples.AreaOfRow);
        Assert.Throws<InputException>(() => Train(together, Quick));
    }

    private static TrainedModel Train(SampleSet samples, TrainingOptions options) =>
        ForestTrainer.Train(samples, options, TimeProvider.System, null, default);

    private static float[][] Columns(int count, int rows) => [.. Enumerable.Range(0, count).Select(_ => new float[rows])];

    private sealed class Steps(List<double> steps) : IProgress<double>
    {
        public void Report(double value)
        {
            lock (steps) steps.Add(value);
        }
    }
}
