using Geo.Api.Ogc;
using Geo.Core.Store.People;

namespace Geo.Api.Auth;

/// <summary>What <c>POST /people/{name}/keys</c> takes.</summary>
internal sealed record NewKey(string? Name, string? Role, DateTimeOffset? ExpiresAt);

/// <summary>A key as the pages see it; <paramref name="Key"/> only where it has just been made.</summary>
internal sealed record KeyView(
    string Id, string Name, string Owner, string Role, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt, DateTimeOffset? LastUsedAt, string? Key)
{
    public static KeyView Of(ApiKey key, string? secret = null) =>
        new(key.Id, key.Name, key.Owner, key.Role.Name(), key.CreatedAt, key.ExpiresAt, key.RevokedAt, key.LastUsedAt, secret);
}

/// <summary>API keys over HTTP: one's own, and for administrators everybody's.</summary>
internal static class KeyPages
{
    /// <summary>GET /people/{name}/keys</summary>
    public static IResult List(string name, HttpContext http, Visitor visitor, PeopleStore people) =>
        PeoplePages.Told(http, people.Keys.List(Owner(name, http, visitor, people).Name).Select(key => KeyView.Of(key)));

    /// <summary>POST /people/{name}/keys: makes a key and tells it this once.</summary>
    public static async Task<IResult> Add(string name, HttpContext http, Visitor visitor, PeopleStore people, CancellationToken cancel)
    {
        var owner = Owner(name, http, visitor, people);
        if (visitor.Via is Via.Key or Via.BasicKey)
        {
            throw new AccessException(StatusCodes.Status403Forbidden, "a key makes no keys: sign in by password");
        }

        var asked = await JsonBody.Read<NewKey>(http, "{\"name\": \"QGIS\", \"role\": \"viewer\"}", cancel)
            ?? throw new InputException("request", "body", "it is null", "send {\"name\": \"QGIS\", \"role\": \"viewer\"}");
        var (key, secret) = people.Keys.Add(owner, asked.Name ?? "", asked.Role is null ? null : Roles.Parse(asked.Role), asked.ExpiresAt, visitor.Name);
        return PeoplePages.Told(http, KeyView.Of(key, secret), StatusCodes.Status201Created);
    }

    /// <summary>DELETE /people/{name}/keys/{id}: the key does not count from now on; it stays listed.</summary>
    public static IResult Revoke(string name, string id, HttpContext http, Visitor visitor, PeopleStore people)
    {
        var owner = Owner(name, http, visitor, people);
        return people.Keys.Get(id).Owner == owner.Name
            ? PeoplePages.Told(http, KeyView.Of(people.Keys.Revoke(id, visitor.Name)))
            : throw new NotFoundException("API key", id);
    }

    // Whoever is not an administrator gets the same answer for others' names, whether they exist or not.
    private static Account Owner(string name, HttpContext http, Visitor visitor, PeopleStore people)
    {
        if (visitor.Account is { } own && own.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) return own;
        Gate.Require(http, Right.People, writes: false);
        return people.Accounts.Get(name);
    }
}
