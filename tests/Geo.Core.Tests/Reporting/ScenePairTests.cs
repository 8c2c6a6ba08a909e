using Geo.Core.Reporting;
using Geo.Core.Tracking;
using Geo.Core.Tracking.Recovery;

namespace Geo.Core.Tests.Reporting;

public sealed class ScenePairTests
{
    private static Observation On(string day, double seen = 1, string sensor = "sentinel2") => new(
        "mine_site", "M", $"{sensor}-{day}", DateTimeOffset.Parse(day + "T03:00:00Z", System.Globalization.CultureInfo.InvariantCulture), seen, null, null, null, null, null, null, null, 0, null, null, null);

    private static ScenePair Choose(int? baseline, string? works, params Observation[] observations) => ScenePair.Choose(observations, baseline,
        works is null ? null : DateTimeOffset.Parse(works + "T00:00:00Z", System.Globalization.CultureInfo.InvariantCulture), RestorationRules.Default, RecoveryRules.Default);

    [Fact]
    public void Of_the_earliest_and_the_newest_season_the_days_nearest_in_the_year_are_taken()
    {
        // 10 July against 15 July are 5 days apart; all others more.
        var pair = Choose(null, null, On("2021-05-20"), On("2021-07-10"), On("2023-07-14"), On("2025-07-15"), On("2025-09-10"));
        Assert.Equal(("sentinel2-2021-07-10", "sentinel2-2025-07-15"), (pair.Before!.SceneId, pair.After!.SceneId));
        Assert.Contains("最早的生长季", pair.Why.Zh, StringComparison.Ordinal);
        Assert.Contains("5 days apart", pair.Why.En, StringComparison.Ordinal);
    }

    [Fact]
    public void The_last_season_before_works_is_before()
    {
        Observation[] all = [On("2021-07-10"), On("2022-07-10"), On("2023-07-10"), On("2025-07-10")];
        Assert.Equal("sentinel2-2022-07-10", Choose(2022, null, all).Before!.SceneId);
        Assert.Equal("sentinel2-2022-07-10", Choose(null, "2023-04-01", all).Before!.SceneId);
        Assert.Equal("sentinel2-2021-07-10", Choose(null, "2020-04-01", all).Before!.SceneId);
    }

    [Fact]
    public void A_scene_in_winter_or_under_cloud_is_no_picture_to_compare()
    {
        var pair = Choose(null, null, On("2021-01-10"), On("2021-07-10", seen: 0.89), On("2022-07-10"), On("2025-07-10"), On("2025-07-12", seen: 0.5));
        Assert.Equal(("sentinel2-2022-07-10", "sentinel2-2025-07-10"), (pair.Before!.SceneId, pair.After!.SceneId));
    }

    [Fact]
    public void Where_too_little_is_clear_half_seen_scenes_serve_and_that_is_said()
    {
        var pair = Choose(null, null, On("2021-07-10", seen: 0.6), On("2025-07-10"));
        Assert.Equal("sentinel2-2021-07-10", pair.Before!.SceneId);
        Assert.Contains("at least half", pair.Why.En, StringComparison.Ordinal);
    }

    [Fact]
    public void One_season_cannot_tell_before_from_after_and_none_says_so()
    {
        var one = Choose(null, null, On("2025-07-10"));
        Assert.Null(one.Before);
        Assert.Equal("sentinel2-2025-07-10", one.After!.SceneId);
        Assert.Contains("only one growing season", one.Why.En, StringComparison.Ordinal);
        var none = Choose(null, null, On("2025-01-10"));
        Assert.Null(none.After);
        Assert.Contains("证据不足", none.Why.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_sensors_are_told() =>
        Assert.Contains("different sensors", Choose(null, null, On("2021-07-10", sensor: "landsat"), On("2025-07-10")).Why.En, StringComparison.Ordinal);
}
