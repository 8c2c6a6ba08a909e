using Geo.Api.Auth;
using Geo.Api.Ogc;
using Geo.Core.Crs;
using Geo.Core.Store;
using Geo.Core.Store.People;

namespace Geo.Api.Features;

/// <summary>The collections of the store as OGC API describes them.</summary>
internal static class Collections
{
    /// <summary>Collections that this request may see.</summary>
    public static IEnumerable<LayerDefinition> Visible(HttpContext http) => Layers.All.Where(l => MayRead(l.Id, http)).Select(l => Shown(l, http));

    /// <summary>A published collection that this request may read.</summary>
    /// <exception cref="NotFoundException">There is none of this id.</exception>
    /// <exception cref="AccessException">It is not for everyone: 401 for nobody, 403 for who lacks the right.</exception>
    public static LayerDefinition Readable(string id, HttpContext http)
    {
        var layer = Layers.All.FirstOrDefault(l => l.Id == id) ?? throw new NotFoundException("collection", id);
        RequireReading(id, http);
        return Shown(layer, http);
    }

    /// <summary>A collection as this request is shown it: without the columns that are left out for it.</summary>
    public static LayerDefinition Shown(LayerDefinition layer, HttpContext http) => CoarseView.Layer(layer.Id, http)?.Definition ?? layer;

    /// <summary>True where this request may read a collection; the scenes count as one.</summary>
    public static bool MayRead(string id, HttpContext http) => Needed(id, http) is not { } right || Visitor.Of(http).May(right);

    /// <summary>Refuses who may not read a collection; the scenes count as one.</summary>
    /// <exception cref="AccessException">401 for nobody, 403 for who lacks the right.</exception>
    public static void RequireReading(string id, HttpContext http)
    {
        if (Needed(id, http) is { } right) Gate.Require(http, right, writes: false);
    }

    // What an endpoint that knows nothing of coarsening would show of a coarsened layer is staff's.
    private static Right? Needed(string id, HttpContext http)
    {
        var table = http.RequestServices.GetRequiredService<VisibilityTable>();
        return Rights.ToRead(table.Coarse(id) is not null && !CoarseView.Knows(http) ? Visibility.Staff : table.Of(id));
    }

    /// <summary>GET /collections</summary>
    public static IResult List(HttpContext http, WorkspaceStore store) => new Resource(
        request => new
        {
            links = request.SelfLinks(),
            collections = Visible(http).Select(l => Describe(request, store.Layer(l.Id))),
        },
        request => new Page(request, request.Language.Pick("图层", "Collections"), Page.Table(
            [request.Language.Pick("图层", "Collection"), "id", request.Language.Pick("记录数", "Rows")],
            Visible(http).Select(l => new[]
            {
                Html.Of($"<a href=\"/collections/{l.Id}\">{request.Language.Pick(l.TitleZh, l.TitleEn)}</a>"),
                Page.Text(l.Id),
                Html.Of($"<a href=\"/collections/{l.Id}/items\">{store.Layer(l.Id).Count()}</a>"),
            }))));

    /// <summary>GET /collections/{id}</summary>
    public static IResult Get(string id, HttpContext http, WorkspaceStore store)
    {
        var layer = store.Layer(Readable(id, http).Id);
        return new Resource(request => Describe(request, layer), request => DescribePage(request, layer));
    }

