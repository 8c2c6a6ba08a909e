namespace Geo.Core.Tracking;

/// <summary>
/// Weighs reference pixels so that their slopes and aspects are spread as the site's are: both are cut into the same classes
/// (slope in steps; north, east, south, west, but none for flat ground), and a class of the ring weighs as much as it has of
/// the site. A part of the site without ground like it in the ring has no reference; where that is too much, there is no match.
/// </summary>
/// <remarks>Coarsened exact matching: Iacus, King &amp; Porro 2012, https://doi.org/10.1093/pan/mpr013</remarks>
internal static class SlopeMatch
{
    /// <summary>Weights of the reference pixels, mean 1 over those that count; null where too little matches.</summary>
    /// <param name="share">Share of each pixel inside the site.</param>
    /// <param name="ring">True for a candidate of the reference.</param>
    /// <param name="slopeAt">Slope and downhill direction of a pixel, degrees; NaN where unknown.</param>
    /// <param name="rules">Steps and least share.</param>
    public static float[]? Weights(double[] share, bool[] ring, Func<int, (double Slope, double Aspect)> slopeAt, ObservingRules rules)
    {
        var strata = new int[share.Length];
        var site = new Dictionary<int, double>();
        var around = new Dictionary<int, int>();
        double whole = 0;
        for (int i = 0; i < strata.Length; i++)
        {
            strata[i] = -1;
            if (!(share[i] > 0) && !ring[i]) continue;
            var (slope, aspect) = slopeAt(i);
            whole += share[i];
            if (double.IsNaN(slope)) continue;
            int stratum = strata[i] = Stratum(slope, aspect, rules);
            if (share[i] > 0) site[stratum] = site.GetValueOrDefault(stratum) + share[i];
            if (ring[i]) around[stratum] = around.GetValueOrDefault(stratum) + 1;
        }

        int[] common = [.. site.Keys.Where(around.ContainsKey).Order()];
        double matched = common.Sum(stratum => site[stratum]);
        if (whole <= 0 || matched < rules.MatchedShare * whole) return null;
        int used = common.Sum(stratum => around[stratum]);
        return [.. strata.Select((stratum, i) => ring[i] && stratum >= 0 && site.TryGetValue(stratum, out double own)
            ? (float)(own / matched * used / around[stratum]) : 0f)];
    }

    /// <summary>Pixels of equal weight that would tell as much: (Σw)² / Σw² (Kish 1965).</summary>
    public static double Effective(IEnumerable<double> weights)
    {
        double sum = 0, squares = 0;
        foreach (double weight in weights) (sum, squares) = (sum + weight, squares + weight * weight);
        return squares > 0 ? sum * sum / squares : 0;
    }

    private static int Stratum(double slope, double aspect, ObservingRules rules) =>
        slope < rules.FlatBelow ? 0 : 1 + 4 * (int)(slope / rules.SlopeStep) + (int)((aspect + 45) % 360 / 90);
}
