using System.Net;
using Geo.Api.Features;
using Geo.Core.Store.People;

namespace Geo.Api.Auth;

/// <summary>
/// Who may do what. Against DNS rebinding we answer only to hosts that are ours. Reading public collections is free; all
/// else is declared behind its route (<see cref="Declarations"/>) and held here. Against forged requests a write by cookie,
/// or by Basic from a browser, must come from a page of our own.
/// </summary>
internal static class Gate
{
    /// <summary>Middleware, before routing: refuses foreign hosts.</summary>
    public static Task CheckHost(HttpContext http, RequestDelegate next)
    {
        var settings = http.RequestServices.GetRequiredService<ServerSettings>();
        return IsOurs(http.Request.Host, settings) ? next(http) : throw new AccessException(StatusCodes.Status421MisdirectedRequest,
            $"this server does not answer to the host '{http.Request.Host.Host}'; use its IP address or name it in GEOWFC_HOSTS");
    }

    /// <summary>Middleware, after routing: holds what the endpoint declares.</summary>
    public static Task CheckRight(HttpContext http, RequestDelegate next)
    {
        var endpoint = http.GetEndpoint();
        var method = http.Request.Method;
        bool writes = !(HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || endpoint?.Metadata.GetMetadata<Computing>() is not null);
        Caching.Mend(http);
        CoarseView.Put(http);
        // Also where anybody may read: who shows a token that does not count must not take a visitor's answer for their own.
        if (endpoint is not null && http.Request.Headers.Authorization.Count > 0) Visitor.Of(http);
        if (endpoint?.Metadata.GetMetadata<Need>() is { } need)
        {
            Require(http, need.Right, writes);
        }
        else if (http.Request.Path.StartsWithSegments("/admin"))
        {
            Require(http, Right.Console, writes);
        }
        else if (writes)
        {
            // No route of ours takes this (404, 405): nobody learns that much.
            Require(http, Right.OwnAccount, writes);
            if (endpoint is RouteEndpoint)
            {
                throw new AccessException(StatusCodes.Status403Forbidden, "this route declares no right, so that nobody has it");
            }
        }

        if (endpoint?.Metadata.GetMetadata<Reading>() is { } reading)
        {
            if (reading.Collection is { } named) Collections.RequireReading(named, http);
            else Collections.Readable((string)http.Request.RouteValues["id"]!, http);
        }

        return next(http);
    }

    /// <summary>Refuses who has not the right: 401 for nobody, 403 for everybody else.</summary>
    public static void Require(HttpContext http, Right right, bool writes)
    {
        var visitor = Visitor.Of(http);
        if (!visitor.May(right))
        {
            throw visitor.SignedIn
                ? new AccessException(StatusCodes.Status403Forbidden, $"the role {visitor.Role!.Value.Name()} has no right to this ({right.Name()}): ask an administrator") { Right = right, Role = visitor.Role }
                : new AccessException(StatusCodes.Status401Unauthorized, "sign in first: on the map, by an API key ('Authorization: Bearer gwk_…'), or by the token that the server printed at start ('Authorization: Bearer TOKEN', or /token in the browser)") { Right = right };
        }

        // A header of Bearer no foreign page can set without our consent, and CORS consents to reading only.
        // A session that ended leaves its cookie, so that signing out and in look at the origin too, where one is told.
        bool fromBrowser = visitor.Via is Via.Session or Via.TokenCookie || (visitor.Via is Via.BasicKey or Via.Nothing && http.Request.Headers.Origin.Count > 0);
        if (writes && fromBrowser && !FromOurPage(http.Request))
        {
            throw new AccessException(StatusCodes.Status403Forbidden, "a write from a browser must come from a page of this server");
        }
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
