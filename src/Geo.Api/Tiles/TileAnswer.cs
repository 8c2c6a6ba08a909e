using Geo.Api.Auth;
using Geo.Api.Ogc;
using Geo.Api.Scenes;

namespace Geo.Api.Tiles;

/// <summary>Sends a tile: 304 to who has it, zipped to who wants it so, from memory where it was made before; 204 where it is empty.</summary>
internal static class TileAnswer
{
    /// <summary>Answers.</summary>
    /// <param name="http">The request.</param>
    /// <param name="key">Names the tile and the state of what it shows; two tiles with one key are the same.</param>
    /// <param name="mediaType">Its media type.</param>
    /// <param name="maxAge">Seconds for which clients need not ask again; 0 where they must.</param>
    /// <param name="make">Makes it, on a thread of its own.</param>
    /// <param name="cancel">Ends the waiting.</param>
    public static async Task<IResult> Send(HttpContext http, string key, string mediaType, int maxAge, Func<CancellationToken, byte[]> make, CancellationToken cancel)
    {
        bool zips = mediaType == TileMedia.Mvt;
        key = CoarseView.Key(http) + key;
        string tag = $"\"{Fnv(key):x16}\"";
        var headers = http.Response.Headers;
        headers.ETag = tag;
        headers.CacheControl = maxAge > 0 ? $"max-age={maxAge}" : "no-cache";
        headers.Append("Vary", zips ? "Accept, Accept-Encoding" : "Accept");
        if (http.Request.Headers.IfNoneMatch.Any(given => given is not null && given.Split(',').Any(one => one.Trim() is "*" || one.Trim().Replace("W/", "", StringComparison.Ordinal) == tag)))
        {
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        }

        var entry = await http.RequestServices.GetRequiredService<TileCache>().Get(key, () => Pictures.Worked(make, cancel), cancel);
        if (entry.Bytes.Length == 0) return TypedResults.NoContent();
        if (!zips || !WantsGzip(http.Request)) return TypedResults.Bytes(entry.Bytes, mediaType);
        headers.ContentEncoding = "gzip";
        return TypedResults.Bytes(entry.Zipped(), mediaType);
    }

    private static bool WantsGzip(HttpRequest request) =>
        request.Headers.AcceptEncoding.Any(given => given is not null && given.Split(',').Any(one => one.Trim().Split(';') is ["gzip" or "*", .. var rest] && !rest.Any(q => q.Trim() is "q=0" or "q=0.0")));

    // FNV-1a, 64 bits: the same from start to start.
    private static ulong Fnv(string text)
    {
        ulong hash = 14695981039346656037;
        foreach (char c in Revalidated.Version) hash = (hash ^ c) * 1099511628211;
        foreach (char c in text) hash = (hash ^ c) * 1099511628211;
        return hash;
    }
}
