namespace Geo.Core.Classification.Objects;

/// <summary>Learns the second stage from candidates whose truth is known, or supposed.</summary>
/// <remarks>
/// Candidates on ground that nobody labelled are held against the true ones, but for those that score, held apart, as well
/// as all but the weakest fifth of the labelled objects: they hold most of the true ones (two steps, as Liu et al. 2003,
/// https://doi.org/10.1109/ICDM.2003.1250918). The threshold is the 8 % quantile (<see cref="HarrellDavis"/>) of the labelled
/// objects' scores on held-apart folds, all classes together, so that some tens of objects steady it; the 5 % quantile where there are verdicts.
/// </remarks>
internal static class ObjectStageLearning
{
    // Fewer tell nothing that holds elsewhere; the classes are then learned together, or there is no second stage.
    private const int FewestObjects = 10;

    // What an object is made of. Of the labels' objects it is learned by heart and holds nowhere else; with verdicts it tells what
    // people reject from what they confirm (ADR 0026).
    private const string Material = "mean_";

    // Of a verdict, where a candidate of the training counts 1 (ADR 0026).
    private const double ReviewWeight = 3;

    // What looks like the rejected ones is dropped already, so fewer others need to be: recall is kept.
    private const double DroppedWithVerdicts = 0.05;

    // Chosen on simulated districts that are not scored anywhere; see ADR 0011.
    private const int Trees = 300, FewestRows = 5;
    private const double Dropped = 0.08, Weakest = 0.2;

    /// <summary>Learns.</summary>
    /// <param name="samples">Candidates.</param>
    /// <param name="reported">Classes that have a rule.</param>
    /// <param name="attributes">Names of the attributes.</param>
    /// <param name="candidateThreshold">With which the candidates were found.</param>
    /// <returns>Null where fewer than ten objects or ten other candidates are there.</returns>
    public static ObjectStage? Learn(IReadOnlyList<ObjectSample> samples, IReadOnlyList<string> reported, IReadOnlyList<string> attributes, double candidateThreshold)
    {
        if (!Enough(samples)) return null;
        int looks = samples.Any(s => s.IsReviewed) ? attributes.Count : attributes.Count(a => !a.StartsWith(Material, StringComparison.Ordinal));
        var together = new Lazy<Learned>(() => Of(samples, looks));
        Dictionary<string, Learned> learned = reported.Where(c => samples.Any(s => s.Class == c)).ToDictionary(c => c, c =>
        {
            ObjectSample[] own = [.. samples.Where(s => s.Class == c)];
            return Enough(own) ? Of(own, looks) : together.Value;
        });
        double threshold = 1 / (1 + Math.Exp(-HarrellDavis.Quantile(learned.SelectMany(l => l.Value.Objects(l.Key)).Select(Logit), samples.Any(s => s.IsReviewed) ? DroppedWithVerdicts : Dropped)));
        var file = new ObjectFile(learned.ToDictionary(l => l.Key, l => l.Value.Trees), samples);
        return new ObjectStage(learned.ToDictionary(l => l.Key, l => l.Value.Rule(threshold)), attributes, candidateThreshold, file.Hash()) { File = file };
    }

    private static bool Enough(IReadOnlyCollection<ObjectSample> samples) =>
        samples.Where(s => s.TrueArea >= 0 && !s.IsReviewed).Select(s => s.TrueArea).Distinct().Count() >= FewestObjects
        && samples.Count(s => s.TrueArea < 0) >= FewestObjects;

    private static Learned Of(IReadOnlyList<ObjectSample> samples, int looks)
    {
        bool[] counts = [.. samples.Select(_ => true)];
        double[] first = HeldApart(samples, counts, looks);
        double[] trues = [.. samples.Zip(first).Where(s => s.First.TrueArea >= 0 && !s.First.IsReviewed).Select(s => s.Second).Order()];
        double like = trues[(int)(Weakest * trues.Length)];
        for (int i = 0; i < counts.Length; i++) counts[i] = samples[i].TrueArea != ObjectSample.Unlabelled || first[i] < like;
        return new Learned(samples, HeldApart(samples, counts, looks), Fit(samples.Where((_, i) => counts[i]), looks), counts.Count(c => !c));
    }

    // Scores by trees that have not seen the fold; reviewed objects lie in none, and all trees see them.
    private static double[] HeldApart(IReadOnlyList<ObjectSample> samples, bool[] counts, int looks)
    {
        double[] scores = new double[samples.Count];
        foreach (int fold in samples.Where(s => !s.IsReviewed).Select(s => s.Fold).Distinct())
        {
            ObjectSample[] others = [.. samples.Where((s, i) => counts[i] && (s.IsReviewed || s.Fold != fold))];
            bool both = others.Any(s => s.TrueArea >= 0) && others.Any(s => s.TrueArea < 0);
            ObjectTrees trees = Fit(both ? others : samples.Where((_, i) => counts[i]), looks);
            for (int i = 0; i < scores.Length; i++)
            {
                if (!samples[i].IsReviewed && samples[i].Fold == fold) scores[i] = trees.Of(samples[i].Attributes);
            }
        }

        return scores;
    }

    // Both sides weigh the same, however many there are of each.
    private static ObjectTrees Fit(IEnumerable<ObjectSample> samples, int looks)
    {
        ObjectSample[] all = [.. samples];
        bool[] isTrue = [.. all.Select(s => s.TrueArea >= 0)];
        double[] weights = [.. all.Select(s => s.IsReviewed ? ReviewWeight : 1)];
        double trues = weights.Where((_, i) => isTrue[i]).Sum(), falses = weights.Sum() - trues;
        return ExtraTrees.Fit([.. all.Select(s => s.Attributes.Take(looks).ToArray())], isTrue, [.. weights.Select((w, i) => w / (isTrue[i] ? trues : falses))], Trees, FewestRows);
    }

    // Scores are means of some hundred leaves: 0 and 1 stand for "nearly".
    private static double Logit(double score) => Math.Log((score + 0.002) / (1.002 - score));

    private sealed record Learned(IReadOnlyList<ObjectSample> Samples, double[] Scores, ObjectTrees Trees, int SetAside)
    {
        // An object counts by its best candidate.
        public IEnumerable<double> Objects(string name) => Samples.Zip(Scores).Where(s => s.First.TrueArea >= 0 && !s.First.IsReviewed && s.First.Class == name)
            .GroupBy(s => s.First.TrueArea).Select(g => g.Max(s => s.Second));

        public ObjectRule Rule(double threshold)
        {
            double[] best = [.. Samples.Select(s => s.Class).Distinct().SelectMany(Objects)];
            double[] Of(int kind) => [.. Samples.Zip(Scores).Where(s => s.First.TrueArea == kind && !s.First.IsReviewed).Select(s => s.Second)];
            double[] wrong = Of(ObjectSample.False), unlabelled = Of(ObjectSample.Unlabelled);
            return new ObjectRule(threshold, best.Length, wrong.Length, Kept(best), Kept(wrong), unlabelled.Length, Kept(unlabelled), SetAside,
                Samples.Count(s => s.IsReviewed && s.TrueArea >= 0), Samples.Count(s => s.IsReviewed && s.TrueArea < 0));

            double Kept(double[] of) => of.Length == 0 ? 0 : of.Count(s => s >= threshold) / (double)of.Length;
        }
    }
}
