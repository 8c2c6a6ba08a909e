using System.Text;
using System.Xml;
using System.Xml.Linq;
using Geo.Api.Features;
using Geo.Api.Ogc;
using Geo.Core.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using NetTopologySuite.Geometries;

namespace Geo.Api.Tiles.Styles;

/// <summary>Layer styles for desktop GIS, and a project that holds them all.</summary>
internal static class StylePages
{
    /// <summary>Media type of QGIS style files.</summary>
    public const string QmlType = "application/vnd.qgis.style+xml", SldType = "application/vnd.ogc.sld+xml", ProjectType = "application/x-qgis-project";

    /// <summary>GET /styles</summary>
    public static IResult List(HttpContext http) => new Resource(
        request => new { styles = Styled(http).Select(layer => Describe(request, layer)), links = request.SelfLinks().Append(Project(request)) },
        request => new Page(request, request.Language.Pick("图层样式", "Layer styles"), Html.Of($"""
            <p><a href="/project.qgs">{request.Language.Pick("QGIS 工程（全部公开图层）", "QGIS project with all public layers")}</a></p>
            {Page.Table([request.Language.Pick("图层", "Layer"), "QML", "SLD"], Styled(http).Select(layer => new[] { Page.Text(request.Language.Pick(layer.TitleZh, layer.TitleEn)), Html.Of($"<a href=\"/styles/{layer.Id}.qml\">{layer.Id}.qml</a>"), Html.Of($"<a href=\"/styles/{layer.Id}.sld\">{layer.Id}.sld</a>") }))}
            """)));

    /// <summary>GET /styles/{id}</summary>
    public static IResult Get(string id, HttpContext http)
    {
        var layer = Shaped(id, http);
        return new Resource(request => Describe(request, layer), request => new Page(request, request.Language.Pick(layer.TitleZh, layer.TitleEn), Page.List(Links(request, layer))) { Trail = [("/styles", request.Language.Pick("图层样式", "Layer styles"))] });
    }

    /// <summary>GET /styles/{id}.qml</summary>
    public static IResult GetQml(string id, HttpContext http, WorkspaceStore store)
    {
        var layer = Shaped(id, http);
        return Xml(Qml.File(LayerLook.Of(layer.Id), Shape(store, layer).Shape, RasterTiles.Spoken(http)), QmlType, $"{layer.Id}.qml");
    }

    /// <summary>GET /styles/{id}.sld</summary>
    public static IResult GetSld(string id, HttpContext http, WorkspaceStore store)
    {
        var layer = Shaped(id, http);
        var language = RasterTiles.Spoken(http);
        return Xml(Sld.File(layer.Id, language.Pick(layer.TitleZh, layer.TitleEn), LayerLook.Of(layer.Id), Shape(store, layer).Shape, language), SldType, $"{layer.Id}.sld");
    }

    /// <summary>GET /project.qgs</summary>
    public static IResult GetProject(HttpContext http, WorkspaceStore store)
    {
        var table = http.RequestServices.GetRequiredService<VisibilityTable>();
        var language = RasterTiles.Spoken(http);
        // An empty layer has no kind of geometry that a project could name.
        var layers = Layers.All.Where(layer => layer.GeometryKind != GeometryKind.None && table.Of(layer.Id) == Visibility.Public && store.Layer(layer.Id).Extent() is not null).Select(layer => Collections.Shown(layer, http)).Select(layer => Shape(store, layer)).ToList();
        // Surface models are no picture to lie under a map.
        var scene = RasterSources.All(store, language, id => id == Layers.Scenes.Id && table.Of(id) == Visibility.Public).FirstOrDefault(one => one.Scene is { } s && s.Bands.All(band => band.Role != Core.Imagery.BandRole.Elevation));
        return Xml(QgisProject.File(layers, scene, Addresses.Of(http.Request), language), ProjectType, "geowfc.qgs");
    }

    private static IEnumerable<LayerDefinition> Styled(HttpContext http) => Collections.Visible(http).Where(layer => layer.GeometryKind != GeometryKind.None);

    private static LayerDefinition Shaped(string id, HttpContext http)
    {
        var layer = Collections.Readable(id, http);
        return layer.GeometryKind != GeometryKind.None ? layer : throw new NotFoundException("style", id);
    }

    private static object Describe(Request request, LayerDefinition layer) => new { id = layer.Id, title = request.Language.Pick(layer.TitleZh, layer.TitleEn), links = Links(request, layer) };

    private static IEnumerable<Link> Links(Request request, LayerDefinition layer) =>
    [
        new Link(request.Addresses.At($"/styles/{layer.Id}.qml"), "stylesheet", QmlType, "QGIS (QML)"),
        new Link(request.Addresses.At($"/styles/{layer.Id}.sld"), "stylesheet", SldType, "SLD 1.0"),
        new Link(request.Addresses.Collection(layer.Id), "collection", Media.Json, request.Language.Pick(layer.TitleZh, layer.TitleEn)),
    ];

    private static Link Project(Request request) => new(request.Addresses.At("/project.qgs"), "related", ProjectType, request.Language.Pick("QGIS 工程", "QGIS project"));

    // What most of a layer's first rows are: a layer of any kind is drawn as such.
    private static QgisProject.Layer Shape(WorkspaceStore store, LayerDefinition layer)
    {
        var stored = store.Layer(layer.Id);
        var shape = layer.GeometryKind == GeometryKind.MultiPolygon ? Dimension.Surface
            : stored.Items(new ItemsRequest { Limit = 20 }).Select(feature => feature.Geometry?.Dimension).OfType<Dimension>().GroupBy(d => d).OrderByDescending(g => g.Count()).FirstOrDefault()?.Key ?? Dimension.Surface;
        return new QgisProject.Layer(layer, shape, shape switch { Dimension.Point => "Point", Dimension.Curve => "Line", _ => "Polygon" }, stored.Extent());
    }

    private static FileContentHttpResult Xml(XDocument document, string type, string name)
    {
        using var bytes = new MemoryStream();
        using (var writer = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true }))
        {
            document.Save(writer);
        }

        return TypedResults.File(bytes.ToArray(), type, name);
    }
}
