using System.Text.Json;
using System.Text.Json.Nodes;
using Geo.Core.Measure;
using Geo.Core.Sites.Places;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO.Converters;
using NetTopologySuite.Operation.Union;

namespace Geo.Core.Sites;

/// <summary>An area of interest that a person drew: where a survey is to look. Polygons in longitude/latitude within China; those that overlap are one.</summary>
/// <param name="Ground">Its polygons, valid, longitude/latitude.</param>
/// <param name="Author">Who wrote it last; null where the file does not say.</param>
/// <param name="WrittenAt">When; null where the file does not say.</param>
public sealed record DrawnArea(MultiPolygon Ground, string? Author = null, DateTimeOffset? WrittenAt = null)
{
    /// <summary>Corners that an area may have.</summary>
    public const int MostCorners = 50_000;

    private const string Where = "area of interest";

    private static readonly JsonSerializerOptions Style = new() { Converters = { new GeoJsonConverterFactory() } };

    /// <summary>Its ground, on the ellipsoid.</summary>
    public SquareMetres Area => Ellipsoid.Area(Ground);

    /// <summary>Takes a GeoJSON document in: a FeatureCollection, a Feature, a Polygon or a MultiPolygon. What crosses itself is mended.</summary>
    /// <exception cref="InputException">Not such a document, no polygon, outside of China, or more corners than an area may have.</exception>
    public static DrawnArea Of(JsonElement document)
    {
        var polygons = Shapes(document).Select(Checked).ToArray();
        if (polygons.Length == 0)
        {
            throw new InputException(Where, "geometry", "it holds no polygon", "draw at least one");
        }

        int corners = polygons.Sum(p => p.NumPoints);
        if (corners > MostCorners)
        {
            throw new InputException(Where, "geometry", $"it has {corners} corners", $"simplify it to at most {MostCorners}");
        }

        var ground = polygons.Length == 1 ? polygons[0] : UnaryUnionOp.Union(polygons);
        // Ours is one Feature, which says who drew it.
        var properties = Text(document, "type") == "FeatureCollection" && document.GetProperty("features") is var features && features.GetArrayLength() == 1 && features[0].TryGetProperty("properties", out var p) ? p : default;
        return new DrawnArea(
            ground as MultiPolygon ?? ground.Factory.CreateMultiPolygon([(Polygon)ground]),
            Text(properties, "author"), DateTimeOffset.TryParse(Text(properties, "written_at"), System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.RoundtripKind, out var at) ? at : null);
    }

    /// <summary>The document as it is kept: one Feature with who and when (RFC 7946).</summary>
    public JsonObject Document() => new()
    {
        ["type"] = "FeatureCollection",
        ["features"] = new JsonArray(new JsonObject
        {
            ["type"] = "Feature",
            ["properties"] = new JsonObject
            {
                ["author"] = Author,
                ["written_at"] = WrittenAt?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
            },
            ["geometry"] = JsonSerializer.SerializeToNode<Geometry>(Ground, Style),
        }),
    };

    private static IEnumerable<JsonElement> Shapes(JsonElement document) => Text(document, "type") switch
    {
        "FeatureCollection" when document.TryGetProperty("features", out var features) && features.ValueKind == JsonValueKind.Array => features.EnumerateArray().SelectMany(Shapes),
        "Feature" when document.TryGetProperty("geometry", out var geometry) => Shapes(geometry),
        "Polygon" or "MultiPolygon" => [document],
        null => throw new InputException(Where, "type", "this is no GeoJSON", "send a FeatureCollection, a Feature or a polygon as RFC 7946 has them"),
        var other => throw new InputException(Where, "type", $"it is a {other}", "send polygons"),
    };

    private static Geometry Checked(JsonElement shape)
    {
        Geometry? given;
        try
        {
            given = shape.Deserialize<Geometry>(Style);
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException or FormatException or NotSupportedException or IndexOutOfRangeException or InvalidCastException or NullReferenceException)
        {
            // The reader of GeoJSON4STJ throws what its parts throw.
            throw new InputException(Where, "geometry", "its coordinates are no rings of positions", "see RFC 7946, 3.1.6; a ring ends where it begins", e);
        }

        var (geometry, reason) = RegisterGeometry.Check(given, "area", anyPlace: false);
        return geometry ?? throw new InputException(Where, "geometry", reason!.En, "draw polygons in longitude and latitude (CRS84), longitude first");
    }

    private static string? Text(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
