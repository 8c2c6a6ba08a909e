using System.Text.Json.Nodes;
using Geo.Api.Ogc;
using Geo.Api.Tiles;
using Geo.Api.Tiles.Styles;
using Geo.Core.Store;

namespace Geo.Api.Features;

/// <summary>The part of the API definition about tiles, pictures and styles. Operation ids end as OGC 20-057, table 21, asks.</summary>
internal static class OpenApiTiles
{
    private const string Tag = "Tiles";

    /// <summary>Adds the paths.</summary>
    public static void Add(JsonObject paths, Language language, IEnumerable<LayerDefinition> layers)
    {
        void Get(string path, string id, string zh, string en, string[] types, params JsonNode[] parameters) => paths[path] = new JsonObject { ["get"] = Operation(id, language.Pick(zh, en), types, parameters) };

        JsonNode[] address = [OpenApi.InPath("tileMatrixSetId"), Number("tileMatrix"), Number("tileRow"), Number("tileCol")];
        JsonNode Tms() => OpenApi.InPath("tileMatrixSetId");
        JsonNode[] At() => [.. address.Select(one => one.DeepClone())];
        string[] description = [Media.Json, Media.Html], pictures = [.. TileMedia.PictureTypes.Select(one => one.Type)];
        const string tile = "{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}";

        Get("/tileMatrixSets", "getTileMatrixSetsList", "瓦片矩阵集", "Tile matrix sets", description, Form("json", "html"), OpenApi.Shared("lang"));
        Get("/tileMatrixSets/{tileMatrixSetId}", "getTileMatrixSet", "一个瓦片矩阵集", "One tile matrix set", description, Tms(), Form("json", "html"), OpenApi.Shared("lang"));
        JsonNode Chosen() => OpenApi.Text("collections", "Collections with commas between; left out: all that are public");
        Get("/tiles", "all.dataset.vector.getTileSetsList", "全部图层的矢量瓦片集", "Vector tilesets of the dataset", description, Chosen(), Form("json", "html"), OpenApi.Shared("lang"));
        Get("/tiles/{tileMatrixSetId}", "all.dataset.vector.getTileSet", "一个矢量瓦片集", "One of them", description, Tms(), Chosen(), Form("json", "html", "tilejson"), OpenApi.Shared("lang"));
        Get($"/tiles/{tile}", "all.dataset.vector.getTile", "矢量瓦片", "A vector tile with a layer a collection", [TileMedia.Mvt], [.. At(), Chosen(), OpenApi.Shared("datetime"), OpenApi.Shared("known-on"), Form("mvt"), OpenApi.Shared("lang")]);
        foreach (var layer in layers.Where(layer => layer.GeometryKind != GeometryKind.None))
        {
            string path = $"/collections/{layer.Id}", zh = layer.TitleZh, en = layer.TitleEn;
            Get($"{path}/tiles", $"{layer.Id}.collection.vector.getTileSetsList", $"{zh}：瓦片集", $"{en}: tilesets", description, Form("json", "html"), OpenApi.Shared("lang"));
            Get($"{path}/tiles/{{tileMatrixSetId}}", $"{layer.Id}.collection.vector.getTileSet", $"{zh}：一个瓦片集", $"{en}: one tileset", description, Tms(), Form("json", "html", "tilejson"), OpenApi.Shared("lang"));
            Get($"{path}/tiles/{tile}", $"{layer.Id}.collection.vector.getTile", $"{zh}：矢量瓦片", $"{en}: a vector tile", [TileMedia.Mvt],
                [.. At(), OpenApi.Shared("datetime"), OpenApi.Shared("known-on"), OpenApi.Text("properties", "Columns to send, with commas between; left out: all"), Form("mvt"), OpenApi.Shared("lang")]);
            Get($"{path}/preview", $"{layer.Id}.preview", $"{zh}：预览图", $"{en}: a picture", pictures, OpenApi.Whole("side", 16, 2048), Form("png", "webp", "jpeg"), OpenApi.Shared("lang"));
        }

        foreach (var (path, id, zh, en, own) in ((string, string, string, string, JsonNode[])[])
        [
            ("/scenes/{featureId}", "scene", "影像", "A scene", [OpenApi.Shared("featureId")]),
            ("/results/recovery", "recovery", "恢复类别栅格", "The recovery raster", []),
            ("/surveys/{featureId}/{raster}", "survey", "排查栅格", "A survey's raster: classes or probability", [OpenApi.Shared("featureId"), OpenApi.InPath("raster")]),
        ])
        {
            JsonNode[] Own() => [.. own.Select(one => one.DeepClone())];
            Get($"{path}/tiles", $"{id}.map.getTileSetsList", $"{zh}：瓦片集", $"{en}: tilesets", description, [.. Own(), Form("json", "html"), OpenApi.Shared("lang")]);
            Get($"{path}/tiles/{{tileMatrixSetId}}", $"{id}.map.getTileSet", $"{zh}：一个瓦片集", $"{en}: one tileset", description, [.. Own(), Tms(), Form("json", "html", "tilejson"), OpenApi.Shared("lang")]);
            Get($"{path}/tiles/{tile}", $"{id}.map.getTile", $"{zh}：图片瓦片", $"{en}: a tile as a picture", pictures, [.. Own(), .. At(), .. Look(), Form("png", "webp", "jpeg"), OpenApi.Shared("lang")]);
        }

        Get("/scenes/{featureId}/preview", "scene.preview", "影像预览图", "A picture of a scene", pictures, [OpenApi.Shared("featureId"), OpenApi.Whole("side", 16, 2048), .. Look(), Form("png", "webp", "jpeg"), OpenApi.Shared("lang")]);
        Get("/wmts", "getWmts", "WMTS 1.0.0（KVP）", "WMTS 1.0.0 by name and value", ["text/xml", .. pictures],
            OpenApi.Text("service", "WMTS"), OpenApi.Text("request", "GetCapabilities or GetTile"), OpenApi.Text("version", "1.0.0"), OpenApi.Text("layer", "As in the capabilities"), OpenApi.Text("style", "As in the capabilities"),
            OpenApi.Text("format", "image/png, image/webp or image/jpeg"), OpenApi.Text("tileMatrixSet", "As in the capabilities"), OpenApi.Text("tileMatrix", "Level"), OpenApi.Text("tileRow", "Row"), OpenApi.Text("tileCol", "Column"));
        Get("/wmts/1.0.0/WMTSCapabilities.xml", "getWmtsCapabilities", "WMTS 能力文档", "What the WMTS offers", ["text/xml"], OpenApi.Shared("lang"));
        Get("/styles", "getStyles", "图层样式", "Styles of the layers", description, Form("json", "html"), OpenApi.Shared("lang"));
        Get("/styles/{styleId}", "getStyle", "一个图层样式", "Style of a layer", description, OpenApi.InPath("styleId"), Form("json", "html"), OpenApi.Shared("lang"));
        Get("/styles/{styleId}.qml", "getStyleQml", "QGIS 样式", "The style for QGIS", [StylePages.QmlType], OpenApi.InPath("styleId"), OpenApi.Shared("lang"));
        Get("/styles/{styleId}.sld", "getStyleSld", "SLD 样式", "The style as SLD 1.0", [StylePages.SldType], OpenApi.InPath("styleId"), OpenApi.Shared("lang"));
        Get("/project.qgs", "getQgisProject", "QGIS 工程", "A QGIS project with all public layers", [StylePages.ProjectType], OpenApi.Shared("lang"));
    }

