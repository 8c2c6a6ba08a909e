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
            if (Beta(a, b, middle) < share) low = middle;
            else high = middle;
        }

        return (low + high) / 2;
    }

    /// <summary>Regularised incomplete beta function I_x(a, b), by Lentz's continued fraction (DLMF 8.17.22).</summary>
    internal static double Beta(double a, double b, double x)
    {
        if (x is <= 0 or >= 1) return x <= 0 ? 0 : 1;
        if (x > (a + 1) / (a + b + 2)) return 1 - Beta(b, a, 1 - x);
        double front = Math.Exp(LogGamma(a + b) - LogGamma(a) - LogGamma(b) + a * Math.Log(x) + b * Math.Log(1 - x)) / a;
        const double tiny = 1e-300;
        double c = 1, d = 1 / Guard(1 - (a + b) * x / (a + 1)), fraction = d;
        for (int m = 1; m <= 10_000; m++)
        {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / Guard(1 + even * d);
            c = Guard(1 + even / c);
            fraction *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / Guard(1 + odd * d);
            c = Guard(1 + odd / c);
            fraction *= d * c;
            if (Math.Abs(d * c - 1) < 1e-15) break;
        }

        return front * fraction;

        static double Guard(double value) => Math.Abs(value) < tiny ? tiny : value;
    }

    // Lanczos, g = 7, nine terms: better than 1e-13 for positive arguments.
    private static double LogGamma(double x)
    {
        ReadOnlySpan<double> p =
        [
            0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
            12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
        ];
        if (x < 0.5) return Math.Log(Math.PI / Math.Sin(Math.PI * x)) - LogGamma(1 - x);
        x -= 1;
        double sum = p[0], t = x + 7.5;
        for (int i = 1; i < p.Length; i++) sum += p[i] / (x + i);
        return 0.5 * Math.Log(2 * Math.PI) + (x + 0.5) * Math.Log(t) - t + Math.Log(sum);
    }
}
