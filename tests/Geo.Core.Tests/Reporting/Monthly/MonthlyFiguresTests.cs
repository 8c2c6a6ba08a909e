using CsCheck;
using Geo.Core.Reporting.Monthly;

namespace Geo.Core.Tests.Reporting.Monthly;

public sealed class MonthlyFiguresTests
{
    private static readonly Gen<string?> Name = One("河东镇", "沙尔沁镇", "铝业园区", null, "");
    private static readonly Gen<string?> Status = One([.. MonthlyFigures.SiteStatuses.Where(s => s != "unknown"), null]);

    // Counted by hand from MonthlyFixture.
    [Theory]
    [InlineData("sites.total", 4.0), InlineData("sites.restored", 1.0), InlineData("sites.relapsed", 1.0), InlineData("sites.finished", 1.0), InlineData("sites.overdue", 2.0), InlineData("sites.changed", 3.0)]
    [InlineData("sites.before.total", 3.0), InlineData("sites.before.restored", 1.0), InlineData("sites.before.not_started", 0.0)]
    [InlineData("sites.town.河东镇.total", 2.0), InlineData("sites.town.unknown.overdue", 1.0), InlineData("sites.unit.区自然资源分局.changed", 2.0)]
    [InlineData("dumps.total", 3.0), InlineData("dumps.I", 1.0), InlineData("dumps.unknown", 1.0), InlineData("dumps.status.listed.II", 1.0), InlineData("dumps.status.candidate.total", 1.0), InlineData("dumps.area_m2", 60_000.0)]
    [InlineData("cases.open_before", 3.0), InlineData("cases.opened", 1.0), InlineData("cases.closed", 1.0), InlineData("cases.open", 3.0), InlineData("cases.overdue", 1.0), InlineData("cases.unit.区住建局.open", 1.0)]
    [InlineData("funding.ranked", 3.0), InlineData("funding.funded", 2.0), InlineData("funding.cost_wan", 120.0), InlineData("funding.without_cost", 1.0)]
    [InlineData("river.total", 3.0), InlineData("river.reach.黄河东河段.dump", 1.0), InlineData("river.reach.黄河东河段.total", 2.0), InlineData("watched.field_checks", 4.0)]
    public void Figures_are_those_counted_by_hand(string key, double expected) => Assert.Equal(expected, FiguresOf(MonthlyFixture.Data()).GetValueOrDefault(key));

    [Fact]
    public void What_is_missing_has_no_number_and_its_sentence_says_why()
    {
        var data = MonthlyFixture.Data() with { Cases = [], Missing = [new Gap("cases", new BothWords("尚未登记线索", "no case has been registered"))] };
        var figures = FiguresOf(data);
        Assert.Null(figures["cases.open"]);
        Assert.Equal("无数据：尚未登记线索。", MonthlySentences.Of(data, figures, "zh")["cases.summary"]);
        Assert.Equal("No data: no case has been registered.", MonthlySentences.Of(data, figures, "en")["cases.summary"]);
    }

    [Fact]
    public void Parts_by_status_unit_and_town_add_up_to_the_total() =>
        (from sites in Gen.Select(Name, Name, Status, Status, Gen.Bool, Gen.Bool).Array[0, 40]
         from dumps in Gen.Select(Name, One("I", "II", "III", null, "IV"), One([.. MonthlyFigures.DumpStatuses.Where(s => s != "unknown"), null])).Array[0, 30]
         from cases in Gen.Select(Name, Gen.Int[-60, 60], Gen.Int[-60, 90], Gen.Int[-60, 90]).Array[0, 30]
         select (sites, dumps, cases)).Sample(drawn =>
        {
            var start = ReportMonth.Parse("2026-08").Start;
            var data = MonthlyFixture.Data() with
            {
                Sites = [.. drawn.sites.Select((s, i) => MonthlyFixture.Site($"M{i}", s.Item1, s.Item2, s.Item3, s.Item4, s.Item5, s.Item6))],
                Dumps = [.. drawn.dumps.Select((d, i) => MonthlyFixture.Dump($"D{i}", d.Item1, d.Item2, d.Item3))],
                Cases = [.. drawn.cases.Select((c, i) => MonthlyFixture.Case($"C{i}", c.Item1, start.AddDays(c.Item2), start.AddDays(c.Item3), c.Item4 < c.Item2 ? null : start.AddDays(c.Item4)))],
            };
            var f = FiguresOf(data);
            foreach (string count in (string[])[.. MonthlyFigures.SiteStatuses, "total", "finished", "overdue", "changed"])
            {
                Assert.Equal(f[$"sites.{count}"], Sum(f, "sites.unit.", count));
                Assert.Equal(f[$"sites.{count}"], Sum(f, "sites.town.", count));
            }

            Assert.Equal(f["sites.total"], MonthlyFigures.SiteStatuses.Sum(s => f[$"sites.{s}"]!.Value));
            foreach (string count in (string[])[.. MonthlyFigures.Grades, "total"])
            {
                Assert.Equal(f[$"dumps.{count}"], Sum(f, "dumps.town.", count));
                Assert.Equal(f[$"dumps.{count}"], Sum(f, "dumps.unit.", count));
                Assert.Equal(f[$"dumps.{count}"], Sum(f, "dumps.status.", count));
            }

            Assert.Equal(f["dumps.total"], MonthlyFigures.Grades.Sum(g => f[$"dumps.{g}"]!.Value));
            foreach (string count in MonthlyFigures.CaseCounts) Assert.Equal(f[$"cases.{count}"], Sum(f, "cases.unit.", count));
            // Whoever was open, or came, is open still or was closed.
            Assert.Equal(f["cases.open_before"] + f["cases.opened"] - f["cases.closed"], f["cases.open"]);
        });

    private static Gen<string?> One(params string?[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static double Sum(IReadOnlyDictionary<string, double?> figures, string part, string count) =>
        figures.Where(f => f.Key.StartsWith(part, StringComparison.Ordinal) && f.Key.EndsWith("." + count, StringComparison.Ordinal)).Sum(f => f.Value!.Value);

    private static IReadOnlyDictionary<string, double?> FiguresOf(MonthlyData data) => MonthlyFigures.Of(data);
}
