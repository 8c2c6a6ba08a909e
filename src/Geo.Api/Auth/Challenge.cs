using Geo.Api.Ogc;

namespace Geo.Api.Auth;

/// <summary>What a 401 asks for.</summary>
internal static class Challenge
{
    /// <summary>Header that our own pages send with every request.</summary>
    public const string PageHeader = "X-Requested-With";

    /// <summary>
    /// Bearer always. Basic too where a GIS program reads, since some send their password only when they are asked; never to a
    /// browser, which would open a dialog of its own over our page: those send Sec-Fetch headers (over HTTPS and on this machine),
    /// Origin, a cookie or an Accept for HTML, and our own pages name themselves.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="wrongToken">It brought a key or token that does not count (RFC 6750, 3.1).</param>
    public static string[] Of(HttpRequest request, bool wrongToken)
    {
        string bearer = wrongToken ? "Bearer realm=\"GeoWfc\", error=\"invalid_token\"" : "Bearer realm=\"GeoWfc\"";
        bool reads = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        bool ofGis = request.Path.StartsWithSegments("/collections") || request.Path.StartsWithSegments("/stac") || request.Path.StartsWithSegments("/scenes");
        bool browser = new[] { "Sec-Fetch-Mode", "Origin", "Cookie", PageHeader }.Any(name => request.Headers[name].Count > 0) || Media.PrefersHtml(request);
        return reads && ofGis && !browser ? [bearer, "Basic realm=\"GeoWfc\", charset=\"UTF-8\""] : [bearer];
    }
}
