using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using Geo.Api.Auth;
using Geo.Api.Features;
using Geo.Core.Store;
using Geo.Core.Store.People;

namespace Geo.Api.Ogc;

/// <summary>
/// Endpoint filter for all that depends on the store's layers and on which of them the visitor may see: an ETag made of the
/// store's revision, the form, the language, those layers and the program's version; a client that has it gets 304 without a look at the rows.
/// </summary>
internal static class Revalidated
{
    /// <summary>Version of this program with its commit.</summary>
    public static readonly string Version = typeof(Revalidated).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";

    /// <summary>The filter.</summary>
    public static async ValueTask<object?> Filter(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var request = Request.Of(http);
        if (Caching.IsClosed(http))
        {
            return await next(context); // nothing of it is kept
        }

        // Read before the rows: an answer that is newer than its tag is asked for once too often, never too seldom.
        long revision = http.RequestServices.GetRequiredService<WorkspaceStore>().Revision;
        string tag = $"W/\"{revision}-{(request.Format == Format.Html ? "h" : ItemsForm.Of(http.Request)?.Name ?? "j")}{request.Language.Tag()}-{Seen(http, request)}\"";
        http.Items[typeof(Revalidated)] = revision;
        http.Response.Headers.ETag = tag;
        http.Response.Headers.CacheControl = "no-cache";
        http.Response.Headers.Append("Vary", "Accept, Accept-Language, Authorization, Cookie");
        return http.Request.Headers.IfNoneMatch.Any(given => given is not null && given.Split(',').Any(t => t.Trim() is "*" || t.Trim() == tag))
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : await next(context);
    }

    /// <summary>The revision that the answer's tag names; null where it has none.</summary>
    public static long? Revision(HttpContext http) => http.Items.TryGetValue(typeof(Revalidated), out object? told) ? (long?)told : null;

    // Which layers are seen depends on the two rights to read, as long as the server runs.
    private static string Seen(HttpContext http, Request request)
    {
        var visitor = Visitor.Of(http);
        var known = Hashes.GetValue(http.RequestServices.GetRequiredService<VisibilityTable>(), static _ => []);
        var key = (request.Addresses.Root, visitor.May(Right.ReadStaff), visitor.May(Right.ReadAdmin));
        if (known.Count > 100) known.Clear(); // a client names the host
        return known.GetOrAdd(key, static (_, http) => StableHash($"{CoarseView.Key(http)}{Version} {Addresses.Of(http.Request).Root} {string.Join(',', Collections.Visible(http).Select(l => l.Id))}").ToString("x", System.Globalization.CultureInfo.InvariantCulture), http);
    }

    private static readonly ConditionalWeakTable<VisibilityTable, ConcurrentDictionary<(string, bool, bool), string>> Hashes = [];

    /// <summary>FNV-1a: string.GetHashCode differs from start to start.</summary>
    public static uint StableHash(string text) => text.Aggregate(2166136261u, (hash, c) => unchecked((hash ^ c) * 16777619u));
}
