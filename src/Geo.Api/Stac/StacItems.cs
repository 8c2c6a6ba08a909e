using System.Text.Json;
using System.Text.Json.Nodes;
using Geo.Api.Ogc;
using Geo.Api.Scenes;

namespace Geo.Api.Stac;

/// <summary>Items of the collection of scenes, as pages and one by one.</summary>
internal static class StacItems
{
    /// <summary>Address of the collection.</summary>
    public const string CollectionPath = "/stac/collections/" + SceneItem.Collection;

    /// <summary>The asset that shows a scene in lists, and its media type.</summary>
    public static readonly (string Name, string Type) Thumbnail = ("thumbnail", "image/png");

    private const int ThumbnailSide = 256, PreviewSide = 1024;

    /// <summary>GET /stac/collections/scenes/items</summary>
    public static IResult List(HttpContext http, SceneIndex scenes, TimeProvider time)
    {
        var search = SearchQuery.Of(http.Request);
        var page = search.Run(scenes);
        return Answer(page, search.Fields, time, request =>
        [
            .. request.SelfLinks(Media.GeoJson).Select(Same), Root(request), new StacLink(request.Addresses.At(CollectionPath), "collection", Media.Json),
            .. Next(request, page, CollectionPath + "/items"),
        ]);
    }

    /// <summary>GET /stac/collections/scenes/items/{id}</summary>
    public static IResult Get(string id, SceneIndex scenes)
    {
        var scene = scenes.Get(id);
        return new Resource(request => Document(request, scene), request => new Page(request, id,
            Html.Of($"<pre>{Document(request, scene).ToJsonString(new(Json.Ogc) { WriteIndented = true })}</pre>"))
        { Trail = [("/stac", "STAC"), (CollectionPath, SceneItem.Collection), ($"{CollectionPath}/items", request.Language.Pick("影像", "Scenes"))] })
        { JsonType = Media.GeoJson };
    }

    /// <summary>A page of items as a GeoJSON feature collection, or for people.</summary>
    public static Resource Answer(ScenePage page, SceneFields? fields, TimeProvider time, Func<Request, IReadOnlyList<StacLink>> links) => new(
        request => new
        {
            type = "FeatureCollection",
            timeStamp = Json.Instant(time.GetUtcNow()),
            numberMatched = page.Matched,
            numberReturned = page.Scenes.Count,
            features = page.Scenes.Select(s => fields is null ? Document(request, s) : fields.Of(Document(request, s))),
            links = links(request),
        },
        request => PageOf(request, page.Scenes, links(request)))
    { JsonType = Media.GeoJson };

    /// <summary>A page of scenes for people.</summary>
    public static Page PageOf(Request request, IReadOnlyList<SceneEntry> scenes, IEnumerable<StacLink> links)
    {
        var language = request.Language;
        var table = scenes.Count == 0
            ? Html.Of($"<p class=\"note\">{language.Pick("没有符合条件的影像；用 geowfc ingest 入库。", "No scene fits; take some in with 'geowfc ingest'.")}</p>")
            : Page.Table(["id", language.Pick("时间", "Time"), language.Pick("传感器", "Sensor"), language.Pick("云量", "Cloud share")], scenes.Select(s => new[]
            {
                Html.Of($"<a href=\"{CollectionPath}/items/{Uri.EscapeDataString(s.Id)}\">{s.Id}</a>"),
                Page.Text(Json.Instant(s.AcquiredAt)),
                Page.Text(s.Stored.Scene.Profile),
                Page.Text(Math.Round(s.Stored.Scene.CloudShare, 3)),
            }));
        var next = links.Where(l => l.Rel == "next" && l.Method is null or "GET").Select(l => Html.Of($"<p><a href=\"{l.Href}\" rel=\"next\">{language.Pick("下一页", "Next page")}</a></p>"));
        return new Page(request, language.Pick("影像", "Scenes"), Html.Of($"{table}{Html.Join(next)}")) { Trail = [("/stac", "STAC"), (CollectionPath, SceneItem.Collection)] };
    }

    /// <summary>The link to the next page by GET: every parameter kept.</summary>
    public static IEnumerable<StacLink> Next(Request request, ScenePage page, string path)
    {
        if (page.Next is { } token)
        {
            var query = request.Http.Request.Query.Where(q => q.Key != "token").Append(new("token", token));
            yield return new StacLink(request.Addresses.At(path) + QueryString.Create(query).ToUriComponent(), "next", Media.GeoJson) { Method = HttpMethods.Get };
        }
    }

    /// <summary>The link to the catalogue.</summary>
    public static StacLink Root(Request request) => new(request.Addresses.At("/stac"), "root", Media.Json);

    /// <summary>A plain link as one of STAC.</summary>
    public static StacLink Same(Link link) => new(link.Href, link.Rel, link.Type, link.Title);

    /// <summary>The item with the links of this server, its files by their addresses here.</summary>
    private static JsonObject Document(Request request, SceneEntry scene)
    {
        var at = request.Addresses;
        string self = at.At($"{CollectionPath}/items/{Uri.EscapeDataString(scene.Id)}"), collection = at.At(CollectionPath);
        var item = JsonObject.Create(scene.Item)!;
        item["links"] = JsonSerializer.SerializeToNode<IEnumerable<StacLink>>(
        [
            new StacLink(self, "self", Media.GeoJson), new StacLink(self + "?f=html", "alternate", Media.Html), new StacLink(collection, "parent", Media.Json),
            new StacLink(collection, "collection", Media.Json), Root(request), new StacLink(Picture(request, scene, PreviewSide), "preview", Thumbnail.Type),
        ], Json.Ogc);
        string[] files = [.. SceneFiles.Of(scene.Stored.Scene)];
        foreach (var (_, asset) in item["assets"] as JsonObject ?? [])
        {
            string name = asset!["href"]!.GetValue<string>();
            if (files.Contains(name))
            {
                asset["href"] = at.At($"/scenes/{Uri.EscapeDataString(scene.Id)}/{Uri.EscapeDataString(name)}");
            }
        }

        if (item["assets"] is JsonObject assets)
        {
            assets[Thumbnail.Name] = new JsonObject { ["href"] = Picture(request, scene, ThumbnailSide), ["type"] = Thumbnail.Type, ["roles"] = new JsonArray(Thumbnail.Name) };
        }

        return item;
    }

    // Drawn when it is asked for: it has no size or hash to tell.
    private static string Picture(Request request, SceneEntry scene, int side) => request.Addresses.At($"/scenes/{Uri.EscapeDataString(scene.Id)}/preview?f=png&side={side}");
}
