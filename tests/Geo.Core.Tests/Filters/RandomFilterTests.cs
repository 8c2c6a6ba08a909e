using System.Globalization;
using CsCheck;
using Geo.Core.Filters;
using NetTopologySuite.IO;
using static Geo.Core.Tests.Filters.FilterText;

namespace Geo.Core.Tests.Filters;

public sealed class RandomFilterTests
{
    [Fact]
    public void A_tree_written_as_text_is_read_as_the_same_tree() =>
        RandomFilters.Condition.Sample(tree => tree.Equals(Tree(Filter.Write(tree, FilterLanguage.Text))), iter: 2000, print: tree => Filter.Write(tree, FilterLanguage.Text));

    [Fact]
    public void A_tree_written_as_JSON_is_read_as_the_same_tree() =>
        RandomFilters.Condition.Sample(tree => tree.Equals(FromJson(Filter.Write(tree, FilterLanguage.Json))), iter: 2000, print: tree => Filter.Write(tree, FilterLanguage.Json));

    [Fact]
    public void SQL_selects_the_rows_that_the_standard_says() =>
        Gen.Select(RandomFilters.Row.Array[12], RandomFilters.Condition.Array[25]).Sample((rows, conditions) =>
        {
            using var things = FilterTable.Of(rows);
            foreach (var condition in conditions)
            {
                string text = Filter.Write(condition, FilterLanguage.Text);
                var filter = Checked(text);
                long[] expected = [.. rows.Select((row, i) => (Row: row, Id: (long)i)).Where(r => new MemoryFilter(With(r.Row, r.Id)).Holds(filter.Expression) == true).Select(r => r.Id)];
                long[] found = FilterTable.Select(things, filter);
                Assert.True(expected.SequenceEqual(found), $"{text}: expected {string.Join(' ', expected)}, found {string.Join(' ', found)} of {string.Join(" | ", rows.Select((r, i) => $"{i}: {string.Join(", ", r.Select(v => $"{v.Key}={(v.Value is string[] list ? string.Join('+', list) : v.Value is DateTime at ? at.ToString("O", CultureInfo.InvariantCulture) : v.Value)}"))}"))}");
            }
        }, iter: 60);

    [Theory] // SQLite keeps milliseconds; what is finer than that in a filter still lies between.
    [InlineData("at < TIMESTAMP('2025-01-01T00:00:00.5005Z')", 1), InlineData("at > TIMESTAMP('2025-01-01T00:00:00.4999Z')", 1), InlineData("at = TIMESTAMP('2025-01-01T00:00:00.5001Z')", 0), InlineData("at = TIMESTAMP('2025-01-01T00:00:00.500Z')", 1)]
    [InlineData("at = DATE('2025-01-01')", 1), InlineData("at > DATE('2024-12-31')", 1), InlineData("at > DATE('2025-01-01')", 0), InlineData("at >= '2025-01-01'", 1), InlineData("at < '2025-01-01T00:00:01Z'", 1)]
    [InlineData("at BETWEEN DATE('2025-01-01') AND DATE('2025-01-01')", 1), InlineData("T_DURING(at, INTERVAL('2025-01-01T00:00:00Z', '..'))", 1), InlineData("T_MEETS(INTERVAL('2024-01-01', day), INTERVAL('2025-01-01', '..'))", 1)]
    [InlineData("5 div 2 = 2 AND 5 / 2 = 2.5 AND -5 % 3 = -2 AND 2 ^ 10 = 1024 AND -5 div 2 = -2", 1), InlineData("(1 / 0) IS NULL", 1), InlineData("n = 1 / 0", 0), InlineData("5.5 % 2 = 1.5", 1)]
    [InlineData("A_CONTAINS(('a', name), ('a'))", 1), InlineData("A_EQUALS((1, 2, 1), (2, 1))", 1), InlineData("A_OVERLAPS(('1'), (1))", 0)]
    [InlineData("area_m2(geometry) > 12300000000 AND area_m2(geometry) < 12400000000", 1)] // 1° by 1° at the equator: 12 309 km² (geographiclib Planimeter)
    [InlineData("distance_m(geometry, POINT(2 0.5)) > 111300 AND distance_m(geometry, POINT(2 0.5)) < 111330", 1), InlineData("year(at) = 2025 AND month(at) = 1 AND char_length(name) = 3 AND abs(-n) = 1", 1)]
    [InlineData("length_m(geometry) > 443000 AND length_m(geometry) < 444000", 1)] // 4 sides, 111.32 and 110.57 km
    public void Single_cases_by_hand(string text, int rows)
    {
        using var things = FilterTable.Of([new() { ["name"] = "河东镇", ["n"] = 1.0, ["r"] = null, ["ok"] = true, ["at"] = new DateTime(2025, 1, 1, 0, 0, 0, 500, DateTimeKind.Utc), ["until"] = null, ["day"] = new DateOnly(2025, 1, 1), ["tags"] = Array.Empty<string>(), ["geometry"] = new WKTReader().Read("POLYGON((0 0, 1 0, 1 1, 0 1, 0 0))") }]);
        Assert.Equal(rows, FilterTable.Select(things, Checked(text)).Length);
    }

    private static Dictionary<string, object?> With(Dictionary<string, object?> row, long id) => new(row) { ["id"] = (double)id };
}
