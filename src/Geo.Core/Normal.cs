namespace Geo.Core;

/// <summary>The standard normal distribution, to about fifteen digits.</summary>
internal static class Normal
{
    /// <summary>P(Z ≤ z).</summary>
    public static double Below(double z) => ErrorComplement(-z / Math.Sqrt(2)) / 2;

    /// <summary>P(|Z| ≥ |z|): the p value of a two-sided test.</summary>
    public static double BothTails(double z) => ErrorComplement(Math.Abs(z) / Math.Sqrt(2));

    /// <summary>The value below which a share of the distribution lies; by halving.</summary>
    /// <param name="share">In (0, 1).</param>
    public static double Quantile(double share)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(share, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(share, 1);
        double low = -40, high = 40;
        for (int i = 0; i < 70; i++)
        {
            double middle = (low + high) / 2;
            if (Below(middle) < share) low = middle;
            else high = middle;
        }

        return (low + high) / 2;
    }

    // erfc: the series DLMF 7.6.2, all of whose terms are positive, near zero; the continued fraction DLMF 7.9.3 beyond.
    private static double ErrorComplement(double x)
    {
        if (x < 0) return 2 - ErrorComplement(-x);
        if (x > 27.3) return 0;
        if (x < 2.5)
        {
            double term = x, sum = x;
            for (int n = 1; n < 200 && term > sum * 1e-17; n++)
            {
                term *= 2 * x * x / (2 * n + 1);
                sum += term;
            }

            return 1 - 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
        }

        double fraction = x;
        for (int n = 120; n >= 1; n--) fraction = x + n / 2.0 / fraction;
        return Math.Exp(-x * x) / Math.Sqrt(Math.PI) / fraction;
    }
}
