using System.Text.Json;
using Geo.Core.Crs;
using Geo.Core.Store;
using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;

namespace Geo.Api.Ogc;

/// <summary>Writes features as RFC 7946 asks: longitude first, 7 decimals at most (about 1 cm), outer rings counter-clockwise, holes clockwise.</summary>
internal static class GeoJson
{
    /// <summary>Decimals of a degree.</summary>
    public const int Decimals = OfferedCrs.DegreeDecimals;

    /// <summary>One feature; <paramref name="links"/> only on the resource of a single item.</summary>
    public static void Write(Utf8JsonWriter json, Feature feature, IEnumerable<Link>? links = null)
    {
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        json.WriteString("id", feature.Id);
        json.WritePropertyName("geometry");
        Write(json, feature.Geometry);
        json.WriteStartObject("properties");
        foreach (var (name, value) in feature.Properties)
        {
            json.WritePropertyName(name);
            Value(json, value);
        }

        json.WriteEndObject();
        if (links is not null)
        {
            Links(json, links);
        }

        json.WriteEndObject();
    }

    /// <summary>The member <c>links</c>.</summary>
    public static void Links(Utf8JsonWriter json, IEnumerable<Link> links)
    {
        // By hand: JsonSerializer flushes the writer, synchronously, which Kestrel refuses.
        json.WriteStartArray("links");
        foreach (var link in links)
        {
            json.WriteStartObject();
            json.WriteString("href", link.Href);
            json.WriteString("rel", link.Rel);
            foreach (var (name, value) in ((string, string?)[])[("type", link.Type), ("title", link.Title), ("hreflang", link.Hreflang)])
            {
                if (value is not null)
                {
                    json.WriteString(name, value);
                }
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>The member <c>links</c> among bytes.</summary>
    public static void Links(JsonBytes json, IEnumerable<Link> links)
    {
        json.Raw("\"links\":["u8);
        bool first = true;
        foreach (var link in links)
        {
            json.Raw(first ? "{\"href\":"u8 : ",{\"href\":"u8);
            json.String(link.Href);
            json.Raw(",\"rel\":"u8);
            json.String(link.Rel);
            if (link.Type is { } type)
            {
                json.Raw(",\"type\":"u8);
                json.String(type);
            }

            if (link.Title is { } title)
            {
                json.Raw(",\"title\":"u8);
                json.String(title);
            }

            if (link.Hreflang is { } language)
            {
                json.Raw(",\"hreflang\":"u8);
                json.String(language);
            }

            json.Raw((byte)'}');
            first = false;
        }

        json.Raw((byte)']');
    }

    /// <summary>A geometry; null and empty ones are null, as RFC 7946 §3.1 advises.</summary>
    public static void Write(Utf8JsonWriter json, Geometry? geometry)
    {
        if (geometry is null || geometry.IsEmpty)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteString("type", geometry.GeometryType == "LinearRing" ? "LineString" : geometry.GeometryType);
        if (geometry is GeometryCollection and not (MultiPoint or MultiLineString or MultiPolygon))
        {
            json.WriteStartArray("geometries");
            for (int i = 0; i < geometry.NumGeometries; i++)
            {
                Write(json, geometry.GetGeometryN(i));
            }

            json.WriteEndArray();
        }
        else
        {
            json.WritePropertyName("coordinates");
            Coordinates(json, geometry);
        }

        json.WriteEndObject();
    }

    /// <summary>A geometry as a value to put into another document.</summary>
    public static JsonElement Element(Geometry? geometry)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Json.Writer))
        {
            Write(json, geometry);
        }

        return JsonElement.Parse(bytes.ToArray());
    }

    private static void Coordinates(Utf8JsonWriter json, Geometry geometry)
    {
        switch (geometry)
        {
            case Point point:
                Position(json, point.X, point.Y);
                break;
            case LineString line:
                Positions(json, line.CoordinateSequence, backwards: false);
                break;
            case Polygon polygon:
                json.WriteStartArray();
                Ring(json, polygon.ExteriorRing, counterClockwise: true);
                foreach (var hole in polygon.InteriorRings)
                {
                    Ring(json, hole, counterClockwise: false);
                }

                json.WriteEndArray();
                break;
            default:
                json.WriteStartArray();
                for (int i = 0; i < geometry.NumGeometries; i++)
                {
                    Coordinates(json, geometry.GetGeometryN(i));
                }

                json.WriteEndArray();
                break;
        }
    }

    private static void Ring(Utf8JsonWriter json, LineString ring, bool counterClockwise) =>
        Positions(json, ring.CoordinateSequence, backwards: Orientation.IsCCW(ring.CoordinateSequence) != counterClockwise);

    private static void Positions(Utf8JsonWriter json, CoordinateSequence positions, bool backwards)
    {
        json.WriteStartArray();
        for (int i = 0; i < positions.Count; i++)
        {
            int at = backwards ? positions.Count - 1 - i : i;
            Position(json, positions.GetX(at), positions.GetY(at));
        }

        json.WriteEndArray();
    }

    private static void Position(Utf8JsonWriter json, double x, double y)
    {
        json.WriteStartArray();
        json.WriteNumberValue(Math.Round(x, Decimals));
        json.WriteNumberValue(Math.Round(y, Decimals));
        json.WriteEndArray();
    }

    /// <summary>A property: what a store row can hold; a number that JSON does not know becomes null.</summary>
    public static void Value(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
            case double d when !double.IsFinite(d):
                json.WriteNullValue();
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case long whole:
                json.WriteNumberValue(whole);
                break;
            case double number:
                json.WriteNumberValue(number);
                break;
            case DateTimeOffset at:
                json.WriteStringValue(Json.Instant(at));
                break;
            case IEnumerable<string> texts:
                json.WriteStartArray();
                foreach (string text in texts)
                {
                    json.WriteStringValue(text);
                }

                json.WriteEndArray();
                break;
            default:
                throw new InvalidOperationException($"a store row holds a {value.GetType()}, which no column type has");
        }
    }
}
