using Geo.Core.Tracking;
using Geo.Core.Tracking.Assessment;

namespace Geo.Core.Reporting;

/// <summary>The site's cover on a date.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Value">Share.</param>
/// <param name="Error">Standard error; 0 where unknown.</param>
/// <param name="Sensor">Sensor profile.</param>
internal sealed record CurvePoint(DateTimeOffset At, double Value, double Error, string Sensor);

/// <summary>The reference on a date: median and spread of its pixels.</summary>
internal sealed record CurveBand(DateTimeOffset At, double Median, double Spread);

/// <summary>A season's ratio with the ends of its 90 % interval, from its own standard error.</summary>
internal sealed record CurveSeason(DateTimeOffset At, double Ratio, double Low, double High);

/// <summary>Something that happened.</summary>
internal sealed record CurveMark(DateTimeOffset At, string Status);

/// <summary>What the cover curve shows.</summary>
internal sealed record CurveData(
    IReadOnlyList<CurvePoint> Points, IReadOnlyList<CurveBand> Band, IReadOnlyList<CurveSeason> Seasons, double Share, int? PlannedYear, IReadOnlyList<CurveMark> Marks)
{
    // Two-sided 90 % of a normal distribution.
    private const double Quantile = 1.6449;

    public static CurveData Of(DossierInput input)
    {
        Observation[] seen = [.. input.Observations.Where(o => o.Cover is not null)];
        return new CurveData(
            [.. seen.Select(o => new CurvePoint(o.ObservedAt, o.Cover!.Value, o.CoverUncertainty ?? 0, input.Scenes.TryGetValue(o.SceneId, out var scene) ? scene.Profile : o.Sensor ?? ""))],
            [.. seen.Where(o => o.ReferenceCover is not null && input.Series.Used.Any(used => used.Id == o.Id))
                .Select(o => new CurveBand(o.ObservedAt, o.ReferenceCover!.Value, o.ReferenceSpread ?? 0))],
            [.. input.Series.Seasons.Select(s => new CurveSeason(s.From + (s.To - s.From) / 2, s.Ratio, s.Ratio - Quantile * (s.RatioError ?? 0), s.Ratio + Quantile * (s.RatioError ?? 0)))],
            input.Verdict.Options.Share, input.Site.PlannedYear,
            [.. input.History.Where(h => h is { At: not null, Status: not null, Source: "decision" or "undo" }).Select(h => new CurveMark(h.At!.Value, h.Status!))]);
    }

    /// <summary>First and last instant that the axis shows, whole years at the place.</summary>
    public (DateTimeOffset From, DateTimeOffset To)? Span()
    {
        DateTimeOffset[] all = [.. Points.Select(p => p.At), .. Marks.Select(m => m.At)];
        if (Points.Count == 0) return null;
        int from = SeasonSeries.YearOf(all.Min()), to = Math.Max(SeasonSeries.YearOf(all.Max()), PlannedYear is { } plan && plan <= SeasonSeries.YearOf(all.Max()) + 2 ? plan : 0);
        DateTimeOffset Start(int year) => new(year, 1, 1, 0, 0, 0, ChinaTime.Offset);
        return (Start(from), Start(to + 1));
    }
}
