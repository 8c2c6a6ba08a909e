using System.Text.Json;
using Geo.Api.Ogc;
using Geo.Core.Crs;
using Geo.Core.Sites;
using Geo.Core.Store;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO.Converters;

namespace Geo.Api.Features;

/// <summary>What a request writes into an item: a GeoJSON feature, or a merge patch of one (RFC 7396), checked against the schema of its register.</summary>
/// <param name="Id">The member id; null where there is none.</param>
/// <param name="Values">The receivable properties that it names.</param>
/// <param name="Place">Its geometry in longitude/latitude; null where it names none.</param>
internal sealed record ItemBody(string? Id, IReadOnlyDictionary<string, object?> Values, Geometry? Place)
{
    /// <summary>Greatest body, bytes.</summary>
    public const int LargestBody = 16 << 20;

    /// <summary>Media type of a merge patch.</summary>
    public const string MergePatch = "application/merge-patch+json";

    private static readonly JsonSerializerOptions GeoJsonStyle = new() { Converters = { new GeoJsonConverterFactory() } };

    /// <summary>Reads a body.</summary>
    /// <param name="http">The request.</param>
    /// <param name="layer">The register.</param>
    /// <param name="patch">A merge patch: what it does not name stays.</param>
    /// <param name="present">The row as it is, whose read-only properties may come back unchanged; null for a new one.</param>
    /// <param name="cancel">Ends the reading.</param>
    /// <exception cref="InputException">It does not fit; the field is named.</exception>
    public static async Task<ItemBody> Read(HttpContext http, LayerDefinition layer, bool patch, Feature? present, CancellationToken cancel)
    {
        string? type = http.Request.ContentType?.Split(';')[0].Trim().ToLowerInvariant();
        if (!(type is Media.GeoJson or Media.Json || (patch && type == MergePatch)))
        {
            throw new InputException("request", "Content-Type", type is null ? "there is none" : $"'{type}' is not taken", $"send {(patch ? MergePatch : Media.GeoJson)}");
        }

        string? declared = http.Request.Headers["Content-Crs"];
        var crs = Parameters.Crs("Content-Crs", declared?.Trim().Trim('<', '>'));
        JsonDocument document;
        try
        {
            document = await JsonDocument.ParseAsync(http.Request.Body, cancellationToken: cancel);
        }
        catch (JsonException broken)
        {
            throw new InputException("body", "body", $"it is no JSON (line {broken.LineNumber + 1})", "send one GeoJSON feature", broken);
        }

        using (document)
        {
            var root = ReadableJson.Checked(document.RootElement, "body");
            if (root.ValueKind != JsonValueKind.Object || (!patch && Member(root, "type")?.ValueEquals("Feature") != true))
            {
                throw new InputException("body", "type", "it is no GeoJSON feature", """send {"type":"Feature","geometry":…,"properties":{…}}""");
            }

            bool named = root.TryGetProperty("geometry", out var geometry);
            return new ItemBody(Identifier(root), Properties(root, layer, patch, present), patch && !named ? null : RegisterEdit.Place(layer.Id, Geometry(geometry, crs)));
        }
    }

    private static JsonElement? Member(JsonElement root, string name) => root.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member : null;

    private static string? Identifier(JsonElement root) => !root.TryGetProperty("id", out var id) || id.ValueKind == JsonValueKind.Null ? null
        : id.ValueKind is JsonValueKind.String or JsonValueKind.Number ? id.ToString()
        : throw new InputException("body", "id", "it is neither a text nor a number", "leave it out, or give a text");

