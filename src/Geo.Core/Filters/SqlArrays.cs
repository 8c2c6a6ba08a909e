using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Geo.Core.Filters;

/// <summary>Arrays as SQLite keeps them (JSON), and their relations as sets.</summary>
internal static class SqlArrays
{
    /// <summary>True where an item is a value and no property or function.</summary>
    public static bool IsConstant(Expression item) => item is TextLiteral or NumberLiteral or BooleanLiteral or DateLiteral or TimestampLiteral;

    /// <summary>A constant as JSON_ARRAY would hold it.</summary>
    public static JsonNode Constant(Expression item) => item switch
    {
        TextLiteral text => JsonValue.Create(text.Value),
        NumberLiteral number => JsonValue.Create(number.Value),
        BooleanLiteral boolean => JsonValue.Create(boolean.Value ? 1 : 0),
        DateLiteral day => JsonValue.Create(Instants.Write(day.Value)),
        _ => JsonValue.Create(Instants.Sortable(((TimestampLiteral)item).Value)),
    };

    /// <summary>The relation of two JSON arrays; null where one is null or no array.</summary>
    public static bool? Holds(ArrayRelation relation, string? left, string? right) => (Items(left), Items(right)) switch
    {
        (null, _) or (_, null) => null,
        var (a, b) => relation switch
        {
            ArrayRelation.ContainedBy => a.IsSubsetOf(b),
            ArrayRelation.Contains => a.IsSupersetOf(b),
            ArrayRelation.Equals => a.SetEquals(b),
            _ => a.Overlaps(b),
        },
    };

    // Texts keep a mark, so that '1' is not 1.
    private static HashSet<string>? Items(string? json)
    {
        if (json is null) return null;
        using var document = JsonDocument.Parse(json);
        return document.RootElement.ValueKind != JsonValueKind.Array ? null
            : [.. document.RootElement.EnumerateArray().Select(item => item.ValueKind switch
            {
                JsonValueKind.String => "t" + item.GetString(),
                JsonValueKind.Number => "n" + item.GetDouble().ToString("R", CultureInfo.InvariantCulture),
                _ => item.GetRawText(),
            })];
    }
}
