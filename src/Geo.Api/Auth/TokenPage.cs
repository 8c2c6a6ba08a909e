using Geo.Api.Ogc;

namespace Geo.Api.Auth;

/// <summary>The page that takes the token and keeps it in a cookie which no script can read.</summary>
internal static class TokenPage
{
    /// <summary>Without <c>token</c> a form; with the right one the cookie and on to the map; with a wrong one 401.</summary>
    public static IResult Get(HttpContext http, ServerSettings settings)
    {
        var request = Request.Of(http);
        http.Response.Headers.CacheControl = "no-store";
        string? token = http.Request.Query["token"];
        if (string.IsNullOrEmpty(token))
        {
            var language = request.Language;
            return new Page(request, language.Pick("访问令牌", "Access token"), Html.Of($"""
                <p>{language.Pick("服务启动时在终端打印了令牌；提交作业、取消作业和查看后台需要它。", "The server printed the token at start; starting and cancelling runs and the back office need it.")}</p>
                <form method="get" action="/token"><label>{language.Pick("令牌", "Token")} <input type="password" name="token" autocomplete="current-password" required></label> <button>{language.Pick("确定", "Go")}</button></form>
                """));
        }

        if (!Gate.Matches(token, settings.Token))
        {
            throw new AccessException(StatusCodes.Status401Unauthorized, "that is not the token which the server printed at start");
        }

        http.Response.Cookies.Append(Gate.Cookie, token, new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = http.Request.IsHttps,
            IsEssential = true,
            Path = "/",
        });
        return AsksForJson(http.Request)
            ? TypedResults.NoContent() // the map's own sign-in
            : TypedResults.Redirect("/map"); // so that the token does not stay in the address bar
    }

    private static bool AsksForJson(HttpRequest request) => request.Headers.Accept.ToString().StartsWith(Media.Json, StringComparison.Ordinal);
}
