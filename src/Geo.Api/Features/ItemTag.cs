using System.Collections.Concurrent;
using System.Globalization;
using Geo.Api.Auth;
using Geo.Api.Ogc;

namespace Geo.Api.Features;

/// <summary>The entity tag of one item: the revision that wrote its row, the form, the language and the program's version. It stays while other rows change.</summary>
internal static class ItemTag
{
    /// <summary>The tag of a row's representation.</summary>
    public static string Of(Request request, long revision, Format format) => string.Create(CultureInfo.InvariantCulture,
        $"\"{revision}-{(format == Format.Html ? "h" : "j")}{request.Language.Tag()}-{Hash(CoarseView.Key(request.Http) + request.Addresses.Root)}\"");

    private static readonly ConcurrentDictionary<string, string> Hashes = new();

    private static string Hash(string root)
    {
        if (Hashes.Count > 100) Hashes.Clear(); // a client names the host
        return Hashes.GetOrAdd(root, static root => Revalidated.StableHash($"{Revalidated.Version} {root}").ToString("x", CultureInfo.InvariantCulture));
    }

    /// <summary>Sets the headers of an answer with this tag; true where its client has it already.</summary>
    public static bool IsKnown(HttpContext http, string tag)
    {
        var headers = http.Response.Headers;
        headers.ETag = tag;
        headers.CacheControl = "no-cache";
        headers.Append("Vary", "Accept, Accept-Language, Authorization, Cookie");
        return http.Request.Headers.IfNoneMatch.Any(given => given is not null && given.Split(',').Any(t => t.Trim() is var one && (one == "*" || one == tag || one == "W/" + tag)));
    }

    /// <summary>Which revisions of a row the writer has seen, from If-Match.</summary>
    /// <exception cref="PreconditionException">There is none, and the server asks for one.</exception>
    public static Func<long, bool> Seen(HttpContext http)
    {
        string[] tags = [.. http.Request.Headers.IfMatch.SelectMany(h => h?.Split(',') ?? []).Select(t => t.Trim()).Where(t => t.Length > 0)];
        if (tags.Length == 0)
        {
            return http.RequestServices.GetRequiredService<ServerSettings>().EditsWithoutIfMatch ? _ => true : throw new PreconditionException();
        }

        return tags.Contains("*") ? _ => true
            : revision => tags.Any(t => t.StartsWith(string.Create(CultureInfo.InvariantCulture, $"\"{revision}-"), StringComparison.Ordinal));
    }
}

/// <summary>A change without If-Match (HTTP 428).</summary>
internal sealed class PreconditionException() : Exception("send the ETag of the item as you read it in If-Match, so that nobody's change is lost; GEOWFC_EDIT_WITHOUT_IF_MATCH=1 lets clients that cannot do without");
