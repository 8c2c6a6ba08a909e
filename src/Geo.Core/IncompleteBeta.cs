namespace Geo.Core;

/// <summary>Regularised incomplete beta function I_x(a, b): the binomial, the t and the F distribution rest on it.</summary>
internal static class IncompleteBeta
{
    /// <summary>I_x(a, b) by Lentz's continued fraction (DLMF 8.17.22).</summary>
    /// <param name="a">Above 0.</param>
    /// <param name="b">Above 0.</param>
    /// <param name="x">Below 0 it counts as 0, above 1 as 1.</param>
    public static double Of(double a, double b, double x)
    {
        if (x is <= 0 or >= 1) return x <= 0 ? 0 : 1;
        if (x > (a + 1) / (a + b + 2)) return 1 - Of(b, a, 1 - x);
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

    /// <summary>ln Γ(x) for x above 0. Lanczos, g = 7, nine terms: better than 1e-13.</summary>
    public static double LogGamma(double x)
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
