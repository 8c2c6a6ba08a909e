using System.Text.Json;

namespace Geo.Api.Ogc;

/// <summary>JSON from outside whose every text can be read and whose every member has a name of its own: a lone surrogate or a doubled name would fail later, and far from here.</summary>
internal static class ReadableJson
{
    /// <summary>Parses a text.</summary>
    /// <exception cref="InputException">No JSON; names <paramref name="field"/>.</exception>
    public static JsonElement Parse(string text, string field)
    {
        try
        {
            return Checked(JsonElement.Parse(text), field);
        }
        catch (JsonException broken)
        {
            throw new InputException("request", field, "it is no JSON", "give JSON", broken);
        }
    }

    /// <summary>The body of a request.</summary>
    /// <exception cref="InputException">No JSON object; names body or Content-Type.</exception>
    public static async Task<JsonElement> Body(HttpContext http, string example, CancellationToken cancel)
    {
        if (!http.Request.HasJsonContentType())
        {
            throw Parameters.Wrong("Content-Type", "the body is not application/json", $"send {example} as application/json");
        }

        try
        {
            using var document = await JsonDocument.ParseAsync(http.Request.Body, default, cancel);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? Checked(document.RootElement.Clone(), "body")
                : throw Parameters.Wrong("body", "it is no JSON object", $"send {example}");
        }
        catch (JsonException broken)
        {
            throw new InputException("request", "body", "it is no JSON", $"send {example}", broken);
        }
    }

    /// <summary>The same JSON, when every text in it can be read.</summary>
    /// <exception cref="InputException">One cannot, or a member stands twice; names <paramref name="field"/>.</exception>
    public static JsonElement Checked(JsonElement json, string field)
    {
        try
        {
            Walk(json, field);
        }
        catch (InvalidOperationException broken)
        {
            throw new InputException("request", field, "it holds a text that is no Unicode (half of a surrogate pair)", "write whole characters", broken);
        }

        return json;
    }

    // JsonDocument lets nothing in that is deeper than 64.
    private static void Walk(JsonElement json, string field)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.String:
                json.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var one in json.EnumerateArray())
                {
                    Walk(one, field);
                }

                break;
            case JsonValueKind.Object:
                var names = new HashSet<string>(StringComparer.Ordinal);
                foreach (var member in json.EnumerateObject())
                {
                    if (!names.Add(member.Name))
                    {
                        throw Parameters.Wrong(field, $"the member '{member.Name}' stands twice", "give it once");
                    }

                    Walk(member.Value, field);
                }

                break;
        }
    }
}
