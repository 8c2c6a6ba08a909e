using Geo.Api.Auth;
using Geo.Api.Features;
using Geo.Api.Ogc;
using Geo.Core.Sites;
using Geo.Core.Store;
using Geo.Jobs.Jobs;

namespace Geo.Api.Areas;

/// <summary>The areas of interest that people draw, for the map that draws them and the form that starts surveys.</summary>
internal static class AreaPages
{
    /// <summary>Bytes that a document may have.</summary>
    public const int LargestBody = 4 << 20;

    /// <summary>GET /areas</summary>
    public static IResult List(HttpContext http, WorkspaceStore store)
    {
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(AreaShelf.List(store.Workspace), Json.Pages);
    }

    /// <summary>GET /areas/{name}: the file as it is, with its tag.</summary>
    public static IResult Get(string name, HttpContext http, WorkspaceStore store) => DrawnDocument.Of(http, AreaShelf.Load(store.Workspace, name));

    /// <summary>PUT /areas/{name}: writes the file whole. <c>If-Match</c> names the state that was seen; without it there must be none yet.</summary>
    public static async Task<IResult> Put(string name, HttpContext http, Visitor visitor, WorkspaceStore store, TimeProvider time, CancellationToken cancel)
    {
        AreaShelf.PathOf(store.Workspace, name); // a wrong name before a long body
        using var document = await DrawnDocument.Read(http, "polygons", cancel);
        var area = DrawnArea.Of(document.RootElement) with { Author = visitor.Name, WrittenAt = time.GetUtcNow() };
        string tag = AreaShelf.Save(store, name, area, Seen(http), visitor.Name);
        http.Response.Headers.ETag = $"\"{tag}\"";
        return TypedResults.Json(AreaShelf.Brief(store.Workspace, AreaShelf.PathOf(store.Workspace, name)), Json.Pages);
    }

    /// <summary>DELETE /areas/{name}: <c>If-Match</c> names the state that was seen.</summary>
    public static IResult Delete(string name, HttpContext http, Visitor visitor, WorkspaceStore store)
    {
        if (http.Request.Headers.IfMatch.Count == 0) throw new PreconditionException();
        AreaShelf.Delete(store, name, Seen(http), visitor.Name);
        return TypedResults.NoContent();
    }

    private static Func<string?, bool> Seen(HttpContext http)
    {
        string[] tags = [.. http.Request.Headers.IfMatch.SelectMany(h => h?.Split(',') ?? []).Select(t => t.Replace("W/", "", StringComparison.Ordinal).Trim().Trim('"')).Where(t => t.Length > 0)];
        return now => now is null ? tags.Length == 0 : tags.Contains("*") || tags.Contains(now);
    }
}
