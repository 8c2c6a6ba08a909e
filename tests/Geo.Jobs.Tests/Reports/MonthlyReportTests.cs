using Geo.Core;
using Geo.Core.Reporting.Monthly;
using Geo.Core.Store;
using Geo.Jobs.Reports;
using Microsoft.Data.Sqlite;

namespace Geo.Jobs.Tests.Reports;

public sealed class MonthlyReportTests : IDisposable
{
    private static readonly DateTimeOffset First = new(2026, 8, 31, 18, 0, 0, TimeSpan.Zero), Third = new(2026, 9, 3, 2, 0, 0, TimeSpan.Zero);
    private static ReportMonth August => ReportStore.August;
    private readonly ReportStore _made = new();

    public void Dispose() => _made.Dispose();

    [Fact]
    public void Changes_are_told_against_what_the_store_knew_at_the_end_of_the_month_before()
    {
        _made.Decide("M1", "restored", new(2026, 8, 31, 15, 59, 0, TimeSpan.Zero)); // 23:59 of the 31st at the place
        _made.Decide("M2", "restored", new(2026, 8, 31, 16, 1, 0, TimeSpan.Zero)); // September already
        var report = _made.Draft(August, First);
        Assert.Equal(("month_end", ReportStore.July.LastMoment), (report.Data.Since.Kind, report.Data.Since.At));
        Assert.Equal(["M1 vegetating restored 王五", "M2 vegetating vegetating "], report.Data.Sites.Select(s => $"{s.Code} {s.Before} {s.Status} {s.DecidedBy}"));
        Assert.Equal((1.0, 1.0, 1.0), (report.Figures["sites.changed"], report.Figures["sites.restored"], report.Figures["sites.finished"]));
    }

