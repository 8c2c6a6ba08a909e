using Geo.Core.Tests.Tracking.Restored;
using Geo.Core.Tracking.Trends;

namespace Geo.Core.Tests.Tracking.Trends;

/// <summary>Truth of a simulated site.</summary>
/// <param name="From">Beginning of the change in years; NaN for none.</param>
/// <param name="To">Its end.</param>
/// <param name="Change">Of cover over reference cover.</param>
internal sealed record SiteTruth(double From, double To, double Change)
{
    public bool None => double.IsNaN(From);

    public bool Gradual => !None && To > From;

    /// <summary>The growing season (May to September) that can show a moment first.</summary>
    public static int Season(double time) => (int)Math.Floor(time + 0.25);
}

/// <summary>
/// Eight years of a site and its reference: some twelve passes a season of which clouds take a third, a seasonal curve, dry years that
/// both share, a deviation of the site's own in each year, and noise of 0.03 to 0.06 of cover.
/// </summary>
internal static class SimulatedSites
{
    private const int FirstYear = 2017, Years = 8;

    public static (SiteTruth Truth, SiteValue[] Values) Make(int kind, ref ulong state, double yearly = 0.02)
    {
        double Between(ref ulong s, double low, double high) => low + (high - low) * SplitMix64.Unit(ref s);
        double reference = Between(ref state, 0.35, 0.65), noise = Between(ref state, 0.03, 0.06), level = Between(ref state, 0.15, 0.95);
        double change = kind == 1 ? Between(ref state, 0.25, 0.6) : Between(ref state, 0.3, 0.7);
        bool up = level < 0.5;
        change = up ? Math.Min(change, 1.02 - level) : -Math.Min(change, level - 0.03);
        double from = double.NaN, to = double.NaN;
        if (kind == 1) from = to = Between(ref state, FirstYear + 1.35, FirstYear + Years - 0.6);
        if (kind == 2)
        {
            from = Between(ref state, FirstYear + 0.8, FirstYear + 3.5);
            to = Math.Min(FirstYear + Years - 0.3, from + Between(ref state, 2.2, 4.5));
        }

        var truth = new SiteTruth(from, to, kind == 0 ? 0 : change);
        var values = new List<SiteValue>();
        for (int year = FirstYear; year < FirstYear + Years; year++)
        {
            double drought = SplitMix64.Unit(ref state) < 0.25 ? Between(ref state, 0.6, 0.85) : Between(ref state, 0.92, 1.08);
            double own = yearly * SimulatedSeasons.Normal(ref state), cloudy = Between(ref state, 0.15, 0.5);
            for (int pass = 0; pass < 12; pass++)
            {
                double day = 125 + 12 * pass + 3 * SplitMix64.Unit(ref state), noisy = SimulatedSeasons.Normal(ref state), other = SimulatedSeasons.Normal(ref state);
                if (SplitMix64.Unit(ref state) < cloudy) continue;
                double time = year + (day - 1) / 365, green = drought * reference * (0.55 + 0.45 * Math.Sin(Math.PI * (day - 110) / 175));
                double progress = truth.None || time < from ? 0 : time >= to ? 1 : (time - from) / (to - from);
                double cover = Math.Clamp(green * (level + own + truth.Change * progress) + noise * noisy, 0, 1);
                values.Add(new SiteValue(new DateTimeOffset(year, 1, 1, 4, 0, 0, TimeSpan.Zero).AddDays(day - 1), cover, Math.Clamp(green + 0.015 * other, 0.02, 1)));
            }
        }

        return (truth, [.. values]);
    }
}
