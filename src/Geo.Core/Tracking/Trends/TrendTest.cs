namespace Geo.Core.Tracking.Trends;

/// <summary>What a test of the Mann–Kendall family says.</summary>
/// <param name="Count">Values that counted.</param>
/// <param name="S">Pairs that rise less pairs that fall.</param>
/// <param name="Variance">Of S without a trend; ties counted.</param>
/// <param name="Tau">S over all pairs: Kendall's tau a.</param>
/// <param name="Z">Standardised S; 0 where it says nothing.</param>
/// <param name="P">Two-sided p value.</param>
public sealed record TrendTest(int Count, double S, double Variance, double Tau, double Z, double P)
{
    /// <summary>1 for a rise, −1 for a fall, 0 where none is shown at this level.</summary>
    public int Direction(double level = 0.05) => P < level ? Math.Sign(S) : 0;

    // The continuity correction of Kendall 1975: S moves one step towards zero.
    internal static TrendTest Of(int count, double pairs, double s, double variance) =>
        WithZ(count, pairs, s, variance, variance > 0 ? (s - Math.Sign(s)) / Math.Sqrt(variance) : 0);

    internal static TrendTest WithZ(int count, double pairs, double s, double variance, double z) =>
        new(count, s, variance, pairs > 0 ? s / pairs : 0, z, Normal.BothTails(z));
}
