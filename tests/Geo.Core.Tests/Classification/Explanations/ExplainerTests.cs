using Geo.Core.Classification;
using Geo.Core.Classification.Explanations;

namespace Geo.Core.Tests.Classification.Explanations;

public class ExplainerTests
{
    private static readonly TrainingOptions Quick = new() { Trees = 40, Folds = 3, Algorithms = [ForestAlgorithm.FastTree] };

    [Fact]
    public void Contributions_sum_to_score_minus_bias_on_a_trained_forest()
    {
        var samples = SyntheticSamples.Make(1);
        var model = ForestTrainer.Train(samples, Quick, TimeProvider.System, null, default).Model;
        var explainer = new Explainer(model, samples);
        var unseen = SyntheticSamples.Make(2);
        var scores = model.Classes.Select(_ => new float[unseen.Count]).ToArray();
        model.Forest.Scores(unseen.Columns, unseen.Count, scores);
        for (int i = 0; i < unseen.Count; i += 37)
        {
            float[][] pixel = [.. unseen.Columns.Select(c => new[] { c[i] })];
            foreach (var (name, k) in model.Classes.Select((c, k) => (c, k)))
            {
                var why = explainer.Explain(pixel, 1, name, 0.5);
                Assert.Equal(scores[k][i], why.Score);
                Assert.Equal(why.Score - why.Bias, why.Contributions.Sum(c => c.Contribution), 1e-4);
                Assert.Equal(why.Probability - 0.5, why.AboveThreshold, 1e-12);
            }
        }
    }

    [Fact]
    public void The_bias_is_the_mean_score_of_the_labelled_pixels()
    {
        var samples = SyntheticSamples.Make(1);
        var model = ForestTrainer.Train(samples, Quick, TimeProvider.System, null, default).Model;
        var scores = model.Classes.Select(_ => new float[samples.Count]).ToArray();
        model.Forest.Scores(samples.Columns, samples.Count, scores);
        var why = new Explainer(model, samples).Explain(samples.Columns, samples.Count, "stockpile", 0.5);
        Assert.Equal(scores[0].Average(s => (double)s), why.Bias, 1e-4);
        Assert.Equal(0, why.Contributions.Sum(c => c.Contribution), 1e-4);
    }

    [Fact]
    public void A_labelled_pixel_is_most_similar_to_its_own_area()
    {
        var samples = SyntheticSamples.Make(1);
        var model = ForestTrainer.Train(samples, Quick, TimeProvider.System, null, default).Model;
        var why = new Explainer(model, samples).Explain([.. samples.Columns.Select(c => new[] { c[0], float.NaN })], 2, "stockpile", 0.5);
        var area = samples.Areas[samples.AreaOfRow[0]];
        Assert.Equal(1, why.Similar[0].SharedLeaves);
        Assert.Contains(why.Similar, s => s.SharedLeaves == 1 && s.Label == area.Label);
        Assert.Equal("stockpile", why.Similar[0].Label);
    }

    [Fact]
    public void Two_trees_worked_by_hand()
    {
        // Tree 1: red <= 0.2 gives 1, else 3. Tree 2: deviation <= 0.01 gives 0, else red <= 0.2 gives -1, else 2.
        FlatTree one = new([~0], [~1], [0], [0.2f], [1, 3]), two = new([~0, ~1], [1, ~2], [2, 0], [0.01f, 0.2f], [0, -1, 2]);
        // Labelled pixels: red 0.1, 0.3, 0.3, 0.3; deviation 0, 0, 0.02, 0.02.
        var samples = new SampleSet(SyntheticSamples.Make(1, 1, 1).Predictors, [new SampledArea("stockpile", 110, 40), new SampledArea("water", 111, 40)],
            [[0.1f, 0.3f, 0.3f, 0.3f], [0, 0, 0, 0], [0, 0, 0.02f, 0.02f]], [0, 0, 1, 1]);
        var forest = new FlatForest([new FlatEnsemble([one, two], 0.5f, new PlattScaling(-1, 0)), new FlatEnsemble([], 0, new PlattScaling(-1, 0))], 3);
        var model = new ForestModel(["stockpile", "water"], samples.Predictors, forest);

        var why = new Explainer(model, samples).Explain([[0.1f], [0], [0.02f]], 1, "stockpile", 0.5);

        // Means: tree 1 (1 + 3·3)/4 = 2.5; tree 2: right side 2, root (0 + 0 + 2 + 2)/4 = 1. Bias 0.5 + 2.5 + 1 = 4.
        Assert.Equal(4, why.Bias, 1e-6);
        Assert.Equal(0.5, why.Score, 1e-6); // 0.5 + 1 − 1
        // red: 1 − 2.5 − 3 (from 2 to −1) = −4.5; deviation: 2 − 1 = 1.
        Assert.Equal(["red -4.5", "deviation 1"], why.Contributions.Take(2).Select(c => FormattableString.Invariant($"{(c.Predictor == samples.Predictors.Names[0] ? "red" : "deviation")} {Math.Round(c.Contribution, 6)}")));
        // Leaf of tree 1 is shared with pixel 1 only, the leaf of tree 2 with none.
        Assert.Equal([0.5, 0], why.Similar.Select(s => s.SharedLeaves));
    }
}
