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
        var receivable = RegisterEdit.IsRegister(layer.Id) ? RegisterEdit.Fields(layer.Id) : [];
        bool writable = receivable.Count > 0;
        var properties = Schemas.Properties(layer, request.Language);
        properties["id"]!["readOnly"] = true;
        if (!writable && properties["geometry"] is { } geometry) geometry["readOnly"] = true;
        foreach (var column in layer.Columns)
        {
            var schema = properties[column.Name]!;
            if (column.Type is ColumnType.Real or ColumnType.Integer && Units.FirstOrDefault(u => column.Name.EndsWith(u.End, StringComparison.Ordinal)) is { Unit: { } unit }) schema["x-ogc-unit"] = unit;
            if (receivable.FirstOrDefault(f => f.Name == column.Name) is not { } field) schema["readOnly"] = true;
            else if (field.Codes is { } codes) schema["enum"] = new JsonArray([.. codes.Select(c => (JsonNode)c)]);
        }

        var document = Schemas.Document(request, layer, "schema", properties);
        if (writable) document["required"] = new JsonArray(RegisterEdit.CodeRequired(layer.Id) ? ["geometry", "code"] : ["geometry"]);
        return document;
    }
}
