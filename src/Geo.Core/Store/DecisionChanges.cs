using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Geo.Core.Store;

/// <summary>What a decision changed besides the status, as text in site-history: {"column": [before, after]}.</summary>
internal static class DecisionChanges
{
    private static readonly JsonSerializerOptions Style = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text of columns that are about to change.</summary>
    public static string Text(Feature site, IReadOnlyDictionary<string, object?> after) =>
        JsonSerializer.Serialize(after.ToDictionary(c => c.Key, c => new[] { Written(site.Properties[c.Key]), Written(c.Value) }), Style);

    /// <summary>The columns as they were before; null where nothing changed besides.</summary>
    public static IReadOnlyDictionary<string, object?>? Before(LayerDefinition layer, string? text) => text is null ? null
        : JsonSerializer.Deserialize<Dictionary<string, string?[]>>(text)!.ToDictionary(c => c.Key, c => Read(layer, c.Key, c.Value[0]));

    private static string? Written(object? value) => value switch
    {
        DateTimeOffset at => at.ToString("O", CultureInfo.InvariantCulture),
        null => null,
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    private static object? Read(LayerDefinition layer, string column, string? text) => layer.Columns.First(c => c.Name == column).Type switch
    {
        _ when text is null => null,
        ColumnType.DateTime => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture),
        ColumnType.Text => text,
        var type => throw new ArgumentException($"a decision does not change a column of {type}", nameof(column)),
    };
}
