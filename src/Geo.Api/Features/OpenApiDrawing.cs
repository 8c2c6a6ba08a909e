using System.Text.Json.Nodes;
using Geo.Api.Ogc;
using Geo.Core.Sites;
using Geo.Core.Store;

namespace Geo.Api.Features;

/// <summary>The part of the API definition about what people draw: outlines' histories and areas of interest.</summary>
internal static class OpenApiDrawing
{
    private const string Tag = "Pages";

    /// <summary>Adds the history of a register's rows.</summary>
    public static void AddVersions(JsonObject paths, LayerDefinition layer, Language language)
    {
        if (!RegisterEdit.IsRegister(layer.Id)) return;
        string name = string.Concat(layer.Id.Split('-').Select(p => char.ToUpperInvariant(p[0]) + p[1..]));
        paths[$"/collections/{layer.Id}/items/{{featureId}}/versions"] = new JsonObject
        {
            ["get"] = OpenApi.Operation($"get{name}Versions", Tag, language.Pick($"{layer.TitleZh}：沿革", $"{layer.TitleEn}: every state that an item had, oldest first, with its outline where that changed; authors for staff"), Media.Json, [OpenApi.Shared("featureId")]),
        };
    }

    /// <summary>Adds the areas of interest.</summary>
    public static void Add(JsonObject paths, Language language)
    {
        paths["/areas"] = new JsonObject { ["get"] = OpenApi.Operation("getAreas", Tag, language.Pick("排查范围清单", "Areas of interest that people drew"), Media.Json, []) };
        var match = new JsonObject { ["name"] = "If-Match", ["in"] = "header", ["description"] = "The area's ETag as it was read; none for a new one", ["schema"] = new JsonObject { ["type"] = "string" } };
        var put = OpenApi.Write("putArea", Tag, language.Pick("保存排查范围", "Write an area of interest whole: polygons, longitude first"), "200", DrawnDocument.Body(), OpenApi.InPath("name"), match.DeepClone());
        var delete = OpenApi.Write("deleteArea", Tag, language.Pick("删除排查范围", "Take an area of interest away"), "204", null, OpenApi.InPath("name"), match);
        delete["responses"]!["204"] = new JsonObject { ["description"] = "It is gone" };
        foreach (var (operation, status) in new[] { (put, "412"), (delete, "412"), (delete, "428") })
        {
            operation["responses"]![status] = new JsonObject { ["$ref"] = "#/components/responses/Problem" };
        }

        paths["/areas/{name}"] = new JsonObject
        {
            ["get"] = OpenApi.Operation("getArea", Tag, language.Pick("排查范围", "An area of interest"), Media.GeoJson, [OpenApi.InPath("name")]),
            ["put"] = put,
            ["delete"] = delete,
        };
    }
}
