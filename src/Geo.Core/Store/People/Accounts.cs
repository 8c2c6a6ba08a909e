using Dapper;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;

namespace Geo.Core.Store.People;

/// <summary>Who may sign in. Accounts are never deleted, only disabled: the audit log goes on leading to them.</summary>
public sealed class Accounts
{
    /// <summary>The account that the first start makes.</summary>
    public const string First = "admin";

    /// <summary>Stands as author of who showed the server's token, and is no account's name.</summary>
    public const string TokenAuthor = "token";

    private const int LongestName = 64;
    private const string Columns = "name AS Name, display_name AS DisplayName, role AS Role, town AS Town, password_hash AS PasswordHash, password_generated AS PasswordGenerated, disabled AS Disabled, created_at AS CreatedAt, signed_in_at AS SignedInAt";

    private readonly Database _database;
    private readonly WorkspaceStore _store;
    private readonly TimeProvider _time;

    internal Accounts(Database database, WorkspaceStore store, TimeProvider time) => (_database, _store, _time) = (database, store, time);

    /// <summary>All accounts, by name.</summary>
    public IReadOnlyList<Account> List()
    {
        using var connection = _database.Open();
        return [.. connection.Query<Row>($"SELECT {Columns} FROM accounts ORDER BY name").Select(row => row.ToAccount())];
    }

    /// <summary>An account.</summary>
    /// <exception cref="NotFoundException">There is none of this name.</exception>
    public Account Get(string name)
    {
        using var connection = _database.Open();
        return Find(connection, name) ?? throw new NotFoundException("account", name);
    }

    /// <summary>True where some administrator can sign in by a password.</summary>
    public bool AdminHasPassword => List().Any(a => a is { Role: Role.Admin, Disabled: false, HasPassword: true });

    /// <summary>Makes an account.</summary>
    /// <param name="name">Letters, digits, '-', '_' and '.'.</param>
    /// <param name="displayName">Shown; null takes the name.</param>
    /// <param name="role">Role.</param>
    /// <param name="town">The town of a town's account, as the layer towns names it; null for other roles.</param>
    /// <param name="password">Null to have one made.</param>
    /// <param name="by">Who makes it.</param>
    /// <param name="reason">Why.</param>
    /// <returns>The account, and the password where one was made: it cannot be shown again.</returns>
    /// <exception cref="InputException">A name that is taken or none, a town that is missing or unknown, a bad password.</exception>
    public (Account Account, string? Generated) Add(string name, string? displayName, Role role, string? town, string? password, string by, string? reason)
    {
        CheckName(name);
        town = Town(name, role, town);
        string? generated = password is null ? Passwords.Generate() : null;
        if (password is not null) Passwords.Check($"account {name}", password, name);
        string hash = Passwords.Hash(password ?? generated!), now = ColumnValue.Instant(_time.GetUtcNow());
        Write(by, "account.add", name, reason, (c, t) =>
        {
            if (Find(c, name) is not null) throw new InputException($"account {name}", "name", "there is one of this name", "take another name, or change that account");
            c.Execute(SqlText.Get("account_add"), new { name, display = Text(displayName) ?? name, role = role.Name(), town, hash, generated = generated is not null, now }, t);
        });
        return (Get(name), generated);
    }

    /// <summary>Changes an account; who is disabled is signed out at once.</summary>
    /// <exception cref="NotFoundException">There is none of this name.</exception>
    /// <exception cref="InputException">A town that is missing or unknown, or no administrator would be left.</exception>
    public Account Change(string name, AccountChange change, string by, string? reason)
    {
        ArgumentNullException.ThrowIfNull(change);
        var before = Get(name);
        var role = change.Role ?? before.Role;
        string? town = Town(before.Name, role, change.Town ?? (change.Role is null || change.Role == before.Role ? before.Town : null));
        bool disabled = change.Disabled ?? before.Disabled;
        Write(by, disabled && !before.Disabled ? "account.disable" : "account.change", before.Name, reason, (c, t) =>
        {
            c.Execute("UPDATE accounts SET display_name = @display, role = @role, town = @town, disabled = @disabled WHERE name = @name",
                new { before.Name, display = Text(change.DisplayName) ?? before.DisplayName, role = role.Name(), town, disabled, name = before.Name }, t);
            if (before is { Role: Role.Admin, Disabled: false } && c.ExecuteScalar<long>("SELECT count(*) FROM accounts WHERE role = 'admin' AND NOT disabled", transaction: t) == 0)
            {
                throw new InputException($"account {before.Name}", disabled ? "disabled" : "role", "it is the last administrator", "make another account an administrator first");
            }

            if (disabled) c.Execute("DELETE FROM sessions WHERE account = @name", new { name = before.Name }, t);
        });
        return Get(before.Name);
    }