    private static JsonNode[] Look() =>
    [
        OpenApi.Text("style", "A style of the raster, as natural, false-colour or ndvi"),
        OpenApi.Text("expression", "Band maths instead of a style, as (nir-red)/(nir+red); three with semicolons between for red, green and blue"),
        OpenApi.Text("rescale", "Values of the lowest and the highest colour, as -0.2,0.9"),
        OpenApi.Text("colormap", $"Colours of an expression: {string.Join(", ", Geo.Core.Tiles.Pictures.ColourMap.Names)}"),
        OpenApi.Text("resampling", "nearest or bilinear"),
    ];

    private static JsonObject Number(string name) => OpenApiParts.Parameter(name, "path", new JsonObject { ["type"] = "integer", ["minimum"] = 0 }, name);

    private static JsonObject Form(params string[] names) =>
        OpenApiParts.Parameter("f", "query", new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. names.Select(name => JsonValue.Create(name))]) }, "Form of the answer; without it Accept decides");

    private static JsonObject Operation(string id, string summary, string[] types, JsonNode[] parameters)
    {
        var operation = OpenApi.Operation(id, "Pages", summary, "text/plain", []);
        operation["tags"] = new JsonArray(Tag);
        operation["parameters"] = new JsonArray([.. parameters]);
        operation["responses"]!["200"]!["content"] = new JsonObject(types.Select(type => KeyValuePair.Create(type, (JsonNode?)new JsonObject { ["schema"] = Schema(type) })));
        return operation;
    }

    private static JsonObject Schema(string type) => type == Media.Json ? new() { ["type"] = "object" }
        : type.StartsWith("text/", StringComparison.Ordinal) || type.EndsWith("xml", StringComparison.Ordinal) ? new() { ["type"] = "string" }
        : new() { ["type"] = "string", ["format"] = "binary" };
}
