using CsCheck;
using Geo.Core.Priority;

namespace Geo.Core.Tests.Priority;

public sealed class CriteriaTests
{
    private static readonly CriteriaSet s_set = CriteriaSet.Default;

    private static CriterionReading Read(string criterion, params (string, object?)[] columns) =>
        CriterionReading.Of(s_set.Criteria[s_set.IndexOf(criterion)], new PriorityDump("D1", "a", null, columns.ToDictionary(c => c.Item1, c => c.Item2)));

    [Fact]
    public void Every_threshold_of_the_shipped_set_has_its_source()
    {
        Assert.InRange(s_set.Criteria.Count, 10, 12);
        Assert.Equal(["风险源危险性", "风险受体脆弱性", "风险防控与应急能力"], s_set.Headings.Select(h => h.Zh));
        Assert.All(s_set.Criteria, c => Assert.False(string.IsNullOrWhiteSpace(c.Source.Document) || string.IsNullOrWhiteSpace(c.Source.Date) || string.IsNullOrWhiteSpace(c.Missing.Document)));
    }

    [Theory]
    [InlineData("\"document\":\"GeoWfc working value: full at the bank, none beyond 3 km\"", "\"document\":\"\"")]
    [InlineData("\"document\":\"GeoWfc working value: as unknown\"", "\"document\":\" \"")]
    [InlineData("[[0,1],[100,0.9],", "[[0,1],[100,1.9],")]
    [InlineData("[[0,1],[100,0.9],", "[[0,0],[100,0.9],")]
    [InlineData("\"heading\":\"response\"", "\"heading\":\"luck\"")]
    [InlineData("{\"a\":\"hazard\",\"b\":\"receptor\",\"favours\":1},", "")]
    [InlineData("\"unit\":\"°\"", "\"units\":\"°\"")]
    public void A_set_without_a_source_or_with_a_broken_rule_is_refused(string part, string broken)
    {
        string json = System.Text.Json.Nodes.JsonNode.Parse(s_set.Json)!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        Assert.Contains(part, json, StringComparison.Ordinal);
        int at = json.IndexOf(part, StringComparison.Ordinal);
        Assert.Throws<InputException>(() => CriteriaFile.Parse("test", json[..at] + broken + json[(at + part.Length)..]));
    }

    [Fact]
    public void Urgency_is_read_off_the_points()
    {
        // 10,000 m³ is 0.5, 55,000 m³ half way to 100,000 m³ with 0.9.
        Assert.Equal(0.7, Read("size", ("volume_m3", 55_000.0)).Value, 12);
        Assert.Equal(0, Read("river", ("river_distance_m", 9000.0)).Value);
        // 350 m is half way between 200 m (1) and 500 m (0.7); a school weighs 0.9.
        Assert.Equal(0.85 * 0.9, Read("sensitive", ("sensitive_distance_m", 350.0), ("sensitive_kind", "school")).Value, 12);
        Assert.Equal(1, Read("responsible_party", ("responsible_party", "none")).Value);
    }

    [Fact]
    public void The_first_column_that_holds_something_counts_and_an_assumed_height_widens()
    {
        var measured = Read("size", ("volume_m3", 10_000L), ("area_m2", 90_000.0));
        Assert.Equal((0.5, 0.5, 0.5, "volume_m3"), (measured.Value, measured.Low, measured.High, measured.Column));
        // 10,000 m² × 3 m, 1 m to 8 m: 30,000 m³, from 10,000 m³ (0.5) to 80,000 m³.
        var assumed = Read("size", ("volume_m3", null), ("area_m2", 10_000.0));
        Assert.Equal(30_000, assumed.Measured);
        Assert.Equal(0.5, assumed.Low, 12);
        Assert.Equal(0.5 + 0.4 * 70 / 90, assumed.High, 12);
    }

    [Fact]
    public void What_is_missing_is_never_0_in_silence()
    {
        foreach (var criterion in s_set.Criteria)
        {
            var reading = Read(criterion.Code);
            Assert.True(reading.Missing);
            Assert.Equal((criterion.Missing.Neutral, criterion.Missing.Low, criterion.Missing.High), (reading.Value, reading.Low, reading.High));
            Assert.True(reading.Value > 0 && reading.Low < reading.High);
        }
    }

    [Fact]
    public void No_key_control_area_is_an_answer_only_where_it_was_looked_for()
    {
        Assert.True(Read("key_control").Missing);
        Assert.Equal((0, "none"), (Read("key_control", ("river_distance_m", 20.0)).Value, Read("key_control", ("river_distance_m", 20.0)).Class));
        Assert.Equal(1, Read("key_control", ("key_control_area", "黄河沿线")).Value);
    }

    [Fact]
    public void The_measured_value_needed_for_an_urgency_gives_it() =>
        Gen.Select(Gen.Int[0, s_set.Criteria.Count - 1], Gen.Double[0, 1]).Sample((c, urgency) =>
            s_set.Criteria[c].Function is not { } function || function.Needed(urgency) is not { } needed || function.Of(needed) >= urgency - 1e-9);

    [Fact]
    public void A_cost_is_the_registers_else_unit_costs_times_size()
    {
        static DumpCost Of(params (string, object?)[] columns) => RemediationCosts.Default.Of(new PriorityDump("D1", "a", null, columns.ToDictionary(c => c.Item1, c => c.Item2)));
        Assert.Equal(new DumpCost(120, "招标", false), Of(("cost_wan", 120L), ("cost_source", "招标"), ("area_m2", 5.0)));
        // Slag, 10,000 m² × 60 + 20,000 m³ × 12 yuan = 840,000 yuan.
        Assert.Equal((84, true), (Of(("waste_category", "smelting_slag"), ("area_m2", 10_000.0), ("volume_m3", 20_000.0)).Wan, Of(("area_m2", 1.0)).Estimated));
        // An estimate written before is made anew.
        Assert.Equal(84, Of(("cost_wan", 3L), ("cost_source", RemediationCosts.EstimateMark + "…"), ("waste_category", "smelting_slag"), ("area_m2", 10_000.0), ("volume_m3", 20_000.0)).Wan);
        Assert.Equal(5, Of(("area_m2", 1.0)).Wan);
        Assert.Equal(new DumpCost(null, null, false), Of());
    }
}
