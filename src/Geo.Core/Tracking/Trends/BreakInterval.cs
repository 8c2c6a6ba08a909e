namespace Geo.Core.Tracking.Trends;

/// <summary>Quantiles of the place of a break about its estimate: the argmax of a two-sided Brownian motion with drift.</summary>
/// <remarks>Bai 1997, https://doi.org/10.1162/003465397557132, appendix B, with equal error variance on both sides (φ = ξ).</remarks>
internal static class BreakInterval
{
    /// <summary>The 2.5 and 97.5 % quantiles, in units of σ²/(δ'Q₁δ).</summary>
    /// <param name="xi">δ'Q₂δ over δ'Q₁δ.</param>
    public static (double Low, double High) Of(double xi) => (Root(0.025, -1, xi), Root(0.975, 1, xi));

    private static double Root(double share, int side, double xi)
    {
        double near = 0, far = side * 1000.0;
        while (side * (Below(far, xi) - share) < 0 && Math.Abs(far) < 1e9) far *= 2;
        for (int i = 0; i < 80; i++)
        {
            double middle = (near + far) / 2;
            if (side * (Below(middle, xi) - share) < 0) near = middle;
            else far = middle;
        }

        return (near + far) / 2;
    }

    private static double Below(double at, double xi)
    {
        double x = Math.Abs(at), phi = xi;
        if (at < 0)
        {
            double f = xi / phi;
            return -Math.Exp(Math.Log(x) / 2 - x / 8 - Math.Log(2 * Math.PI) / 2)
                - phi / xi * (phi + 2 * xi) / (phi + xi) * Math.Exp(f * (1 + f) * x / 2 + LogBelow(-(0.5 + f) * Math.Sqrt(x)))
                + (x / 2 - 2 + (phi + 2 * xi) * (phi + 2 * xi) / ((phi + xi) * xi)) * Math.Exp(LogBelow(-Math.Sqrt(x) / 2));
        }

        double g = xi * xi / phi, root = x > 0 ? Math.Exp(Math.Log(x) / 2 - g * x / 8 - Math.Log(2 * Math.PI) / 2) : 0;
        return 1 + Math.Sqrt(g) * root
            + xi / phi * (2 * phi + xi) / (phi + xi) * Math.Exp((phi + xi) * x / 2 + LogBelow(-(phi + xi / 2) / Math.Sqrt(phi) * Math.Sqrt(x)))
            - ((2 * phi + xi) * (2 * phi + xi) / ((phi + xi) * phi) - 2 + g * x / 2) * Math.Exp(LogBelow(-Math.Sqrt(g) * Math.Sqrt(x) / 2));
    }

    // ln Φ(z), far out by its continued fraction, where Φ itself underflows.
    private static double LogBelow(double z)
    {
        if (z > -30) return Math.Log(Normal.Below(z));
        double x = -z, fraction = x;
        for (int n = 60; n >= 1; n--) fraction = x + n / fraction;
        return -x * x / 2 - Math.Log(2 * Math.PI) / 2 - Math.Log(fraction);
    }
}
