using System.Globalization;
using System.Xml.Linq;
using Geo.Api.Ogc;
using NetTopologySuite.Geometries;

namespace Geo.Api.Tiles.Styles;

/// <summary>A look as QGIS writes it (QML, checked with 3.22).</summary>
internal static class Qml
{
    private const double MillimetresAPixel = 0.26;

    /// <summary>The style file.</summary>
    /// <param name="look">The look.</param>
    /// <param name="shape">What the layer's geometries are.</param>
    /// <param name="language">Language of the legend.</param>
    public static XDocument File(LayerLook look, Dimension shape, Language language) => new(
        new XDocumentType("qgis", "http://mrcc.com/qgis.dtd", "SYSTEM", null),
        new XElement("qgis", new XAttribute("version", "3.22.0"), new XAttribute("styleCategories", "Symbology"),
            Renderer(look, shape, language),
            new XElement("blendMode", 0), new XElement("featureBlendMode", 0), new XElement("layerOpacity", 1), new XElement("layerGeometryType", (int)shape)));

    /// <summary>The renderer alone, as it stands in style files and projects.</summary>
    public static XElement Renderer(LayerLook look, Dimension shape, Language language)
    {
        var symbols = new XElement("symbols", look.Classes.Select((one, i) => Symbol(i, one, look.Width, shape)));
        var common = new object[] { new XAttribute("symbollevels", 0), new XAttribute("enableorderby", 0), new XAttribute("forceraster", 0) };
        return look.Property is null
            ? new XElement("renderer-v2", new XAttribute("type", "singleSymbol"), common, symbols)
            : new XElement("renderer-v2", new XAttribute("type", "categorizedSymbol"), new XAttribute("attr", look.Property), common,
                new XElement("categories", look.Classes.Select((one, i) => new XElement("category",
                    new XAttribute("value", one.Value ?? ""), new XAttribute("symbol", i), new XAttribute("label", language.Pick(one.Zh, one.En)), new XAttribute("render", "true")))),
                symbols);
    }

    private static XElement Symbol(int number, LookClass one, double width, Dimension shape)
    {
        string millimetres = (width * MillimetresAPixel).ToString("0.##", CultureInfo.InvariantCulture);
        (string type, string layer, (string, string)[] options) = shape switch
        {
            Dimension.Point => ("marker", "SimpleMarker", ((string, string)[])[("color", Rgba(one.Fill)), ("outline_color", Rgba(one.Line)), ("outline_width", "0.2"), ("name", "circle"), ("size", "3"), ("size_unit", "MM")]),
            Dimension.Curve => ("line", "SimpleLine", [("line_color", Rgba(one.Line)), ("line_width", millimetres), ("line_width_unit", "MM"), ("line_style", "solid")]),
            _ => ("fill", "SimpleFill", [("color", Rgba(one.Fill)), ("style", (one.Fill >> 24) == 0 ? "no" : "solid"), ("outline_color", Rgba(one.Line)), ("outline_width", millimetres), ("outline_width_unit", "MM"), ("outline_style", "solid"), ("joinstyle", "bevel")]),
        };
        return new XElement("symbol", new XAttribute("name", number), new XAttribute("type", type), new XAttribute("alpha", 1), new XAttribute("clip_to_extent", 1), new XAttribute("force_rhr", 0),
            new XElement("layer", new XAttribute("class", layer), new XAttribute("enabled", 1), new XAttribute("pass", 0), new XAttribute("locked", 0),
                new XElement("Option", new XAttribute("type", "Map"), options.Select(o => new XElement("Option", new XAttribute("name", o.Item1), new XAttribute("type", "QString"), new XAttribute("value", o.Item2)))),
                // Versions before 3.26 read these.
                options.Select(o => new XElement("prop", new XAttribute("k", o.Item1), new XAttribute("v", o.Item2)))));
    }

    private static string Rgba(uint colour) => string.Create(CultureInfo.InvariantCulture, $"{colour >> 16 & 255},{colour >> 8 & 255},{colour & 255},{colour >> 24}");
}
