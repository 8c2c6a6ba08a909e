namespace Geo.Core.Classification.Accuracy;

/// <summary>Exact (Clopper–Pearson) bounds of a share.</summary>
/// <remarks>Clopper &amp; Pearson 1934, https://doi.org/10.1093/biomet/26.4.404; as quantiles of the beta distribution.</remarks>
public static class ExactBinomial
{
    /// <summary>Lower bound: with confidence <paramref name="confidence"/> the share is at least this.</summary>
    /// <param name="hits">Hits, 0 to <paramref name="trials"/>; a fraction where the count was corrected for clustering.</param>
    /// <param name="trials">Trials.</param>
    /// <param name="confidence">One-sided, in (0, 1).</param>
    /// <returns>[0, 1]; 0 without a trial.</returns>
    public static double Lower(double hits, double trials, double confidence)
    {
        Check(hits, trials, confidence);
        return hits <= 0 ? 0 : BetaQuantile(hits, trials - hits + 1, 1 - confidence);
    }

    /// <summary>Upper bound: with confidence <paramref name="confidence"/> the share is at most this.</summary>
    public static double Upper(double hits, double trials, double confidence) => 1 - Lower(trials - hits, trials, confidence);

    /// <summary>Two-sided interval: each side at half of 1 − <paramref name="confidence"/>.</summary>
    public static (double Lower, double Upper) Interval(double hits, double trials, double confidence = 0.95) =>
        (Lower(hits, trials, (1 + confidence) / 2), Upper(hits, trials, (1 + confidence) / 2));

    private static void Check(double hits, double trials, double confidence)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(hits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(hits, trials);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(confidence, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(confidence, 1);
    }

    // The distribution function grows, so that halving finds the quantile to the last bit or so.
    private static double BetaQuantile(double a, double b, double share)
    {
        double low = 0, high = 1;
        for (int i = 0; i < 60; i++)
        {
            double middle = (low + high) / 2;
            if (IncompleteBeta.Of(a, b, middle) < share) low = middle;
            else high = middle;
        }

        return (low + high) / 2;
    }
}
