using Dapper;

namespace Geo.Core.Store.People;

/// <summary>Who is signed in: a session lasts while it is used, and at most a week.</summary>
public sealed class Sessions
{
    /// <summary>A session that was not used for so long has ended.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromHours(12);

    /// <summary>However it is used, it ends after so long.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    // The use of a session is written down no more often than this: reading pages must not write at every request.
    private static readonly TimeSpan Grain = TimeSpan.FromMinutes(5);

    private readonly Database _database;
    private readonly TimeProvider _time;

    internal Sessions(Database database, TimeProvider time) => (_database, _time) = (database, time);

    /// <summary>Begins a session of an account.</summary>
    /// <returns>Its id, for the cookie; it is kept nowhere.</returns>
    public string Begin(string account)
    {
        string id = Secrets.New(), now = ColumnValue.Instant(_time.GetUtcNow());
        using var connection = _database.Open();
        connection.Execute("DELETE FROM sessions WHERE created_at <= @Oldest OR seen_at <= @Idle", Limits());
        connection.Execute("INSERT INTO sessions (id_hash, account, created_at, seen_at) VALUES (@hash, @account, @now, @now)", new { hash = Secrets.Hash(id), account, now });
        return id;
    }

    /// <summary>The account of a live session, which lives on from now; null where it has ended, or the account is disabled.</summary>
    public Account? Find(string id)
    {
        using var connection = _database.Open();
        var limits = Limits();
        string hash = Secrets.Hash(id);
        var found = connection.QueryFirstOrDefault<(string Account, string SeenAt)>(
            "SELECT account, seen_at FROM sessions WHERE id_hash = @hash AND created_at > @Oldest AND seen_at > @Idle", new { hash, limits.Oldest, limits.Idle });
        if (found.Account is null || Accounts.Find(connection, found.Account) is not { Disabled: false } account)
        {
            return null;
        }

        var now = _time.GetUtcNow();
        if (now - ColumnValue.Instant(found.SeenAt) > Grain)
        {
            connection.Execute("UPDATE sessions SET seen_at = @now WHERE id_hash = @hash", new { hash, now = ColumnValue.Instant(now) });
        }

        return account;
    }

    /// <summary>Ends a session; none of that id is no error.</summary>
    public void End(string id)
    {
        using var connection = _database.Open();
        connection.Execute("DELETE FROM sessions WHERE id_hash = @hash", new { hash = Secrets.Hash(id) });
    }

    private Limit Limits()
    {
        var now = _time.GetUtcNow();
        return new Limit(ColumnValue.Instant(now - Longest), ColumnValue.Instant(now - Idle));
    }

    private sealed record Limit(string Oldest, string Idle);
}
