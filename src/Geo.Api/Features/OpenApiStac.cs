using System.Text.Json.Nodes;
using Geo.Api.Ogc;

namespace Geo.Api.Features;

/// <summary>The part of the API definition about the STAC API.</summary>
internal static class OpenApiStac
{
    private const string Tag = "STAC";

    /// <summary>Adds the paths.</summary>
    public static void Add(JsonObject paths, Language language)
    {
        void Read(string path, string id, string zh, string en, string mediaType, params JsonNode[] parameters) =>
            paths[path] = new JsonObject { ["get"] = OpenApi.Operation(id, Tag, language.Pick(zh, en), mediaType, parameters) };

        Read("/stac", "getStac", "影像目录", "Catalogue of scenes", Media.Json);
        Read("/stac/conformance", "getStacConformance", "影像目录遵循的标准", "Conformance classes of the catalogue", Media.Json);
        Read("/stac/collections", "getStacCollections", "影像集", "Collections of scenes", Media.Json);
        Read("/stac/collections/scenes", "getStacScenes", "影像集", "The collection of scenes", Media.Json);
        Read("/stac/collections/scenes/items", "getStacItems", "影像", "Scenes", Media.GeoJson, ItemParameters());
        Read("/stac/collections/scenes/items/{featureId}", "getStacItem", "一景影像", "One scene", Media.GeoJson, OpenApi.Shared("featureId"));
        Read("/stac/collections/scenes/queryables", "getStacScenesQueryables", "可查询属性", "Queryables of the scenes", Media.Schema);
        Read("/stac/queryables", "getStacQueryables", "可查询属性", "Queryables of the catalogue", Media.Schema);
        Read("/stac/search", "getStacSearch", "检索影像", "Search the scenes", Media.GeoJson, [.. ItemParameters(), OpenApi.Text("ids", "Ids, separated by commas"), OpenApi.Text("collections", "Collections, separated by commas")]);
        var post = OpenApi.Operation("postStacSearch", Tag, language.Pick("检索影像（POST）", "Search the scenes by a body"), Media.GeoJson, []);
        post["requestBody"] = OpenApi.Body(SearchSchema());
        ((JsonObject)paths["/stac/search"]!)["post"] = post;
    }

    private static JsonNode[] ItemParameters() =>
    [
        OpenApi.Shared("limit"), OpenApi.Shared("bbox"), OpenApi.Shared("datetime"), OpenApi.Text("intersects", "A GeoJSON geometry that the footprint meets; not with bbox"),
        OpenApi.Text("sortby", "Properties, separated by commas; -name descends"), OpenApi.Text("fields", "Members wanted, separated by commas; -name leaves one out"),
        OpenApi.Text("filter", "CQL2 over the queryables: gsd < 10 AND S_INTERSECTS(geometry, POINT(110.1 40.6))"),
        OpenApi.Text("filter-lang", "cql2-text or cql2-json"), OpenApi.Text("filter-crs", "CRS of the filter's geometries, as a URI; CRS84 where left out"),
        OpenApi.Text("query", "JSON of the query extension: {\"eo:cloud_cover\":{\"lt\":10}}"), OpenApi.Text("token", "Where the page before ended; taken from its link 'next'"),
    ];

    private static JsonObject SearchSchema() => new()
    {
        ["type"] = "object",
        ["additionalProperties"] = false,
        ["properties"] = new JsonObject
        {
            ["ids"] = List(Of("string")),
            ["collections"] = List(Of("string")),
            ["bbox"] = OpenApiParts.BoxSchema(null),
            ["intersects"] = Of("object"),
            ["datetime"] = Of("string"),
            ["limit"] = new JsonObject { ["type"] = "integer", ["minimum"] = 1 },
            ["sortby"] = List(new JsonObject
            {
                ["type"] = "object",
                ["required"] = new JsonArray("field"),
                ["properties"] = new JsonObject { ["field"] = Of("string"), ["direction"] = new JsonObject { ["type"] = "string", ["enum"] = new JsonArray("asc", "desc") } },
            }),
            ["fields"] = new JsonObject { ["type"] = "object", ["properties"] = new JsonObject { ["include"] = List(Of("string")), ["exclude"] = List(Of("string")) } },
            ["query"] = Of("object"),
            ["filter"] = new JsonObject { ["description"] = "CQL2 JSON (an object) or CQL2 text (a string)" },
            ["filter-lang"] = new JsonObject { ["type"] = "string", ["enum"] = new JsonArray("cql2-json", "cql2-text") },
            ["filter-crs"] = Of("string"),
            ["token"] = Of("string"),
        },
    };

    private static JsonObject List(JsonObject items) => new() { ["type"] = "array", ["items"] = items };

    private static JsonObject Of(string type) => new() { ["type"] = type };
}
