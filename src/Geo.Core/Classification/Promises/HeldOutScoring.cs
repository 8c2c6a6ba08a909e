namespace Geo.Core.Classification.Promises;

/// <summary>Scores labelled objects by the models that have not seen their ground.</summary>
public static class HeldOutScoring
{
    // As for objects that count as hit (ObjectAccuracy): a tenth of the object.
    private const double HitShare = 0.1;

    /// <summary>What promises of this model rest on. Areas without rows, or whose fold has no model, are left out.</summary>
    /// <param name="samples">What the model was trained on.</param>
    /// <param name="trained">The model, with the models of its folds.</param>
    /// <param name="areasM2">Area of each labelled area, in the order of <see cref="SampleSet.Areas"/>; null where unknown. Areas after its end are places of reviews: people look at doubtful ones, so no promise rests on them.</param>
    /// <param name="reported">Classes whose objects count.</param>
    public static PromiseEvidence Of(SampleSet samples, TrainedModel trained, IReadOnlyList<double?> areasM2, IReadOnlyCollection<string> reported)
    {
        var rowsOfArea = Enumerable.Range(0, samples.Count).GroupBy(r => samples.AreaOfRow[r]).ToDictionary(g => g.Key, g => g.ToArray());
        if (rowsOfArea.Count == 0) return new PromiseEvidence([], []);
        double size = trained.Card.Folds.BlockDegrees, west = rowsOfArea.Keys.Min(a => samples.Areas[a].Longitude), south = rowsOfArea.Keys.Min(a => samples.Areas[a].Latitude);
        var objects = new List<HeldOutObject>();
        foreach (var (area, rows) in rowsOfArea.OrderBy(a => a.Key))
        {
            if (area >= areasM2.Count) break;
            SampledArea place = samples.Areas[area];
            if (!reported.Contains(place.Label) || trained.HeldApart.PerFold[trained.HeldApart.FoldOfArea[area]] is not { } model) continue;
            string block = FormattableString.Invariant($"{(int)((place.Latitude - south) / size)},{(int)((place.Longitude - west) / size)}");
            objects.Add(new HeldOutObject(place.Label, Score(samples, rows, model, place.Label), block, areasM2[area]));
        }

        return new PromiseEvidence(objects, PredictorRange.Of(samples));
    }

    private static double Score(SampleSet samples, int[] rows, ForestModel model, string label)
    {
        var columns = samples.Columns.Select(c => rows.Select(r => c[r]).ToArray()).ToArray();
        var probabilities = model.Classes.Select(_ => new float[rows.Length]).ToArray();
        model.Evaluate(columns, rows.Length, probabilities);
        float[] own = probabilities[model.Classes.ToList().IndexOf(label)];
        double[] hits = [.. own.Select((p, i) => probabilities.All(other => other[i] <= p) ? (double)p : 0).OrderDescending()];
        return hits[(int)Math.Ceiling(HitShare * hits.Length) - 1];
    }
}
