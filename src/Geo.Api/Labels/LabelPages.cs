using System.Text.Json;
using System.Text.Json.Nodes;
using Geo.Api.Auth;
using Geo.Api.Ogc;
using Geo.Core.Classification;
using Geo.Core.Store;
using Geo.Jobs.Jobs;

namespace Geo.Api.Labels;

/// <summary>The labels that people draw, for the page that draws them.</summary>
internal static class LabelPages
{
    /// <summary>Bytes that a document may have.</summary>
    public const int LargestBody = 8 << 20;

    /// <summary>GET /labels</summary>
    public static IResult List(WorkspaceStore store) => TypedResults.Json(LabelShelf.List(store.Workspace), Json.Pages);

    /// <summary>GET /labels/{name}: the file as it is, with its tag.</summary>
    public static IResult Get(string name, HttpContext http, WorkspaceStore store)
    {
        var (content, tag) = LabelShelf.Load(store.Workspace, name);
        http.Response.Headers.ETag = $"\"{tag}\"";
        http.Response.Headers.CacheControl = "no-cache";
        return TypedResults.Bytes(content, Media.GeoJson);
    }

    /// <summary>PUT /labels/{name}: writes the file whole. <c>If-Match</c> names the state that was seen; without it there must be none yet.</summary>
    public static async Task<IResult> Put(string name, HttpContext http, Visitor visitor, WorkspaceStore store, TimeProvider time, CancellationToken cancel)
    {
        LabelShelf.PathOf(store.Workspace, name); // a wrong name before a long body
        if (http.Request.ContentType?.Split(';')[0].Trim() is not (Media.GeoJson or Media.Json))
        {
            throw new InputException("request", "Content-Type", "the body is not application/geo+json", "send a FeatureCollection as application/geo+json");
        }

        using var document = await JsonDocument.ParseAsync(http.Request.Body, default, cancel);
        var labels = DrawnLabels.Of(document.RootElement);
        if (name == MissedPlaces.Name) MissedPlaces.Sign(labels, visitor.Name, time.GetUtcNow());
        string? seen = http.Request.Headers.IfMatch.ToString() is { Length: > 0 } given ? given.Replace("W/", "", StringComparison.Ordinal).Trim('"') : null;
        string tag = LabelShelf.Save(store, name, labels, seen, visitor.Name) ?? throw new StaleException($"the labels '{name}' have been written by somebody else meanwhile: read them again");
        http.Response.Headers.ETag = $"\"{tag}\"";
        return TypedResults.Json(LabelShelf.Brief(store.Workspace, LabelShelf.PathOf(store.Workspace, name)), Json.Pages);
    }

    /// <summary>The body as the API definition describes it.</summary>
    public static JsonObject Body() => new()
    {
        ["required"] = true,
        ["content"] = new JsonObject { [Media.GeoJson] = new JsonObject { ["schema"] = new JsonObject { ["$ref"] = "#/components/schemas/featureCollectionGeoJSON" } } },
    };
}
