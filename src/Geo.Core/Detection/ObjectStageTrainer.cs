using Geo.Core.Classification;
using Geo.Core.Imagery;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace Geo.Core.Detection;

/// <summary>Learns the second stage of a survey from candidates on labelled ground.</summary>
public static class ObjectStageTrainer
{
    // Fewer tell nothing that holds elsewhere; the classes are then learned together, or there is no second stage.
    private const int FewestObjects = 10;

    // Of the labelled objects that the first stage finds, the share that must be kept on ground held apart.
    private const double Kept = 0.95;

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
        var candidates = new LabelledCandidates(source.Grid, areas, trained.HeldApart, options).Take(source, options.Threads, cancel);
        return Learn(candidates, options.ReportedClasses);
    }

    internal static ObjectStage? Learn(IReadOnlyList<LabelledCandidate> candidates, IReadOnlyList<string> reported)
    {
        if (!Enough(candidates)) return null;
        var together = Rule(candidates, candidates);
        return new ObjectStage(reported.Where(c => candidates.Any(x => x.Polygon.Class == c)).ToDictionary(c => c, c =>
        {
            LabelledCandidate[] own = [.. candidates.Where(x => x.Polygon.Class == c)];
            return Enough(own) ? Rule(own, own) : together;
        }));
    }

    private static bool Enough(IReadOnlyCollection<LabelledCandidate> candidates) =>
        candidates.Where(c => c.TrueArea >= 0).Select(c => c.TrueArea).Distinct().Count() >= FewestObjects
        && candidates.Count(c => c.TrueArea < 0) >= FewestObjects;

    // The threshold rests on rules that have not seen the fold; an object counts by its best candidate.
    private static ObjectRule Rule(IReadOnlyList<LabelledCandidate> learned, IReadOnlyList<LabelledCandidate> judged)
    {
        double[] scores = new double[judged.Count];
        foreach (int fold in judged.Select(c => c.Fold).Distinct())
        {
            LabelledCandidate[] others = [.. learned.Where(c => c.Fold != fold)];
            bool both = others.Any(c => c.TrueArea >= 0) && others.Any(c => c.TrueArea < 0);
            var rule = Fit(both ? others : learned);
            for (int i = 0; i < judged.Count; i++)
            {
                if (judged[i].Fold == fold) scores[i] = Score(rule, judged[i]);
            }
        }

        double[] best = [.. judged.Zip(scores).Where(c => c.First.TrueArea >= 0).GroupBy(c => c.First.TrueArea).Select(g => g.Max(c => c.Second)).Order()];
        double[] wrong = [.. judged.Zip(scores).Where(c => c.First.TrueArea < 0).Select(c => c.Second)];
        double threshold = Math.Min(best[(int)((1 - Kept) * best.Length)], Bound(best));
        return Fit(learned) with
        {
            Threshold = threshold,
            TrueObjects = best.Length,
            FalseObjects = wrong.Length,
            KeptTrue = best.Count(s => s >= threshold) / (double)best.Length,
            KeptFalse = wrong.Count(s => s >= threshold) / (double)wrong.Length,
        };
    }

    // Where the next object's score lies above with probability Kept: normal prediction bound of the log-odds, for few objects.
    private static double Bound(double[] scores)
    {
        const double quantile = 1.645;
        double[] logits = [.. scores.Select(s => Math.Log(s / (1 - s)))];
        double mean = logits.Average(), deviation = Math.Sqrt(logits.Sum(l => (l - mean) * (l - mean)) / (logits.Length - 1));
        return 1 / (1 + Math.Exp(-(mean - quantile * Math.Sqrt(1 + 1.0 / logits.Length) * deviation)));
    }

    private static double Score(ObjectRule rule, LabelledCandidate one) => rule.Of(one.Polygon.Area, one.Polygon.MaximumProbability, one.Polygon.Probability);

    private static ObjectRule Fit(IReadOnlyList<LabelledCandidate> candidates)
    {
        double trues = candidates.Count(c => c.TrueArea >= 0), falses = candidates.Count - trues;
        var rows = candidates.Select(c => new Row
        {
            Label = c.TrueArea >= 0,
            Weight = (float)(candidates.Count / 2.0 / (c.TrueArea >= 0 ? trues : falses)),
            Features = [(float)Math.Log10(c.Polygon.Area.Value), (float)c.Polygon.MaximumProbability, (float)c.Polygon.Probability],
        }).ToList();

        // Centred and scaled, so that the penalty weighs the attributes alike.
        double[] mean = [.. Enumerable.Range(0, 3).Select(j => rows.Average(r => (double)r.Features[j]))];
        double[] scale = [.. Enumerable.Range(0, 3).Select(j => Math.Max(1e-6, Math.Sqrt(rows.Average(r => Math.Pow(r.Features[j] - mean[j], 2)))))];
        foreach (var row in rows) row.Features = [.. row.Features.Select((v, j) => (float)((v - mean[j]) / scale[j]))];

        var context = new MLContext(1);
        var model = context.BinaryClassification.Trainers.LbfgsLogisticRegression(new LbfgsLogisticRegressionBinaryTrainer.Options
        {
            ExampleWeightColumnName = nameof(Row.Weight),
            EnforceNonNegativity = true, // larger and surer never speaks against an object
            L1Regularization = 0,
            L2Regularization = 1,
            OptimizationTolerance = 1e-6f,
            NumberOfThreads = 1,
        }).Fit(context.Data.LoadFromEnumerable(rows)).Model.SubModel;
        double[] weights = [.. model.Weights.Select((w, j) => w / scale[j])];
        return new ObjectRule(model.Bias - weights.Zip(mean, (w, m) => w * m).Sum(), weights[0], weights[1], weights[2], 0, 0, 0, 0, 0);
    }

    private sealed class Row
    {
        public bool Label { get; set; }

        public float Weight { get; set; }

        [VectorType(3)]
        public float[] Features { get; set; } = [];
    }
}
