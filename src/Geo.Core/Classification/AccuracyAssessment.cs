using NetTopologySuite.Geometries;

namespace Geo.Core.Classification;

/// <summary>Compares what a model or a survey says with what a person knows.</summary>
public static class AccuracyAssessment
{
    /// <summary>Per pixel: the most probable class of each truth pixel against its label.</summary>
    /// <param name="model">The model; it must not have been trained on these areas, or the figures flatter.</param>
    /// <param name="truth">Pixels of labelled ground, with the model's predictors.</param>
    /// <returns>Counts over the model's classes, then the labels that the model does not know.</returns>
    public static ConfusionMatrix OfPixels(ForestModel model, SampleSet truth)
    {
        if (!truth.Predictors.Names.SequenceEqual(model.Predictors.Names))
        {
            throw new ArgumentException("the truth was sampled with other predictors than the model's", nameof(truth));
        }

        string[] classes = [.. model.Classes, .. truth.Classes.Except(model.Classes)];
        var number = classes.Select((name, k) => (name, k)).ToDictionary(c => c.name, c => c.k);
        var reference = truth.Classes.Select(c => number[c]).ToArray();
        var probabilities = model.Classes.Select(_ => new float[truth.Count]).ToArray();
        model.Evaluate(truth.Columns, truth.Count, probabilities);
        return ConfusionMatrix.Count(classes, Enumerable.Range(0, truth.Count)
            .Select(row => (MostProbable(probabilities, row), reference[truth.ClassOfRow[row]])));
    }

    /// <summary>Per object: found polygons of a class against true ones of that class.</summary>
    /// <param name="found">Class and polygon, longitude/latitude, valid.</param>
    /// <param name="truth">Class and polygon, longitude/latitude, valid; classes that nobody reports are passed over.</param>
    /// <param name="classes">The classes to compare, as <see cref="ClassCatalogue.Reported"/>.</param>
    /// <returns>By class name; classes without any polygon on either side are left out.</returns>
    public static IReadOnlyDictionary<string, ObjectAccuracy> OfObjects(
        IReadOnlyList<(string Class, Geometry Geometry)> found, IReadOnlyList<(string Class, Geometry Geometry)> truth,
        IEnumerable<string> classes)
    {
        var result = new Dictionary<string, ObjectAccuracy>();
        foreach (string name in classes)
        {
            Geometry[] ours = [.. found.Where(f => f.Class == name).Select(f => f.Geometry)];
            Geometry[] known = [.. truth.Where(t => t.Class == name).Select(t => t.Geometry)];
            if (ours.Length + known.Length > 0) result[name] = ObjectAccuracy.Of(ours, known);
        }

        return result;
    }

    private static int MostProbable(float[][] probabilities, int row)
    {
        int best = 0;
        for (int k = 1; k < probabilities.Length; k++)
        {
            if (probabilities[k][row] > probabilities[best][row]) best = k;
        }

        return best;
    }
}
