using Geo.Core.Classification;

namespace Geo.Core.Tests.Classification;

/// <summary>Forests grown at random, to test the evaluator without a trainer.</summary>
internal static class RandomForests
{
    /// <param name="distinct">Number of different thresholds a predictor.</param>
    /// <param name="strength">Leaves lie within ± half of it.</param>
    public static FlatForest Grow(int seed, int classes, int trees, int leaves, int predictors, int distinct, float strength = 1)
    {
        var random = new Random(seed);
        var thresholds = Enumerable.Range(0, predictors)
            .Select(_ => Enumerable.Range(0, distinct).Select(_ => random.NextSingle() * 2 - 1).ToArray()).ToArray();
        return new FlatForest([.. Enumerable.Range(0, classes).Select(_ => new FlatEnsemble(
            [.. Enumerable.Range(0, trees).Select(_ => Tree(random, random.Next(1, leaves + 1), thresholds, strength))],
            random.NextSingle(), new PlattScaling(-0.7, 0.1)))], predictors);
    }

    /// <summary>Rows that hit thresholds exactly, lie between, beyond, or are missing.</summary>
    public static float[][] Rows(FlatForest forest, int seed, int count)
    {
        var random = new Random(seed);
        var ties = Enumerable.Range(0, forest.Predictors).Select(p => forest.Classes.SelectMany(c => c.Trees)
            .SelectMany(t => t.Threshold.Where((_, n) => t.Predictor[n] == p)).ToArray()).ToArray();
        return [.. ties.Select(own => Enumerable.Range(0, count).Select(_ => random.Next(10) switch
        {
            0 => float.NaN,
            1 => float.PositiveInfinity,
            2 => float.NegativeInfinity,
            < 6 when own.Length > 0 => own[random.Next(own.Length)],
            _ => random.NextSingle() * 2.4f - 1.2f,
        }).ToArray())];
    }

    // Splits a random leaf until there are enough.
    private static FlatTree Tree(Random random, int leaves, float[][] thresholds, float strength)
    {
        int[] left = new int[leaves - 1], right = new int[leaves - 1], predictor = new int[leaves - 1];
        var threshold = new float[leaves - 1];
        for (int node = 0; node < leaves - 1; node++)
        {
            // Node `node` takes the place of a random leaf; that leaf goes left, the new leaf node + 1 right.
            int leaf = random.Next(node + 1);
            for (int i = 0; i < node; i++)
            {
                if (left[i] == ~leaf) left[i] = node;
                else if (right[i] == ~leaf) right[i] = node;
            }

            (left[node], right[node]) = (~leaf, ~(node + 1));
            predictor[node] = random.Next(thresholds.Length);
            threshold[node] = thresholds[predictor[node]][random.Next(thresholds[0].Length)];
        }

        return new FlatTree(left, right, predictor, threshold, [.. Enumerable.Range(0, leaves).Select(_ => strength * (random.NextSingle() - 0.5f))]);
    }
}
