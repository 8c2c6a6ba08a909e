using Geo.Core.Tracking.Trends;

namespace Geo.Core.Tracking.Assessment;

/// <summary>How a site changes a year.</summary>
/// <param name="Of">relative_recovery, or ratio where a date has no recovery.</param>
/// <param name="PerYear">Theil–Sen slope over the seasons.</param>
/// <param name="Low">Lower end of its interval; null where so few values give none.</param>
/// <param name="High">Its upper end.</param>
/// <param name="Confidence">Of the interval, two-sided.</param>
/// <param name="P">Two-sided p of the seasonal Mann–Kendall test on the months May to September.</param>
/// <param name="Seasons">Seasons.</param>
/// <param name="Months">Months with a value.</param>
public sealed record SeriesTrend(string Of, double PerYear, double? Low, double? High, double Confidence, double P, int Seasons, int Months)
{
    /// <summary>Computes it; null with fewer than two seasons.</summary>
    internal static SeriesTrend? From(SeasonSeries series, RestorationRules rules)
    {
        if (series.Seasons.Count < 2)
        {
            return null;
        }

        bool recovery = series.Used.All(o => o.RelativeRecovery is not null);
        double confidence = rules.Value("trend_confidence");
        int first = series.Seasons[0].Year, years = series.Seasons[^1].Year - first + 1;
        double[] times = [.. series.Seasons.Select(s => (double)s.Year)], values = [.. series.Seasons.Select(s => recovery ? s.Recovery!.Value : s.Ratio)];
        var line = TheilSen.Of(times, values, confidence);
        int from = (int)rules.FirstMonth, months = (int)rules.LastMonth - from + 1;
        double[] byMonth = Enumerable.Repeat(double.NaN, years * months).ToArray();
        foreach (var month in series.Used.Where(o => SeasonSeries.YearOf(o.ObservedAt) >= first).GroupBy(o => (SeasonSeries.YearOf(o.ObservedAt) - first) * months + ChinaTime.Of(o.ObservedAt).Month - from))
        {
            byMonth[month.Key] = SeasonSeries.Median(month.Select(o => recovery ? o.RelativeRecovery!.Value : series.RatioOf(o)));
        }

        var test = SeasonalMannKendall.Of(byMonth, months);
        static double? Known(double x) => double.IsFinite(x) ? x : null;
        return new SeriesTrend(recovery ? "relative_recovery" : "ratio", line.Slope, Known(line.Low), Known(line.High), confidence, test.P, series.Seasons.Count, byMonth.Count(double.IsFinite));
    }
}
