using System.Text.Json;
using Geo.Api.Ogc;

namespace Geo.Api.Features;

/// <summary>The landing page and what the server conforms to.</summary>
internal static class Landing
{
    /// <summary>Conformance classes whose abstract tests all stand among our tests: data/conformance.json, which a test computes.</summary>
    public static readonly IReadOnlyList<string> Classes =
        JsonSerializer.Deserialize<string[]>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", "conformance.json")))!;

    private static readonly string Zh = "东河区固体废物堆场与历史遗留矿山遥感排查：图层、影像与作业。";
    private static readonly string En = "Solid-waste dumps and legacy mines of a district from satellite and drone: layers, scenes, runs.";

    /// <summary>GET /</summary>
    public static IResult Get() => new Resource(
        request => new
        {
            title = "GeoWfc",
            description = request.Language.Pick(Zh, En),
            links = Links(request),
        },
        request => new Page(request, request.Language.Pick("接口首页", "Landing page"), Html.Of($"""
            <p>{request.Language.Pick(Zh, En)}</p>
            <p><a href="/map"><strong>{request.Language.Pick("打开地图", "Open the map")}</strong></a></p>
            {Page.List(Links(request).Where(l => l.Rel is not ("self" or "alternate")))}
            """)));

    /// <summary>GET /conformance</summary>
    public static IResult Conformance() => new Resource(
        request => new { conformsTo = Classes, links = request.SelfLinks() },
        request => new Page(request, request.Language.Pick("遵循的标准", "Conformance"),
            Html.Of($"<ul>{Html.Join(Classes.Select(c => Html.Of($"<li>{c}</li>\n")))}</ul>")));

    private static IEnumerable<Link> Links(Request request)
    {
        var (at, language) = (request.Addresses, request.Language);
        return
        [
            .. request.SelfLinks(),
            new Link(at.At("/api"), "service-desc", Media.OpenApi, language.Pick("接口定义（OpenAPI 3.0）", "The API definition (OpenAPI 3.0)")),
            new Link(at.At("/api.html"), "service-doc", Media.Html, language.Pick("接口说明", "The API for people")),
            new Link(at.At("/conformance"), "conformance", Media.Json, language.Pick("遵循的标准", "Conformance classes")),
            new Link(at.At("/collections"), "data", Media.Json, language.Pick("图层", "Collections")),
            new Link(at.At("/functions"), "http://www.opengis.net/def/rel/ogc/1.0/functions", Media.Json, language.Pick("过滤函数", "Functions of filters")),
            new Link(at.At("/tiles"), "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector", Media.Json, language.Pick("矢量瓦片", "Vector tiles")),
            new Link(at.At("/tileMatrixSets"), "http://www.opengis.net/def/rel/ogc/1.0/tiling-schemes", Media.Json, language.Pick("瓦片矩阵集", "Tile matrix sets")),
            new Link(at.At("/wmts/1.0.0/WMTSCapabilities.xml"), "related", "text/xml", language.Pick("影像瓦片（WMTS）", "Scenes as WMTS")),
            new Link(at.At("/styles"), "http://www.opengis.net/def/rel/ogc/1.0/styles", Media.Json, language.Pick("图层样式", "Layer styles")),
            new Link(at.At("/project.qgs"), "related", "application/x-qgis-project", language.Pick("QGIS 工程", "QGIS project")),
            new Link(at.At("/stac"), "related", Media.Json, language.Pick("影像目录（STAC）", "Scenes (STAC)")),
            new Link(at.At("/processes"), Processes.ProcessPages.ListRelation, Media.Json, language.Pick("处理过程", "Processes")),
            new Link(at.At("/jobs"), Processes.JobPages.ListRelation, Media.Json, language.Pick("处理作业", "Jobs")),
            new Link(at.At("/runs"), "related", Media.Json, language.Pick("作业", "Runs")),
        ];
    }
}
