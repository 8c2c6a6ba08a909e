using System.Globalization;
using Geo.Core.Classification.Training;

namespace Geo.Core.Classification.Objects;

/// <summary>
/// A second stage that learned on from verdicts against the present one, on the reviewed objects: spatial blocks are dealt to folds, and a
/// fold's objects are judged by stages that have seen none of its verdicts, the present one too where it had learned from some.
/// F1 is that of what is an object; the difference is judged as that of any two models (<see cref="ModelComparison"/>). A stage that tells
/// labelled objects from what was labelled otherwise a tenth worse than the present one is worse, whatever the verdicts say.
/// </summary>
internal static class VerdictComparison
{
    private const int Folds = 5, Object = 0, FalseAlarm = 1;

    // Verdicts are their own truth: where all of them are wrong, only the labels can say so.
    private const double MostLost = 0.1;

    /// <summary>Compares.</summary>
    /// <param name="with">Name of the model with the present stage.</param>
    /// <param name="present">The present stage, with what it learned from.</param>
    /// <param name="after">What the new stage learns from: the same with more verdicts, or later ones in the place of earlier ones.</param>
    /// <param name="cancel">Looked at once a fold.</param>
    public static ModelComparison Of(string with, ObjectStage present, IReadOnlyList<ObjectSample> after, CancellationToken cancel)
    {
        var before = present.File!.Samples;
        ObjectSample[] judged = [.. after.Where(s => s.IsReviewed)];
        if (judged.Length == 0) return ModelComparison.Of(with, new PairedBlocks(0, 0, 0, null), 0);
        SampledArea[] places = [.. judged.Select(PlaceOf)];
        var folds = SpatialFolds.Of(places, [.. places.Select(_ => 1)], Folds);
        var blocks = new SampleBlocks(places.Min(p => p.Longitude), places.Min(p => p.Latitude), folds.BlockDegrees);
        var foldOfBlock = places.Select((p, i) => (Block: blocks.Of(p), Fold: folds.FoldOfArea[i])).DistinctBy(p => p.Block).ToDictionary(p => p.Block, p => p.Fold);
        int FoldOf(ObjectSample s) => s.IsReviewed ? foldOfBlock.GetValueOrDefault(blocks.Of(PlaceOf(s)), -1) : -1;
        var seen = before.Where(s => s.IsReviewed).Select(s => blocks.Of(PlaceOf(s))).ToHashSet();
        int[] number = [.. places.Select(p => foldOfBlock.Keys.ToList().IndexOf(blocks.Of(p)))];
        var rows = new JudgedRow[judged.Length];
        for (int fold = 0; fold < folds.Folds; fold++)
        {
            cancel.ThrowIfCancellationRequested();
            ObjectStage fresh = Without(after, fold), old = before.Any(s => FoldOf(s) == fold) ? Without(before, fold) : present;
            for (int i = 0; i < judged.Length; i++)
            {
                if (folds.FoldOfArea[i] == fold) rows[i] = new JudgedRow(number[i], judged[i].TrueArea >= 0 ? Object : FalseAlarm, Says(old, judged[i]), Says(fresh, judged[i]));
            }
        }

        var told = ModelComparison.Of(with, PairedBlocks.Of(rows, [Object]), foldOfBlock.Keys.Count(seen.Contains)) with { On = ModelComparison.Verdicts };
        return told.Replaces && Told(Without(after, -2)) < Told(present) - MostLost ? told with { Verdict = Verdict.Worse } : told;

        ObjectStage Without(IReadOnlyList<ObjectSample> samples, int fold) =>
            ObjectStageLearning.Learn([.. samples.Where(s => FoldOf(s) != fold)], [.. present.Classes.Keys], present.Attributes!, present.CandidateThreshold)!;
    }

    // Of the labelled objects share kept less share of the false ones kept, held apart: what one class's rule says, weighed by its objects.
    private static double Told(ObjectStage stage)
    {
        ObjectRule[] rules = [.. stage.Classes.Values.Where(r => r.TrueObjects > 0)];
        return rules.Sum(r => r.TrueObjects * (r.KeptTrue - r.KeptFalse)) / Math.Max(1, rules.Sum(r => r.TrueObjects));
    }

    private static int Says(ObjectStage stage, ObjectSample one) =>
        stage.Classes.GetValueOrDefault(one.Class) is { } rule && stage.File!.Trees[one.Class].Of(one.Attributes) < rule.Threshold ? FalseAlarm : Object;

    // "class longitude latitude"; the class counts, so that blocks are chosen for both truths.
    private static SampledArea PlaceOf(ObjectSample reviewed)
    {
        string[] parts = reviewed.Reviewed.Split(' ');
        return new SampledArea(reviewed.TrueArea >= 0 ? "object" : "false",
            double.Parse(parts[^2], CultureInfo.InvariantCulture), double.Parse(parts[^1], CultureInfo.InvariantCulture));
    }
}
