using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Geo.Api.Ogc;

namespace Geo.Api.Processes;

/// <summary>Holds an input's value to its schema, in the few words that our own process descriptions use: type, format date-time, enum, pattern, minimum, maximum, properties, items, additionalProperties.</summary>
internal static class InputSchema
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    /// <summary>Checks a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="schema">Its schema.</param>
    /// <param name="name">What to call it: inputs.scenes.</param>
    /// <exception cref="InputException">It does not fit; names <paramref name="name"/>.</exception>
    public static void Check(JsonElement value, JsonObject schema, string name)
    {
        string type = schema["type"]!.GetValue<string>();
        if (!IsOf(value, type))
        {
            throw Wrong(name, $"it is no {type}");
        }

        switch (type)
        {
            case "string":
                Text(value.GetString()!, schema, name);
                break;
            case "integer" or "number":
                Within(value.GetDouble(), schema, name);
                break;
            case "array":
                foreach (var (one, index) in value.EnumerateArray().Select((one, index) => (one, index)))
                {
                    Check(one, schema["items"]!.AsObject(), $"{name}[{index}]");
                }

                break;
            case "object":
                Members(value, schema, name);
                break;
        }
    }

    private static bool IsOf(JsonElement value, string type) => type switch
    {
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out _),
        "number" => value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && double.IsFinite(number),
        "array" => value.ValueKind == JsonValueKind.Array,
        _ => value.ValueKind == JsonValueKind.Object,
    };

    private static void Text(string text, JsonObject schema, string name)
    {
        if (schema["enum"] is JsonArray allowed && !allowed.Any(a => a!.GetValue<string>() == text))
        {
            throw Wrong(name, $"'{text}' is none of {string.Join(", ", allowed.Select(a => a!.GetValue<string>()))}");
        }

        if (schema["pattern"]?.GetValue<string>() is { } pattern && !Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant, Patience))
        {
            throw Wrong(name, $"'{text}' is not written as {pattern}");
        }

        if (schema["format"]?.GetValue<string>() == "date-time" && Rfc3339.Instant(text) is null)
        {
            throw Wrong(name, $"'{text}' is not an RFC 3339 instant");
        }
    }

    private static void Within(double number, JsonObject schema, string name)
    {
        if (Bound("minimum") is { } least && number < least)
        {
            throw Wrong(name, string.Create(CultureInfo.InvariantCulture, $"{number} is less than {least}"));
        }

        if (Bound("maximum") is { } most && number > most)
        {
            throw Wrong(name, string.Create(CultureInfo.InvariantCulture, $"{number} is more than {most}"));
        }

        double? Bound(string member) => schema[member] is { } bound ? double.Parse(bound.ToJsonString(), CultureInfo.InvariantCulture) : null;
    }

    private static void Members(JsonElement value, JsonObject schema, string name)
    {
        foreach (var member in value.EnumerateObject())
        {
            string known = $"{name}.{member.Name}";
            if (schema["properties"] is JsonObject properties)
            {
                var declared = properties[member.Name] as JsonObject ?? throw Wrong(known, "there is no such member");
                if (member.Value.ValueKind != JsonValueKind.Null)
                {
                    Check(member.Value, declared, known);
                }
            }
            else if (schema["additionalProperties"] is JsonObject each)
            {
                Check(member.Value, each, known);
            }
        }
    }

    private static InputException Wrong(string name, string problem) => new("request", name, problem, "see the process description for what it takes");
}
