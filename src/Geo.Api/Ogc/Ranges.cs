using Microsoft.Net.Http.Headers;

namespace Geo.Api.Ogc;

/// <summary>What ASP.NET Core takes for a range of bytes though it must not.</summary>
internal static class Ranges
{
    /// <summary>
    /// Middleware: takes Range away where its unit is none of ours (RFC 9110, 14.2) and where If-Range cannot be read (13.1.5: what is not
    /// known to match does not), so that the whole is sent and no client puts parts of two states together.
    /// </summary>
    public static Task Mend(HttpContext http, RequestDelegate next)
    {
        var headers = http.Request.Headers;
        if (headers.Range.Count > 0
            && (!headers.Range.ToString().StartsWith("bytes=", StringComparison.OrdinalIgnoreCase)
                || (headers.IfRange.Count > 0 && !RangeConditionHeaderValue.TryParse(headers.IfRange.ToString(), out _))))
        {
            headers.Remove(HeaderNames.Range);
        }

        return next(http);
    }
}
