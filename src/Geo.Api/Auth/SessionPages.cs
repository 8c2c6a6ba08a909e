using System.Text.Json.Nodes;
using Geo.Api.Ogc;
using Geo.Api.Reports;
using Geo.Core.Store;
using Geo.Core.Store.People;

namespace Geo.Api.Auth;

/// <summary>What <c>POST /session</c> takes.</summary>
internal sealed record Credentials(string? User, string? Password);

/// <summary>What <c>PUT /session/password</c> takes.</summary>
internal sealed record NewPassword(string? Old, string? New);

/// <summary>Signing in and out, and who is signed in.</summary>
internal static class SessionPages
{
    /// <summary>GET /session: what a page needs to know at start.</summary>
    public static IResult Get(HttpContext http, WorkspaceStore store, ServerSettings settings)
    {
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(Document(http, store, settings), Json.Pages);
    }

    /// <summary>POST /session: signs in by account and password.</summary>
    public static async Task<IResult> SignIn(HttpContext http, WorkspaceStore store, PeopleStore people, SignInGuard guard, ServerSettings settings, CancellationToken cancel)
    {
        var asked = await JsonBody.Read<Credentials>(http, "{\"user\": …, \"password\": …}", cancel);
        if (asked is not { User: { Length: > 0 } user, Password: { Length: > 0 } password })
        {
            throw new InputException("request", asked?.User is { Length: > 0 } ? "password" : "user", "it is missing", "send {\"user\": …, \"password\": …}");
        }

        string address = ClientAddress.Of(http);
        Refuse(guard.Enter(user.Trim(), address));
        if (people.Accounts.SignIn(user.Trim(), password) is not { } account)
        {
            // A name that is none may be a password typed into the wrong field: it is not written down.
            string? known = people.Accounts.List().FirstOrDefault(a => a.Name.Equals(user.Trim(), StringComparison.OrdinalIgnoreCase))?.Name;
            store.Write("nobody", null, null, writer => writer.Audit("sign-in.refused", known is null ? null : $"accounts/{known}", $"from {address}"));
            throw new AccessException(StatusCodes.Status401Unauthorized, "account or password is wrong, or the account is disabled");
        }

        guard.Succeeded(user.Trim(), address);
        store.Write(account.Name, null, null, writer => writer.Audit("sign-in", $"accounts/{account.Name}", $"from {address}"));
        Begin(http, people.Sessions.Begin(account.Name), settings);
        if (http.Request.Cookies.ContainsKey(Visitor.TokenCookie)) http.Response.Cookies.Delete(Visitor.TokenCookie);
        return Answer(http, store, settings, account);
    }

    /// <summary>DELETE /session: signs out, whatever one was signed in by.</summary>
    public static IResult SignOut(HttpContext http, WorkspaceStore store, PeopleStore people)
    {
        var visitor = Visitor.Of(http);
        if (http.Request.Cookies[Visitor.SessionCookie] is { Length: > 0 } session)
        {
            people.Sessions.End(session);
            if (visitor.Via == Via.Session) store.Write(visitor.Name, null, null, writer => writer.Audit("sign-out", $"accounts/{visitor.Name}"));
        }

        http.Response.Cookies.Delete(Visitor.SessionCookie);
        http.Response.Cookies.Delete(Visitor.TokenCookie);
        return TypedResults.NoContent();
    }

    /// <summary>PUT /session/password: one's own; other sessions of the account end.</summary>
    public static async Task<IResult> ChangePassword(
        HttpContext http, Visitor visitor, WorkspaceStore store, PeopleStore people, SignInGuard guard, ServerSettings settings, CancellationToken cancel)
    {
        var asked = await JsonBody.Read<NewPassword>(http, "{\"old\": …, \"new\": …}", cancel);
        if (visitor is not { Via: Via.Session, Account: { } account })
        {
            throw new AccessException(StatusCodes.Status403Forbidden, "a password is changed by who is signed in with it");
        }

        if (asked is not { Old: { } old, New: { Length: > 0 } fresh })
        {
            throw new InputException("request", "new", "it is missing", "send {\"old\": …, \"new\": …}");
        }

        Passwords.Check($"account {account.Name}", fresh, account.Name);
        string address = ClientAddress.Of(http);
        Refuse(guard.Enter(account.Name, address));
        if (people.Accounts.SignIn(account.Name, old) is null)
        {
            throw new InputException("request", "old", "it is not the present password", "type the password with which you signed in");
        }

        guard.Succeeded(account.Name, address);
        people.Accounts.SetPassword(account.Name, fresh, account.Name);
        Begin(http, people.Sessions.Begin(account.Name), settings);
        return Answer(http, store, settings, people.Accounts.Get(account.Name));
    }

    /// <summary>Refuses a try that has to wait.</summary>
    public static void Refuse(TimeSpan? wait)
    {
        if (wait is { } left)
        {
            int seconds = (int)Math.Ceiling(left.TotalSeconds);
            throw new AccessException(StatusCodes.Status429TooManyRequests, $"too many failed sign-ins: try again in {seconds} s") { RetryAfter = left };
        }
    }

    /// <summary>How a cookie of ours is sent: no script reads it, no foreign page makes a browser send it.</summary>
    public static CookieOptions Cookie(HttpContext http, ServerSettings settings) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = http.Request.IsHttps || settings.PublicUrl?.StartsWith("https:", StringComparison.OrdinalIgnoreCase) == true,
        IsEssential = true,
        Path = "/",
    };

    private static void Begin(HttpContext http, string session, ServerSettings settings)
    {
        var cookie = Cookie(http, settings);
        cookie.MaxAge = Sessions.Longest;
        http.Response.Cookies.Append(Visitor.SessionCookie, session, cookie);
    }

    // The request itself came without the session that it began.
    private static IResult Answer(HttpContext http, WorkspaceStore store, ServerSettings settings, Account account)
    {
        http.Items[typeof(Visitor)] = new Visitor(account.Name, account.DisplayName, account.Role, account.Town, Via.Session, Rights.Of(account.Role), account);
        return Get(http, store, settings);
    }

    private static JsonObject Document(HttpContext http, WorkspaceStore store, ServerSettings settings)
    {
        var visitor = Visitor.Of(http);
        return new JsonObject
        {
            ["lang"] = settings.Language.Tag(),
            ["synthetic"] = store.Scenes.List().Any(s => s.Synthetic),
            ["district"] = Request.Of(http).Language.Pick("包头市东河区", "Donghe District, Baotou"),
            ["signed_in"] = visitor.SignedIn,
            ["user"] = visitor.SignedIn ? visitor.Name : null,
            ["display_name"] = visitor.SignedIn ? visitor.DisplayName : null,
            ["role"] = visitor.Role?.Name(),
            ["town"] = visitor.Town,
            ["rights"] = new JsonArray([.. visitor.Rights.Order().Select(r => JsonValue.Create(r.Name()))]),
            ["has_account"] = visitor is { Via: Via.Session },
            ["password_generated"] = visitor is { Via: Via.Session, Account.PasswordGenerated: true },
            ["reports"] = visitor.May(Right.ReadStaff) ? ReportPages.Open(store, settings.Time.GetUtcNow()) : new JsonArray(),
            ["version"] = Revalidated.Version,
            ["revision"] = store.Revision,
        };
    }
}
