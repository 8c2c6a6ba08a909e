namespace Geo.Core.Tracking.Trends;

/// <summary>How large something was on one date.</summary>
/// <param name="SurveyId">The survey that saw it.</param>
/// <param name="At">When the imagery was taken, UTC.</param>
/// <param name="SquareMetres">Its area.</param>
public sealed record SeenArea(string SurveyId, DateTimeOffset At, double SquareMetres);

/// <summary>Growth of an area over surveys.</summary>
/// <param name="Series">One area a date, oldest first.</param>
/// <param name="PerYear">m² a year; null where the evidence is insufficient.</param>
/// <param name="Low">Lower end of its 95 % interval; null where it cannot be had.</param>
/// <param name="High">Upper end.</param>
/// <param name="Method">theil_sen or least_squares; null as above.</param>
/// <param name="Missing">What is missing; null where the growth is known.</param>
public sealed record AreaGrowth(IReadOnlyList<SeenArea> Series, double? PerYear, double? Low, double? High, string? Method, Remark? Missing)
{
    /// <summary>Dates below which no growth is told.</summary>
    public const int LeastDates = 3;

    private const int RobustFrom = 5;
    private const double Confidence = 0.95, DaysAYear = 365.25;

    /// <summary>
    /// The slope over time: by Theil–Sen from five dates on, where its 95 % interval exists; by least squares with Student's interval
    /// for three or four, where ranks cannot give one. Two surveys of the same date are one date, the later named counts.
    /// </summary>
    /// <param name="seen">Areas by survey; a survey that saw nothing is not among them, as a miss is no area of zero.</param>
    public static AreaGrowth Of(IEnumerable<SeenArea> seen)
    {
        SeenArea[] series = [.. seen.GroupBy(one => one.At).Select(date => date.Last()).OrderBy(one => one.At)];
        if (series.Length < LeastDates)
        {
            return new AreaGrowth(series, null, null, null, null, Remark.Of("growth_too_few_surveys",
                $"insufficient evidence: seen on {series.Length} dates, growth needs {LeastDates} or more", ("dates", series.Length), ("needed", LeastDates)));
        }

        double[] years = [.. series.Select(one => (one.At - series[0].At).TotalDays / DaysAYear)], areas = [.. series.Select(one => one.SquareMetres)];
        if (series.Length >= RobustFrom)
        {
            RobustLine line = TheilSen.Of(years, areas, Confidence);
            return new AreaGrowth(series, line.Slope, Known(line.Low), Known(line.High), "theil_sen", null);
        }

        double t = years.Average(), a = areas.Average(), spread = years.Sum(y => (y - t) * (y - t));
        double slope = years.Zip(areas, (y, x) => (y - t) * (x - a)).Sum() / spread;
        double rest = years.Zip(areas, (y, x) => Math.Pow(x - a - slope * (y - t), 2)).Sum();
        double half = StudentT.Quantile((1 + Confidence) / 2, series.Length - 2) * Math.Sqrt(rest / (series.Length - 2) / spread);
        return new AreaGrowth(series, slope, slope - half, slope + half, "least_squares", null);
    }

    private static double? Known(double value) => double.IsNaN(value) ? null : value;
}
