namespace Geo.Core.Classification.Training;

/// <summary>A labelled area that looks like another class to models which have not seen its block.</summary>
/// <param name="Area">Its number in <see cref="SampleSet.Areas"/>.</param>
/// <param name="Label">The class it is labelled as.</param>
/// <param name="LooksLike">The class it looks like.</param>
/// <param name="OwnProbability">Mean held-apart probability of its label.</param>
/// <param name="OtherProbability">Mean held-apart probability of the class it looks like.</param>
public sealed record Suspect(int Area, string Label, string LooksLike, double OwnProbability, double OtherProbability);

/// <summary>
/// Names areas that are likely mislabelled, by confident learning: an area counts as of another class where its held-apart
/// probability of that class reaches what is usual of areas labelled so, and is the highest of all.
/// </summary>
/// <remarks>
/// Northcutt, Jiang &amp; Chuang 2021, https://doi.org/10.1613/jair.1.12125: per-class thresholds t_j are the mean probability
/// of class j over what is labelled j (eq. 2), suspects are off the diagonal of the confident joint (eq. 1), less those whose
/// likeliest class is their label, as the authors' own program does. The unit is the area, not the pixel: people draw and
/// mislabel polygons, and the pixels of one are no independent witnesses.
/// </remarks>
public static class SampleCheck
{
    /// <summary>Suspects, the clearest first.</summary>
    /// <param name="samples">What the model was trained on.</param>
    /// <param name="trained">With the probabilities of its held-apart models.</param>
    public static IReadOnlyList<Suspect> Of(SampleSet samples, TrainedModel trained)
    {
        var byRow = trained.HeldApart.RowProbabilities;
        var rowsOfArea = Enumerable.Range(0, samples.Count).GroupBy(r => samples.AreaOfRow[r]).OrderBy(g => g.Key).ToArray();
        var areas = rowsOfArea.Select(g => (g.Key, samples.ClassOfRow[g.First()], byRow.Select(p => g.Average(r => (double)p[r])).ToArray()));
        return Of([.. areas], samples.Classes);
    }

    /// <summary>The check itself.</summary>
    /// <param name="areas">Number, label and held-apart probability of each class; NaN where it was not judged.</param>
    /// <param name="classes">Names.</param>
    internal static IReadOnlyList<Suspect> Of(IReadOnlyList<(int Area, int Label, double[] Probabilities)> areas, IReadOnlyList<string> classes)
    {
        double[] usual = [.. classes.Select((_, k) => areas.Where(a => a.Label == k && !double.IsNaN(a.Probabilities[k])).Select(a => a.Probabilities[k]).DefaultIfEmpty(double.NaN).Average())];
        return [.. areas.Where(a => !double.IsNaN(a.Probabilities[a.Label])).Select(a =>
        {
            int[] confident = [.. Enumerable.Range(0, classes.Count).Where(k => a.Probabilities[k] >= usual[k])]; // false for NaN
            int other = confident.Length == 0 ? a.Label : confident.MaxBy(k => a.Probabilities[k]);
            return other == a.Label || a.Probabilities[other] <= a.Probabilities[a.Label] ? null
                : new Suspect(a.Area, classes[a.Label], classes[other], a.Probabilities[a.Label], a.Probabilities[other]);
        }).OfType<Suspect>().OrderByDescending(s => s.OtherProbability - s.OwnProbability).ThenBy(s => s.Area)];
    }

    /// <summary>Areas that no model could judge, as no other block holds their class.</summary>
    public static int NotJudged(SampleSet samples, TrainedModel trained) => Enumerable.Range(0, samples.Count)
        .Where(r => float.IsNaN(trained.HeldApart.RowProbabilities[samples.ClassOfRow[r]][r])).Select(r => samples.AreaOfRow[r]).Distinct().Count();
}
