namespace Geo.Core.Classification.Explanations;

/// <summary>
/// Explains what a model says of pixels by the paths they take through its trees: each split changes the mean score of the
/// labelled pixels that pass it, and that change is its predictor's. Made once a model; any number of threads.
/// </summary>
/// <remarks>Path attribution: Saabas 2014; proximity in leaf space: Breiman 2001, https://doi.org/10.1023/A:1010933404324.</remarks>
public sealed class Explainer
{
    private readonly ForestModel _model;
    private readonly SampleSet _samples;
    private readonly NodeValues[][] _trees;
    private readonly int[][][] _leaves;

    /// <param name="model">The model.</param>
    /// <param name="samples">Labelled pixels with the model's predictors, as those it was trained on.</param>
    public Explainer(ForestModel model, SampleSet samples)
    {
        if (!samples.Predictors.Names.SequenceEqual(model.Predictors.Names)) throw new ArgumentException("the samples have other predictors than the model", nameof(samples));
        (_model, _samples) = (model, samples);
        float[][] rows = [.. Enumerable.Range(0, samples.Count).Select(r => samples.Columns.Select(c => c[r]).ToArray())];
        _leaves = [.. model.Forest.Classes.Select(c => c.Trees.Select(t => rows.Select(row => LeafOf(t, row)).ToArray()).ToArray())];
        _trees = [.. model.Forest.Classes.Select((c, k) => c.Trees.Select((t, i) => new NodeValues(t, _leaves[k][i])).ToArray())];
    }

    /// <summary>Explains a class on pixels, as those of a detection.</summary>
    /// <param name="columns">One a predictor, as for <see cref="ForestModel.Evaluate"/>; pixels without data are passed over.</param>
    /// <param name="count">Pixels.</param>
    /// <param name="name">Class of the model.</param>
    /// <param name="threshold">The survey's decision threshold.</param>
    /// <param name="similar">Labelled areas wanted.</param>
    /// <exception cref="InputException">No pixel has data.</exception>
    public WhyCard Explain(float[][] columns, int count, string name, double threshold, int similar = 3)
    {
        int k = _model.Classes.ToList().IndexOf(name);
        ArgumentOutOfRangeException.ThrowIfNegative(k, nameof(name));
        int[] pixels = [.. Enumerable.Range(0, count).Where(i => !float.IsNaN(columns[0][i]))];
        if (pixels.Length == 0) throw new InputException("the detection", null, "none of its pixels has data", "name the scenes that it was found on");
        var contributions = new double[_model.Predictors.Count];
        var shared = new double[_samples.Areas.Count];
        var row = new float[contributions.Length];
        double bias = _model.Forest.Classes[k].Bias + _trees[k].Sum(t => t.Root);
        foreach (int i in pixels)
        {
            for (int p = 0; p < row.Length; p++) row[p] = columns[p][i];
            var same = new int[_samples.Count];
            for (int t = 0; t < _trees[k].Length; t++)
            {
                int leaf = _trees[k][t].Attribute(row, contributions);
                int[] leaves = _leaves[k][t];
                for (int s = 0; s < same.Length; s++) if (leaves[s] == leaf) same[s]++;
            }

            var best = new int[shared.Length];
            for (int s = 0; s < same.Length; s++) best[_samples.AreaOfRow[s]] = Math.Max(best[_samples.AreaOfRow[s]], same[s]);
            for (int a = 0; a < shared.Length; a++) shared[a] += (double)best[a] / Math.Max(1, _trees[k].Length);
        }

        var (score, probability) = Evaluated(columns, count, k, pixels);
        PredictorContribution[] parts = [.. contributions.Select((c, p) => new PredictorContribution(
            _model.Predictors.Names[p], pixels.Average(i => (double)columns[p][i]), c / pixels.Length)).OrderByDescending(c => Math.Abs(c.Contribution))];
        return new WhyCard(name, score, bias, parts, probability, probability - threshold,
            [.. shared.Select((s, a) => (Area: _samples.Areas[a], Share: s / pixels.Length)).OrderByDescending(a => a.Share).Take(similar)
                .Select(a => new SimilarSample(a.Area.Label, a.Area.Longitude, a.Area.Latitude, a.Share))]);
    }

    /// <summary>The same for pixels taken as samples are.</summary>
    public WhyCard Explain(SampleSet pixels, string name, double threshold, int similar = 3)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        return Explain(pixels.Columns, pixels.Count, name, threshold, similar);
    }

    private (double Score, double Probability) Evaluated(float[][] columns, int count, int k, int[] pixels)
    {
        float[][] scores = [.. _model.Classes.Select(_ => new float[count])], probabilities = [.. _model.Classes.Select(_ => new float[count])];
        _model.Forest.Scores(columns, count, scores);
        _model.Evaluate(columns, count, probabilities);
        return (pixels.Average(i => (double)scores[k][i]), pixels.Average(i => (double)probabilities[k][i]));
    }

    private static int LeafOf(FlatTree tree, ReadOnlySpan<float> row)
    {
        int node = tree.Left.Length == 0 ? ~0 : 0;
        while (node >= 0) node = row[tree.Predictor[node]] <= tree.Threshold[node] ? tree.Left[node] : tree.Right[node];
        return ~node;
    }
}
