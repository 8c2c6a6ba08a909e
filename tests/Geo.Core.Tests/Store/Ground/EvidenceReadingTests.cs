using Geo.Core.Store;
using Geo.Core.Store.Ground;

namespace Geo.Core.Tests.Store.Ground;

public sealed class EvidenceReadingTests
{
    [Theory]
    [InlineData("POLYGON ((0 0, 1 0, 1 1, 0 1, 0 0))", 1.0), InlineData("POLYGON ((0.25 -1, 3 -1, 3 3, 0.25 3, 0.25 -1))", 0.75), InlineData("POLYGON ((5 5, 6 5, 6 6, 5 5))", 0.0)]
    public void Share_of_a_site_within_a_flight_is_by_area(string footprint, double share) =>
        Assert.Equal(share, EvidenceReading.Within(StoreFixture.Wkt("POLYGON ((0 0, 1 0, 1 1, 0 1, 0 0))"), StoreFixture.Wkt(footprint)), 1e-9);

    [Fact]
    public void A_site_known_by_a_point_is_within_or_not()
    {
        Assert.Equal(1, EvidenceReading.Within(StoreFixture.Wkt("POINT (0.5 0.5)"), StoreFixture.Wkt("POLYGON ((0 0, 1 0, 1 1, 0 1, 0 0))")));
        Assert.Equal(0, EvidenceReading.Within(null, StoreFixture.Wkt("POLYGON ((0 0, 1 0, 1 1, 0 1, 0 0))")));
    }

    [Fact]
    public void The_list_knows_observations_checks_and_the_end_of_the_works()
    {
        using var fixture = new StoreFixture(); // the clock stands at 2026-05-01
        fixture.Put(StoreFixture.Mine("M01", 0, 0, ("status", "restored"), ("town", "河东镇")), StoreFixture.Mine("M02", 5, 5, ("town", "沙尔沁镇")));
        DateTimeOffset Day(int year, int month) => new(year, month, 1, 0, 0, 0, TimeSpan.Zero);
        Feature Step(string id, string status, int year, string source, string? undoes = null) => new(id, null, new Dictionary<string, object?>
        {
            ["site_kind"] = "mine_site",
            ["site_code"] = "M01",
            ["status"] = status,
            ["status_at"] = Day(year, 1),
            ["source"] = source,
            ["undoes"] = undoes,
        });
        fixture.Store.Write("test", null, null, writer =>
        {
            // Restored once, relapsed, in progress again, then vegetating and restored; a decision that was undone and a proposal do not count.
            writer.Put("site-history", [Step("a", "restored", 2018, "register"), Step("b", "relapsed", 2019, "decision"), Step("c", "accepted", 2020, "decision"), Step("u", "relapsed", 2020, "undo", "c"),
                Step("d", "vegetating", 2022, "decision"), Step("p", "in_progress", 2023, "proposal"), Step("e", "restored", 2024, "decision")]);
            writer.Put("observations", new Feature("o", null, new Dictionary<string, object?> { ["site_kind"] = "mine_site", ["site_code"] = "M01", ["scene_id"] = "s", ["observed_at"] = Day(2025, 7), ["valid_share"] = 0.8 }));
        });
        FieldCheckWrite.Write(fixture.Store, new FieldCheckEntry(null, "mine_site", "M01", null, Day(2026, 4), "ground", "agrees", "restored", [], null, null, 110.005, 40.005, "gps", 8), "李", Day(2026, 5), replace: false);
        FieldCheckWrite.Write(fixture.Store, new FieldCheckEntry(null, "mine_site", "M02", null, Day(2026, 4), "ground", "unclear", null, [], null, null, 110.2, 40.2, "gps", 8), "李", Day(2026, 5), replace: false);

        var facts = EvidenceReading.All(fixture.Store);
        Assert.Equal(["M01", "M02"], facts.Select(f => f.Code));
        Assert.Equal(Day(2022, 1), facts[0].WorksEndedAt);
        var todo = EvidenceReading.ToDo(fixture.Store, Day(2026, 5));
        Assert.Equal(["M02", "M01"], todo.Select(t => t.Code));
        Assert.Equal(["satellite", "drone", "ground"], todo[0].Missing); // the check lies kilometres away
        Assert.Equal(["drone"], todo[1].Missing);
        Assert.Equal(["M01"], EvidenceReading.ToDo(fixture.Store, Day(2026, 5), "河东镇").Select(t => t.Code));
    }
}
