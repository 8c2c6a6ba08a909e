using System.Text.Json;
using Geo.Api.Ogc;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO.Converters;
using NetTopologySuite.Operation.Valid;

namespace Geo.Api.Stac;

/// <summary>The place that a search names, longitude and latitude.</summary>
internal static class SearchArea
{
    private const double WholeTurn = 180;
    private static readonly GeometryFactory Factory = new();
    private static readonly JsonSerializerOptions Style = new() { Converters = { new GeoJsonConverterFactory() } };

    /// <summary>A box of four numbers, or of six whose heights mean nothing to flat footprints. West above east is a box across the antimeridian (RFC 7946 §5.2): two boxes.</summary>
    /// <exception cref="InputException">No box; names bbox.</exception>
    public static Geometry OfBox(IReadOnlyList<double> n)
    {
        var (west, south, east, north) = n.Count switch
        {
            4 => (n[0], n[1], n[2], n[3]),
            6 => (n[0], n[1], n[3], n[4]),
            _ => throw Parameters.Wrong("bbox", $"it holds {n.Count} numbers", "give four (min lon, min lat, max lon, max lat), or six with heights"),
        };
        if (n.Any(x => !double.IsFinite(x)))
        {
            throw Parameters.Wrong("bbox", "it holds a number that is not finite", "give plain numbers");
        }

        if (south > north)
        {
            throw Parameters.Wrong("bbox", "its lower latitude lies above its upper one", "give min lon, min lat, max lon, max lat");
        }

        return west <= east
            ? Box(west, south, east, north)
            : Factory.CreateGeometryCollection([Box(west, south, Math.Max(west, WholeTurn), north), Box(Math.Min(east, -WholeTurn), south, east, north)]);
    }

    /// <summary>A GeoJSON geometry of any kind.</summary>
    /// <exception cref="InputException">None, or one that crosses itself; names intersects.</exception>
    public static Geometry OfGeoJson(JsonElement geoJson)
    {
        const string field = "intersects", mend = "give a GeoJSON geometry, longitude first: {\"type\":\"Point\",\"coordinates\":[110.1,40.6]}";
        if (geoJson.ValueKind != JsonValueKind.Object)
        {
            throw Parameters.Wrong(field, "it is no JSON object", mend);
        }

        Geometry? area;
        try
        {
            area = geoJson.Deserialize<Geometry>(Style);
        }
        catch (Exception broken) when (broken is JsonException or ArgumentException or FormatException or InvalidOperationException or NotSupportedException or IndexOutOfRangeException or NullReferenceException or InvalidCastException)
        {
            // NTS's reader throws by what it stumbles over.
            throw new InputException("request", field, "it is no GeoJSON geometry", mend, broken);
        }

        if (area is null || area.IsEmpty)
        {
            throw Parameters.Wrong(field, "it is empty", mend);
        }

        if (area.Coordinates.Any(c => !double.IsFinite(c.X) || !double.IsFinite(c.Y)))
        {
            throw Parameters.Wrong(field, "it holds a coordinate that is not finite", mend);
        }

        var check = new IsValidOp(area);
        return check.IsValid ? area : throw Parameters.Wrong(field, $"it is not valid: {check.ValidationError.Message}", "mend the ring that crosses itself");
    }

    private static Geometry Box(double west, double south, double east, double north) => Factory.ToGeometry(new Envelope(west, east, south, north));
}
