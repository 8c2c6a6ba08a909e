namespace Geo.Core.Tracking.Recovery;

/// <summary>Class of a pixel of the recovery raster; the numbers are those of the file.</summary>
public enum RecoveryClass : byte
{
    /// <summary>Outside of every site, or never seen.</summary>
    NoData = 0,
    /// <summary>As green as the reference (已恢复).</summary>
    Recovered = 1,
    /// <summary>Vegetated, or greener than at first, and not there yet (恢复中).</summary>
    Recovering = 2,
    /// <summary>Bare (裸露).</summary>
    Bare = 3,
    /// <summary>Was vegetated and lost it (反弹).</summary>
    Relapsed = 4,
    /// <summary>Water (水体).</summary>
    Water = 5,
}

/// <summary>What covers a pixel in one season (地表覆盖).</summary>
public enum GroundCover : byte
{
    /// <summary>Not seen that season.</summary>
    Unseen = 0,
    /// <summary>As green as the reference.</summary>
    Vegetated = 1,
    /// <summary>Some vegetation, less than the reference.</summary>
    Sparse = 2,
    /// <summary>Bare ground: the scar.</summary>
    Bare = 3,
    /// <summary>Water.</summary>
    Water = 4,
}

/// <summary>A pixel in one season.</summary>
/// <param name="Ratio">Median over the season's dates of its vegetation cover over the reference's; NaN where it was never seen.</param>
/// <param name="Water">Water on at least half of them.</param>
public readonly record struct PixelSeason(float Ratio, bool Water)
{
    /// <summary>Not seen.</summary>
    public static PixelSeason None { get; } = new(float.NaN, false);

    /// <summary>True where it was seen.</summary>
    public bool Seen => !float.IsNaN(Ratio);
}

/// <summary>The declared rules for one pixel: pure.</summary>
public static class PixelRecovery
{
    /// <summary>What covers the pixel.</summary>
    public static GroundCover Ground(PixelSeason season, RecoveryRules rules) =>
        !season.Seen ? GroundCover.Unseen
        : season.Water ? GroundCover.Water
        : season.Ratio >= rules.Recovered ? GroundCover.Vegetated
        : season.Ratio >= rules.Vegetated ? GroundCover.Sparse
        : GroundCover.Bare;

    /// <summary>How it fared: its last season seen against its first and its best.</summary>
    /// <param name="seasons">In order of time, one or more; those not seen count for nothing.</param>
    /// <param name="rules">Thresholds.</param>
    public static RecoveryClass Of(ReadOnlySpan<PixelSeason> seasons, RecoveryRules rules)
    {
        int last = seasons.Length - 1;
        while (last >= 0 && !seasons[last].Seen) last--;
        if (last < 0) return RecoveryClass.NoData;
        PixelSeason now = seasons[last];
        if (now.Water) return RecoveryClass.Water;
        if (now.Ratio >= rules.Recovered) return RecoveryClass.Recovered;

        float first = float.NaN, best = float.NegativeInfinity;
        foreach (PixelSeason season in seasons[..last])
        {
            // Water shows no cover: a pond that fell dry lost nothing.
            if (!season.Seen || season.Water) continue;
            if (float.IsNaN(first)) first = season.Ratio;
            best = Math.Max(best, season.Ratio);
        }

        if (best >= rules.Vegetated && best - now.Ratio >= rules.Loss) return RecoveryClass.Relapsed;
        return now.Ratio >= rules.Vegetated || now.Ratio - first >= rules.Gain ? RecoveryClass.Recovering : RecoveryClass.Bare;
    }
}
