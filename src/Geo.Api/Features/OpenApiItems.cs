using System.Text.Json.Nodes;
using Geo.Api.Ogc;
using Geo.Core.Store;

namespace Geo.Api.Features;

/// <summary>What the paths of a collection's items say beyond any resource: the forms of files, the headers, and how rows are written.</summary>
internal static class OpenApiItems
{
    /// <summary>Completes the two paths.</summary>
    public static void Complete(JsonObject paths, LayerDefinition layer, Language language)
    {
        string items = $"/collections/{layer.Id}/items";
        var get = paths[items]!["get"]!.AsObject();
        var parameters = get["parameters"]!.AsArray();
        foreach (var f in parameters.Where(p => p!["$ref"]?.GetValue<string>() == "#/components/parameters/f").ToList())
        {
            parameters.Remove(f);
        }

        parameters.Add(OpenApi.Shared("itemsForm"));
        var content = get["responses"]!["200"]!["content"]!.AsObject();
        foreach (var form in ItemsForm.All)
        {
            content[form.MediaType] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "string", ["format"] = "binary" } };
        }

        paths[$"{items}/{{featureId}}"]!["get"]!["responses"]!["200"]!["content"]![Media.GeoJson]!["schema"] = new JsonObject { ["$ref"] = "#/components/schemas/featureGeoJSON" };
    }
}