    /// <summary>Sets a password that a person chose; all sessions of the account end.</summary>
    /// <exception cref="NotFoundException">There is none of this name.</exception>
    /// <exception cref="InputException">It is too short or too easy.</exception>
    public void SetPassword(string name, string password, string by, string? reason = null)
    {
        Passwords.Check($"account {name}", password, name);
        Store(Get(name).Name, password, generated: false, "account.password", by, reason);
    }

    /// <summary>Makes a new password; all sessions of the account end.</summary>
    /// <returns>The password: it cannot be shown again.</returns>
    /// <exception cref="NotFoundException">There is none of this name.</exception>
    public string Reset(string name, string by, string? reason = null)
    {
        string password = Passwords.Generate();
        Store(Get(name).Name, password, generated: true, "account.reset", by, reason);
        return password;
    }

    /// <summary>The account of a name and its password; null for a wrong one, an unknown name or a disabled account, in about the same time. A hash of an older kind is renewed.</summary>
    public Account? SignIn(string name, string password)
    {
        ArgumentNullException.ThrowIfNull(password);
        using var connection = _database.Open();
        var row = connection.QueryFirstOrDefault<Row>($"SELECT {Columns} FROM accounts WHERE name = @name AND NOT disabled", new { name });
        var verified = Passwords.Verify(row?.PasswordHash, password);
        if (row is null || verified == PasswordVerificationResult.Failed)
        {
            return null;
        }

        connection.Execute("UPDATE accounts SET signed_in_at = @now WHERE name = @name", new { now = ColumnValue.Instant(_time.GetUtcNow()), name });
        if (verified == PasswordVerificationResult.SuccessRehashNeeded)
        {
            connection.Execute("UPDATE accounts SET password_hash = @hash WHERE name = @name", new { hash = Passwords.Hash(password), name });
        }

        return Find(connection, name);
    }

    internal static Account? Find(SqliteConnection connection, string name) =>
        connection.QueryFirstOrDefault<Row>($"SELECT {Columns} FROM accounts WHERE name = @name", new { name })?.ToAccount();

    private static string? Text(string? given) => string.IsNullOrWhiteSpace(given) ? null : given.Trim();

    private static void CheckName(string name)
    {
        if (string.IsNullOrEmpty(name) || name.Length > LongestName || !name.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.') || name.Equals(TokenAuthor, StringComparison.OrdinalIgnoreCase))
        {
            throw new InputException("the account", "name", $"'{name}' is no name of an account", $"use letters, digits, '-', '_' and '.', at most {LongestName}, and not '{TokenAuthor}'");
        }
    }

    // A town that is written otherwise than in the layer would never match a site's.
    private string? Town(string account, Role role, string? town)
    {
        town = Text(town);
        if (role != Role.Town)
        {
            return town is null ? null : throw new InputException($"account {account}", "town", $"the role {role.Name()} has no town", "leave the town away, or use the role town");
        }

        string[] towns = [.. _store.Layer(Layers.Towns.Id).Items(ItemsRequest.Everything).Select(f => f.Properties["name"]).OfType<string>().Distinct()];
        return town is null || (towns.Length > 0 && !towns.Contains(town))
            ? throw new InputException($"account {account}", "town", town is null ? "it is missing" : $"'{town}' is no town of the layer towns", towns.Length > 0 ? $"use one of {string.Join(", ", towns)}" : "give the town's name")
            : town;
    }

    private void Store(string name, string password, bool generated, string action, string by, string? reason)
    {
        string hash = Passwords.Hash(password);
        Write(by, action, name, reason, (c, t) =>
        {
            c.Execute("UPDATE accounts SET password_hash = @hash, password_generated = @generated WHERE name = @name", new { hash, generated, name }, t);
            c.Execute("DELETE FROM sessions WHERE account = @name", new { name }, t);
        });
    }

    private void Write(string by, string action, string name, string? reason, Action<SqliteConnection, SqliteTransaction> change) =>
        PeopleWrite.Of(_store, _database, by, action, $"accounts/{name}", reason, change);

    // Dapper fills members by name.
    private sealed class Row
    {
        public string Name { get; init; } = "";
        public string DisplayName { get; init; } = "";
        public string Role { get; init; } = "";
        public string? Town { get; init; }
        public string? PasswordHash { get; init; }
        public bool PasswordGenerated { get; init; }
        public bool Disabled { get; init; }
        public string CreatedAt { get; init; } = "";
        public string? SignedInAt { get; init; }

        public Account ToAccount() => new(Name, DisplayName, Roles.Parse(Role), Town, PasswordHash is not null, PasswordGenerated, Disabled,
            ColumnValue.Instant(CreatedAt), SignedInAt is null ? null : ColumnValue.Instant(SignedInAt));
    }
}
