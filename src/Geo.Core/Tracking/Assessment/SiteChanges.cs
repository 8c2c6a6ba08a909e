using Geo.Core.Sites;
using Geo.Core.Tracking.Trends;

namespace Geo.Core.Tracking.Assessment;

/// <summary>What changed a site, by its series.</summary>
internal static class SiteChanges
{
    /// <summary>All changes, oldest first.</summary>
    public static IReadOnlyList<FoundChange> Of(SeasonSeries series, SiteFacts facts, RestorationRules rules) =>
        [.. ChangeFinder.Of(Values(series), new ChangeOptions
        {
            FirstMonth = (int)rules.FirstMonth,
            LastMonth = (int)rules.LastMonth,
            LeastWater = rules.Value("pit_lake_from"),
            RestoredOn = RestoredAt(facts) is { } at ? Day(at) : null,
        }).Select(c => Found(c, series)).OrderBy(c => c.At).ThenBy(c => c.Kind, StringComparer.Ordinal)];

    /// <summary>
    /// The watch over a site that is vegetating, restored or accepted; null for others. An alarm stands until the ratio has come back
    /// to within half of the least loss.
    /// </summary>
    public static RelapseState? Watch(SeasonSeries series, SiteFacts facts, RestorationRules rules)
    {
        if (facts.Status is not (MineStatus.Vegetating or MineStatus.Restored or MineStatus.Accepted) || series.Used.Count == 0)
        {
            return null;
        }

        var options = new RelapseOptions { FirstMonth = (int)rules.FirstMonth, LastMonth = (int)rules.LastMonth };
        DateTimeOffset since = facts.Timeline.Reverse().TakeWhile(s => s.Status is MineStatus.Vegetating or MineStatus.Restored or MineStatus.Accepted)
            .Select(s => (DateTimeOffset?)s.At).LastOrDefault() ?? facts.StatusAt ?? series.Used[0].ObservedAt;
        if (RelapseWatch.Of(Values(series), Day(since), options).FirstOrDefault(w => w.Alarm) is not { } alarm)
        {
            return new RelapseState(false, null, 0, null, []);
        }

        // The alarm rests on its own scene and the one before.
        int at = series.Used.ToList().FindIndex(o => Day(o.ObservedAt) == alarm.Day);
        Observation[] shown = [.. series.Used.Skip(Math.Max(0, at - 1)).TakeWhile(o => series.RatioOf(o) < alarm.Level - options.LeastLoss / 2)];
        bool stands = shown.Length > 0 && shown[^1] == series.Used[^1];
        return stands
            ? new RelapseState(true, shown[0].ObservedAt, shown.Length, alarm.Level - SeasonSeries.Median(shown.Select(series.RatioOf)), [.. shown.Select(o => o.SceneId)])
            : new RelapseState(false, null, 0, null, []);
    }

    private static IEnumerable<SiteValue> Values(SeasonSeries series) => series.Used.Select(o => new SiteValue(
        o.ObservedAt, series.Variable == SeasonSeries.Cover ? o.Cover!.Value : o.NdviMean!.Value,
        series.Variable == SeasonSeries.Cover ? o.ReferenceCover : o.ReferenceNdvi, o.ValidShare, o.WaterShare));

    // Since when the site counts as restored: the first of restored and accepted that still stands.
    private static DateTimeOffset? RestoredAt(SiteFacts facts) => facts.Timeline.Reverse()
        .TakeWhile(s => s.Status is MineStatus.Restored or MineStatus.Accepted).Select(s => (DateTimeOffset?)s.At).LastOrDefault();

    private static FoundChange Found(SiteChange c, SeasonSeries series)
    {
        bool gradual = c.Kind is ChangeKind.GradualRecovery or ChangeKind.GradualDecline;
        Observation[] within = [.. series.Used.Where(o => Day(o.ObservedAt) >= c.From && Day(o.ObservedAt) <= c.To)];
        DateOnly shown = gradual ? c.From : c.To;
        var first = series.Used.FirstOrDefault(o => Day(o.ObservedAt) >= shown) ?? series.Used[^1];
        return new FoundChange(c.Code, first.ObservedAt, c.Magnitude, c.Low, c.High, c.Before, c.After, c.From, c.To, c.Evidence, [.. within.Select(o => o.SceneId)]);
    }

    private static DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(ChinaTime.Of(at).Date);
}
