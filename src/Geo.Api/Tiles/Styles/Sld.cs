using System.Globalization;
using System.Xml.Linq;
using Geo.Api.Ogc;
using NetTopologySuite.Geometries;

namespace Geo.Api.Tiles.Styles;

/// <summary>A look as a Styled Layer Descriptor 1.0.0 (OGC 02-070).</summary>
internal static class Sld
{
    private static readonly XNamespace S = "http://www.opengis.net/sld", O = "http://www.opengis.net/ogc", Xsi = "http://www.w3.org/2001/XMLSchema-instance";

    /// <summary>The document of one layer.</summary>
    public static XDocument File(string layer, string title, LayerLook look, Dimension shape, Language language) => new(
        new XElement(S + "StyledLayerDescriptor", new XAttribute("version", "1.0.0"), new XAttribute(XNamespace.Xmlns + "ogc", O), new XAttribute(XNamespace.Xmlns + "xsi", Xsi),
            new XAttribute(Xsi + "schemaLocation", "http://www.opengis.net/sld http://schemas.opengis.net/sld/1.0.0/StyledLayerDescriptor.xsd"),
            new XElement(S + "NamedLayer", new XElement(S + "Name", layer),
                new XElement(S + "UserStyle", new XElement(S + "Name", layer), new XElement(S + "Title", title),
                    new XElement(S + "FeatureTypeStyle", look.Classes.Select(one => Rule(look, one, shape, language)))))));

    private static XElement Rule(LayerLook look, LookClass one, Dimension shape, Language language) => new(S + "Rule",
        new XElement(S + "Name", one.Value ?? "other"),
        new XElement(S + "Title", language.Pick(one.Zh, one.En)),
        look.Property is null ? null : one.Value is null ? new XElement(S + "ElseFilter") : new XElement(O + "Filter",
            new XElement(O + "PropertyIsEqualTo", new XElement(O + "PropertyName", look.Property), new XElement(O + "Literal", one.Value))),
        shape switch
        {
            Dimension.Point => new XElement(S + "PointSymbolizer", new XElement(S + "Graphic", new XElement(S + "Mark", new XElement(S + "WellKnownName", "circle"), Fill(one), Stroke(one, 1)), new XElement(S + "Size", 8))),
            Dimension.Curve => new XElement(S + "LineSymbolizer", Stroke(one, look.Width)),
            _ => new XElement(S + "PolygonSymbolizer", Fill(one), Stroke(one, look.Width)),
        });

    private static XElement Fill(LookClass one) => new(S + "Fill", Css("fill", Rgb(one.Fill)), Css("fill-opacity", Opacity(one.Fill)));

    private static XElement Stroke(LookClass one, double width) => new(S + "Stroke", Css("stroke", Rgb(one.Line)), Css("stroke-opacity", Opacity(one.Line)), Css("stroke-width", width.ToString(CultureInfo.InvariantCulture)));

    private static XElement Css(string name, string value) => new(S + "CssParameter", new XAttribute("name", name), value);

    private static string Rgb(uint colour) => $"#{colour & 0xFFFFFF:x6}";

    private static string Opacity(uint colour) => ((colour >> 24) / 255.0).ToString("0.##", CultureInfo.InvariantCulture);
}
