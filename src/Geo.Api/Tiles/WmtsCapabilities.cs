using System.Globalization;
using System.Xml.Linq;
using Geo.Api.Ogc;
using Geo.Core.Tiles;

namespace Geo.Api.Tiles;

/// <summary>What a WMTS offers (OGC 07-057r7).</summary>
internal static class WmtsCapabilities
{
    private static readonly XNamespace W = "http://www.opengis.net/wmts/1.0", O = "http://www.opengis.net/ows/1.1", L = "http://www.w3.org/1999/xlink";

    /// <summary>The document.</summary>
    public static XDocument File(IEnumerable<RasterSource> sources, Addresses addresses, Language language) => new(
        new XElement(W + "Capabilities", new XAttribute("version", "1.0.0"), new XAttribute(XNamespace.Xmlns + "ows", O), new XAttribute(XNamespace.Xmlns + "xlink", L),
            new XElement(O + "ServiceIdentification",
                new XElement(O + "Title", language.Pick("东河区影像与结果栅格", "Scenes and result rasters")),
                new XElement(O + "ServiceType", "OGC WMTS"), new XElement(O + "ServiceTypeVersion", "1.0.0")),
            new XElement(O + "OperationsMetadata", Operation("GetCapabilities", addresses), Operation("GetTile", addresses)),
            new XElement(W + "Contents", sources.Select(source => Layer(source, addresses)), TileMatrixSet.All.Select(set => Set(set, language))),
            new XElement(W + "ServiceMetadataURL", new XAttribute(L + "href", addresses.At("/wmts/1.0.0/WMTSCapabilities.xml")))));

    private static XElement Operation(string name, Addresses addresses) => new(O + "Operation", new XAttribute("name", name),
        new XElement(O + "DCP", new XElement(O + "HTTP", new XElement(O + "Get", new XAttribute(L + "href", addresses.At("/wmts?")),
            new XElement(O + "Constraint", new XAttribute("name", "GetEncoding"), new XElement(O + "AllowedValues", new XElement(O + "Value", "KVP")))))));

    private static XElement Layer(RasterSource source, Addresses addresses) => new(W + "Layer",
        new XElement(O + "Title", source.Title),
        new XElement(O + "WGS84BoundingBox", new XElement(O + "LowerCorner", Pair(source.Extent.MinX, source.Extent.MinY)), new XElement(O + "UpperCorner", Pair(source.Extent.MaxX, source.Extent.MaxY))),
        new XElement(O + "Identifier", source.Id),
        TileMatrixSet.All.Select(set => Box(set, set.FromDegrees(source.Extent))),
        source.Styles.Select((style, i) => new XElement(W + "Style", i == 0 ? new XAttribute("isDefault", "true") : null, new XElement(O + "Title", style.Title), new XElement(O + "Identifier", style.Name))),
        TileMedia.PictureTypes.Select(type => new XElement(W + "Format", type.Type)),
        TileMatrixSet.All.Select(set => new XElement(W + "TileMatrixSetLink", new XElement(W + "TileMatrixSet", set.Id))),
        TileMedia.PictureTypes.Select(type => new XElement(W + "ResourceURL", new XAttribute("format", type.Type), new XAttribute("resourceType", "tile"),
            new XAttribute("template", addresses.At($"{source.Path}/tiles/{{TileMatrixSet}}/{{TileMatrix}}/{{TileRow}}/{{TileCol}}?f={type.Name}&style={{Style}}")))));

    // OpenLayers and GDAL ask for no tiles outside it.
    private static XElement Box(TileMatrixSet set, Extent box) => new(O + "BoundingBox", new XAttribute("crs", set.Urn),
        new XElement(O + "LowerCorner", set.NorthFirst ? Pair(box.MinY, box.MinX) : Pair(box.MinX, box.MinY)),
        new XElement(O + "UpperCorner", set.NorthFirst ? Pair(box.MaxY, box.MaxX) : Pair(box.MaxX, box.MaxY)));

    private static XElement Set(TileMatrixSet set, Language language) => new(W + "TileMatrixSet",
        new XElement(O + "Title", language.Pick(set.TitleZh, set.TitleEn)),
        new XElement(O + "Identifier", set.Id),
        new XElement(O + "SupportedCRS", set.Urn),
        set.ScaleSetUrn is null ? null : new XElement(W + "WellKnownScaleSet", set.ScaleSetUrn),
        set.Levels.Select(level => new XElement(W + "TileMatrix",
            new XElement(O + "Identifier", level),
            new XElement(W + "ScaleDenominator", set.ScaleDenominator(level).ToString("R", CultureInfo.InvariantCulture)),
            // In the CRS's own order of axes: latitude first in EPSG:4490.
            new XElement(W + "TopLeftCorner", set.NorthFirst ? Pair(set.Origin[1], set.Origin[0]) : Pair(set.Origin[0], set.Origin[1])),
            new XElement(W + "TileWidth", TileMatrixSet.Side), new XElement(W + "TileHeight", TileMatrixSet.Side),
            new XElement(W + "MatrixWidth", set.Width(level)), new XElement(W + "MatrixHeight", set.Height(level)))));

    private static string Pair(double one, double other) => string.Create(CultureInfo.InvariantCulture, $"{one:R} {other:R}");
}
