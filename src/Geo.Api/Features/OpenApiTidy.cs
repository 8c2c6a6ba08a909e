using System.Text.Json.Nodes;

namespace Geo.Api.Features;

/// <summary>What linters ask of the whole document (spectral:oas): every tag defined, every operation described, somebody to turn to.</summary>
internal static class OpenApiTidy
{
    /// <summary>The same document, completed.</summary>
    public static JsonObject Of(JsonObject document, string root)
    {
        var tags = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (_, path) in document["paths"]!.AsObject())
        {
            foreach (var operation in path!.AsObject().Select(o => o.Value).OfType<JsonObject>())
            {
                operation["description"] ??= operation["summary"]!.GetValue<string>();
                tags.UnionWith(operation["tags"]!.AsArray().Select(t => t!.GetValue<string>()));
            }
        }

        document["tags"] = new JsonArray([.. tags.Select(t => new JsonObject { ["name"] = t })]);
        document["info"]!["contact"] = new JsonObject { ["name"] = "GeoWfc", ["url"] = root };
        return document;
    }
}
