using System.Text.Json;
using Geo.Api.Ogc;
using Geo.Core.Store;

namespace Geo.Api.Stac;

/// <summary>The query extension: <c>{"eo:cloud_cover":{"lt":10},"gsd":{"in":[10,30]}}</c>; all must hold. A scene without the property never fits, but for neq.</summary>
internal static class SceneQuery
{
    private static readonly string[] Operators = ["eq", "neq", "lt", "lte", "gt", "gte", "startsWith", "endsWith", "contains", "in"];

    /// <summary>The condition.</summary>
    /// <exception cref="InputException">An unknown property or operator, or a value of another type; names query.</exception>
    public static Func<SceneEntry, bool> Parse(JsonElement query)
    {
        if (query.ValueKind != JsonValueKind.Object)
        {
            throw Wrong("it is no JSON object");
        }

        var conditions = new List<Func<SceneEntry, bool>>();
        foreach (var asked in query.EnumerateObject())
        {
            var property = SceneProperty.Find(asked.Name) ?? throw Parameters.Wrong("query", $"scenes have no property '{asked.Name}' that can be asked for", $"use {SceneProperty.Names}");
            if (asked.Value.ValueKind != JsonValueKind.Object)
            {
                throw Wrong($"'{asked.Name}' has no operator");
            }

            conditions.AddRange(asked.Value.EnumerateObject().Select(o => Condition(property, o.Name, o.Value)));
        }

        return scene => conditions.TrueForAll(fits => fits(scene));
    }

    private static Func<SceneEntry, bool> Condition(SceneProperty property, string name, JsonElement operand)
    {
        switch (name)
        {
            case "eq" or "neq" or "lt" or "lte" or "gt" or "gte":
                object wanted = Value(property, operand);
                return name == "neq"
                    ? scene => property.Of(scene) is not { } value || Compare(value, wanted) != 0
                    : scene => property.Of(scene) is { } value && Holds(name, Compare(value, wanted));
            case "in":
                object[] list = operand.ValueKind == JsonValueKind.Array ? [.. operand.EnumerateArray().Select(o => Value(property, o))] : throw Wrong("'in' takes a list");
                return scene => property.Of(scene) is { } value && Array.Exists(list, one => Compare(value, one) == 0);
            case "startsWith" or "endsWith" or "contains" when property.Type == ColumnType.Text:
                string text = (string)Value(property, operand);
                return scene => property.Of(scene) is string value && (name switch
                {
                    "startsWith" => value.StartsWith(text, StringComparison.Ordinal),
                    "endsWith" => value.EndsWith(text, StringComparison.Ordinal),
                    _ => value.Contains(text, StringComparison.Ordinal),
                });
            default:
                throw Operators.Contains(name) ? Wrong($"'{name}' asks for text, which '{property.Name}' is not") : Wrong($"'{name}' is no operator");
        }
    }

    private static bool Holds(string name, int order) => name switch { "eq" => order == 0, "lt" => order < 0, "lte" => order <= 0, "gt" => order > 0, _ => order >= 0 };

    private static int Compare(object a, object b) => a is string x && b is string y ? string.CompareOrdinal(x, y) : Comparer<object>.Default.Compare(a, b);

    private static object Value(SceneProperty property, JsonElement operand) => (property.Type, operand.ValueKind) switch
    {
        (ColumnType.Text, JsonValueKind.String) => operand.GetString()!,
        (ColumnType.Boolean, JsonValueKind.True or JsonValueKind.False) => operand.GetBoolean(),
        (ColumnType.Real or ColumnType.Integer, JsonValueKind.Number) when operand.TryGetDouble(out double number) => number,
        (ColumnType.DateTime, JsonValueKind.String) when Rfc3339.Instant(operand.GetString()!) is { } at => at,
        _ => throw Wrong($"'{property.Name}' is compared with something that is not of its type ({property.Type})"),
    };

    private static InputException Wrong(string problem) => Parameters.Wrong("query", problem, $"give for example {{\"eo:cloud_cover\":{{\"lt\":10}}}}; operators: {string.Join(", ", Operators)}");
}
