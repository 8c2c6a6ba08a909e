using System.Text.Json;
using System.Text.Json.Nodes;
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
    public static IResult Get(string name, HttpContext http, WorkspaceStore store)
    {
        var (content, tag) = AreaShelf.Load(store.Workspace, name);
        http.Response.Headers.ETag = $"\"{tag}\"";
        http.Response.Headers.CacheControl = "no-cache";
        return TypedResults.Bytes(content, Media.GeoJson);
    }

    /// <summary>PUT /areas/{name}: writes the file whole. <c>If-Match</c> names the state that was seen; without it there must be none yet.</summary>
    public static async Task<IResult> Put(string name, HttpContext http, Visitor visitor, WorkspaceStore store, TimeProvider time, CancellationToken cancel)
    {
        AreaShelf.PathOf(store.Workspace, name); // a wrong name before a long body
        if (http.Request.ContentType?.Split(';')[0].Trim() is not (Media.GeoJson or Media.Json))
        {
            throw new InputException("request", "Content-Type", "the body is not application/geo+json", "send polygons as application/geo+json");
        }

        using var document = await JsonDocument.ParseAsync(http.Request.Body, default, cancel);
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

    /// <summary>The body as the API definition describes it.</summary>
    public static JsonObject Body() => new()
    {
        ["required"] = true,
        ["content"] = new JsonObject { [Media.GeoJson] = new JsonObject { ["schema"] = new JsonObject { ["$ref"] = "#/components/schemas/featureCollectionGeoJSON" } } },
    };

    private static Func<string?, bool> Seen(HttpContext http)
    {
        string[] tags = [.. http.Request.Headers.IfMatch.SelectMany(h => h?.Split(',') ?? []).Select(t => t.Replace("W/", "", StringComparison.Ordinal).Trim().Trim('"')).Where(t => t.Length > 0)];
        return now => now is null ? tags.Length == 0 : tags.Contains("*") || tags.Contains(now);
    }
}
