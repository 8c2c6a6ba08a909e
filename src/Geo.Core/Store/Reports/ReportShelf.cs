using System.Text.Json;
using Dapper;
using Geo.Core.Reporting.Monthly;
using Microsoft.Data.Sqlite;

namespace Geo.Core.Store.Reports;

/// <summary>Monthly reports of a workspace, all versions. They are written by <see cref="ReportWrite"/>.</summary>
public sealed class ReportShelf
{
    private readonly Database _database;

    internal ReportShelf(Database database) => _database = database;

    /// <summary>The newest version of each month, the youngest month first.</summary>
    public IReadOnlyList<ReportRecord> List() => [.. All(null).GroupBy(r => r.Month).Select(versions => versions.First())];

    /// <summary>Every version of a month, the newest first.</summary>
    public IReadOnlyList<ReportRecord> Versions(ReportMonth month) => All(month);

    /// <summary>The newest version of a month; null where there is none.</summary>
    public ReportRecord? Find(ReportMonth month) => All(month).FirstOrDefault();

    /// <summary>The newest frozen version of a month; null where there is none.</summary>
    public ReportRecord? Frozen(ReportMonth month) => All(month).FirstOrDefault(r => r.FrozenAt is not null);

    /// <summary>The text of a version, as it is stored.</summary>
    /// <exception cref="NotFoundException">There is no such version.</exception>
    /// <exception cref="InputException">A frozen text is not the one that was frozen.</exception>
    public string Json(ReportMonth month, int version)
    {
        using var connection = _database.Open();
        var (report, sha256) = connection.QueryFirstOrDefault<(string? Report, string? Sha256)>("SELECT report, sha256 FROM monthly_reports WHERE month = @month AND version = @version", new { month = month.ToString(), version });
        if (report is null) throw new NotFoundException("monthly report", $"{month} version {version}");
        return sha256 is null || sha256 == MonthlyReport.HashOf(System.Text.Encoding.UTF8.GetBytes(report)) ? report
            : throw new InputException($"report {month}", "sha256", "the frozen report was changed outside of the program", "restore the workspace from a backup");
    }

    /// <summary>A version.</summary>
    /// <exception cref="NotFoundException">There is no such version.</exception>
    public MonthlyReport Read(ReportMonth month, int version) => MonthlyReport.FromJson(Json(month, version));

    private List<ReportRecord> All(ReportMonth? month)
    {
        using var connection = _database.Open();
        return All(connection, null, month);
    }

    internal static List<ReportRecord> All(SqliteConnection connection, SqliteTransaction? transaction, ReportMonth? month) =>
        [.. connection.Query<Row>(SqlText.Get("report_list"), new { month = month?.ToString() }, transaction).Select(r => new ReportRecord(
            ReportMonth.Parse(r.Month), (int)r.Version, (int)r.Edit, ColumnValue.Instant(r.DraftedAt), r.DraftedBy, r.RunId, At(r.FrozenAt), r.FrozenBy, r.Sha256,
            r.Files is null ? new Dictionary<string, string>() : JsonSerializer.Deserialize<Dictionary<string, string>>(r.Files)!,
            At(r.SentAt), r.SentBy, r.SentNote, At(r.ReopenedAt), r.ReopenedBy, r.ReopenedReason))];

    private static DateTimeOffset? At(string? text) => text is null ? null : ColumnValue.Instant(text);

    // Dapper fills members by name.
    private sealed class Row
    {
        public string Month { get; init; } = "";
        public long Version { get; init; }
        public long Edit { get; init; }
        public string DraftedAt { get; init; } = "";
        public string DraftedBy { get; init; } = "";
        public string? RunId { get; init; }
        public string? FrozenAt { get; init; }
        public string? FrozenBy { get; init; }
        public string? Sha256 { get; init; }
        public string? Files { get; init; }
        public string? SentAt { get; init; }
        public string? SentBy { get; init; }
        public string? SentNote { get; init; }
        public string? ReopenedAt { get; init; }
        public string? ReopenedBy { get; init; }
        public string? ReopenedReason { get; init; }
    }
}
