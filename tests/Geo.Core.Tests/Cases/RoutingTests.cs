using Geo.Core.Cases;
using Geo.Core.Sites;
using Geo.Testing;

namespace Geo.Core.Tests.Cases;

public sealed class RoutingTests
{
    private static readonly CaseGround Plain = new("河东镇", null, 5_000, 3_000, 3_000);

    // The routing of the plan, tasks 4, 5, 6 to 10, 13, 14 and 17 (DOMAIN.md, section 1, Unit).
    [Theory]
    [InlineData("unrestored_pit", null, null, "natural_resources_bureau")]
    [InlineData("stockpile", null, null, "ecology_bureau")]
    [InlineData("stockpile", "construction", null, "urban_management_bureau")]
    [InlineData("stockpile", "construction", PlaceKind.Facility, "urban_management_bureau")]
    [InlineData("stockpile", "construction", PlaceKind.BuildingSite, "housing_bureau")]
    [InlineData("stockpile", "agricultural", null, "agriculture_bureau")]
    [InlineData(null, "suspected_hazardous", null, "ecology_bureau")]
    [InlineData(null, "domestic", null, "urban_management_bureau")]
    [InlineData(null, null, null, "ecology_bureau")]
    [InlineData("something_new", "smelting_slag", PlaceKind.Other, "ecology_bureau")]
    public void The_first_rule_that_holds_names_the_unit(string? @class, string? waste, PlaceKind? place, string unit) =>
        Assert.Equal(unit, Routing.Default.Of(new CaseFacts(@class, waste, place, Plain)).Unit);

    [Fact]
    public void Where_it_lies_counts()
    {
        string Rule(CaseGround ground) => Routing.Default.Of(new CaseFacts("stockpile", null, null, ground)).Rule.Id;
        Assert.Equal("beside_mine", Rule(Plain with { MineMetres = 200 }));
        Assert.Equal("all_others", Rule(Plain with { MineMetres = 201 }));
        Assert.Equal("river", Rule(Plain with { RiverMetres = 1000 }));
        Assert.Equal("key_control_area", Rule(Plain with { KeyControlArea = "沿黄" }));
        Assert.Equal("beside_dump", Rule(Plain with { DumpMetres = 0 }));
        Assert.Equal("industrial_park", Rule(Plain with { Town = "铝业园区" }));
        Assert.Equal("all_others", Rule(new CaseGround(null, null, null, null, null)));
    }

    [Fact]
    public void The_towns_own_government_cooperates()
    {
        Assert.Contains("hedong_town", Routing.Default.Of(new CaseFacts("stockpile", null, null, Plain)).Cooperating);
        Assert.DoesNotContain(Routing.Default.Of(new CaseFacts("stockpile", null, null, Plain with { Town = null })).Cooperating, c => c.EndsWith("_town", StringComparison.Ordinal) || c.StartsWith('$'));
    }

    [Theory]
    [InlineData("""[{"id":"a","when":{},"unit":"nobody","cooperating":[],"document":"d","date":"2026"}]""", "a")]
    [InlineData("""[{"id":"a","when":{},"unit":"ecology_bureau","cooperating":["nobody"],"document":"d","date":"2026"}]""", "a")]
    [InlineData("""[{"id":"a","when":{},"unit":"ecology_bureau","cooperating":[],"document":"","date":"2026"}]""", "a")]
    [InlineData("""[{"id":"a","when":{"town":["河东镇"]},"unit":"ecology_bureau","cooperating":[],"document":"d","date":"2026"}]""", "rules")]
    [InlineData("""[{"id":"a","when":{},"unit":"ecology_bureau","cooperating":[],"document":"d","date":"2026"},{"id":"b","when":{},"unit":"ecology_bureau","cooperating":[],"document":"d","date":"2026"}]""", "a")]
    [InlineData("""[{"id":"a","when":{"place_kind":["moon"]},"unit":"ecology_bureau","cooperating":[],"document":"d","date":"2026"}]""", "a")]
    [InlineData("""[{"id":"a","when":{"colour":["red"]},"unit":"ecology_bureau","cooperating":[],"document":"d","date":"2026"}]""", null)]
    [InlineData("[]", "rules")]
    public void Rules_that_might_lose_a_case_or_name_no_source_are_refused(string rules, string? field)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("r.json"), $$"""{"rules":{{rules}}}""");
        Assert.Equal(field, Assert.Throws<InputException>(() => Routing.Load(folder.File("r.json"), Units.Default)).Field);
    }

    [Fact]
    public void A_threshold_without_a_source_is_refused()
    {
        using var folder = new TemporaryFolder();
        string shipped = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", "rules", "cases.json"));
        File.WriteAllText(folder.File("c.json"), shipped.Replace("\"GeoWfc working value: four pixels of Sentinel-2, the usual minimum mapping unit of surveys\"", "\"\"", StringComparison.Ordinal));
        Assert.Equal("raise_area_m2_stockpile", Assert.Throws<InputException>(() => CaseRules.Load(folder.File("c.json"))).Field);
    }

    [Fact]
    public void A_place_is_told_where_it_lies()
    {
        var district = new CaseDistrict(
            [new NamedPlace("河东镇", Sample.Square(-10, 20))], [new NamedPlace("沿黄", Sample.Square(5, 1))], [new NamedPlace("河", Sample.Square(2, 1))], [], [new NamedPlace("D1", Sample.Square(0.5, 1))]);
        var ground = district.Of(Sample.Square(0));
        // 0.001° of longitude at 40.501° N are 84.77 m (0.001 · π/180 · N · cos φ with N = 6 387 165 m), from x = 110.001 to 110.002; the nearest parallel within the squares is the northern one.
        Assert.Equal(("河东镇", null, null, 0.0), (ground.Town, ground.KeyControlArea, ground.MineMetres, ground.DumpMetres!.Value));
        Assert.Equal(84.77, ground.RiverMetres!.Value, 0.02);
        Assert.Equal("沿黄", district.Of(Sample.Square(5.2, 0.5)).KeyControlArea);
    }
}
