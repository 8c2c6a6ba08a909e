using System.Text.Json.Nodes;
using Geo.Api.Ogc;
using Geo.Core.Sites;
using Geo.Core.Store;

namespace Geo.Api.Features;

/// <summary>
/// The schema of a collection (OGC API – Features Part 5, OGC 23-058r2): what its items return and, for the registers, what can be
/// written; all else is readOnly. JSON Schema 2020-12 with the keywords x-ogc-role, x-ogc-propertySeq and x-ogc-unit (UCUM).
/// </summary>
internal static class SchemaDocument
{
    private static readonly (string End, string Unit)[] Units =
    [
        ("_t_m3", "t/m3"), ("_m2_per_year", "m2/a"), ("_m2_per_year_low", "m2/a"), ("_m2_per_year_high", "m2/a"), ("_m2", "m2"), ("_m3", "m3"), ("_tonnes", "t"), ("_deg", "deg"), ("_bytes", "By"), ("_m", "m"), ("_share", "1"),
    ];

    /// <summary>The document.</summary>
    public static JsonObject Of(Request request, LayerDefinition layer)
    {
        var language = request.Language;
        var receivable = RegisterEdit.IsRegister(layer.Id) ? RegisterEdit.Fields(layer.Id) : [];
        bool writable = receivable.Count > 0;
        var properties = new JsonObject
        {
            ["id"] = new JsonObject { ["title"] = language.Pick("标识", "Identifier"), ["type"] = "string", ["x-ogc-role"] = "id", ["x-ogc-propertySeq"] = 0, ["readOnly"] = true },
        };
        if (layer.GeometryKind != GeometryKind.None)
        {
            var geometry = new JsonObject
            {
                ["title"] = language.Pick("几何", "Geometry"),
                ["format"] = layer.GeometryKind == GeometryKind.MultiPolygon ? "geometry-multipolygon" : "geometry-any",
                ["x-ogc-role"] = "primary-geometry",
                ["x-ogc-propertySeq"] = 1,
            };
            if (!writable) geometry["readOnly"] = true;
            properties["geometry"] = geometry;
        }

        for (int i = 0; i < layer.Columns.Count; i++)
        {
            var column = layer.Columns[i];
            var schema = Schemas.OfColumn(column, language);
            schema["x-ogc-propertySeq"] = i + 2;
            if (column.Name == layer.DatetimeColumn) schema["x-ogc-role"] = "primary-instant";
            if (column.Type is ColumnType.Real or ColumnType.Integer && Units.FirstOrDefault(u => column.Name.EndsWith(u.End, StringComparison.Ordinal)) is { Unit: { } unit }) schema["x-ogc-unit"] = unit;
            if (receivable.FirstOrDefault(f => f.Name == column.Name) is not { } field) schema["readOnly"] = true;
            else if (field.Codes is { } codes) schema["enum"] = new JsonArray([.. codes.Select(c => (JsonNode)c)]);
            properties[column.Name] = schema;
        }

        var document = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["$id"] = $"{request.Addresses.Collection(layer.Id)}/schema",
            ["title"] = language.Pick(layer.TitleZh, layer.TitleEn),
            ["type"] = "object",
            ["properties"] = properties,
            ["additionalProperties"] = false,
        };
        if (writable) document["required"] = new JsonArray(RegisterEdit.CodeRequired(layer.Id) ? ["geometry", "code"] : ["geometry"]);
        return document;
    }
}
