using Geo.Core.Reporting.Monthly;

namespace Geo.Core.Tests.Reporting.Monthly;

public sealed class CorrectionsTests
{
    private static readonly MonthlyReport Draft = MonthlyReport.Draft(1, MonthlyFixture.Data());

    [Fact]
    public void A_corrected_number_is_told_with_the_computed_one_its_reason_and_who_says_so()
    {
        var report = Draft with { Corrections = Checked(numbers: [new("sites.unit.区自然资源分局.overdue", null, 0, "已延期批复", "", default)]) };
        var own = Assert.Single(report.Corrections.Numbers);
        Assert.Equal((1.0, 0.0, "李四", MonthlyFixture.Utc(9, 2)), (own.Computed, own.Value, own.By, own.At));
        var table = MonthlyDocument.Tables(report, "zh").Single(t => t.Id == "sites-by-unit");
        Assert.Equal("0（系统统计1）", table.Rows[0].Single(c => c.Key == own.Key).Shown("zh"));
        Assert.Equal("sites.unit.区自然资源分局.overdue|1|0|已延期批复|李四|2026-09-02", string.Join('|', MonthlyDocument.Tables(report, "zh").Single(t => t.Id == "corrections").Rows.Single().Select(c => c.Shown("zh"))));
        Assert.Equal(1.0, report.Figures[own.Key]);
    }

    [Fact]
    public void Sentences_follow_corrected_numbers_and_a_person_s_sentence_stands_in_their_place()
    {
        var report = Draft with { Corrections = Checked(numbers: [new("sites.total", null, 99, "清单为准", "", default)]) };
        Assert.Contains("历史遗留矿山99处", MonthlyDocument.Sentences(report, "zh")["sites.summary"], StringComparison.Ordinal);
        report = Draft with { Corrections = Checked(sentences: [new("sites.summary", "本月无新情况。", "领导意见", "", default)]) };
        Assert.Equal("本月无新情况。", MonthlyDocument.Sentences(report, "zh")["sites.summary"]);
    }

    [Fact]
    public void Without_reason_key_or_value_nothing_is_taken()
    {
        string Field(Func<Corrections> act) => Assert.Throws<InputException>(act).Field!;
        Assert.Equal("numbers.sites.total.reason", Field(() => Checked(numbers: [new("sites.total", null, 1, " ", "", default)])));
        Assert.Equal("numbers", Field(() => Checked(numbers: [new("sites.none", null, 1, "why", "", default)])));
        Assert.Equal("numbers.sites.total", Field(() => Checked(numbers: [new("sites.total", null, double.NaN, "why", "", default)])));
        Assert.Equal("sentences.opening.reason", Field(() => Checked(sentences: [new("opening", "text", "", "", default)])));
        Assert.Equal("sentences", Field(() => Checked(sentences: [new("other", "text", "why", "", default)])));
        Assert.Equal("remarks", Field(() => Checked(remarks: new() { ["nowhere"] = "text" })));
        Assert.Equal("remarks.sites", Field(() => Checked(remarks: new() { ["sites"] = new string('长', Corrections.LongestText + 1) })));
    }

    [Fact]
    public void An_unchanged_correction_keeps_its_author_and_one_whose_ground_moved_is_stale()
    {
        var first = Checked(numbers: [new("sites.total", null, 99, "清单为准", "", default)]);
        var second = Corrections.Checked(first, first, Draft.Figures, "other", MonthlyFixture.Utc(9, 4));
        Assert.Equal("李四", second.Numbers.Single().By);
        Assert.Empty(second.Stale(Draft.Figures));
        Assert.Single(second.Stale(new Dictionary<string, double?>(Draft.Figures) { ["sites.total"] = 5 }));
    }

    private static Corrections Checked(List<NumberCorrection>? numbers = null, List<SentenceCorrection>? sentences = null, Dictionary<string, string>? remarks = null) =>
        Corrections.Checked(new Corrections(null, remarks ?? [], sentences ?? [], numbers ?? []), Corrections.Nothing, Draft.Figures, "李四", MonthlyFixture.Utc(9, 2));
}
