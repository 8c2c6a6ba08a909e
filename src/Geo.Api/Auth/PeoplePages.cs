using Geo.Api.Ogc;
using Geo.Core.Store.People;

namespace Geo.Api.Auth;

/// <summary>What <c>POST /people</c> takes.</summary>
internal sealed record NewAccount(string? Name, string? DisplayName, string? Role, string? Town, string? Password, string? Reason);

/// <summary>What <c>PUT /people/{name}</c> takes; what is left out stays.</summary>
internal sealed record ChangedAccount(string? DisplayName, string? Role, string? Town, bool? Disabled, string? Reason);

/// <summary>An account as the pages see it; <paramref name="Password"/> only where it has just been made.</summary>
internal sealed record AccountView(
    string Name, string DisplayName, string Role, string? Town, bool Disabled, bool HasPassword, bool PasswordGenerated, DateTimeOffset CreatedAt, DateTimeOffset? SignedInAt, string? Password)
{
    public static AccountView Of(Account account, string? password = null) => new(account.Name, account.DisplayName, account.Role.Name(), account.Town, account.Disabled,
        account.HasPassword, account.PasswordGenerated, account.CreatedAt, account.SignedInAt, password);
}

/// <summary>Accounts over HTTP.</summary>
internal static class PeoplePages
{
    /// <summary>GET /people</summary>
    public static IResult List(HttpContext http, PeopleStore people) => Told(http, people.Accounts.List().Select(account => AccountView.Of(account)));

    /// <summary>POST /people; without a password one is made and told this once.</summary>
    public static async Task<IResult> Add(HttpContext http, Visitor visitor, PeopleStore people, CancellationToken cancel)
    {
        var asked = await JsonBody.Read<NewAccount>(http, "{\"name\": …, \"role\": \"viewer\"}", cancel)
            ?? throw new InputException("request", "body", "it is null", "send {\"name\": …, \"role\": \"viewer\"}");
        var (account, generated) = people.Accounts.Add(asked.Name ?? "", asked.DisplayName, Roles.Parse(asked.Role), asked.Town,
            asked.Password is { Length: > 0 } chosen ? chosen : null, visitor.Name, asked.Reason);
        return Told(http, AccountView.Of(account, generated), StatusCodes.Status201Created).WithLocation($"/people/{Uri.EscapeDataString(account.Name)}");
    }

    /// <summary>GET /people/{name}</summary>
    public static IResult Get(string name, HttpContext http, PeopleStore people) => Told(http, AccountView.Of(people.Accounts.Get(name)));

    /// <summary>PUT /people/{name}</summary>
    public static async Task<IResult> Change(string name, HttpContext http, Visitor visitor, PeopleStore people, CancellationToken cancel)
    {
        var asked = await JsonBody.Read<ChangedAccount>(http, "{\"role\": \"ecology\", \"disabled\": false}", cancel)
            ?? throw new InputException("request", "body", "it is null", "send {\"role\": \"ecology\", \"disabled\": false}");
        var change = new AccountChange(asked.DisplayName, asked.Role is null ? null : Roles.Parse(asked.Role), asked.Town, asked.Disabled);
        return Told(http, AccountView.Of(people.Accounts.Change(name, change, visitor.Name, asked.Reason)));
    }

    /// <summary>POST /people/{name}/password: makes a new one and tells it this once.</summary>
    public static IResult Reset(string name, HttpContext http, Visitor visitor, PeopleStore people)
    {
        string password = people.Accounts.Reset(name, visitor.Name);
        return Told(http, AccountView.Of(people.Accounts.Get(name), password));
    }

    internal static IResult Told<T>(HttpContext http, T document, int status = StatusCodes.Status200OK)
    {
        http.Response.Headers.CacheControl = "no-store"; // a password or a key may be in it
        return TypedResults.Json(document, Json.Pages, statusCode: status);
    }
}
