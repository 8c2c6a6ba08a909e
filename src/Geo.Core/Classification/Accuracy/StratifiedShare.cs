namespace Geo.Core.Classification.Accuracy;

/// <summary>Weighted sums of shares over strata, and ratios of them, with intervals; see <see cref="StratifiedAccuracy"/>.</summary>
internal static class StratifiedShare
{
    private const int Halvings = 60;

    /// <summary>The share of the region where <paramref name="where"/> holds, times <paramref name="scale"/>.</summary>
    public static IntervalEstimate Of(IReadOnlyList<WeightedStratum> strata, Func<int, int, bool> where, double scale)
    {
        double value = 0, variance = 0, down = 0, up = 0;
        foreach (var stratum in strata)
        {
            double share = stratum.Share(where), weight = stratum.Weight * stratum.Weight * stratum.Unseen;
            var (below, above) = stratum.Distances(share);
            value += stratum.Weight * share;
            down += weight * below * below;
            up += weight * above * above;
            if (stratum.Places > 1) variance += weight * share * (1 - share) / (stratum.Places - 1);
        }

        return new IntervalEstimate(value * scale, Math.Sqrt(variance) * scale,
            Math.Max(0, value - Math.Sqrt(down)) * scale, Math.Min(1, value + Math.Sqrt(up)) * scale);
    }

    /// <summary>right / (right + wrong) of a class over the region. Its interval holds the ratios R for which (1 − R) · right − R · wrong may be 0.</summary>
    /// <param name="strata">All strata.</param>
    /// <param name="k">The class: right is what is mapped so and is so.</param>
    /// <param name="wrongGround">On what mapped class a wrong place can lie: what the map rules out in a stratum leaves no doubt there.</param>
    /// <param name="wrong">By mapped and reference class.</param>
    public static IntervalEstimate Ratio(IReadOnlyList<WeightedStratum> strata, int k, Func<int, bool> wrongGround, Func<int, int, bool> wrong)
    {
        Part[] parts = [.. strata.Select(s => new Part(s, s.Share((m, r) => m == k && r == k), s.Share(wrong),
            s.Count((m, _) => m == k) > 0, s.Count((m, _) => wrongGround(m)) > 0))];
        double a = parts.Sum(p => p.Stratum.Weight * p.Right), b = parts.Sum(p => p.Stratum.Weight * p.Wrong);
        if (a + b == 0) return new IntervalEstimate(double.NaN, double.NaN, 0, 1);
        double ratio = a / (a + b), variance = 0;
        foreach (var p in parts.Where(p => p.Stratum.Places > 1))
        {
            // Mean and mean square of (1 − R) where right, −R where wrong, 0 elsewhere.
            double mean = (1 - ratio) * p.Right - ratio * p.Wrong;
            double square = (1 - ratio) * (1 - ratio) * p.Right + ratio * ratio * p.Wrong;
            variance += p.Stratum.Weight * p.Stratum.Weight * p.Stratum.Unseen * (square - mean * mean) / (p.Stratum.Places - 1);
        }

        double Middle(double r) => (1 - r) * a - r * b;
        double Reach(double r, bool down) => Math.Sqrt(parts.Sum(p => p.Reach(1 - r, r, down)));
        return new IntervalEstimate(ratio, Math.Sqrt(Math.Max(0, variance)) / (a + b),
            Search(0, ratio, r => Middle(r) - Reach(r, true) <= 0), Search(1, ratio, r => Middle(r) + Reach(r, false) >= 0));
    }

    // From the far end towards the estimate, where the condition holds.
    private static double Search(double far, double near, Func<double, bool> holds)
    {
        if (holds(far)) return far;
        for (int i = 0; i < Halvings; i++)
        {
            double middle = (far + near) / 2;
            if (holds(middle)) near = middle;
            else far = middle;
        }

        return near;
    }

    private readonly record struct Part(WeightedStratum Stratum, double Right, double Wrong, bool MayBeRight, bool MayBeWrong)
    {
        /// <summary>Squared reach of c1 · right − c2 · wrong; the two shares exclude one another, so that they are correlated.</summary>
        public double Reach(double c1, double c2, bool down)
        {
            var (rightDown, rightUp) = MayBeRight ? Stratum.Distances(Right) : default;
            var (wrongDown, wrongUp) = MayBeWrong ? Stratum.Distances(Wrong) : default;
            double one = c1 * (down ? rightDown : rightUp), two = c2 * (down ? wrongUp : wrongDown);
            double correlation = Right + Wrong >= 1 - 1e-12 ? 1
                : Right == 0 || Wrong == 0 ? 0 : Math.Sqrt(Right * Wrong / ((1 - Right) * (1 - Wrong)));
            return Stratum.Weight * Stratum.Weight * Stratum.Unseen * (one * one + two * two + 2 * correlation * one * two);
        }
    }
}
