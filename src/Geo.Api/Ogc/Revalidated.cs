using System.Reflection;
using Geo.Api.Auth;
using Geo.Api.Features;
using Geo.Core.Store;

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
        string tag = $"W/\"{revision}-{(request.Format == Format.Html ? "h" : ItemsForm.Of(http.Request)?.Name ?? "j")}{request.Language.Tag()}-{StableHash($"{Version} {request.Addresses.Root} {string.Join(',', Collections.Visible(http).Select(l => l.Id))}"):x}\"";
        http.Response.Headers.ETag = tag;
        http.Response.Headers.CacheControl = "no-cache";
        http.Response.Headers.Append("Vary", "Accept, Accept-Language, Authorization, Cookie");
        return http.Request.Headers.IfNoneMatch.Any(given => given is not null && given.Split(',').Any(t => t.Trim() is "*" || t.Trim() == tag))
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : await next(context);
    }

    /// <summary>FNV-1a: string.GetHashCode differs from start to start.</summary>
    public static uint StableHash(string text) => text.Aggregate(2166136261u, (hash, c) => unchecked((hash ^ c) * 16777619u));
}
