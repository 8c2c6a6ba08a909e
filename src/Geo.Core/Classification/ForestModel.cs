using System.Numerics;
using Geo.Core.Predictors;

namespace Geo.Core.Classification;

/// <summary>
/// A trained classifier: for each class an ensemble of trees against the rest, calibrated. Immutable and thread-safe.
/// Its identity is <see cref="Hash"/>, not its file: ML.NET's zip differs at every save.
/// </summary>
public sealed class ForestModel
{
    private readonly FlatForest _forest;

    internal ForestModel(IReadOnlyList<string> classes, PredictorSet predictors, FlatForest forest)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(classes.Count, forest.Classes.Count);
        ArgumentOutOfRangeException.ThrowIfNotEqual(predictors.Count, forest.Predictors);
        (Classes, Predictors, _forest) = ([.. classes], predictors, forest);
        Hash = forest.Hash([.. classes, .. predictors.Names]);
    }

    /// <summary>Names of the classes, in the order of the probabilities.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>What the model looks at, in the order of the columns.</summary>
    public PredictorSet Predictors { get; }

    /// <summary>SHA-256 of the flattened ensemble, lower-case hex.</summary>
    public string Hash { get; }

    /// <summary>The card it was loaded or trained with; null for a model made in memory.</summary>
    public ModelCard? Card { get; internal init; }

    internal FlatForest Forest => _forest;

    /// <summary>Loads a model folder (model.zip, card.json) and flattens it.</summary>
    /// <exception cref="NotFoundException">No model there.</exception>
    /// <exception cref="InputException">Damaged, or zip and card do not belong together.</exception>
    public static ForestModel Load(string folder) => ModelFolder.Load(folder);

    /// <summary>Copies a model folder with another second stage on its card.</summary>
    /// <param name="folder">The model's.</param>
    /// <param name="into">Must not be there.</param>
    /// <param name="objects">As learned on (<see cref="Detection.ObjectVerdicts"/>).</param>
    /// <param name="runId">The run that did so; null where it is part of the training.</param>
    /// <param name="comparison">With the stage before, for the card; null leaves the card's.</param>
    public static void Refine(string folder, string into, Objects.ObjectStage objects, string? runId, Training.ModelComparison? comparison = null)
    {
        ModelCard card = ModelCard.Load(Path.Combine(folder, "card.json"));
        ModelFolder.Refine(folder, into, card with { Objects = objects, RefinedBy = runId ?? card.RefinedBy, Comparison = comparison ?? card.Comparison });
    }

    /// <summary>
    /// Probabilities of the classes. Each class has its own calibrated probability against the rest; they are divided by
    /// their sum (one against the rest, normalised), so that they sum to 1 in each row.
    /// </summary>
    /// <param name="predictorColumns">One a predictor, as <see cref="PredictorStack"/> fills them.</param>
    /// <param name="count">Number of rows (pixels).</param>
    /// <param name="probabilitiesPerClass">One a class, at least <paramref name="count"/> long. NaN where the first predictor is NaN, that is where the pixel is missing.</param>
    public void Evaluate(float[][] predictorColumns, int count, float[][] probabilitiesPerClass)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(predictorColumns.Length, Predictors.Count);
        ArgumentOutOfRangeException.ThrowIfLessThan(probabilitiesPerClass.Length, Classes.Count);
        var first = predictorColumns[0];
        if (!first.AsSpan(0, count).ContainsAnyExcept(float.NaN))
        {
            foreach (var column in probabilitiesPerClass) column.AsSpan(0, count).Fill(float.NaN);
            return;
        }

        _forest.Scores(predictorColumns, count, probabilitiesPerClass);
        Calibrate(first, count, probabilitiesPerClass);
    }

    /// <summary>Raw scores become probabilities in place; NaN where <paramref name="first"/> is.</summary>
    internal void Calibrate(float[] first, int count, float[][] probabilitiesPerClass)
    {
        int from = 0;
        for (; from <= count - Vector<float>.Count; from += Vector<float>.Count) Normalise(first, from, probabilitiesPerClass);
        for (int i = from; i < count; i++)
        {
            bool missing = float.IsNaN(first[i]);
            double sum = 0;
            for (int k = 0; k < Classes.Count; k++)
            {
                float p = missing ? float.NaN : _forest.Classes[k].Calibration.Of(probabilitiesPerClass[k][i]);
                probabilitiesPerClass[k][i] = p;
                sum += p;
            }

            for (int k = 0; k < Classes.Count; k++)
            {
                ref float p = ref probabilitiesPerClass[k][i];
                p = sum > 0 || missing ? (float)(p / sum) : 1f / Classes.Count;
            }
        }
    }

    // A lane a pixel, the operations as in the scalar form.
    private void Normalise(float[] first, int at, float[][] perClass)
    {
        var seen = Vector.Equals(new Vector<float>(first, at), new Vector<float>(first, at));
        var (low, high) = (Vector<double>.Zero, Vector<double>.Zero);
        for (int k = 0; k < Classes.Count; k++)
        {
            var p = Vector.ConditionalSelect(seen, _forest.Classes[k].Calibration.Of(new Vector<float>(perClass[k], at)), new Vector<float>(float.NaN));
            p.CopyTo(perClass[k], at);
            Vector.Widen(p, out var a, out var b);
            (low, high) = (low + a, high + b);
        }

        var none = Vector.Equals(Vector.Narrow(low, high), Vector<float>.Zero);
        for (int k = 0; k < Classes.Count; k++)
        {
            Vector.Widen(new Vector<float>(perClass[k], at), out var a, out var b);
            Vector.ConditionalSelect(none, new Vector<float>(1f / Classes.Count), Vector.Narrow(a / low, b / high)).CopyTo(perClass[k], at);
        }
    }
}
