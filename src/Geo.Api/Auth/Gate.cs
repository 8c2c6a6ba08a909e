using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Geo.Api.Auth;

/// <summary>
/// Who may do what. Reading is free; whatever writes, and all below /admin, needs the token in <c>Authorization: Bearer</c>
/// or in the cookie that <c>/token</c> sets. Against DNS rebinding we answer only to hosts that are ours; against forged
/// requests a write by cookie must come from a page of our own.
/// </summary>
internal static class Gate
{
    /// <summary>Name of the cookie.</summary>
    public const string Cookie = "geowfc_token";

    /// <summary>Middleware: refuses foreign hosts, then unarmed writers.</summary>
    public static Task Check(HttpContext http, RequestDelegate next)
    {
        var settings = http.RequestServices.GetRequiredService<ServerSettings>();
        if (!IsOurs(http.Request.Host, settings))
        {
            throw new AccessException(StatusCodes.Status421MisdirectedRequest,
                $"this server does not answer to the host '{http.Request.Host.Host}'; use its IP address or name it in GEOWFC_HOSTS");
        }

        bool writes = !(HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method) || HttpMethods.IsOptions(http.Request.Method));
        if (writes || http.Request.Path.StartsWithSegments("/admin"))
        {
            Require(http, writes);
        }

        return next(http);
    }

    /// <summary>True where the request shows the token.</summary>
    public static bool HasToken(HttpContext http)
    {
        string token = http.RequestServices.GetRequiredService<ServerSettings>().Token;
        return Matches(Bearer(http.Request), token) || Matches(http.Request.Cookies[Cookie], token);
    }

    /// <summary>Compares in a time that does not depend on the content.</summary>
    public static bool Matches(string? shown, string token) => shown is not null && CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(shown)), SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private static void Require(HttpContext http, bool writes)
    {
        string token = http.RequestServices.GetRequiredService<ServerSettings>().Token;
        if (Matches(Bearer(http.Request), token))
        {
            return; // A foreign page cannot set this header without our consent, and CORS consents to reading only.
        }

        if (!Matches(http.Request.Cookies[Cookie], token))
        {
            throw new AccessException(StatusCodes.Status401Unauthorized,
                "this needs the token that the server printed at start: send 'Authorization: Bearer TOKEN', or open /token in the browser");
        }

        if (writes && !FromOurPage(http.Request))
        {
            throw new AccessException(StatusCodes.Status403Forbidden, "a write by cookie must come from a page of this server");
        }
    }

    private static string? Bearer(HttpRequest request)
    {
        string? header = request.Headers.Authorization;
        const string scheme = "Bearer ";
        return header is not null && header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) ? header[scheme.Length..].Trim() : null;
    }

    // Browsers send Origin with every request that can write; without one it is no browser's page.
    private static bool FromOurPage(HttpRequest request)
    {
        string own = $"{request.Scheme}://{request.Host}";
        string? published = request.HttpContext.RequestServices.GetRequiredService<ServerSettings>().PublicUrl;
        string? origin = request.Headers.Origin;
        return origin is not null
            && (origin.Equals(own, StringComparison.OrdinalIgnoreCase)
                || (published is not null && origin.Equals(new Uri(published).GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase)));
    }

    // A rebound DNS name never equals localhost, an IP address or a name that the operator gave.
    private static bool IsOurs(HostString host, ServerSettings settings) =>
        host.Host.Length > 0
        && (host.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || IPAddress.TryParse(host.Host.Trim('[', ']'), out _)
            || settings.Hosts.Contains(host.Host));
}
