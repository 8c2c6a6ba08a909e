using Geo.Core.Sites;
using Geo.Core.Tracking;
using Geo.Core.Tracking.Assessment;
using Geo.Core.Tracking.Recovery;

namespace Geo.Core.Reporting;

/// <summary>Two scenes that show a site before works and now, of the same stage of the season.</summary>
/// <param name="Before">Null where no second one is there.</param>
/// <param name="After">Null where no scene shows the site clearly.</param>
/// <param name="Why">How they were chosen, or what is missing.</param>
public sealed record ScenePair(Observation? Before, Observation? After, Reason Why)
{
    /// <summary>
    /// Chooses: after is of the newest growing season, before of the last one before works (the baseline year; else the last before works
    /// began; else the first there is); of these two seasons the two clear dates whose days of the year are nearest, the newest where several are.
    /// </summary>
    /// <param name="observations">The site's observations on scenes that can be drawn, in any order.</param>
    /// <param name="baselineYear">Last season before works; null where unknown.</param>
    /// <param name="worksStarted">When works began; null where unknown.</param>
    /// <param name="restoration">Months of the season, and how much of the site must be seen at least.</param>
    /// <param name="rules">How much of it the pair should show.</param>
    public static ScenePair Choose(
        IEnumerable<Observation> observations, int? baselineYear, DateTimeOffset? worksStarted, RestorationRules restoration, RecoveryRules rules)
    {
        Observation[] seen = [.. observations.Where(o => o.ValidShare >= restoration.ValidShare && InSeason(o, restoration))
            .OrderBy(o => o.ObservedAt).ThenBy(o => o.SceneId, StringComparer.Ordinal)];
        Observation[] clear = [.. seen.Where(o => o.ValidShare >= rules.PairValidShare)];
        bool hazy = Years(clear) < 2 && Years(seen) > Years(clear);
        Observation[] usable = hazy ? seen : clear;
        if (usable.Length == 0)
        {
            return new ScenePair(null, null, new Reason(
                FormattableString.Invariant($"证据不足：没有一景生长季影像清晰显示本矿山（至少需看清 {restoration.ValidShare:0%}）"),
                FormattableString.Invariant($"insufficient evidence: no growing-season scene shows the site clearly (at least {restoration.ValidShare:0%} of it)")));
        }

        int newest = Year(usable[^1]);
        (int year, Reason baseline) = Baseline(usable, baselineYear, worksStarted);
        if (year == newest)
        {
            Observation first = usable.First(o => Year(o) == year);
            return new ScenePair(first.SceneId == usable[^1].SceneId ? null : first, usable[^1], new Reason(
                $"只有一个生长季（{year} 年）有清晰影像，治理前后无法分开", $"only one growing season ({year}) has clear scenes: before and after cannot be told apart"));
        }

        var (before, after) = (from b in usable
                               where Year(b) == year
                               from a in usable
                               where Year(a) == newest
                               orderby Math.Abs(Day(a) - Day(b)), a.ObservedAt descending, b.ObservedAt descending, a.SceneId, b.SceneId
                               select (b, a)).First();
        int days = Math.Abs(Day(after) - Day(before));
        string sensors = before.SceneId.Split('-')[0] == after.SceneId.Split('-')[0] ? "" : "；两景传感器不同，像元大小不同";
        string sensorsEn = sensors.Length == 0 ? "" : "; the two are of different sensors and pixel sizes";
        return new ScenePair(before, after, new Reason(
            $"治理前取{baseline.Zh}（{year} 年），治理后取最近生长季（{newest} 年）；两季中取季相最接近的清晰影像，相差 {days} 天{(hazy ? "；未达到看清比例要求，取看清一半以上者" : "")}{sensors}",
            $"before: {baseline.En} ({year}); after: the newest growing season ({newest}); of both the clear dates nearest in the year, {days} days apart{(hazy ? "; fewer than wished are clear, those that show at least half were taken" : "")}{sensorsEn}"));
    }

    private static (int Year, Reason Why) Baseline(Observation[] usable, int? baselineYear, DateTimeOffset? worksStarted)
    {
        int? Last(Func<int, bool> fits) => usable.Select(Year).Where(fits).Select(y => (int?)y).LastOrDefault();
        if (baselineYear is { } known && Last(y => y <= known) is { } atBaseline)
        {
            return (atBaseline, new Reason("基线的最后一个生长季", "the last growing season of the baseline"));
        }

        if (worksStarted is { } start && Last(y => y < SeasonSeries.YearOf(start)) is { } beforeWorks)
        {
            return (beforeWorks, new Reason("施工开始前最后一个生长季", "the last growing season before works began"));
        }

        return (Year(usable[0]), new Reason("最早的生长季（施工时间不详）", "the earliest growing season (when works began is not known)"));
    }

    // Months and days are those of the place, not of UTC.

    private static bool InSeason(Observation o, RestorationRules rules) => ChinaTime.Of(o.ObservedAt).Month >= rules.FirstMonth && ChinaTime.Of(o.ObservedAt).Month <= rules.LastMonth;

    private static int Year(Observation o) => ChinaTime.Of(o.ObservedAt).Year;

    private static int Day(Observation o) => ChinaTime.Of(o.ObservedAt).DayOfYear;

    private static int Years(Observation[] some) => some.Select(Year).Distinct().Count();
}
