using Dapper;
using Microsoft.Data.Sqlite;

namespace Geo.Core.Store;

/// <summary>A line of the audit log.</summary>
/// <param name="Seq">Number of the line; never used twice.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Author">Who: an account's name, the name of the operating system's user on the command line, "token" for who showed the server's token.</param>
/// <param name="Action">What was done, as review, run.start, account.add.</param>
/// <param name="Subject">On what, as detections/D1; null where it has no name.</param>
/// <param name="Reason">Why, in the author's words; null where none was given.</param>
/// <param name="Revision">The revision that the write made: leads to the layers' histories; null where no layer changed.</param>
/// <param name="RunId">The run that wrote; null where a person did.</param>
public sealed record AuditEntry(long Seq, DateTimeOffset At, string Author, string Action, string? Subject, string? Reason, long? Revision, string? RunId);

/// <summary>Which lines of the audit log are wanted.</summary>
/// <param name="Limit">At most so many.</param>
/// <param name="Before">Only lines of a lower number: where the page before ended.</param>
/// <param name="Author">Only this author's.</param>
/// <param name="Subject">Only of this subject, or of what stands below it: detections gives detections/D1 too.</param>
/// <param name="Since">Only from then on.</param>
public sealed record AuditQuery(int Limit = 100, long? Before = null, string? Author = null, string? Subject = null, DateTimeOffset? Since = null);

/// <summary>Who wrote what, when and why; it is only ever added to (the database refuses anything else).</summary>
public sealed class AuditLog
{
    private readonly Database _database;

    internal AuditLog(Database database) => _database = database;

    /// <summary>Lines, the youngest first.</summary>
    public IReadOnlyList<AuditEntry> List(AuditQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        using var connection = _database.Open();
        return [.. connection.Query<Row>(SqlText.Get("audit_list"), new
        {
            query.Limit, query.Before, query.Author, query.Subject,
            Below = query.Subject is null ? null : query.Subject + "/",
            BelowLength = query.Subject?.Length + 1,
            Since = query.Since is { } since ? ColumnValue.Instant(since) : null,
        }).Select(row => new AuditEntry(row.Seq, ColumnValue.Instant(row.At), row.Author, row.Action, row.Subject, row.Reason, row.Revision, row.RunId))];
    }

    internal static void Add(SqliteConnection c, SqliteTransaction t, string at, string author, string action, string? subject, string? reason, long? revision, string? runId) =>
        c.Execute(SqlText.Get("audit_add"), new { at, author, action, subject, reason, revision, runId }, t);

    // Dapper fills members by name.
    private sealed class Row
    {
        public long Seq { get; init; }
        public string At { get; init; } = "";
        public string Author { get; init; } = "";
        public string Action { get; init; } = "";
        public string? Subject { get; init; }
        public string? Reason { get; init; }
        public long? Revision { get; init; }
        public string? RunId { get; init; }
    }
}
