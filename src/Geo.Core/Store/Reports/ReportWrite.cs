using System.Text;
using System.Text.Json;
using Dapper;
using Geo.Core.Reporting.Monthly;

namespace Geo.Core.Store.Reports;

/// <summary>What can be done to monthly reports inside one write: each member checks the state and leaves its line in the audit log.</summary>
public static class ReportWrite
{
    private const int LongestNote = 500;

    /// <summary>How the newest version of a month stands, as this transaction sees it; null where there is none.</summary>
    public static ReportRecord? FindReport(this StoreWriter writer, ReportMonth month)
    {
        ArgumentNullException.ThrowIfNull(writer);
        return ReportShelf.All(writer.Connection, writer.Transaction, month).FirstOrDefault();
    }

    /// <summary>Stores a draft in the place of the one before.</summary>
    /// <exception cref="InputException">The month's report is frozen.</exception>
    public static void PutDraft(this StoreWriter writer, MonthlyReport draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var now = writer.FindReport(draft.Month);
        if (now?.FrozenAt is not null) throw Wrong(draft.Month, $"version {now.Version} is frozen", "reopen it first, with a reason");
        if (draft.Version != (now?.Version ?? 1)) throw Wrong(draft.Month, $"version {draft.Version} is not the newest", "make the draft again");
        writer.Connection.Execute(SqlText.Get("report_put"), new { month = draft.Month.ToString(), version = draft.Version, report = draft.ToJson(), at = writer.At, author = writer.Author, runId = writer.RunId }, writer.Transaction);
        writer.Audit("report.draft", Subject(draft.Month), Version(draft.Version));
    }

    /// <summary>Changes what a person put to a draft.</summary>
    /// <param name="writer">The transaction.</param>
    /// <param name="corrected">The draft with its corrections.</param>
    /// <param name="edit">The state that the person saw.</param>
    /// <exception cref="StaleException">Somebody has changed it since.</exception>
    /// <exception cref="InputException">It is frozen.</exception>
    public static void CorrectDraft(this StoreWriter writer, MonthlyReport corrected, int edit)
    {
        ArgumentNullException.ThrowIfNull(corrected);
        var now = Draft(writer, corrected.Month);
        if (now.Edit != edit) throw new StaleException($"the report of {corrected.Month} was changed since you read it", "load it again, then correct");
        writer.Connection.Execute("UPDATE monthly_reports SET report = @report, edit = edit + 1 WHERE month = @month AND version = @version",
            new { report = corrected.ToJson(), month = corrected.Month.ToString(), version = now.Version }, writer.Transaction);
        writer.Audit("report.correct", Subject(corrected.Month), Version(now.Version));
    }

    /// <summary>Freezes a draft with its files.</summary>
    /// <param name="writer">The transaction.</param>
    /// <param name="frozen">The draft with its seal.</param>
    /// <param name="edit">The state that the person saw.</param>
    /// <param name="files">Hashes of the files by name.</param>
    /// <exception cref="StaleException">Somebody has changed it since.</exception>
    /// <exception cref="InputException">It is frozen already.</exception>
    public static void FreezeReport(this StoreWriter writer, MonthlyReport frozen, int edit, IReadOnlyDictionary<string, string> files)
    {
        ArgumentNullException.ThrowIfNull(frozen);
        var now = Draft(writer, frozen.Month);
        if (now.Edit != edit) throw new StaleException($"the report of {frozen.Month} was changed since you read it", "load it again, read it, then freeze");
        string json = frozen.ToJson();
        writer.Connection.Execute(SqlText.Get("report_freeze"), new
        {
            month = frozen.Month.ToString(),
            version = now.Version,
            report = json,
            sha256 = MonthlyReport.HashOf(Encoding.UTF8.GetBytes(json)),
            files = JsonSerializer.Serialize(files.OrderBy(f => f.Key, StringComparer.Ordinal).ToDictionary()),
            at = ColumnValue.Instant(frozen.Seal!.At),
            author = frozen.Seal.By,
        }, writer.Transaction);
        writer.Audit("report.freeze", Subject(frozen.Month), Version(now.Version));
    }

    /// <summary>Notes that a frozen report was sent; again with another note corrects the note.</summary>
    /// <exception cref="InputException">It is not frozen, or the note is too long.</exception>
    public static void MarkSent(this StoreWriter writer, ReportMonth month, string? note)
    {
        var now = Newest(writer, month);
        if (now.FrozenAt is null) throw Wrong(month, "it is a draft", "freeze it, then send it");
        string? told = Trimmed(month, "note", note);
        writer.Connection.Execute("UPDATE monthly_reports SET sent_at = coalesce(sent_at, @at), sent_by = @author, sent_note = @note, edit = edit + 1 WHERE month = @month AND version = @version",
            new { at = writer.At, author = writer.Author, note = told, month = month.ToString(), version = now.Version }, writer.Transaction);
        writer.Audit("report.sent", Subject(month), told);
    }

    /// <summary>Begins a new version of a frozen report; the old one stays as it is.</summary>
    /// <param name="writer">The transaction.</param>
    /// <param name="draft">The new version's draft.</param>
    /// <param name="reason">Why; never empty.</param>
    /// <exception cref="InputException">It is not frozen, or no reason is given.</exception>
    public static void ReopenReport(this StoreWriter writer, MonthlyReport draft, string? reason)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var now = Newest(writer, draft.Month);
        if (now.FrozenAt is null) throw Wrong(draft.Month, "it is a draft", "correct it as it is");
        if (draft.Version != now.Version + 1) throw Wrong(draft.Month, $"version {draft.Version} does not follow {now.Version}", "load it again");
        string why = Trimmed(draft.Month, "reason", reason) ?? throw Wrong(draft.Month, "the reason is missing", "say why the frozen report is made anew", "reason");
        writer.Connection.Execute("UPDATE monthly_reports SET reopened_at = @at, reopened_by = @author, reopened_reason = @why WHERE month = @month AND version = @version",
            new { at = writer.At, author = writer.Author, why, month = draft.Month.ToString(), version = now.Version }, writer.Transaction);
        writer.Connection.Execute(SqlText.Get("report_put"), new { month = draft.Month.ToString(), version = draft.Version, report = draft.ToJson(), at = writer.At, author = writer.Author, runId = writer.RunId }, writer.Transaction);
        writer.Audit("report.reopen", Subject(draft.Month), why);
    }

    private static ReportRecord Draft(StoreWriter writer, ReportMonth month) =>
        Newest(writer, month) is { FrozenAt: null } draft ? draft : throw Wrong(month, "it is frozen", "reopen it first, with a reason");

    private static ReportRecord Newest(StoreWriter writer, ReportMonth month) => writer.FindReport(month) ?? throw new NotFoundException("monthly report", month.ToString());

    private static string? Trimmed(ReportMonth month, string field, string? text)
    {
        string kept = text?.Trim() ?? "";
        return kept.Length == 0 ? null : kept.Length <= LongestNote ? kept : throw Wrong(month, $"it is {kept.Length} characters long", $"use at most {LongestNote}", field);
    }

    private static string Subject(ReportMonth month) => $"reports/{month}";

    private static string Version(int version) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"version {version}");

    private static InputException Wrong(ReportMonth month, string problem, string mend, string? field = null) => new($"report {month}", field, problem, mend);
}
