namespace Geo.Core;

/// <summary>Student's t distribution, central and non-central; degrees of freedom may be broken numbers (Satterthwaite).</summary>
internal static class StudentT
{
    // Beyond this distance from zero the power is 1 (or 0) to the last bit, and the series' first terms underflow.
    private const double FarOff = 35;

    /// <summary>The value below which a share of the distribution lies.</summary>
    /// <param name="share">In [0.5, 1).</param>
    /// <param name="freedom">Degrees of freedom, above 0.</param>
    /// <remarks>P(T ≤ t) = 1 − ½ I_x(ν/2, ½) with x = ν/(ν + t²) for t ≥ 0 (Abramowitz &amp; Stegun 26.7.1); by bracketing, then Illinois steps.</remarks>
    public static double Quantile(double share, double freedom)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(share, 0.5);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(share, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(freedom);
        double low = 0, high = 1, below = Excess(low), above = Excess(high);
        while (above < 0 && high < 1e12)
        {
            (low, below) = (high, above);
            high *= 2;
            above = Excess(high);
        }

        for (int i = 0; i < 200 && high - low > 1e-14 * high; i++)
        {
            double middle = low - below * (high - low) / (above - below);
            if (middle <= low || middle >= high) middle = (low + high) / 2;
            double excess = Excess(middle);
            if (excess == 0) return middle;
            // Illinois: the end that stays counts half, so that both ends move.
            if (excess < 0) (low, below, above) = (middle, excess, above / 2);
            else (high, above, below) = (middle, excess, below / 2);
        }

        return (low + high) / 2;

        double Excess(double t) => 1 - IncompleteBeta.Of(freedom / 2, 0.5, freedom / (freedom + t * t)) / 2 - share;
    }

    /// <summary>P(T > t) of the non-central distribution: the power of a one-sided t test.</summary>
    /// <param name="t">At least 0.</param>
    /// <param name="freedom">Degrees of freedom, above 0.</param>
    /// <param name="shift">Non-centrality δ: the true distance in true standard errors.</param>
    /// <remarks>Lenth 1989, algorithm AS 243, https://doi.org/10.2307/2347693</remarks>
    public static double Beyond(double t, double freedom, double shift)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(t);
        if (shift > FarOff) return 1;
        if (shift < -FarOff) return 0;
        if (t == 0) return Normal.Below(shift);
        double x = t * t / (t * t + freedom), half = shift * shift / 2, b = freedom / 2;
        double p = Math.Exp(-half) / 2, q = shift * p * Math.Sqrt(2 / Math.PI), sum = 0, left = 0.5 - p;
        // I_x(a + 1, b) = I_x(a, b) − x^a (1 − x)^b / (a B(a, b)): one step a term.
        double odd = IncompleteBeta.Of(0.5, b, x), even = 1 - Math.Pow(1 - x, b);
        double oddStep = Math.Exp(Step(0.5)), evenStep = Math.Exp(Step(1));
        for (int j = 0; j < 5000; j++)
        {
            sum += p * odd + q * even;
            // What is left of the Poisson weights bounds what is left of the sum.
            if (left * Math.Max(odd, even) < 1e-13 && j > half) break;
            odd -= oddStep;
            even -= evenStep;
            oddStep *= x * (j + 0.5 + b) / (j + 1.5);
            evenStep *= x * (j + 1 + b) / (j + 2);
            p *= half / (j + 1);
            q *= half / (j + 1.5);
            left -= p;
        }

        return Math.Clamp(1 - sum - Normal.Below(-shift), 0, 1);

        double Step(double a) => a * Math.Log(x) + b * Math.Log(1 - x) + IncompleteBeta.LogGamma(a + b) - IncompleteBeta.LogGamma(a + 1) - IncompleteBeta.LogGamma(b);
    }
}