    private static Geometry? Geometry(JsonElement element, OfferedCrs crs)
    {
        if (element.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
        {
            return null;
        }

        Geometry geometry;
        try
        {
            geometry = element.Deserialize<Geometry>(GeoJsonStyle) ?? throw new JsonException();
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException or FormatException or NotSupportedException or IndexOutOfRangeException or InvalidCastException or NullReferenceException)
        {
            // The reader of GeoJSON4STJ throws what its parts throw.
            throw new InputException("body", "geometry", "it is no GeoJSON geometry", "see RFC 7946, section 3.1", e);
        }

        if (crs.NorthFirst)
        {
            geometry.Apply(new Swap());
            geometry.GeometryChanged();
        }

        try
        {
            return crs.IsPlane ? GeometryTransform.Transform(geometry, crs.Reference, WellKnown.Crs84) : geometry;
        }
        catch (InputException e)
        {
            throw new InputException("body", "geometry", e.Problem, e.Mend, e);
        }
    }

    private static Dictionary<string, object?> Properties(JsonElement root, LayerDefinition layer, bool patch, Feature? present)
    {
        var fields = RegisterEdit.Fields(layer.Id);
        var values = new Dictionary<string, object?>();
        if (!patch)
        {
            // What is replaced loses the values that the new content does not have.
            foreach (var field in fields.Where(f => f.Name != "code"))
            {
                values[field.Name] = null;
            }
        }

        if (!root.TryGetProperty("properties", out var properties) || properties.ValueKind == JsonValueKind.Null)
        {
            return values;
        }

        if (properties.ValueKind != JsonValueKind.Object)
        {
            throw new InputException("body", "properties", "it is no object", "give names and values");
        }

        foreach (var property in properties.EnumerateObject())
        {
            string where = $"properties.{property.Name}";
            if (fields.FirstOrDefault(f => f.Name == property.Name) is { } field)
            {
                values[field.Name] = Value(property.Value, field, where);
            }
            else if (layer.Column(property.Name) is null)
            {
                throw new InputException("body", where, "there is no such property", $"use {string.Join(", ", fields.Select(f => f.Name))}");
            }
            else if (property.Value.ValueKind != JsonValueKind.Null && !IsUnchanged(property.Value, present?.Properties.GetValueOrDefault(property.Name)))
            {
                throw new InputException("body", where, "it is read only: it comes from runs, decisions or the geometry", $"leave it out; {string.Join(", ", fields.Select(f => f.Name))} can be written");
            }
        }

        return values;
    }

    private static bool IsUnchanged(JsonElement given, object? stored)
    {
        if (stored is null)
        {
            return false;
        }

        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, Json.Writer))
        {
            GeoJson.Value(writer, stored);
        }

        return JsonElement.DeepEquals(given, JsonElement.Parse(bytes.ToArray()));
    }

    private static object? Value(JsonElement value, ReceivableField field, string where)
    {
        const int longest = 2000;
        return (field.Type, value.ValueKind) switch
        {
            (_, JsonValueKind.Null) => null,
            ("text", JsonValueKind.String) when value.GetString() is { Length: <= longest } text => text.Trim() is { Length: > 0 } trimmed ? trimmed : null,
            ("list", JsonValueKind.String) when field.Codes!.Contains(value.GetString()) => value.GetString(),
            ("number", JsonValueKind.Number) when value.GetDouble() is var number && double.IsFinite(number) && number >= 0 => number,
            ("year", JsonValueKind.Number) when value.TryGetInt64(out long year) && year is >= 1900 and <= 2200 => year,
            _ => throw new InputException("body", where, $"{Shown(value)} does not fit", field.Type switch
            {
                "text" => $"give a text of at most {longest} characters, or null",
                "list" => $"give one of {string.Join(", ", field.Codes!)}, or null",
                "number" => "give a number that is not negative, or null",
                _ => "give a year from 1900 to 2200, or null",
            }),
        };
    }

    private static string Shown(JsonElement value) => value.GetRawText() is { Length: > 60 } text ? text[..60] + "…" : value.GetRawText();

    private sealed class Swap : ICoordinateSequenceFilter
    {
        public bool Done => false;

        public bool GeometryChanged => true;

        public void Filter(CoordinateSequence seq, int i)
        {
            double x = seq.GetX(i);
            seq.SetX(i, seq.GetY(i));
            seq.SetY(i, x);
        }
    }
}
