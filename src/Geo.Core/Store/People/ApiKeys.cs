using System.Security.Cryptography;
using Dapper;

namespace Geo.Core.Store.People;

/// <summary>Keys of GIS programs: each has a name, an owner and a role that reaches no further than the owner's.</summary>
public sealed class ApiKeys
{
    /// <summary>What every key begins with.</summary>
    public const string Prefix = "gwk_";

    private const int LongestName = 100, IdBytes = 5;
    private const string Columns = "id AS Id, name AS Name, owner AS Owner, role AS Role, created_at AS CreatedAt, expires_at AS ExpiresAt, revoked_at AS RevokedAt, last_used_at AS LastUsedAt";

    // A tile client asks many times a second: its use is written down to the minute.
    private static readonly TimeSpan Grain = TimeSpan.FromMinutes(1);

    private readonly Database _database;
    private readonly WorkspaceStore _store;
    private readonly TimeProvider _time;

    internal ApiKeys(Database database, WorkspaceStore store, TimeProvider time) => (_database, _store, _time) = (database, store, time);

    /// <summary>Keys, the youngest first.</summary>
    /// <param name="owner">Only this account's; null for all.</param>
    public IReadOnlyList<ApiKey> List(string? owner = null)
    {
        using var connection = _database.Open();
        return [.. connection.Query<Row>($"SELECT {Columns} FROM api_keys WHERE @owner IS NULL OR owner = @owner COLLATE NOCASE ORDER BY created_at DESC, id", new { owner }).Select(row => row.ToKey())];
    }

    /// <summary>A key by its id.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    public ApiKey Get(string id) => List().FirstOrDefault(key => key.Id == id) ?? throw new NotFoundException("API key", id);

    /// <summary>Makes a key.</summary>
    /// <param name="owner">The account whose rights bound the key's.</param>
    /// <param name="name">Which program will use it.</param>
    /// <param name="role">What it may do; null takes viewer, enough for reading.</param>
    /// <param name="expires">Not valid from then on; null without end.</param>
    /// <param name="by">Who makes it.</param>
    /// <returns>What is listed of it, and the key itself: it cannot be shown again.</returns>
    /// <exception cref="NotFoundException">There is no such account.</exception>
    /// <exception cref="InputException">No name, a role above the owner's, an end that has passed.</exception>
    public (ApiKey Key, string Secret) Add(Account owner, string name, Role? role, DateTimeOffset? expires, string by)
    {
        ArgumentNullException.ThrowIfNull(owner);
        var of = role ?? Role.Viewer;
        if (string.IsNullOrWhiteSpace(name) || name.Length > LongestName)
        {
            throw new InputException("the API key", "name", "it is missing or too long", $"name the program that will use it, in at most {LongestName} characters");
        }

        if (!Rights.Of(of).IsSubsetOf(Rights.Of(owner.Role)) || (of == Role.Town && owner.Role != Role.Town))
        {
            throw new InputException("the API key", "role", $"{of.Name()} reaches further than its owner's {owner.Role.Name()}", "give a role that the owner's holds, such as viewer");
        }

        var now = _time.GetUtcNow();
        if (expires <= now)
        {
            throw new InputException("the API key", "expires_at", "it has passed", "give a time to come, or none");
        }

        string id = $"k-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes))}", secret = Prefix + Secrets.New();
        PeopleWrite.Of(_store, _database, by, "key.add", $"accounts/{owner.Name}/keys/{id}", name.Trim(), (c, t) => c.Execute(SqlText.Get("api_key_add"), new
        {
            id, name = name.Trim(), owner = owner.Name, role = of.Name(), hash = Secrets.Hash(secret), now = ColumnValue.Instant(now),
            expires = expires is { } end ? ColumnValue.Instant(end) : null,
        }, t));
        return (Get(id), secret);
    }

    /// <summary>From now on the key does not count; no effect on one that was revoked before.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    public ApiKey Revoke(string id, string by, string? reason = null)
    {
        var key = Get(id);
        if (key.RevokedAt is null)
        {
            string now = ColumnValue.Instant(_time.GetUtcNow());
            PeopleWrite.Of(_store, _database, by, "key.revoke", $"accounts/{key.Owner}/keys/{id}", reason,
                (c, t) => c.Execute("UPDATE api_keys SET revoked_at = @now WHERE id = @id", new { now, id }, t));
        }

        return Get(id);
    }

    /// <summary>The key and its owner; null where it is unknown, revoked or over, or its owner is disabled.</summary>
    public (ApiKey Key, Account Owner)? Find(string secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        using var connection = _database.Open();
        var now = _time.GetUtcNow();
        var key = connection.QueryFirstOrDefault<Row>($"SELECT {Columns} FROM api_keys WHERE key_hash = @hash", new { hash = Secrets.Hash(secret) })?.ToKey();
        if (key is null || key.RevokedAt is not null || key.ExpiresAt <= now || Accounts.Find(connection, key.Owner) is not { Disabled: false } owner)
        {
            return null;
        }

        if (!(now - key.LastUsedAt <= Grain))
        {
            connection.Execute("UPDATE api_keys SET last_used_at = @now WHERE id = @id", new { now = ColumnValue.Instant(now), id = key.Id });
        }

        return (key, owner);
    }

    // Dapper fills members by name.
    private sealed class Row
    {
        public string Id { get; init; } = "";
        public string Name { get; init; } = "";
        public string Owner { get; init; } = "";
        public string Role { get; init; } = "";
        public string CreatedAt { get; init; } = "";
        public string? ExpiresAt { get; init; }
        public string? RevokedAt { get; init; }
        public string? LastUsedAt { get; init; }

        public ApiKey ToKey() => new(Id, Name, Owner, Roles.Parse(Role), ColumnValue.Instant(CreatedAt), At(ExpiresAt), At(RevokedAt), At(LastUsedAt));

        private static DateTimeOffset? At(string? text) => text is null ? null : ColumnValue.Instant(text);
    }
}
