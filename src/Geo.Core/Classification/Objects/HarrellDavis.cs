namespace Geo.Core.Classification.Objects;

/// <summary>A quantile as a weighted mean of all order statistics: of few values it is steadier than any one of them.</summary>
/// <remarks>Harrell &amp; Davis 1982, https://doi.org/10.1093/biomet/69.3.635</remarks>
internal static class HarrellDavis
{
    /// <summary>The quantile.</summary>
    /// <param name="values">At least one.</param>
    /// <param name="share">Share of the population below it, (0, 1).</param>
    public static double Quantile(IEnumerable<double> values, double share)
    {
        double[] sorted = [.. values.Order()];
        double n = sorted.Length, a = share * (n + 1), b = (1 - share) * (n + 1), sum = 0, below = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            double upTo = IncompleteBeta.Of(a, b, (i + 1) / n);
            sum += (upTo - below) * sorted[i];
            below = upTo;
        }

        return sum;
    }
}
