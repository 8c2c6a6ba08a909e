using Geo.Core.Sites;
using Geo.Core.Tracking;
using Geo.Testing;

namespace Geo.Core.Tests.Tracking;

/// <summary>Hand-worked with the shipped ages: satellite 12 months in season; drone 24 (vegetating), ground 12.</summary>
public sealed class EvidenceTriangleTests
{
    private static readonly DateTimeOffset s_now = Day("2026-05-01");
    private static readonly Evidence s_seen = new(EvidenceSource.Satellite, Day("2025-08-10"), "s", 0.9);
    private static readonly Evidence s_flown = new(EvidenceSource.Drone, Day("2025-01-10"), "d", 1);
    private static readonly Evidence s_checked = new(EvidenceSource.Ground, Day("2025-09-01"), "g", 1);

    [Fact]
    public void A_site_with_all_three_wants_nothing()
    {
        var site = Of(MineStatus.Vegetating, null, null, s_seen, s_flown, s_checked);
        Assert.Empty(site.Missing);
        // 2025-08-10 + 12 months; 2025-01-10 + 24 months; 2025-09-01 + 12 months.
        Assert.Equal([Day("2026-08-10"), Day("2027-01-10"), Day("2026-09-01")], site.Corners.Select(c => c.Due!.Value));
        Assert.Equal("卫星：2025-08-10，12个月内有效，至 2026-08-10", site.Corners[0].ReasonZh);
    }

    [Fact]
    public void A_site_of_which_nothing_is_known_wants_all_three()
    {
        var site = Of(null, null, null);
        Assert.Equal(["satellite", "drone", "ground"], site.Missing);
        Assert.All(site.Corners, c => Assert.Equal((EvidenceState.Missing, null, null), (c.State, c.LastAt, c.Due)));
        Assert.Equal("Drone: never yet", site.Corners[1].ReasonEn);
    }

    [Theory]
    [InlineData("2025-05-01", 0.9, EvidenceState.Ok)] // twelve months to the day
    [InlineData("2025-04-30", 0.9, EvidenceState.Missing)] // out of season
    [InlineData("2024-09-30", 0.9, EvidenceState.TooOld)]
    [InlineData("2025-10-01", 0.9, EvidenceState.Missing)] // out of season
    [InlineData("2025-08-10", 0.49, EvidenceState.Missing)] // seen to less than half
    [InlineData("2026-05-02", 0.9, EvidenceState.Missing)] // not yet
    public void An_observation_counts_in_season_and_where_it_sees(string day, double share, EvidenceState state) =>
        Assert.Equal(state, Of(MineStatus.Vegetating, null, null, new Evidence(EvidenceSource.Satellite, Day(day), "s", share)).Corners[0].State);

    [Fact]
    public void A_flight_counts_that_covers_the_site()
    {
        var corner = Of(MineStatus.Vegetating, null, null, s_flown with { Share = 0.94 }).Corners[1];
        Assert.Equal((EvidenceState.Missing, "Drone: none of 1 flights covers 95 % of the site"), (corner.State, corner.ReasonEn));
    }

    [Fact]
    public void A_check_far_from_the_site_is_not_of_it()
    {
        var corner = Of(MineStatus.Vegetating, null, null, s_checked with { Share = 0 }).Corners[2];
        Assert.Equal((EvidenceState.Missing, "Ground: all 1 checks lie more than 100 m from the site and do not count"), (corner.State, corner.ReasonEn));
    }

    // An old flight of what the works left is enough while restored, not while the works go on, and not without a works' end.
    [Theory]
    [InlineData(MineStatus.Restored, "2021-10-01", EvidenceState.Ok), InlineData(MineStatus.Restored, null, EvidenceState.TooOld)]
    [InlineData(MineStatus.Restored, "2022-07-02", EvidenceState.TooOld), InlineData(MineStatus.InProgress, "2021-10-01", EvidenceState.TooOld)]
    public void A_flight_after_the_works_stays_good(MineStatus status, string? worksEnded, EvidenceState state)
    {
        var corner = Of(status, null, worksEnded, s_flown with { At = Day("2022-07-01") }).Corners[1];
        Assert.Equal(state, corner.State);
        // 2022-07-01 + 24 months has long passed; a flight that stays good has no due day.
        Assert.Equal(state == EvidenceState.Ok ? null : Day("2024-07-01"), corner.Due);
    }

    [Fact]
    public void After_a_relapse_both_are_wanted_anew()
    {
        var site = Of(MineStatus.Relapsed, "2026-02-01", "2023-01-01", s_seen, s_flown with { At = Day("2025-12-01") }, s_checked with { At = Day("2026-01-31") });
        Assert.Equal(["drone", "ground"], site.Missing);
        Assert.Equal((EvidenceState.TooOld, Day("2026-02-01")), (site.Corners[2].State, site.Corners[2].Due));
        Assert.Contains("早于最近状态变更（2026-02-01）", site.Corners[2].ReasonZh, StringComparison.Ordinal);
        Assert.Empty(Of(MineStatus.Relapsed, "2026-02-01", null, s_seen, s_flown with { At = Day("2026-02-10") }, s_checked with { At = Day("2026-02-01") }).Missing);
    }

    [Fact]
    public void The_most_urgent_stand_first()
    {
        var rules = EvidenceRules.Default;
        SiteEvidence Site(string code, params Evidence[] items) => EvidenceTriangle.Of(new EvidenceFacts(code, code, null, MineStatus.Vegetating, null, null, items), rules, s_now);
        var old = s_checked with { At = Day("2024-01-01") };
        SiteEvidence[] sites = [Site("done", s_seen, s_flown, s_checked), Site("old", s_seen, s_flown, old), Site("older", s_seen, s_flown, old with { At = Day("2023-01-01") }), Site("never", s_seen, s_flown), Site("all")];
        Assert.Equal(["all", "never", "older", "old", "done"], EvidenceTriangle.Sorted(sites).Select(s => s.Code));
    }

    [Theory]
    [InlineData("\"document\": \"GeoWfc working value: one growing", "\"document\": \"\", \"was\": \"GeoWfc working value: one growing")]
    [InlineData("\"drone_months_relapsed\"", "\"drone_months_of_nothing\"")]
    [InlineData("\"value\": 0.95", "\"value\": 1.95")]
    [InlineData("\"values\"", "values")]
    public void Rules_without_source_or_value_are_refused(string what, string by)
    {
        using var folder = new TemporaryFolder();
        string shipped = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", "rules", "evidence.json"));
        Assert.Contains(what, shipped, StringComparison.Ordinal);
        File.WriteAllText(folder.File("r.json"), shipped.Replace(what, by, StringComparison.Ordinal));
        Assert.Throws<InputException>(() => EvidenceRules.Load(folder.File("r.json")));
    }

    private static SiteEvidence Of(MineStatus? status, string? statusAt, string? worksEnded, params Evidence[] items) => EvidenceTriangle.Of(
        new EvidenceFacts("M01", "矿", "河东镇", status, statusAt is null ? null : Day(statusAt), worksEnded is null ? null : Day(worksEnded), items), EvidenceRules.Default, s_now);

    private static DateTimeOffset Day(string day) => DateTimeOffset.Parse(day + "T04:00:00Z", System.Globalization.CultureInfo.InvariantCulture);
}
