using Dapper;

namespace Geo.Core.Store.Inbox;

/// <summary>What lies in the inbox and what came through it. It is written by <see cref="InboxWrite"/>.</summary>
public sealed class InboxBook
{
    private const string Columns = """
        SELECT id AS Id, name AS Name, state AS State, files AS Files, bytes AS Bytes, fingerprint AS Fingerprint, first_seen_at AS FirstSeenAt, since AS Since,
          looked_at AS LookedAt, tries AS Tries, run_id AS RunId, outcome AS Outcome, target AS Target, moved AS Moved, reason_zh AS ReasonZh, reason_en AS ReasonEn,
          scene_ids AS SceneIds, ended_at AS EndedAt
        FROM inbox_entries
        """;

    private readonly Database _database;

    internal InboxBook(Database database) => _database = database;

    /// <summary>What is not put away, as it came.</summary>
    public IReadOnlyList<InboxEntry> Open() => Query("WHERE state NOT IN ('done', 'failed') ORDER BY id", new { });

    /// <summary>What was put away, the youngest first.</summary>
    public IReadOnlyList<InboxEntry> Ended(int limit) => Query("WHERE state IN ('done', 'failed') ORDER BY ended_at DESC, id DESC LIMIT @limit", new { limit });

    /// <summary>Some of them by number; unknown numbers are passed over.</summary>
    public IReadOnlyList<InboxEntry> Get(IReadOnlyCollection<long> ids) => Query("WHERE id IN @ids ORDER BY id", new { ids });

    /// <summary>Those that a run took up.</summary>
    public IReadOnlyList<InboxEntry> OfRun(string runId) => Query("WHERE run_id = @runId ORDER BY id", new { runId });

    private IReadOnlyList<InboxEntry> Query(string condition, object parameters)
    {
        using var connection = _database.Open();
        return [.. connection.Query<InboxRow>($"{Columns}\n{condition}", parameters).Select(row => row.ToEntry())];
    }
}
