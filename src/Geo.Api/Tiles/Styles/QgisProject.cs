using System.Globalization;
using System.Xml.Linq;
using Geo.Api.Ogc;
using Geo.Core.Store;
using NetTopologySuite.Geometries;

namespace Geo.Api.Tiles.Styles;

/// <summary>A QGIS project (checked with 3.22): collections as OGC API – Features with their looks, the newest scene as WMTS below them.</summary>
internal static class QgisProject
{
    /// <summary>One layer of the project.</summary>
    public sealed record Layer(LayerDefinition Definition, Dimension Shape, string GeometryName, Extent? Extent);

    private static readonly string[] BottomFirst = ["river-corridor", "key-control-areas", "sensitive-areas", "towns", "rivers", "surveys", "volumes", "dumps", "mine-sites", "detections"];

    /// <summary>The project.</summary>
    public static XDocument File(IReadOnlyList<Layer> layers, RasterSource? scene, Addresses addresses, Language language)
    {
        var sorted = layers.OrderByDescending(layer => Array.IndexOf(BottomFirst, layer.Definition.Id)).ToList();
        var vectors = sorted.Select(layer => Vector(layer, addresses, language)).ToList();
        var all = scene is null ? vectors : [.. vectors, Raster(scene, addresses)];
        Extent extent = sorted.Select(layer => layer.Extent).OfType<Extent>().Aggregate((Extent?)null, (box, one) => box?.Union(one) ?? one) ?? scene?.Extent ?? new Extent(73, 18, 135, 54);
        string title = language.Pick("东河区矿山与固废遥感监测", "Donghe mines and waste from above");
        return new XDocument(
            new XDocumentType("qgis", "http://mrcc.com/qgis.dtd", "SYSTEM", null),
            new XElement("qgis", new XAttribute("version", "3.22.0"), new XAttribute("projectname", title),
                new XElement("title", title),
                new XElement("projectCrs", Crs4326()),
                new XElement("layer-tree-group", new XElement("customproperties"), all.Select(one => new XElement("layer-tree-layer",
                    new XAttribute("id", one.Element("id")!.Value), new XAttribute("name", one.Element("layername")!.Value), new XAttribute("source", one.Element("datasource")!.Value),
                    new XAttribute("providerKey", one.Element("provider")!.Value), new XAttribute("checked", "Qt::Checked"), new XAttribute("expanded", 0), new XElement("customproperties")))),
                new XElement("mapcanvas", new XAttribute("name", "theMapCanvas"), new XElement("units", "degrees"), Box("extent", extent), new XElement("destinationsrs", Crs4326())),
                new XElement("projectlayers", all),
                new XElement("layerorder", all.Select(one => new XElement("layer", new XAttribute("id", one.Element("id")!.Value))))));
    }

    private static XElement Vector(Layer layer, Addresses addresses, Language language)
    {
        string source = $" pagingEnabled='true' preferCoordinatesForWfsT11='false' restrictToRequestBBOX='1' srsname='OGC:CRS84' typename='{layer.Definition.Id}' url='{addresses.At("/")}' version='OGC API - Features'";
        return new XElement("maplayer", new XAttribute("type", "vector"), new XAttribute("geometry", layer.GeometryName), new XAttribute("wkbType", $"Multi{layer.GeometryName}".Replace("MultiLine", "MultiLineString", StringComparison.Ordinal)),
            new XAttribute("simplifyDrawingHints", 1), new XAttribute("minScale", 100000000), new XAttribute("maxScale", 0), new XAttribute("hasScaleBasedVisibilityFlag", 0),
            new XElement("id", Id(layer.Definition.Table)), new XElement("datasource", source),
            new XElement("layername", language.Pick(layer.Definition.TitleZh, layer.Definition.TitleEn)),
            new XElement("srs", Crs84()), new XElement("provider", new XAttribute("encoding", "UTF-8"), "OAPIF"),
            Qml.Renderer(LayerLook.Of(layer.Definition.Id), layer.Shape, language),
            new XElement("blendMode", 0), new XElement("layerOpacity", 1), new XElement("layerGeometryType", (int)layer.Shape));
    }

    private static XElement Raster(RasterSource scene, Addresses addresses)
    {
        string capabilities = Uri.EscapeDataString(addresses.At("/wmts/1.0.0/WMTSCapabilities.xml"));
        string source = $"contextualWMSLegend=0&crs=EPSG:3857&dpiMode=7&format=image/png&layers={Uri.EscapeDataString(scene.Id)}&styles={scene.Styles[0].Name}&tileMatrixSet=WebMercatorQuad&url={capabilities}";
        return new XElement("maplayer", new XAttribute("type", "raster"), new XAttribute("hasScaleBasedVisibilityFlag", 0),
            new XElement("id", Id("scene")), new XElement("datasource", source), new XElement("layername", scene.Title),
            new XElement("srs", new XElement("spatialrefsys", new XElement("authid", "EPSG:3857"))), new XElement("provider", "wms"),
            new XElement("pipe", new XElement("rasterrenderer", new XAttribute("type", "singlebandcolordata"), new XAttribute("band", 1), new XAttribute("opacity", 1), new XAttribute("alphaBand", -1))));
    }

    // QGIS 3.22 gives layers whose id has ten characters or fewer another one, and then does not find them in its tree.
    private static string Id(string name) => $"{name}_geowfc_layer";

    private static XElement Crs84() => new("spatialrefsys", new XElement("authid", "OGC:CRS84"), new XElement("description", "WGS 84 (CRS84)"), new XElement("geographicflag", "true"));

    private static XElement Crs4326() => new("spatialrefsys", new XElement("proj4", "+proj=longlat +datum=WGS84 +no_defs"), new XElement("srid", 4326), new XElement("authid", "EPSG:4326"),
        new XElement("description", "WGS 84"), new XElement("projectionacronym", "longlat"), new XElement("ellipsoidacronym", "EPSG:7030"), new XElement("geographicflag", "true"));

    private static XElement Box(string name, Extent box)
    {
        static string Text(double n) => n.ToString("R", CultureInfo.InvariantCulture);
        return new XElement(name, new XElement("xmin", Text(box.MinX)), new XElement("ymin", Text(box.MinY)), new XElement("xmax", Text(box.MaxX)), new XElement("ymax", Text(box.MaxY)));
    }
}
