using System.Text.Json.Nodes;
using Geo.Api.Ogc;
using Geo.Api.Scenes;
using Geo.Core.Store;

namespace Geo.Api.Stac;

/// <summary>STAC 1.0.0: a catalogue with the one collection <c>scenes</c>; its items are those that ingest wrote, with links of this server.</summary>
internal static class StacCatalog
{
    private static readonly string[] Classes =
    [
        "https://api.stacspec.org/v1.0.0/core",
        "https://api.stacspec.org/v1.0.0/collections",
        "https://api.stacspec.org/v1.0.0/ogcapi-features",
        "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
        "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    ];

    /// <summary>GET /stac</summary>
    public static IResult Landing() => new Resource(request => new
    {
        type = "Catalog",
        stac_version = "1.0.0",
        id = "geowfc",
        title = request.Language.Pick("影像目录", "Scenes"),
        description = request.Language.Pick("本工作区的卫星与无人机影像", "Satellite and drone scenes of this workspace"),
        conformsTo = Classes,
        links = (IEnumerable<Link>)
        [
            new Link(request.Addresses.At("/stac"), "self", Media.Json),
            new Link(request.Addresses.At("/stac"), "root", Media.Json),
            new Link(request.Addresses.At("/conformance"), "conformance", Media.Json),
            new Link(request.Addresses.At("/stac/collections"), "data", Media.Json),
            new Link(request.Addresses.At("/stac/collections/scenes"), "child", Media.Json),
            new Link(request.Addresses.At("/api"), "service-desc", Media.OpenApi),
            new Link(request.Addresses.At("/api.html"), "service-doc", Media.Html),
        ],
    }, request => new Page(request, request.Language.Pick("影像目录（STAC）", "Scenes (STAC)"),
        Html.Of($"<p><a href=\"/stac/collections/scenes\">scenes</a></p>")));

    /// <summary>GET /stac/collections</summary>
    public static IResult Collections(WorkspaceStore store) => new Resource(
        request => new
        {
            collections = new[] { Describe(request, store) },
            links = (IEnumerable<Link>)[new Link(request.Addresses.At("/stac/collections"), "self", Media.Json), new Link(request.Addresses.At("/stac"), "root", Media.Json)],
        },
        request => CollectionPage(request, store));

    /// <summary>GET /stac/collections/scenes</summary>
    public static IResult Collection(WorkspaceStore store) => new Resource(request => Describe(request, store), request => CollectionPage(request, store));

    /// <summary>GET /stac/collections/scenes/items</summary>
    public static IResult Items(HttpContext http, WorkspaceStore store, TimeProvider time)
    {
        string? Given(string name) => http.Request.Query.TryGetValue(name, out var v) ? v.ToString() : null;
        var bbox = Parameters.Bbox(Given("bbox"), null);
        var during = Parameters.Datetime(Given("datetime"));
        int limit = Parameters.Limit(Given("limit"));
        // Tens of scenes a year: filtered here, paged by id.
        var matched = store.Scenes.ListStored().Where(s => Fits(s, bbox, during)).ToList();
        string? after = Given("after");
        int start = after is null ? 0 : matched.FindIndex(s => s.Scene.Id == after) + 1;
        if (after is not null && start == 0)
        {
            throw Parameters.Wrong("after", $"'{after}' is not where a page ended", "follow the link 'next' of the page before");
        }

        var page = matched.Skip(start).Take(limit).ToList();
        bool more = start + page.Count < matched.Count;
        return new Resource(
            request =>
            {
                var links = new List<Link>([.. request.SelfLinks(Media.GeoJson), new Link(request.Addresses.At("/stac"), "root", Media.Json), new Link(request.Addresses.At("/stac/collections/scenes"), "collection", Media.Json)]);
                if (more)
                {
                    var query = http.Request.Query.Where(q => q.Key != "after").Append(new("after", page[^1].Scene.Id));
                    links.Add(new Link(request.Addresses.At("/stac/collections/scenes/items") + QueryString.Create(query).ToUriComponent(), "next", Media.GeoJson));
                }

                return new
                {
                    type = "FeatureCollection",
                    timeStamp = Json.Instant(time.GetUtcNow()),
                    numberMatched = matched.Count,
                    numberReturned = page.Count,
                    features = page.Select(s => Item(request, s)),
                    links,
                };
            },
            request => ItemsPage(request, page))
        { JsonType = Media.GeoJson };
    }

    /// <summary>GET /stac/collections/scenes/items/{id}</summary>
    public static IResult Get(string id, WorkspaceStore store)
    {
        var stored = store.Scenes.GetStored(id);
        return new Resource(request => Item(request, stored), request => new Page(request, id,
            Html.Of($"<pre>{Item(request, stored).ToJsonString(new(Json.Ogc) { WriteIndented = true })}</pre>"))
        { Trail = [("/stac", "STAC"), ("/stac/collections/scenes/items", "scenes")] })
        { JsonType = Media.GeoJson };
    }

    private static bool Fits(StoredScene stored, Extent? bbox, (DateTimeOffset? From, DateTimeOffset? To)? during)
    {
        var box = stored.Scene.Footprint.EnvelopeInternal;
        return (bbox is not { } b || b.Intersects(new Extent(box.MinX, box.MinY, box.MaxX, box.MaxY)))
            && !(stored.Scene.AcquiredAt < during?.From) && !(stored.Scene.AcquiredAt > during?.To);
    }

    /// <summary>The item that ingest wrote; files and links by their addresses here.</summary>
    private static JsonObject Item(Request request, StoredScene stored)
    {
        var at = request.Addresses;
        string id = stored.Scene.Id, self = at.At($"/stac/collections/scenes/items/{Uri.EscapeDataString(id)}");
        var item = JsonNode.Parse(stored.StacJson)?.AsObject() ?? throw new InvalidOperationException($"scene {id} has no STAC item");
        item["collection"] = "scenes";
        item["links"] = new JsonArray(
            Node(new Link(self, "self", Media.GeoJson)), Node(new Link(at.At("/stac/collections/scenes"), "parent", Media.Json)),
            Node(new Link(at.At("/stac/collections/scenes"), "collection", Media.Json)), Node(new Link(at.At("/stac"), "root", Media.Json)));
        string[] files = [.. SceneFiles.Of(stored.Scene)];
        foreach (var (_, asset) in item["assets"]?.AsObject() ?? [])
        {
            string name = Path.GetFileName(asset?["href"]?.GetValue<string>() ?? "");
            if (files.Contains(name))
            {
                asset!["href"] = at.At($"/scenes/{Uri.EscapeDataString(id)}/{Uri.EscapeDataString(name)}");
            }
        }

        return item;
    }

    private static JsonObject Node(Link link) => new() { ["href"] = link.Href, ["rel"] = link.Rel, ["type"] = link.Type };

    private static object Describe(Request request, WorkspaceStore store)
    {
        var scenes = store.Scenes.List();
        var boxes = scenes.Select(s => s.Footprint.EnvelopeInternal).Select(b => new Extent(b.MinX, b.MinY, b.MaxX, b.MaxY)).ToList();
        // STAC wants an extent even of an empty collection: the whole earth then.
        var all = boxes.Count == 0 ? new Extent(-180, -90, 180, 90) : boxes.Aggregate((a, b) => a.Union(b));
        string?[] interval = scenes.Count == 0 ? [null, null] : [Json.Instant(scenes[0].AcquiredAt), Json.Instant(scenes[^1].AcquiredAt)];
        return new
        {
            type = "Collection",
            stac_version = "1.0.0",
            id = "scenes",
            title = request.Language.Pick("影像", "Scenes"),
            description = request.Language.Pick("入库的卫星与无人机影像", "Satellite and drone scenes taken in"),
            license = "proprietary",
            itemType = "feature",
            extent = new { spatial = new { bbox = new[] { new[] { all.MinX, all.MinY, all.MaxX, all.MaxY } } }, temporal = new { interval = new[] { interval } } },
            links = (IEnumerable<Link>)
            [
                new Link(request.Addresses.At("/stac/collections/scenes"), "self", Media.Json),
                new Link(request.Addresses.At("/stac"), "root", Media.Json),
                new Link(request.Addresses.At("/stac"), "parent", Media.Json),
                new Link(request.Addresses.At("/stac/collections/scenes/items"), "items", Media.GeoJson),
            ],
        };
    }

    private static Page CollectionPage(Request request, WorkspaceStore store) => ItemsPage(request, store.Scenes.ListStored());

    private static Page ItemsPage(Request request, IReadOnlyList<StoredScene> scenes)
    {
        var language = request.Language;
        return new Page(request, language.Pick("影像", "Scenes"), scenes.Count == 0
            ? Html.Of($"<p class=\"note\">{language.Pick("还没有影像；用 geowfc ingest 入库。", "No scene yet; take some in with 'geowfc ingest'.")}</p>")
            : Page.Table(["id", language.Pick("时间", "Time"), language.Pick("传感器", "Sensor"), language.Pick("云量", "Cloud share")], scenes.Select(s => new[]
            {
                Html.Of($"<a href=\"/stac/collections/scenes/items/{Uri.EscapeDataString(s.Scene.Id)}\">{s.Scene.Id}</a>"),
                Page.Text(Json.Instant(s.Scene.AcquiredAt)),
                Page.Text(s.Scene.Profile),
                Page.Text(Math.Round(s.Scene.CloudShare, 3)),
            })))
        { Trail = [("/stac", "STAC")] };
    }
}
