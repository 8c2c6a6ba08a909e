using Geo.Core.Classification.Accuracy;

namespace Geo.Core.Classification.Promises;

/// <summary>
/// A decision threshold with a promise: with the stated confidence at least the stated share of the objects is hit, on
/// ground like that of the labels. Speaks of the first stage.
/// </summary>
/// <param name="Recall">Share promised.</param>
/// <param name="Confidence">One-sided.</param>
/// <param name="Threshold">The largest threshold that keeps the promise; null where none does.</param>
/// <param name="Objects">Held-out objects.</param>
/// <param name="Blocks">Spatial blocks that hold them.</param>
/// <param name="DesignEffect">How many of these objects are worth one independent one, at the threshold (at the lowest one where there is none).</param>
/// <param name="BestRecall">The largest recall that can be promised at all, at the lowest threshold.</param>
/// <param name="LabelsMore">Objects more that would be needed if they were hit as often; 0 where the promise holds, null where no number helps.</param>
/// <remarks>
/// Thresholds are tried upwards in fixed steps, each by a Clopper–Pearson bound, until one fails: fixed sequence testing of
/// Learn-then-Test (Angelopoulos et al. 2021, https://arxiv.org/abs/2110.01052), which needs no correction for the number
/// of steps. Objects of one block resemble one another: hits and trials are divided by the design effect of the blocks
/// (Korn &amp; Graubard 1998, Survey Methodology 24:193-201). Without a miss there is no variance to learn it from and objects
/// count as independent: 59 promise 0.95 at 95 %, 29 promise 0.90.
/// </remarks>
public sealed record RecallPromise(
    double Recall, double Confidence, double? Threshold, int Objects, int Blocks, double DesignEffect, double BestRecall, int? LabelsMore)
{
    /// <summary>Steps of the threshold.</summary>
    public const double Step = 0.01;

    private const int MostLabels = 100_000;

    /// <param name="objects">Of one class, or of all reported ones.</param>
    /// <param name="recall">In (0, 1).</param>
    /// <param name="confidence">In (0, 1).</param>
    public static RecallPromise Of(IReadOnlyList<HeldOutObject> objects, double recall, double confidence = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(recall, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(recall, 1);
        double? threshold = null;
        for (int step = 1; step < 100; step++)
        {
            double tried = Math.Round(step * Step, 2);
            if (At(objects, tried, confidence) < recall) break;
            threshold = tried;
        }

        return new RecallPromise(recall, confidence, threshold, objects.Count, objects.Select(o => o.Block).Distinct().Count(),
            EffectOfBlocks(objects, threshold ?? Step), At(objects, Step, confidence), threshold is null ? More(objects, recall, confidence) : 0);
    }

    /// <summary>The recall that can be promised at a threshold that was chosen beforehand.</summary>
    public static double At(IReadOnlyList<HeldOutObject> objects, double threshold, double confidence = 0.95)
    {
        double effect = EffectOfBlocks(objects, threshold), hits = objects.Count(o => o.Score >= threshold);
        return ExactBinomial.Lower(hits / effect, objects.Count / effect, confidence);
    }

    /// <summary>Objects of at least this area, m², are hit with the stated recall and confidence at the threshold; null where too few are known.</summary>
    public static double? SmallestDetectable(IReadOnlyList<HeldOutObject> objects, double threshold, double recall, double confidence = 0.95)
    {
        HeldOutObject[] bySize = [.. objects.Where(o => o.AreaM2 is not null).OrderByDescending(o => o.AreaM2)];

        // From the largest down, until the bound fails once it has held: again a fixed sequence.
        double? smallest = null;
        for (int n = 1; n <= bySize.Length; n++)
        {
            if (At(bySize[..n], threshold, confidence) >= recall) smallest = bySize[n - 1].AreaM2;
            else if (smallest is not null) break;
        }

        return smallest;
    }

    private static double EffectOfBlocks(IReadOnlyList<HeldOutObject> objects, double threshold)
    {
        double n = objects.Count, share = objects.Count(o => o.Score >= threshold) / Math.Max(1, n);
        var blocks = objects.GroupBy(o => o.Block).Select(g => (All: g.Count(), Hits: g.Count(o => o.Score >= threshold))).ToArray();
        if (share is <= 0 or >= 1 || blocks.Length < 2) return 1;
        double between = blocks.Sum(b => (b.Hits - share * b.All) * (b.Hits - share * b.All)) * blocks.Length / (blocks.Length - 1.0);
        return Math.Max(1, between / (share * (1 - share) * n * n / (n - 1)));
    }

    private static int? More(IReadOnlyList<HeldOutObject> objects, double recall, double confidence)
    {
        double effect = EffectOfBlocks(objects, Step), share = objects.Count == 0 ? 1 : objects.Count(o => o.Score >= Step) / (double)objects.Count;
        if (share <= recall || !Holds(MostLabels)) return null;
        int low = objects.Count, high = MostLabels;
        while (high - low > 1)
        {
            int middle = (low + high) / 2;
            if (Holds(middle)) high = middle;
            else low = middle;
        }

        return high - objects.Count;

        bool Holds(int n) => ExactBinomial.Lower(share * n / effect, n / effect, confidence) >= recall;
    }
}
