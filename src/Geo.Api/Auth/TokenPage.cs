using Geo.Api.Ogc;
using Geo.Core.Store;
using Geo.Core.Store.People;

namespace Geo.Api.Auth;

/// <summary>The page that takes the token and keeps it in a cookie which no script can read: the administrator's way in without an account.</summary>
internal static class TokenPage
{
    /// <summary>Without <c>token</c> a form; with the right one the cookie and on to the map; with a wrong one 401.</summary>
    public static IResult Get(HttpContext http, WorkspaceStore store, PeopleStore people, SignInGuard guard, ServerSettings settings)
    {
        var request = Request.Of(http);
        http.Response.Headers.CacheControl = "no-store";
        string? token = http.Request.Query["token"];
        if (string.IsNullOrEmpty(token))
        {
            var language = request.Language;
            return new Page(request, language.Pick("访问令牌", "Access token"), Html.Of($"""
                <p>{language.Pick("服务启动时在终端打印了令牌，凭它可作为管理员进入。有账号的请在地图右上角登录。", "The server printed the token at start; it lets an administrator in. With an account, sign in at the top right of the map.")}</p>
                <form method="get" action="/token"><label>{language.Pick("令牌", "Token")} <input type="password" name="token" autocomplete="current-password" required></label> <button>{language.Pick("确定", "Go")}</button></form>
                """));
        }

        string address = ClientAddress.Of(http);
        SessionPages.Refuse(guard.Enter(null, address));
        if (!Visitor.Matches(token, settings.Token))
        {
            store.Write("nobody", null, null, writer => writer.Audit("sign-in.refused", "token", $"from {address}"));
            throw new AccessException(StatusCodes.Status401Unauthorized, "that is not the token which the server printed at start");
        }

        guard.Succeeded(null, address);
        store.Write(Accounts.TokenAuthor, null, null, writer => writer.Audit("sign-in", "token", $"from {address}"));
        if (http.Request.Cookies[Visitor.SessionCookie] is { Length: > 0 } session)
        {
            people.Sessions.End(session);
            http.Response.Cookies.Delete(Visitor.SessionCookie);
        }

        http.Response.Cookies.Append(Visitor.TokenCookie, token, SessionPages.Cookie(http, settings));
        return AsksForJson(http.Request)
            ? TypedResults.NoContent() // the map's own sign-in
            : TypedResults.Redirect("/map"); // so that the token does not stay in the address bar
    }

    private static bool AsksForJson(HttpRequest request) => request.Headers.Accept.ToString().StartsWith(Media.Json, StringComparison.Ordinal);
}
