using System.Text.Json.Nodes;
using Geo.Api.Ogc;
using Geo.Core.Store;

namespace Geo.Api.Features;

/// <summary>Queryables (what a query can name) and schema (what a feature carries), both JSON Schema 2020-12.</summary>
internal static class Schemas
{
    /// <summary>GET /collections/{id}/queryables</summary>
    public static IResult Queryables(string id, HttpContext http) => Answer(Collections.Readable(id, http), "queryables", "可查询属性", "Queryables");

    /// <summary>GET /collections/{id}/schema</summary>
    public static IResult Schema(string id, HttpContext http) => Answer(Collections.Readable(id, http), "schema", "数据结构", "Schema");

    /// <summary>The columns for people.</summary>
    public static Html Table(LayerDefinition layer, Language language) => Page.Table(
        [language.Pick("属性", "Property"), language.Pick("类型", "Type"), language.Pick("名称", "Title")],
        layer.Columns.Select(c => new[] { Page.Text(c.Name), Page.Text(c.Type.ToString()), Page.Text(language.Pick(c.TitleZh, c.TitleEn)) }));

    /// <summary>JSON Schema of one column.</summary>
    public static JsonObject OfColumn(ColumnDefinition column, Language language)
    {
        var schema = new JsonObject { ["title"] = language.Pick(column.TitleZh, column.TitleEn) };
        schema["type"] = column.Type switch
        {
            ColumnType.Integer => "integer",
            ColumnType.Real => "number",
            ColumnType.Boolean => "boolean",
            ColumnType.TextList => "array",
            _ => "string",
        };
        if (column.Type == ColumnType.DateTime)
        {
            schema["format"] = "date-time";
        }

        if (column.Type == ColumnType.TextList)
        {
            schema["items"] = new JsonObject { ["type"] = "string" };
        }

        return schema;
    }

    private static Resource Answer(LayerDefinition layer, string kind, string zh, string en) => new(
        request => kind == "schema" ? SchemaDocument.Of(request, layer) : Queryable(request, layer),
        request => new Page(request, request.Language.Pick(zh, en), Table(layer, request.Language))
        {
            Trail = [("/collections", request.Language.Pick("图层", "Collections")), ($"/collections/{layer.Id}", request.Language.Pick(layer.TitleZh, layer.TitleEn))],
        })
    { JsonType = Media.Schema };

    private static JsonObject Queryable(Request request, LayerDefinition layer)
    {
        var properties = Properties(layer, request.Language);
        if (properties["geometry"] is JsonObject geometry)
        {
            // QGIS knows a geometry among queryables by this reference only, and only where there is no type.
            geometry["$ref"] = $"https://geojson.org/schema/{(layer.GeometryKind == GeometryKind.MultiPolygon ? "MultiPolygon" : "Geometry")}.json";
        }

        return Document(request, layer, "queryables", properties);
    }

    /// <summary>Id, geometry and every column of a layer, in order, each with its title, type and role.</summary>
    public static JsonObject Properties(LayerDefinition layer, Language language)
    {
        var properties = new JsonObject
        {
            ["id"] = new JsonObject { ["title"] = language.Pick("标识", "Identifier"), ["type"] = "string", ["x-ogc-role"] = "id", ["x-ogc-propertySeq"] = 0 },
        };
        if (layer.GeometryKind != GeometryKind.None)
        {
            properties["geometry"] = new JsonObject
            {
                ["title"] = language.Pick("几何", "Geometry"),
                ["format"] = layer.GeometryKind == GeometryKind.MultiPolygon ? "geometry-multipolygon" : "geometry-any",
                ["x-ogc-role"] = "primary-geometry",
                ["x-ogc-propertySeq"] = 1,
            };
        }

        for (int i = 0; i < layer.Columns.Count; i++)
        {
            var schema = OfColumn(layer.Columns[i], language);
            if (layer.Columns[i].Name == layer.DatetimeColumn) schema["x-ogc-role"] = "primary-instant";
            schema["x-ogc-propertySeq"] = i + 2;
            properties[layer.Columns[i].Name] = schema;
        }

        return properties;
    }

    /// <summary>A JSON Schema of a collection's items.</summary>
    /// <param name="request">The request.</param>
    /// <param name="layer">The collection.</param>
    /// <param name="name">Last part of its address.</param>
    /// <param name="properties">The properties.</param>
    public static JsonObject Document(Request request, LayerDefinition layer, string name, JsonObject properties) => new()
    {
        ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
        ["$id"] = $"{request.Addresses.Collection(layer.Id)}/{name}",
        ["title"] = request.Language.Pick(layer.TitleZh, layer.TitleEn),
        ["type"] = "object",
        ["properties"] = properties,
        ["additionalProperties"] = false,
    };
}
