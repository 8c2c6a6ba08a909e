using Geo.Core.Inventory.Grading;

namespace Geo.Core.Tests.Inventory;

public sealed class GradingTests
{
    private static readonly string s_shipped = Path.Combine(AppContext.BaseDirectory, "data", "rules", "grading.json");

    [Fact]
    public void The_gravest_grade_of_the_rules_that_hold_is_proposed_with_all_of_them()
    {
        var told = GradingRules.Default.Propose(new Dictionary<string, object?>
        {
            ["waste_category"] = "tailings",
            ["sensitive_distance_m"] = 120.0,
            ["sensitive_name"] = "一小",
            ["river_distance_m"] = 900.0,
            ["river_name"] = "黄河",
            ["slope_deg"] = 3.0,
            ["estimated_tonnes"] = 5000.0,
            ["growth_m2_per_year_low"] = 0.0,
        });
        Assert.Equal("I", told.Grade);
        Assert.Equal(["industrial_very_near_sensitive", "near_sensitive", "near_river", "otherwise"], told.Rules);
        Assert.Equal("工业固废或不明固废，距一小 120 m（≤ 200 m）", told.Why.Zh);
        Assert.Equal("industrial or unknown waste 120 m from 一小 (at most 200 m)", told.Why.En);
        Assert.Empty(told.Missing);
    }

    [Fact]
    public void What_is_not_known_is_named_beside_a_low_grade()
    {
        var told = GradingRules.Default.Propose(new Dictionary<string, object?> { ["waste_category"] = "construction", ["sensitive_distance_m"] = 5000.0, ["river_distance_m"] = 5000.0 });
        Assert.Equal(("III", 1), (told.Grade, told.Rules.Count));
        Assert.Equal(["estimated_tonnes", "growth_m2_per_year_low", "slope_deg"], told.Missing.Order());
        Assert.Contains("堆存量", told.Why.Zh, StringComparison.Ordinal);
        Assert.Contains("not known and not counted: mass", told.Why.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("near_sensitive_m\", \"value\": 500, \"unit\": \"m\", \"document\": \"GeoWfc working value\"", "near_sensitive_m\", \"value\": 500, \"unit\": \"m\", \"document\": \"\"", "no source document")]
    [InlineData("\"document\": \"GeoWfc working rule after the plan, section 5\"", "\"document\": \" \"", "no source document")]
    [InlineData("\"at_most\": \"near_sensitive_m\"", "\"at_most\": \"near_m\"", "near_m")]
    [InlineData("\"figure\": \"slope_deg\"", "\"figure\": \"slope\"", "slope")]
    [InlineData("\"grade\": \"III\"", "\"grade\": \"IV\"", "IV")]
    [InlineData("\"choose\": \"highest\"", "\"choose\": \"best\"", "best")]
    public void Rules_without_a_source_or_that_name_what_is_not_there_are_refused(string good, string bad, string told)
    {
        using var folder = new Testing.TemporaryFolder();
        string text = File.ReadAllText(s_shipped), file = folder.File("grading.json");
        Assert.Contains(good, text, StringComparison.Ordinal);
        File.WriteAllText(file, text.Replace(good, bad, StringComparison.Ordinal));
        Assert.Contains(told, Assert.Throws<InputException>(() => GradingRules.Load(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void With_first_the_order_written_decides()
    {
        using var folder = new Testing.TemporaryFolder();
        string file = folder.File("grading.json");
        File.WriteAllText(file, """
            { "choose": "first", "values": [{ "name": "slope_ring_inner_m", "value": 1, "unit": "m", "document": "d", "date": "2026" }, { "name": "slope_ring_outer_m", "value": 2, "unit": "m", "document": "d", "date": "2026" }], "figures": { "waste_category": { "zh": "类别", "en": "category" } }, "rules": [
              { "id": "a", "grade": "III", "when": [{ "figure": "waste_category", "in": ["domestic"] }], "zh": "生活垃圾", "en": "domestic", "document": "d", "date": "2026" },
              { "id": "b", "grade": "I", "when": [], "zh": "其余", "en": "the rest", "document": "d", "date": "2026" } ] }
            """);
        var rules = GradingRules.Load(file);
        Assert.Equal(("III", "domestic"), Told(rules.Propose(new Dictionary<string, object?> { ["waste_category"] = "domestic" })));
        Assert.Equal(("I", "the rest"), Told(rules.Propose(new Dictionary<string, object?>())));
    }

    private static (string?, string) Told(GradeProposal proposal) => (proposal.Grade, proposal.Why.En);
}
