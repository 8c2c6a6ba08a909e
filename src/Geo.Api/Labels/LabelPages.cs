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
    public static IResult Get(string name, HttpContext http, WorkspaceStore store) => DrawnDocument.Of(http, LabelShelf.Load(store.Workspace, name));

    /// <summary>PUT /labels/{name}: writes the file whole. <c>If-Match</c> names the state that was seen; without it there must be none yet.</summary>
    public static async Task<IResult> Put(string name, HttpContext http, Visitor visitor, WorkspaceStore store, TimeProvider time, CancellationToken cancel)
    {
        LabelShelf.PathOf(store.Workspace, name); // a wrong name before a long body
        using var document = await DrawnDocument.Read(http, "a FeatureCollection", cancel);
        var labels = DrawnLabels.Of(document.RootElement);
        if (name == MissedPlaces.Name) MissedPlaces.Sign(labels, visitor.Name, time.GetUtcNow());
        string? seen = http.Request.Headers.IfMatch.ToString() is { Length: > 0 } given ? given.Replace("W/", "", StringComparison.Ordinal).Trim('"') : null;
        string tag = LabelShelf.Save(store, name, labels, seen, visitor.Name) ?? throw new StaleException($"the labels '{name}' have been written by somebody else meanwhile: read them again");
        http.Response.Headers.ETag = $"\"{tag}\"";
        return TypedResults.Json(LabelShelf.Brief(store.Workspace, LabelShelf.PathOf(store.Workspace, name)), Json.Pages);
    }
}
