using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Geo.Core.Measure;
using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Valid;

namespace Geo.Core.Classification;

/// <summary>Polygons that people drew and named, as one GeoJSON document (RFC 7946): longitude and latitude (CRS84), the class in the property <c>label</c>. Training reads the file as <see cref="LabelledAreas"/> reads any.</summary>
public sealed class DrawnLabels
{
    /// <summary>Polygons a file may hold.</summary>
    public const int MostAreas = 10_000;

    /// <summary>Characters a label may have.</summary>
    public const int LongestLabel = 64;

    private static readonly GeometryFactory Factory = new();

    private DrawnLabels(JsonObject document, IReadOnlyList<(string Label, Geometry Geometry)> areas) => (Document, Areas) = (document, areas);

    /// <summary>The document as it is kept: shells counter-clockwise, no heights, labels without blanks around them, other properties as they came.</summary>
    public JsonObject Document { get; }

    /// <summary>Label and geometry, degrees, in the document's order.</summary>
    public IReadOnlyList<(string Label, Geometry Geometry)> Areas { get; }

    /// <summary>Polygons and ground of each label, in the catalogue's order.</summary>
    public IReadOnlyList<LabelBalance> Balance => [.. ClassCatalogue.Standard.InOrder(Areas.Select(a => a.Label)).Select(label =>
    {
        Geometry[] own = [.. Areas.Where(a => a.Label == label).Select(a => a.Geometry)];
        return new LabelBalance(label, own.Length, own.Sum(g => Ellipsoid.Area(g).Value));
    })];

