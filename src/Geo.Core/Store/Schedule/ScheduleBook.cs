using Dapper;
using Geo.Core.Sites;
using Microsoft.Data.Sqlite;

namespace Geo.Core.Store.Schedule;

/// <summary>Recurring tasks of a workspace as they stand. It is written by <see cref="ScheduleWrite"/>.</summary>
public sealed class ScheduleBook
{
    private const string Columns = """
        SELECT task AS Task, cron AS Cron, paused AS Paused, served_until AS ServedUntil, last_at AS LastAt, last_run_id AS LastRunId,
          last_zh AS LastZh, last_en AS LastEn, changed_at AS ChangedAt, changed_by AS ChangedBy
        FROM schedule
        """;

    private readonly Database _database;

    internal ScheduleBook(Database database) => _database = database;

    /// <summary>All that were ever registered.</summary>
    public IReadOnlyList<ScheduleEntry> List()
    {
        using var connection = _database.Open();
        return [.. connection.Query<Row>(Columns).Select(row => row.ToEntry())];
    }

    internal static ScheduleEntry? Find(SqliteConnection connection, SqliteTransaction transaction, string task) =>
        connection.QueryFirstOrDefault<Row>($"{Columns}\nWHERE task = @task", new { task }, transaction)?.ToEntry();

    internal static object Stored(ScheduleEntry e) => new
    {
        e.Task,
        e.Cron,
        Paused = e.Paused ? 1 : 0,
        ServedUntil = ColumnValue.Instant(e.ServedUntil),
        LastAt = Text(e.LastAt),
        e.LastRunId,
        LastZh = e.LastOutcome?.Zh,
        LastEn = e.LastOutcome?.En,
        ChangedAt = Text(e.ChangedAt),
        e.ChangedBy,
    };

    private static string? Text(DateTimeOffset? at) => at is { } instant ? ColumnValue.Instant(instant) : null;

    // Dapper fills members by name.
    private sealed class Row
    {
        public string Task { get; init; } = "";
        public string? Cron { get; init; }
        public long Paused { get; init; }
        public string ServedUntil { get; init; } = "";
        public string? LastAt { get; init; }
        public string? LastRunId { get; init; }
        public string? LastZh { get; init; }
        public string? LastEn { get; init; }
        public string? ChangedAt { get; init; }
        public string? ChangedBy { get; init; }

        public ScheduleEntry ToEntry() => new(Task, Paused != 0, ColumnValue.Instant(ServedUntil))
        {
            Cron = Cron,
            LastAt = At(LastAt),
            LastRunId = LastRunId,
            LastOutcome = LastEn is null ? null : new Reason(LastZh ?? LastEn, LastEn),
            ChangedAt = At(ChangedAt),
            ChangedBy = ChangedBy,
        };

        private static DateTimeOffset? At(string? text) => text is null ? null : ColumnValue.Instant(text);
    }
}
