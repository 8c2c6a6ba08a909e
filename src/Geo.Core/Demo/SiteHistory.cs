namespace Geo.Core.Demo;

/// <summary>Draws how the cover of a pit or a dump runs over the dates.</summary>
internal static class SiteHistory
{
    // Upper bounds of the shares of the six fates.
    private static readonly double[] FateUpTo = [0.36, 0.52, 0.65, 0.85, 0.93, 1.0];

    public static Fate Draw(Draw draw) => Of(draw.Unit());

    /// <summary>The fate at a quantile [0, 1).</summary>
    public static Fate Of(double quantile) => (Fate)Array.FindIndex(FateUpTo, bound => quantile < bound);

    public static float[] Cover(Fate fate, Draw draw, DemoDate[] dates)
    {
        double start = draw.Unit(), end = draw.Unit(), turn = draw.Range(0.35, 0.75);
        var first = dates[0].AcquiredAt;
        double span = Math.Max(1, (dates[^1].AcquiredAt - first).TotalDays);
        return [.. dates.Select(d =>
        {
            double t = (d.AcquiredAt - first).TotalDays / span;
            double wobble = draw.Range(-0.015, 0.015);
            double cover = fate switch
            {
                Fate.Untouched => 0.02 + 0.12 * start,
                Fate.InWork => 0.07 * start,
                Fate.Recovering => Mix(0.16 + 0.12 * start, 0.50 + 0.25 * end, t),
                Fate.Restored => 0.88 + 0.10 * start,
                Fate.Relapsing => t < turn ? 0.65 + 0.25 * start : 0.04 + 0.12 * end,
                _ => Mix(0.08 + 0.1 * start, 0.87 + 0.1 * end, Math.Clamp((t - 0.1) / 0.75, 0, 1)),
            };
            return (float)Math.Clamp(cover + wobble, 0, 1);
        })];
    }

    private static double Mix(double a, double b, double t) => a + (b - a) * t;
}
