using Microsoft.AspNetCore.Http.Features;

namespace Geo.Api.Features;

/// <summary>
/// Codes of sites with a slash in them, as 包矿/2024/01: in an address they are written %2F, which the server leaves as it is, so that no
/// item would be found by it. Only ids of items and codes of sites are read so; names of files are not.
/// </summary>
internal static class SlashedIds
{
    // For private use (Unicode 23.5): stands for the slash until the route is found.
    private const char Slash = '\uE000';

    private static readonly string[] s_ids = ["fid", "code"], s_under = ["/collections/", "/mine-sites/", "/dumps/", "/priority/dumps/"];

    /// <summary>Before the route is looked for.</summary>
    public static Task Hide(HttpContext http, RequestDelegate next)
    {
        // Decoded paths do not tell %2F from %252F.
        string raw = http.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        if (!raw.Contains("%2F", StringComparison.OrdinalIgnoreCase)) return next(http);
        string path = raw.Split('?', 2)[0];
        if (path.Contains("%2F", StringComparison.OrdinalIgnoreCase) && Array.Exists(s_under, start => path.StartsWith(start, StringComparison.Ordinal)) && !http.Request.PathBase.HasValue)
        {
            http.Request.Path = new PathString(Uri.UnescapeDataString(path.Replace("%2F", Uri.EscapeDataString(Slash.ToString()), StringComparison.OrdinalIgnoreCase)));
        }

        return next(http);
    }

    /// <summary>Once it is found.</summary>
    public static Task Show(HttpContext http, RequestDelegate next)
    {
        if (!http.Request.Path.Value!.Contains(Slash, StringComparison.Ordinal)) return next(http);
        foreach (var (name, value) in http.Request.RouteValues.ToArray())
        {
            if (value is string text && text.Contains(Slash, StringComparison.Ordinal)) http.Request.RouteValues[name] = text.Replace(Slash.ToString(), s_ids.Contains(name) ? "/" : "%2F", StringComparison.Ordinal);
        }

        return next(http);
    }
}
