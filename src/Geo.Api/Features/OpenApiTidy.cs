using System.Text.Json.Nodes;

namespace Geo.Api.Features;

/// <summary>What linters ask of the whole document (spectral:oas): every tag defined, every operation described, somebody to turn to.</summary>
internal static class OpenApiTidy
{
    /// <summary>The same document, completed.</summary>
    public static JsonObject Of(JsonObject document, string root)
    {
        var tags = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (address, path) in document["paths"]!.AsObject())
        {
            foreach (var (method, node) in path!.AsObject())
            {
                if (node is not JsonObject operation) continue;
                Responses(operation["responses"]!.AsObject(), method == "get", IsTile(address));
                operation["description"] ??= operation["summary"]!.GetValue<string>();
                tags.UnionWith(operation["tags"]!.AsArray().Select(t => t!.GetValue<string>()));
            }
        }

        var responses = document["components"]!["responses"]!.AsObject();
        responses["NotModified"] = new JsonObject { ["description"] = "What If-None-Match names is still so" };
        responses["Empty"] = new JsonObject { ["description"] = "There is nothing in this tile" };
        // Public collections need none of them; which are public is a setting.
        document["security"] = new JsonArray([new JsonObject(), .. document["components"]!["securitySchemes"]!.AsObject().Select(scheme => new JsonObject { [scheme.Key] = new JsonArray() })]);
        document["tags"] = new JsonArray([.. tags.Select(t => new JsonObject { ["name"] = t })]);
        document["info"]!["contact"] = new JsonObject { ["name"] = "GeoWfc", ["url"] = root };
        return document;
    }

    private static bool IsTile(string address) => address.EndsWith("/{tileCol}", StringComparison.Ordinal);

    // What any request may be answered with: who asks is not known, may not, asks too often, or the answer takes too long.
    private static void Responses(JsonObject responses, bool get, bool tile)
    {
        foreach (string status in (string[])["401", "403", "429", "500", "503"]) responses.TryAdd(status, Component("Problem"));
        if (get) responses.TryAdd("304", Component("NotModified"));
        if (tile) responses.TryAdd("204", Component("Empty"));
    }

    private static JsonObject Component(string name) => new() { ["$ref"] = $"#/components/responses/{name}" };
}
