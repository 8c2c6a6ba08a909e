using Geo.Api.Ogc;

namespace Geo.Api.Stac;

/// <summary>The STAC API's landing page: a catalogue with the one collection <c>scenes</c>.</summary>
internal static class StacCatalog
{
    /// <summary>Of what this server conforms to, that which holds below <c>/stac</c>.</summary>
    public static readonly IReadOnlyList<string> Classes =
    [
        .. Features.Landing.Classes.Where(c => c.StartsWith("https://api.stacspec.org/", StringComparison.Ordinal) || c.StartsWith("http://www.opengis.net/spec/cql2/", StringComparison.Ordinal)),
        .. Features.Landing.Classes.Where(c => c is "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core" or "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson"
            or "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/filter" or "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html" or "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30"),
    ];

    /// <summary>GET /stac</summary>
    public static IResult Landing() => new Resource(
        request => new
        {
            type = "Catalog",
            stac_version = SceneItem.StacVersion,
            id = "geowfc",
            title = request.Language.Pick("影像目录", "Scenes"),
            description = request.Language.Pick("本工作区的卫星与无人机影像", "Satellite and drone scenes of this workspace"),
            conformsTo = Classes,
            links = Links(request),
        },
        request => new Page(request, request.Language.Pick("影像目录（STAC）", "Scenes (STAC)"),
            Page.List(Links(request).Where(l => l.Rel is not ("self" or "root" or "alternate") && l.Method != HttpMethods.Post).Select(l => l.Plain))));

    /// <summary>GET /stac/conformance</summary>
    public static IResult Conformance() => new Resource(
        request => new { conformsTo = Classes, links = request.SelfLinks() },
        request => new Page(request, request.Language.Pick("遵循的标准", "Conformance"), Html.Of($"<ul>{Html.Join(Classes.Select(c => Html.Of($"<li>{c}</li>\n")))}</ul>")) { Trail = [("/stac", "STAC")] });

    private static List<StacLink> Links(Request request)
    {
        var (at, language) = (request.Addresses, request.Language);
        string search = at.At("/stac/search"), words = language.Pick("检索影像", "Search the scenes");
        return
        [
            new StacLink(at.At("/stac"), "self", Media.Json),
            new StacLink(at.At("/stac?f=html"), "alternate", Media.Html),
            StacItems.Root(request),
            new StacLink(at.At("/stac/conformance"), "conformance", Media.Json, language.Pick("遵循的标准", "Conformance classes")),
            new StacLink(at.At("/stac/collections"), "data", Media.Json, language.Pick("影像集", "Collections")),
            new StacLink(at.At(StacItems.CollectionPath), "child", Media.Json, language.Pick("影像", "Scenes")),
            new StacLink(search, "search", Media.GeoJson, words) { Method = HttpMethods.Get },
            new StacLink(search, "search", Media.GeoJson, words) { Method = HttpMethods.Post },
            new StacLink(at.At("/stac/queryables"), StacQueryables.Relation, Media.Schema, language.Pick("可查询属性", "Queryables")),
            new StacLink(at.At("/api"), "service-desc", Media.OpenApi, language.Pick("接口定义（OpenAPI 3.0）", "The API definition (OpenAPI 3.0)")),
            new StacLink(at.At("/api.html"), "service-doc", Media.Html, language.Pick("接口说明", "The API for people")),
        ];
    }
}
