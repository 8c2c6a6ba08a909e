using System.Globalization;
using System.Text;
using System.Xml;
using Geo.Core.Measure;
using NetTopologySuite.Geometries;

namespace Geo.Core.Field;

/// <summary>A site to be flown.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Name">Its name.</param>
/// <param name="Geometry">Boundary or point, longitude/latitude.</param>
public sealed record FlightSite(string Code, string Name, Geometry Geometry);

/// <summary>Flight polygons for drones: KML 2.2 (OGC 12-007r2), WGS 84, longitude before latitude, rings closed, shells counter-clockwise.</summary>
public static class FlightKml
{
    /// <summary>Media type of the file.</summary>
    public const string MediaType = "application/vnd.google-earth.kml+xml";

    /// <summary>Metres round a site where nothing else is asked for.</summary>
    public const double UsualBuffer = 50;

    /// <summary>Most metres that may be asked for.</summary>
    public const double LargestBuffer = 1000;

    /// <summary>Ground sampling distance that is suggested, cm: a working value of ours, so that single shrubs and gullies can be told.</summary>
    public const int SamplingCentimetres = 5;

    private const string Namespace = "http://www.opengis.net/kml/2.2";

    /// <summary>One document with a placemark a site.</summary>
    /// <param name="sites">At least one.</param>
    /// <param name="buffer">Metres round each boundary.</param>
    /// <returns>UTF-8.</returns>
    /// <exception cref="InputException">The buffer is out of range, or a point is to be flown without one.</exception>
    public static byte[] Of(IReadOnlyList<FlightSite> sites, double buffer = UsualBuffer)
    {
        ArgumentNullException.ThrowIfNull(sites);
        if (!(buffer >= 0 && buffer <= LargestBuffer))
        {
            throw new InputException("flight polygon", "buffer", string.Create(CultureInfo.InvariantCulture, $"{buffer} is no width from 0 to {LargestBuffer} m"), "give metres, such as 50");
        }

        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, CheckCharacters = true }))
        {
            xml.WriteStartElement("kml", Namespace);
            xml.WriteStartElement("Document");
            xml.WriteElementString("name", sites.Count == 1 ? Title(sites[0]) : $"航飞范围 Flight polygons ({sites.Count.ToString(CultureInfo.InvariantCulture)})");
            foreach (var site in sites) Write(xml, site, buffer);
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        return bytes.ToArray();
    }

    private static void Write(XmlWriter xml, FlightSite site, double buffer)
    {
        var area = Polygons(site, buffer);
        xml.WriteStartElement("Placemark");
        xml.WriteElementString("name", Title(site));
        xml.WriteElementString("description", string.Create(CultureInfo.InvariantCulture,
            $"编号 {Clean(site.Code)}；外扩 {buffer:0.#} m；建议地面分辨率不大于 {SamplingCentimetres} cm，航向重叠 80%、旁向重叠 70%。 Code {Clean(site.Code)}; {buffer:0.#} m round the boundary; suggested ground sampling distance {SamplingCentimetres} cm or finer, overlap 80 % forward and 70 % to the side."));
        xml.WriteStartElement("ExtendedData");
        Data(xml, "code", Clean(site.Code));
        Data(xml, "buffer_m", buffer.ToString("0.#", CultureInfo.InvariantCulture));
        Data(xml, "gsd_cm", SamplingCentimetres.ToString(CultureInfo.InvariantCulture));
        Data(xml, "area_m2", area.Sum(p => Ellipsoid.Area(p).Value).ToString("0", CultureInfo.InvariantCulture));
        xml.WriteEndElement();
        if (area.Count > 1) xml.WriteStartElement("MultiGeometry");
        foreach (var polygon in area)
        {
            xml.WriteStartElement("Polygon");
            xml.WriteElementString("altitudeMode", "clampToGround");
            Ring(xml, "outerBoundaryIs", polygon.ExteriorRing, counterClockwise: true);
            foreach (var hole in polygon.InteriorRings) Ring(xml, "innerBoundaryIs", hole, counterClockwise: false);
            xml.WriteEndElement();
        }

        if (area.Count > 1) xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static List<Polygon> Polygons(FlightSite site, double buffer)
    {
        var area = buffer == 0 ? site.Geometry : Buffers.Around(site.Geometry, buffer);
        var polygons = area is GeometryCollection many ? many.Geometries.OfType<Polygon>().ToList() : area is Polygon one ? [one] : [];
        polygons.RemoveAll(p => p.IsEmpty);
        return polygons.Count > 0 ? polygons : throw new InputException($"site {site.Code}", "buffer", "a place without a boundary cannot be flown without a buffer", "ask for a buffer of some metres");
    }

    private static void Data(XmlWriter xml, string name, string value)
    {
        xml.WriteStartElement("Data");
        xml.WriteAttributeString("name", name);
        xml.WriteElementString("value", value);
        xml.WriteEndElement();
    }

    private static void Ring(XmlWriter xml, string role, LineString line, bool counterClockwise)
    {
        var corners = NetTopologySuite.Algorithm.Orientation.IsCCW(line.CoordinateSequence) == counterClockwise ? line.Coordinates : line.Coordinates.Reverse();
        xml.WriteStartElement(role);
        xml.WriteStartElement("LinearRing");
        // Seven decimals are a centimetre; the first corner is the last, also after rounding.
        xml.WriteElementString("coordinates", string.Join(' ', corners.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.X:0.#######},{c.Y:0.#######}"))));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static string Title(FlightSite site) => Clean(site.Code == site.Name ? site.Code : $"{site.Code} {site.Name}");

    // What XML 1.0 cannot hold in any form; the rest the writer escapes.
    private static string Clean(string text) => string.Concat(text.EnumerateRunes().Where(r => r.Value is 9 or 10 or 13 || r.Value >= 32).Where(r => r.Value is not (0xFFFE or 0xFFFF or 0xFFFD)).Select(r => r.ToString()));
}
