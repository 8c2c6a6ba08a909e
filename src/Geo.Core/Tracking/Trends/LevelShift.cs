namespace Geo.Core.Tracking.Trends;

/// <summary>One scene in the search: value = level · scale + noise.</summary>
/// <param name="Time">In years.</param>
/// <param name="Scale">The reference of the same date: what both share (season, drought) cancels; 1 where there is none.</param>
/// <param name="Value">Of the site.</param>
/// <param name="Weight">How much it counts.</param>
internal readonly record struct LevelPoint(double Time, double Scale, double Value, double Weight);

/// <summary>A level that goes from one value to another between two times (equal for a step), fitted by weighted least squares.</summary>
/// <param name="From">Beginning, in years.</param>
/// <param name="To">End.</param>
/// <param name="Before">Level before.</param>
/// <param name="After">Level after.</param>
/// <param name="Error">Weighted sum of squared residuals.</param>
/// <param name="Spread">Before the noise: standard error of the change over that of one scene.</param>
internal readonly record struct LevelShift(double From, double To, double Before, double After, double Error, double Spread)
{
    /// <summary>How far the level has gone at a time, in [0, 1].</summary>
    public double Progress(double time) => Progress(time, From, To);

    /// <summary>The level at a time.</summary>
    public double At(double time) => Before + (After - Before) * Progress(time);

    /// <summary>Fits one shift; null where the points do not determine both levels.</summary>
    public static LevelShift? Fit(ReadOnlySpan<LevelPoint> points, double from, double to)
    {
        double aa = 0, ab = 0, bb = 0, ay = 0, by = 0, yy = 0;
        foreach (var p in points)
        {
            double g = Progress(p.Time, from, to), a = p.Scale * (1 - g), b = p.Scale * g;
            aa += p.Weight * a * a;
            ab += p.Weight * a * b;
            bb += p.Weight * b * b;
            ay += p.Weight * a * p.Value;
            by += p.Weight * b * p.Value;
            yy += p.Weight * p.Value * p.Value;
        }

        double determinant = aa * bb - ab * ab;
        if (determinant <= 1e-9 * aa * bb || aa <= 0 || bb <= 0) return null;
        double before = (ay * bb - by * ab) / determinant, after = (by * aa - ay * ab) / determinant;
        return new LevelShift(from, to, before, after, Math.Max(0, yy - before * ay - after * by), Math.Sqrt((aa + bb + 2 * ab) / determinant));
    }

    /// <summary>Squared error of one level for all.</summary>
    public static double Flat(ReadOnlySpan<LevelPoint> points)
    {
        double xx = 0, xy = 0, yy = 0;
        foreach (var p in points)
        {
            xx += p.Weight * p.Scale * p.Scale;
            xy += p.Weight * p.Scale * p.Value;
            yy += p.Weight * p.Value * p.Value;
        }

        return xx > 0 ? Math.Max(0, yy - xy * xy / xx) : 0;
    }

    private static double Progress(double time, double from, double to) => time <= from ? 0 : time >= to ? 1 : (time - from) / (to - from);
}