    [Fact]
    public void A_changed_site_has_its_pictures_of_before_and_of_now()
    {
        _made.Decide("M1", "restored", new(2026, 8, 12, 0, 0, 0, TimeSpan.Zero));
        var pair = _made.Draft(August, First).Data.Pictures.Single();
        Assert.Equal(("sentinel2-l2a-2021-M1", "sentinel2-l2a-2025-M1"), (pair.Before!.Scene, pair.After!.Scene));
        byte[] png = MonthlyReports.PictureOf(_made.Store, August, null, pair.After.File);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], png[..4]);
        Assert.NotEqual(pair.Before.Sha256, pair.After.Sha256);
        Assert.Throws<NotFoundException>(() => MonthlyReports.PictureOf(_made.Store, August, null, "../../geowfc.gpkg"));
    }

    [Fact]
    public void A_frozen_report_is_what_the_next_one_compares_with_also_where_a_decision_came_late()
    {
        _made.Draft(ReportStore.July, new(2026, 8, 1, 1, 0, 0, TimeSpan.Zero));
        _made.Freeze(ReportStore.July, new(2026, 8, 4, 1, 0, 0, TimeSpan.Zero));
        // Taken in on 10 August, dated in July: the report of July did not tell it.
        _made.Clock.Now = new(2026, 8, 10, 0, 0, 0, TimeSpan.Zero);
        _made.Store.Write("test", null, null, writer => writer.Put("site-history", new Feature("late", null, new Dictionary<string, object?>
        {
            ["site_kind"] = "mine_site",
            ["site_code"] = "M2",
            ["status"] = "relapsed",
            ["status_at"] = new DateTimeOffset(2026, 7, 20, 0, 0, 0, TimeSpan.Zero),
            ["source"] = "decision",
        })));
        var report = _made.Draft(August, First);
        Assert.Equal(("frozen_report", 1), (report.Data.Since.Kind, report.Data.Since.Version));
        Assert.Equal("M2 vegetating relapsed", string.Join(';', report.Data.Sites.Where(MonthlyFigures.Changed).Select(s => $"{s.Code} {s.Before} {s.Status}")));
    }

    [Fact]
    public void A_store_younger_than_the_month_tells_by_the_dates_and_says_so()
    {
        var may = _made.Draft(ReportMonth.Parse("2026-05"), new(2026, 7, 20, 0, 0, 0, TimeSpan.Zero));
        Assert.Equal(("dates", 2.0, 0.0, 2.0), (may.Data.Since.Kind, may.Figures["sites.vegetating"], may.Figures["sites.changed"], may.Figures["dumps.total"]));
        Assert.Contains(may.Data.Notes, n => n.En.Contains("not yet stored at the month's end", StringComparison.Ordinal));
    }

    [Fact]
    public void Cases_are_counted_by_their_dates_and_empty_layers_are_named_as_missing()
    {
        Assert.Contains(_made.Draft(August, First).Data.Missing, m => m.Part == "cases");
        _made.Store.Write("test", null, null, writer => writer.Put("cases",
            [ReportStore.Case("C1", new(2026, 8, 5, 0, 0, 0, TimeSpan.Zero)), ReportStore.Case("C2", new(2026, 7, 5, 0, 0, 0, TimeSpan.Zero), new(2026, 8, 9, 0, 0, 0, TimeSpan.Zero)), ReportStore.Case("C3", new(2026, 9, 1, 0, 0, 0, TimeSpan.Zero))]));
        var f = _made.Draft(August, First.AddHours(1)).Figures;
        Assert.Equal((1.0, 1.0, 1.0, 1.0, 1.0), (f["cases.open_before"], f["cases.opened"], f["cases.closed"], f["cases.open"], f["cases.overdue"]));
    }

    [Fact]
    public void Five_hundred_edits_after_the_freeze_change_no_byte_of_it()
    {
        _made.Decide("M1", "restored", new(2026, 8, 12, 0, 0, 0, TimeSpan.Zero));
        _made.Draft(August, First);
        var frozen = _made.Freeze(August, Third);
        byte[] docx = _made.File(August, "docx"), xlsx = _made.File(August, "xlsx");
        Assert.Equal(frozen.Sha256, MonthlyReport.HashOf(System.Text.Encoding.UTF8.GetBytes(_made.Store.Reports.Json(August, 1))));
        for (int i = 0; i < 500; i++)
        {
            _made.Clock.Now = Third.AddMinutes(i);
            _made.Store.Write("test", null, null, writer => writer.Put("dumps", ReportStore.Dump($"D{i % 40}", i % 3 == 0 ? "I" : "III")));
        }

        Directory.Delete(Path.Combine(_made.Store.Workspace.Scenes), recursive: true);
        Assert.Equal(docx, _made.File(August, "docx"));
        Assert.Equal(xlsx, _made.File(August, "xlsx"));
        // Also where the files are lost: they are made again from the frozen numbers.
        foreach (string file in Directory.GetFiles(Path.Combine(_made.Store.Workspace.Reports, "2026-08", "v1"), "report-*")) System.IO.File.Delete(file);
        Assert.Equal(docx, _made.File(August, "docx"));
        Assert.Equal(xlsx, _made.File(August, "xlsx"));
    }

    [Fact]
    public void Freezing_is_refused_where_the_layers_tell_other_numbers_than_the_draft_that_was_read()
    {
        _made.Draft(August, First);
        _made.Clock.Now = First.AddHours(1);
        _made.Store.Write("test", null, null, writer => writer.Put("cases", ReportStore.Case("C1", new(2026, 8, 5, 0, 0, 0, TimeSpan.Zero))));
        Assert.Contains("make the draft again", Assert.Throws<StaleException>(() => _made.Freeze(August, Third)).Message, StringComparison.Ordinal);
        Assert.Equal("draft", _made.Record(August).State);
        _made.Draft(August, Third);
        Assert.Equal("frozen", _made.Freeze(August, Third.AddMinutes(1)).State);
    }

    [Fact]
    public void A_correction_survives_a_new_draft_and_stops_the_freeze_once_its_ground_is_another()
    {
        _made.Draft(August, First);
        Correct(new Corrections("东环报〔2026〕8号", new Dictionary<string, string> { ["sites"] = "持续推进。" }, [], [new("dumps.I", null, 3, "另有一处漏登", "", default)]), First.AddHours(1));
        _made.Clock.Now = First.AddDays(-20);
        _made.Store.Write("test", null, null, writer => writer.Put("dumps", ReportStore.Dump("D3", "I"))); // in August
        var again = _made.Draft(August, First.AddHours(2));
        Assert.Equal(("持续推进。", 3.0, 1.0, 2.0), (again.Corrections.Remarks["sites"], again.Corrections.Numbers.Single().Value, again.Corrections.Numbers.Single().Computed, again.Figures["dumps.I"]));
        Assert.Equal("numbers.dumps.I", Assert.Throws<InputException>(() => _made.Freeze(August, Third)).Field);
        Correct(again.Corrections with { Numbers = [] }, Third);
        Assert.Equal("frozen", _made.Freeze(August, Third).State);
    }

    [Fact]
    public void Two_who_correct_at_once_are_told_and_a_frozen_report_takes_no_correction()
    {
        _made.Draft(August, First);
        int seen = _made.Record(August).Edit;
        MonthlyReports.Correct(_made.Store, August, Corrections.Nothing with { DocumentNumber = "一" }, seen, "a", First);
        Assert.Throws<StaleException>(() => MonthlyReports.Correct(_made.Store, August, Corrections.Nothing with { DocumentNumber = "二" }, seen, "b", First));
        _made.Freeze(August, Third);
        Assert.Throws<InputException>(() => Correct(Corrections.Nothing, Third));
        Assert.Throws<InputException>(() => _made.Freeze(August, Third));
    }

    [Fact]
    public void Reopening_begins_a_new_version_and_keeps_the_old_one_byte_for_byte()
    {
        _made.Draft(August, First);
        _made.Freeze(August, Third);
        byte[] docx = _made.File(August, "docx");
        MonthlyReports.Send(_made.Store, August, "邮件", "李四");
        Assert.Equal("reason", Assert.Throws<InputException>(() => MonthlyReports.Reopen(_made.Store, August, " ", "李四", Third, CancellationToken.None)).Field);
        var fresh = MonthlyReports.Reopen(_made.Store, August, "漏报一处", "李四", Third.AddHours(1), CancellationToken.None);
        Assert.Equal((2, "draft"), (fresh.Version, fresh.State));
        Assert.Equal((1, "sent", "漏报一处"), (_made.Store.Reports.Versions(August)[1].Version, _made.Store.Reports.Versions(August)[1].State, _made.Store.Reports.Versions(August)[1].ReopenedReason));
        _made.Freeze(August, Third.AddHours(2));
        Assert.Equal(docx, _made.File(August, "docx", 1));
        Assert.NotEqual(docx, _made.File(August, "docx", 2));
        Assert.Equal(["report.freeze", "report.reopen", "report.sent", "report.freeze", "report.draft"], _made.Store.Audit.List(new(Subject: "reports/2026-08")).Select(a => a.Action));
    }

    [Fact]
    public void The_database_itself_refuses_to_change_or_remove_what_is_frozen()
    {
        _made.Draft(August, First);
        _made.Freeze(August, Third);
        using var connection = new SqliteConnection($"Data Source={_made.Store.Workspace.Database}");
        connection.Open();
        foreach (string sql in (string[])["UPDATE monthly_reports SET report = '{}'", "DELETE FROM monthly_reports", "INSERT OR REPLACE INTO monthly_reports (month, version, edit, report, drafted_at, drafted_by) VALUES ('2026-08', 1, 1, '{}', '', '')"])
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            Assert.Contains("frozen report is never", Assert.Throws<SqliteException>(() => command.ExecuteNonQuery()).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_month_that_is_not_over_is_refused() =>
        Assert.Equal("month", Assert.Throws<InputException>(() => MonthlyReports.CheckOver(August, August.LastMoment)).Field);

    private void Correct(Corrections asked, DateTimeOffset at) => MonthlyReports.Correct(_made.Store, August, asked, _made.Record(August).Edit, "李四", at);
}
