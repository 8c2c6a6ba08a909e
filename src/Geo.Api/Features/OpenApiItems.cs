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

        if (Core.Sites.RegisterEdit.IsRegister(layer.Id))
        {
            Writes(paths[items]!.AsObject(), paths[$"{items}/{{featureId}}"]!.AsObject(), layer, language);
        }

        paths[$"{items}/{{featureId}}"]!["get"]!["responses"]!["200"]!["content"]![Media.GeoJson]!["schema"] = new JsonObject { ["$ref"] = "#/components/schemas/featureGeoJSON" };
    }

    private static void Writes(JsonObject items, JsonObject item, LayerDefinition layer, Language language)
    {
        string name = string.Concat(layer.Id.Split('-').Select(p => char.ToUpperInvariant(p[0]) + p[1..]));
        items["post"] = Write($"create{name}Item", layer, language.Pick("新增一条", "Create an item; Location says where it is"), "201", Body(Media.GeoJson), Header("Content-Crs", "CRS of the body's coordinates, as <uri>; CRS84 where it is left out"));
        item["put"] = Write($"replace{name}Item", layer, language.Pick("替换一条", "Replace an item's content"), "204", Body(Media.GeoJson), OpenApi.Shared("featureId"), Header("If-Match", "The item's ETag as it was read"), Header("Content-Crs", "CRS of the body's coordinates"));
        item["patch"] = Write($"update{name}Item", layer, language.Pick("修改一条", "Change parts of an item by a merge patch"), "204", Body(ItemBody.MergePatch), OpenApi.Shared("featureId"), Header("If-Match", "The item's ETag as it was read"), Header("Content-Crs", "CRS of the body's coordinates"));
        item["delete"] = Write($"delete{name}Item", layer, language.Pick("删除一条", "Delete an item; its history stays"), "204", null, OpenApi.Shared("featureId"), Header("If-Match", "The item's ETag as it was read"));
    }

    private static JsonObject Write(string id, LayerDefinition layer, string summary, string status, JsonObject? body, params JsonNode[] parameters)
    {
        var operation = OpenApi.Write(id, layer.Id, summary, status, body, parameters);
        var responses = operation["responses"]!.AsObject();
        responses[status] = new JsonObject { ["description"] = summary };
        if (status == "204")
        {
            foreach (string code in (string[])["412", "428"])
            {
                responses[code] = new JsonObject { ["$ref"] = "#/components/responses/Problem" };
            }
        }

        return operation;
    }

    private static JsonObject Body(string mediaType) => new()
    {
        ["required"] = true,
        ["content"] = new JsonObject { [mediaType] = new JsonObject { ["schema"] = mediaType == Media.GeoJson ? new JsonObject { ["$ref"] = "#/components/schemas/featureGeoJSON" } : new JsonObject { ["type"] = "object" } } },
    };

    private static JsonObject Header(string name, string description) => new()
    {
        ["name"] = name,
        ["in"] = "header",
        ["description"] = description,
        ["schema"] = new JsonObject { ["type"] = "string" },
    };
}
