using System.Net.Http.Headers;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Geo.Core.Store.People;

namespace Geo.Api.Auth;

/// <summary>By what a visitor is known.</summary>
internal enum Via
{
    /// <summary>By nothing.</summary>
    Nothing = 0,
    /// <summary>The token that the server printed, in a header.</summary>
    Token,
    /// <summary>The same in a cookie.</summary>
    TokenCookie,
    /// <summary>A session's cookie.</summary>
    Session,
    /// <summary>An API key as Bearer.</summary>
    Key,
    /// <summary>An API key as the password of HTTP Basic, which browsers send by themselves.</summary>
    BasicKey,
}

/// <summary>Who asks. A handler takes it as a parameter; <see cref="Of"/> gives it elsewhere.</summary>
/// <param name="Name">Author of what is written.</param>
/// <param name="DisplayName">Name to show.</param>
/// <param name="Role">Null for nobody.</param>
/// <param name="Town">The town of a town's account.</param>
/// <param name="Via">By what we know them.</param>
/// <param name="Rights">What they may do.</param>
/// <param name="Account">Their account; null for nobody and for the token.</param>
internal sealed record Visitor(string Name, string DisplayName, Role? Role, string? Town, Via Via, IReadOnlySet<Right> Rights, Account? Account)
{
    /// <summary>Name of the session's cookie.</summary>
    public const string SessionCookie = "geowfc_session";

    /// <summary>Name of the token's cookie.</summary>
    public const string TokenCookie = "geowfc_token";

    private static readonly Visitor Nobody = new("nobody", "", null, null, Via.Nothing, new HashSet<Right> { Right.SignIn }, null);

    /// <summary>True for who is somebody.</summary>
    public bool SignedIn => Role is not null;

    /// <summary>True where they have the right.</summary>
    public bool May(Right right) => Rights.Contains(right);

    /// <summary>Who asks, found out once a request.</summary>
    /// <exception cref="AccessException">401: a Bearer token or an API key that does not count (any more); who sent it believes to be somebody (RFC 6750, 3.1).</exception>
    public static Visitor Of(HttpContext http)
    {
        if (http.Items.TryGetValue(typeof(Visitor), out object? known) && known is Visitor visitor)
        {
            return visitor;
        }

        visitor = ByHeader(http) ?? ByCookie(http) ?? Nobody;
        http.Items[typeof(Visitor)] = visitor;
        return visitor;
    }

    /// <summary>For handlers' parameters.</summary>
    public static ValueTask<Visitor> BindAsync(HttpContext http, ParameterInfo _) => ValueTask.FromResult(Of(http));

    /// <summary>Forgets who was found out: the request has just changed that.</summary>
    public static void Forget(HttpContext http) => http.Items.Remove(typeof(Visitor));

    /// <summary>Compares in a time that does not depend on the content.</summary>
    public static bool Matches(string? shown, string token) => shown is not null && CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(shown)), SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private static Visitor? ByHeader(HttpContext http)
    {
        if (!AuthenticationHeaderValue.TryParse(http.Request.Headers.Authorization, out var header))
        {
            return null;
        }

        if (header.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase))
        {
            string shown = header.Parameter?.Trim() ?? "";
            return shown.StartsWith(ApiKeys.Prefix, StringComparison.Ordinal) ? ByKey(http, shown, Via.Key)
                : Matches(shown, Settings(http).Token) ? ByToken(Via.Token) : throw Wrong("that token is not the one that the server printed at start, nor an API key (gwk_…): leave the header Authorization away to read as anybody may, or send a valid one");
        }

        // Basic that is not ours (a proxy in front may ask for it) makes nobody of its sender.
        return header.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase) && BasicPassword(header.Parameter) is { } password && password.StartsWith(ApiKeys.Prefix, StringComparison.Ordinal)
            ? ByKey(http, password, Via.BasicKey)
            : null;
    }

    private static Visitor? ByCookie(HttpContext http)
    {
        if (http.Request.Cookies[SessionCookie] is { Length: > 0 } session && People(http).Sessions.Find(session) is { } account)
        {
            return new Visitor(account.Name, account.DisplayName, account.Role, account.Town, Via.Session, Core.Store.People.Rights.Of(account.Role), account);
        }

        return Matches(http.Request.Cookies[TokenCookie], Settings(http).Token) ? ByToken(Via.TokenCookie) : null;
    }

    private static Visitor ByKey(HttpContext http, string secret, Via via)
    {
        var (key, owner) = People(http).Keys.Find(secret)
            ?? throw Wrong("that API key is unknown, revoked or over: make a new one on the page of your keys, or with geowfc keys add");
        var rights = Core.Store.People.Rights.Of(key.Role).Intersect(Core.Store.People.Rights.Of(owner.Role)).ToHashSet();
        return new Visitor(owner.Name, owner.DisplayName, key.Role, owner.Town, via, rights, owner);
    }

    private static AccessException Wrong(string message) => new(StatusCodes.Status401Unauthorized, message) { IsWrongToken = true };

    private static Visitor ByToken(Via via) =>
        new(Accounts.TokenAuthor, Accounts.TokenAuthor, Core.Store.People.Role.Admin, null, via, Core.Store.People.Rights.Of(Core.Store.People.Role.Admin), null);

    private static string? BasicPassword(string? parameter)
    {
        try
        {
            string pair = Encoding.UTF8.GetString(Convert.FromBase64String(parameter ?? ""));
            int colon = pair.IndexOf(':', StringComparison.Ordinal);
            return colon < 0 ? null : pair[(colon + 1)..];
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static PeopleStore People(HttpContext http) => http.RequestServices.GetRequiredService<PeopleStore>();

    private static ServerSettings Settings(HttpContext http) => http.RequestServices.GetRequiredService<ServerSettings>();
}