    private static object Describe(Request request, StoredLayer stored)
    {
        var (layer, at, language) = (stored.Definition, request.Addresses, request.Language);
        string address = at.Collection(layer.Id);
        bool own = request.Http.Request.RouteValues.ContainsKey("id");
        var extent = stored.Extent();
        var interval = stored.Interval();
        bool spatialLayer = layer.GeometryKind != GeometryKind.None;
        return new
        {
            id = layer.Id,
            title = language.Pick(layer.TitleZh, layer.TitleEn),
            description = language.Pick(
                $"{layer.TitleZh}。{(layer.IsState ? "datetime 给一个时刻或日期，即当时所知的图层" : "datetime 指记录自身的时间")}；known-on 给出某日（亚洲/上海日终）或某时刻所知的图层。",
                $"{layer.TitleEn}. {(layer.IsState ? "An instant or date in datetime asks for the layer as it was known then" : "datetime means the rows' own time")}; known-on gives the layer as it was known at an instant, or at the end of a day in Asia/Shanghai."),
            itemType = "feature",
            crs = spatialLayer ? OfferedCrs.Uris : null,
            storageCrs = spatialLayer ? OfferedCrs.Storage.Uri : null,
            extent = extent is null && interval is null ? null : new
            {
                spatial = extent is { } e ? new { bbox = new[] { Rounded(e) }, crs = OfferedCrs.Crs84.Uri } : null,
                temporal = interval is { } i
                    ? new { interval = new[] { new[] { Json.Instant(i.From), Json.Instant(i.To) } }, trs = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian" }
                    : null,
            },
            links = (IEnumerable<Link>)
            [
                .. own ? request.SelfLinks() : [new Link(address, "self", Media.Json, language.Pick("本图层", "This collection"))],
                new Link($"{address}/items", "items", Media.GeoJson, language.Pick("记录（GeoJSON）", "Items as GeoJSON")),
                new Link($"{address}/items?f=html", "items", Media.Html, language.Pick("记录（网页）", "Items as a page")),
                .. ItemsForm.All.Select(form => new Link($"{address}/items?f={form.Name}", "items", form.MediaType, language.Pick(form.TitleZh, form.TitleEn))),
                new Link($"{address}/queryables", "http://www.opengis.net/def/rel/ogc/1.0/queryables", Media.Schema, language.Pick("可查询属性", "Queryables")),
                new Link($"{address}/schema", "describedby", Media.Schema, language.Pick("数据结构", "Schema")),
                .. Tiles.CollectionLinks.Of(layer, address, language),
                new Link($"{address}/schema", "http://www.opengis.net/def/rel/ogc/1.0/schema", Media.Schema, language.Pick("数据结构", "Schema")),
            ],
        };
    }

    // Outward, so that every feature stays inside.
    private static double[] Rounded(Extent e)
    {
        const double unit = 1e7;
        return [Math.Floor(e.MinX * unit) / unit, Math.Floor(e.MinY * unit) / unit, Math.Ceiling(e.MaxX * unit) / unit, Math.Ceiling(e.MaxY * unit) / unit];
    }

    private static Page DescribePage(Request request, StoredLayer stored)
    {
        var (layer, language) = (stored.Definition, request.Language);
        string path = $"/collections/{layer.Id}";
        var facts = new List<(string, Html)>
        {
            ("id", Page.Text(layer.Id)),
            (language.Pick("记录数", "Rows"), Html.Of($"<a href=\"{path}/items\">{stored.Count()}</a>")),
        };
        if (stored.Extent() is { } e)
        {
            facts.Add((language.Pick("范围（经纬度）", "Extent (lon/lat)"), Page.Text(string.Join(", ", Rounded(e).Select(n => n.ToString("0.#####", System.Globalization.CultureInfo.InvariantCulture))))));
        }

        if (stored.Interval() is { } i)
        {
            facts.Add((language.Pick("时间", "Time"), Page.Text($"{Json.Instant(i.From)} – {Json.Instant(i.To)}")));
        }

        return new Page(request, language.Pick(layer.TitleZh, layer.TitleEn), Html.Of($"""
            {Page.Facts(facts)}
            <p><a href="{path}/items">{language.Pick("浏览记录", "Browse the items")}</a> · <a href="{path}/queryables">{language.Pick("可查询属性", "Queryables")}</a> · <a href="{path}/schema">{language.Pick("数据结构", "Schema")}</a></p>
            {Schemas.Table(layer, language)}
            """))
        { Trail = [("/collections", language.Pick("图层", "Collections"))] };
    }
}
