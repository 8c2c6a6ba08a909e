using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Geo.Jobs.Jobs.Described;

/// <summary>
/// JSON Schema of a parameter's type, in the words of OpenAPI 3.0 (one type each, as the process descriptions of OGC API want).
/// Not JsonSchemaExporter, whose nullable types are lists of types.
/// </summary>
internal static class ParameterSchema
{
    /// <summary>The schema.</summary>
    public static JsonObject Of(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain == typeof(string) ? Typed("string")
            : plain == typeof(bool) ? Typed("boolean")
            : plain == typeof(int) || plain == typeof(long) ? Typed("integer")
            : plain == typeof(double) ? Typed("number")
            : plain == typeof(DateTimeOffset) ? new JsonObject { ["type"] = "string", ["format"] = "date-time" }
            : plain == typeof(JsonElement) ? Typed("object")
            : OfMembers(JobTable.JsonStyle.GetTypeInfo(plain));
    }

    private static JsonObject OfMembers(JsonTypeInfo info) => info.Kind switch
    {
        JsonTypeInfoKind.Enumerable => new JsonObject { ["type"] = "array", ["items"] = Of(info.ElementType!) },
        JsonTypeInfoKind.Dictionary => new JsonObject { ["type"] = "object", ["additionalProperties"] = Of(info.ElementType!) },
        JsonTypeInfoKind.Object => new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject(info.Properties.Select(p => KeyValuePair.Create(p.Name, (JsonNode?)Of(p.PropertyType)))),
        },
        _ => throw new NotSupportedException($"no parameter of a job has the type {info.Type}"),
    };

    private static JsonObject Typed(string type) => new() { ["type"] = type };
}