    /// <summary>Takes a document in.</summary>
    /// <exception cref="InputException">Not such a document; names the area, counted from 1, and the field.</exception>
    public static DrawnLabels Of(JsonElement document)
    {
        if (document.ValueKind != JsonValueKind.Object || Text(document, "type") != "FeatureCollection" || !document.TryGetProperty("features", out var features) || features.ValueKind != JsonValueKind.Array)
        {
            throw new InputException("the labels", "type", "this is no FeatureCollection", "send GeoJSON as RFC 7946 has it: {\"type\": \"FeatureCollection\", \"features\": [...]}");
        }

        if (document.TryGetProperty("crs", out var crs) && crs.ValueKind != JsonValueKind.Null && !IsDegrees(crs.GetRawText()))
        {
            throw new InputException("the labels", "crs", "they are not in longitude and latitude", "write them in WGS 84, as with ogr2ogr -t_srs EPSG:4326 -lco RFC7946=YES");
        }

        if (features.GetArrayLength() > MostAreas)
        {
            throw new InputException("the labels", "features", $"there are {features.GetArrayLength()}", $"keep at most {MostAreas} in a file");
        }

        var areas = new List<(string, Geometry)>();
        var kept = new JsonArray();
        foreach (var (feature, i) in features.EnumerateArray().Select((feature, i) => (feature, i)))
        {
            string where = $"area {i + 1}";
            string label = LabelOf(feature, where);
            Geometry geometry = GeometryOf(feature, where);
            areas.Add((label, geometry));
            JsonObject properties = JsonObject.Create(feature.GetProperty("properties").Clone())!;
            properties["label"] = label;
            kept.Add(new JsonObject { ["type"] = "Feature", ["properties"] = properties, ["geometry"] = Written(geometry) });
        }

        return new DrawnLabels(new JsonObject { ["type"] = "FeatureCollection", ["features"] = kept }, areas);
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="InputException">No JSON, or not such a document.</exception>
    public static DrawnLabels Load(string path)
    {
        try
        {
            return Of(JsonElement.Parse(File.ReadAllBytes(path)));
        }
        catch (JsonException e)
        {
            throw new InputException(path, null, $"is no JSON ({e.Message})", "restore the file, or draw the labels again under another name", e);
        }
    }

    private static string LabelOf(JsonElement feature, string where)
    {
        if (feature.ValueKind != JsonValueKind.Object || Text(feature, "type") != "Feature" || !feature.TryGetProperty("properties", out var properties) || properties.ValueKind != JsonValueKind.Object)
        {
            throw new InputException(where, "properties", "it is no Feature with properties", "give every polygon as a Feature with the property label");
        }

        string label = Text(properties, "label")?.Trim().Normalize(NormalizationForm.FormC) ?? "";
        return label.Length switch
        {
            0 => throw new InputException(where, "label", "it is missing or no text", "name its class, as 'stockpile'"),
            > LongestLabel => throw new InputException(where, "label", $"it has {label.Length} characters", $"use at most {LongestLabel}"),
            _ => label.Any(char.IsControl) ? throw new InputException(where, "label", "it holds control characters", "use letters, digits and '_'") : label,
        };
    }

    private static Geometry GeometryOf(JsonElement feature, string where)
    {
        string? type = feature.TryGetProperty("geometry", out var geometry) && geometry.ValueKind == JsonValueKind.Object ? Text(geometry, "type") : null;
        if (type is not ("Polygon" or "MultiPolygon") || !geometry.TryGetProperty("coordinates", out var coordinates) || coordinates.ValueKind != JsonValueKind.Array)
        {
            throw new InputException(where, "geometry", type is null ? "it has none" : $"it is a {type}", "draw a polygon");
        }

        Geometry read = type == "Polygon"
            ? Polygon(coordinates, where)
            : Factory.CreateMultiPolygon([.. coordinates.EnumerateArray().Select(part => Polygon(part, where))]);
        if (read.IsEmpty)
        {
            throw new InputException(where, "geometry", "it is empty", "draw it, or take the area out");
        }

        var check = new IsValidOp(read);
        return check.IsValid
            ? read
            : throw new InputException(where, "geometry", FormattableString.Invariant(
                $"{check.ValidationError.Message} near {check.ValidationError.Coordinate.X:0.00000}, {check.ValidationError.Coordinate.Y:0.00000}"), "draw its outline again, so that it does not cross itself");
    }

    private static Polygon Polygon(JsonElement rings, string where)
    {
        LinearRing[] read = rings.ValueKind == JsonValueKind.Array ? [.. rings.EnumerateArray().Select(ring => Ring(ring, where))] : [];
        return read is [var shell, .. var holes] ? Factory.CreatePolygon(shell, holes) : throw Malformed(where);
    }

    private static LinearRing Ring(JsonElement ring, string where)
    {
        if (ring.ValueKind != JsonValueKind.Array) throw Malformed(where);
        Coordinate[] corners = [.. ring.EnumerateArray().Select(position => Position(position, where))];
        return corners.Length >= 4 && corners[0].Equals2D(corners[^1])
            ? Factory.CreateLinearRing(corners)
            : throw new InputException(where, "geometry", "a ring has fewer than three corners or does not end where it begins", "close it: the last position repeats the first");
    }

    private static Coordinate Position(JsonElement position, string where)
    {
        if (position.ValueKind != JsonValueKind.Array || position.GetArrayLength() < 2 || !position[0].TryNumber(out double x) || !position[1].TryNumber(out double y)) throw Malformed(where);
        return Math.Abs(x) <= 180 && Math.Abs(y) <= 90
            ? new Coordinate(x, y)
            : throw new InputException(where, "geometry", FormattableString.Invariant($"{x}, {y} is no longitude and latitude"), "write it in degrees, longitude first");
    }

    private static InputException Malformed(string where) => new(where, "geometry", "its coordinates are no rings of positions", "see RFC 7946, 3.1.6");

    // RFC 7946: shells run counter-clockwise, holes clockwise.
    private static JsonObject Written(Geometry geometry)
    {
        JsonArray Ring(LineString ring, bool counterClockwise)
        {
            var corners = ring.CoordinateSequence.ToCoordinateArray();
            IEnumerable<Coordinate> turned = Orientation.IsCCW(corners) == counterClockwise ? corners : corners.Reverse();
            return new JsonArray([.. turned.Select(c => new JsonArray(c.X, c.Y))]);
        }

        JsonArray Rings(Polygon polygon) => new([Ring(polygon.ExteriorRing, true), .. polygon.InteriorRings.Select(hole => Ring(hole, false))]);
        return geometry is Polygon one
            ? new JsonObject { ["type"] = "Polygon", ["coordinates"] = Rings(one) }
            : new JsonObject { ["type"] = "MultiPolygon", ["coordinates"] = new JsonArray([.. ((MultiPolygon)geometry).Geometries.Cast<Polygon>().Select(Rings)]) };
    }

    private static bool IsDegrees(string crs) => crs.Contains("CRS84", StringComparison.Ordinal) || crs.Contains("4326", StringComparison.Ordinal);

    private static string? Text(JsonElement of, string name) =>
        of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

/// <param name="Class">A label.</param>
/// <param name="Areas">Polygons of it.</param>
/// <param name="AreaM2">Their ground, m² on the ellipsoid; polygons that overlap count twice.</param>
public sealed record LabelBalance(string Class, int Areas, double AreaM2);

file static class Numbers
{
    public static bool TryNumber(this JsonElement value, out double number)
    {
        number = 0;
        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out number) && double.IsFinite(number);
    }
}
