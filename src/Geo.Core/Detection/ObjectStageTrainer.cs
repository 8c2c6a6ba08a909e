using Geo.Core.Classification;
using Geo.Core.Imagery;

namespace Geo.Core.Detection;

/// <summary>Learns the second stage of a survey from candidates on labelled ground.</summary>
public static class ObjectStageTrainer
{
    // Fewer tell nothing that holds elsewhere; the classes are then learned together, or there is no second stage.
    private const int FewestObjects = 10;

    // Of the labelled objects that the first stage finds, the share that must be kept on ground held apart.
    // A share of 0.95 costs three times the false alarms where some twenty objects are labelled (ADR 0011).
    private const double Kept = 0.90;

    // Chosen on simulated districts of the seeds 2, 3 and 4; see ADR 0011.
    private const double Penalty = 3;

    /// <summary>Learns.</summary>
    /// <param name="source">The imagery that the model was trained on; copies are read by other threads.</param>
    /// <param name="areas">The labelled areas, in the order in which the model was trained with them, in the source's CRS.</param>
    /// <param name="trained">The first stage.</param>
    /// <param name="options">As surveys will have them.</param>
    /// <param name="cancel">Looked at once an area.</param>
    /// <returns>Null where fewer than ten true or ten false candidates lie on labelled ground.</returns>
    public static ObjectStage? Learn(
        IReflectanceSource source, IReadOnlyList<LabelledArea> areas, TrainedModel trained, SurveyOptions options, CancellationToken cancel)
    {
        var places = new LabelledCandidates(source.Grid, areas, trained.HeldApart, options);
        return Learn([.. places.Take(source, options.Threads, cancel), .. places.TakeUnlabelled(source, options.Threads, cancel)],
            options.ReportedClasses, ObjectAttributes.Names(trained.Model.Classes));
    }

    internal static ObjectStage? Learn(IReadOnlyList<LabelledCandidate> candidates, IReadOnlyList<string> reported, string[] names)
    {
        if (!Enough(candidates)) return null;
        var together = Rule(candidates, names);
        return new ObjectStage(reported.Where(c => candidates.Any(x => x.Polygon.Class == c)).ToDictionary(c => c, c =>
        {
            LabelledCandidate[] own = [.. candidates.Where(x => x.Polygon.Class == c)];
            return Enough(own) ? Rule(own, names) : together;
        }));
    }

    private static bool Enough(IReadOnlyCollection<LabelledCandidate> candidates) =>
        candidates.Where(c => c.TrueArea >= 0).Select(c => c.TrueArea).Distinct().Count() >= FewestObjects
        && candidates.Count(c => c.TrueArea < 0) >= FewestObjects;

    // The threshold rests on rules that have not seen the fold; an object counts by its best candidate.
    private static ObjectRule Rule(IReadOnlyList<LabelledCandidate> judged, string[] names)
    {
        double[] scores = new double[judged.Count];
        foreach (int fold in judged.Select(c => c.Fold).Distinct())
        {
            LabelledCandidate[] others = [.. judged.Where(c => c.Fold != fold)];
            bool both = others.Any(c => c.TrueArea >= 0) && others.Any(c => c.TrueArea < 0);
            var rule = Fit(both ? others : judged, names);
            for (int i = 0; i < judged.Count; i++)
            {
                if (judged[i].Fold == fold) scores[i] = Score(rule, judged[i], names);
            }
        }

        double[] best = [.. judged.Zip(scores).Where(c => c.First.TrueArea >= 0).GroupBy(c => c.First.TrueArea).Select(g => g.Max(c => c.Second)).Order()];
        double[] wrong = [.. judged.Zip(scores).Where(c => c.First.TrueArea == LabelledCandidate.False).Select(c => c.Second)];
        double[] unlabelled = [.. judged.Zip(scores).Where(c => c.First.TrueArea == LabelledCandidate.Unlabelled).Select(c => c.Second)];
        double threshold = best[(int)((1 - Kept) * best.Length)];
        return Fit(judged, names) with
        {
            Threshold = threshold,
            TrueObjects = best.Length,
            FalseObjects = wrong.Length,
            KeptTrue = best.Count(s => s >= threshold) / (double)best.Length,
            KeptFalse = ShareKept(wrong),
            UnlabelledObjects = unlabelled.Length,
            KeptUnlabelled = ShareKept(unlabelled),
        };

        double ShareKept(double[] of) => of.Length == 0 ? 0 : of.Count(s => s >= threshold) / (double)of.Length;
    }

    private static double Score(ObjectRule rule, LabelledCandidate one, string[] names) => rule.Of(names, one.Attributes);

    // True ones on one side; on the other false ones and those of ground that nobody labelled. Among the latter are true
    // objects: that flattens the probabilities, and leaves their order (Elkan & Noto 2008).
    private static ObjectRule Fit(IReadOnlyList<LabelledCandidate> candidates, string[] names)
    {
        bool[] isTrue = [.. candidates.Select(c => c.TrueArea >= 0)];
        double trues = isTrue.Count(t => t), falses = isTrue.Length - trues;
        double[] weights = [.. isTrue.Select(t => isTrue.Length / 2.0 / (t ? trues : falses))];
        var (bias, slopes) = RidgeLogistic.Fit(
            [.. candidates.Select(c => c.Attributes.ToArray())], isTrue, weights, Penalty, [.. names.Select(ObjectAttributes.OnlyFor.Contains)]);
        return new ObjectRule(bias, 0, 0, 0, 0, 0, 0, 0, 0, names.Select((n, j) => (n, j)).ToDictionary(x => x.n, x => slopes[x.j]));
    }
}
