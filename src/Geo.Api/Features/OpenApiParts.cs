using System.Text.Json.Nodes;
using Geo.Api.Ogc;
using Geo.Core.Crs;
using Geo.Core.Filters;

namespace Geo.Api.Features;

/// <summary>The parts of the API definition that its paths share.</summary>
internal static class OpenApiParts
{
    /// <summary>components</summary>
    public static JsonObject Components() => new()
    {
        ["parameters"] = new JsonObject
        {
            ["limit"] = Parameter("limit", "query", new JsonObject { ["type"] = "integer", ["minimum"] = 1, ["maximum"] = Parameters.MaximumLimit, ["default"] = Parameters.DefaultLimit }, "At most so many items a page"),
            ["itemsLimit"] = Parameter("limit", "query", new JsonObject { ["type"] = "integer", ["minimum"] = 1, ["maximum"] = ItemsQuery.MaximumLimit, ["default"] = Parameters.DefaultLimit }, "At most so many items a page; more than the maximum is answered with the maximum"),
            ["bbox"] = Parameter("bbox", "query", BoxSchema(null), "min lon, min lat, max lon, max lat, or as bbox-crs orders its axes; with heights six numbers"),
            ["bbox-crs"] = Parameter("bbox-crs", "query", Crs(), "The CRS of bbox, with its axis order; CRS84 (longitude first) where it is left out"),
            ["crs"] = Parameter("crs", "query", Crs(), "The CRS of the coordinates in the answer, with its axis order; CRS84 where it is left out"),
            ["sortby"] = Parameter("sortby", "query", List(), "Properties to order by: +name or name rises, -name falls; rows without a value come last, ties stand in the order of their writing"),
            ["properties"] = Parameter("properties", "query", List(), "The properties to send; id and geometry are always there"),
            ["count"] = Parameter("count", "query", new JsonObject { ["type"] = "string", ["enum"] = new JsonArray("exact", "none") }, $"exact: numberMatched however many match; none: never. Left out, it is told up to {FeatureStream.MostCounted} matches"),
            ["itemsForm"] = Parameter("f", "query", new JsonObject { ["type"] = "string", ["enum"] = new JsonArray(["json", "html", .. ItemsForm.All.Select(form => (JsonNode)form.Name)]) }, "Form of the answer; without it Accept decides"),
            ["datetime"] = Parameter("datetime", "query", new JsonObject { ["type"] = "string" }, "An RFC 3339 instant, START/END, START/.. or ../END. Where rows are states (sites, areas, towns) an instant asks for those that held then, a date for those at its end in Asia/Shanghai; else it means the rows' own time"),
            ["known-on"] = Parameter("known-on", "query", new JsonObject { ["type"] = "string" }, "As it was known then: an RFC 3339 instant, or a date for its end in Asia/Shanghai"),
            ["after"] = Parameter("after", "query", new JsonObject { ["type"] = "string" }, "Where the page before ended; taken from its link 'next'"),
            ["filter"] = Parameter("filter", "query", new JsonObject { ["type"] = "string" }, "A CQL2 filter on the queryables, for example town = '河东镇' AND area_m2 > 5000"),
            ["filter-lang"] = Parameter("filter-lang", "query", new JsonObject { ["type"] = "string", ["enum"] = new JsonArray("cql2-text", "cql2-json"), ["default"] = "cql2-text" }, "How the filter is written"),
            ["filter-crs"] = Parameter("filter-crs", "query", new JsonObject { ["type"] = "string", ["format"] = "uri", ["enum"] = new JsonArray([.. FilterCrs.All.Select(crs => (JsonNode)crs.Uri)]), ["default"] = FilterCrs.Crs84.Uri }, "CRS of the filter's geometries, in its own axis order"),
            ["f"] = Parameter("f", "query", new JsonObject { ["type"] = "string", ["enum"] = new JsonArray("json", "html") }, "Form of the answer; without it Accept decides"),
            ["lang"] = Parameter("lang", "query", new JsonObject { ["type"] = "string", ["enum"] = new JsonArray("zh", "en") }, "Language of titles; without it Accept-Language decides"),
            ["featureId"] = Parameter("featureId", "path", new JsonObject { ["type"] = "string" }, "The item's id"),
        },
        ["schemas"] = new JsonObject
        {
            ["featureCollectionGeoJSON"] = Object(("type", Enum("FeatureCollection")), ("features", Array(Ref("featureGeoJSON"))), ("links", Array(Ref("link"))),
                ("timeStamp", Typed("string", "date-time")), ("numberMatched", Typed("integer")), ("numberReturned", Typed("integer"))),
            ["featureGeoJSON"] = Object(("type", Enum("Feature")), ("id", Typed("string")), ("geometry", Nullable("object")), ("properties", Nullable("object")), ("links", Array(Ref("link")))),
            ["link"] = Object(("href", Typed("string")), ("rel", Typed("string")), ("type", Typed("string")), ("title", Typed("string")), ("hreflang", Typed("string"))),
            ["newRun"] = Object(("kind", Typed("string")), ("parameters", Typed("object"))),
            ["problem"] = Object(("type", Typed("string")), ("title", Typed("string")), ("status", Typed("integer")), ("detail", Typed("string")), ("instance", Typed("string")),
                ("where", Typed("string")), ("field", Typed("string")), ("problem", Typed("string")), ("mend", Typed("string"))),
        },
        ["responses"] = new JsonObject
        {
            ["Problem"] = new JsonObject
            {
                ["description"] = "What is wrong, where, and what to do (RFC 9457)",
                ["content"] = new JsonObject { [Media.Problem] = new JsonObject { ["schema"] = Ref("problem") } },
            },
        },
        ["securitySchemes"] = new JsonObject
        {
            ["token"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["description"] = "An API key (gwk_…), or the token that the server printed at start" },
            ["key"] = new JsonObject { ["type"] = "http", ["scheme"] = "basic", ["description"] = "An API key as the password, under any user name" },
            ["session"] = new JsonObject { ["type"] = "apiKey", ["in"] = "cookie", ["name"] = Auth.Visitor.SessionCookie },
        },
    };

    /// <summary>Schema of a body by its media type.</summary>
    public static JsonObject SchemaOf(string mediaType) => mediaType switch
    {
        Media.GeoJson => Ref("featureCollectionGeoJSON"),
        "image/png" or "image/tiff" or "image/svg+xml" => Typed("string", "binary"),
        _ when mediaType.Contains("officedocument", StringComparison.Ordinal) => Typed("string", "binary"),
        _ when mediaType.StartsWith("text/", StringComparison.Ordinal) => Typed("string"),
        _ => Typed("object"),
    };

    /// <summary>A parameter; those in the path are required.</summary>
    public static JsonObject Parameter(string name, string place, JsonObject schema, string description) => new()
    {
        ["name"] = name,
        ["in"] = place,
        ["description"] = description,
        ["required"] = place == "path",
        ["schema"] = schema,
        ["style"] = place == "path" ? "simple" : "form",
        ["explode"] = false,
    };

    /// <summary>A box of numbers: four, or where null four to six.</summary>
    public static JsonObject BoxSchema(int? count) => new()
    {
        ["type"] = "array",
        ["minItems"] = count ?? 4,
        ["maxItems"] = count ?? 6,
        ["items"] = new JsonObject { ["type"] = "number" },
    };

    private static JsonObject Crs() => new() { ["type"] = "string", ["format"] = "uri", ["enum"] = new JsonArray([.. OfferedCrs.Uris.Select(uri => (JsonNode)uri)]), ["default"] = OfferedCrs.Crs84.Uri };

    private static JsonObject List() => new() { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "string" }, ["minItems"] = 1 };

    private static JsonObject Object(params (string Name, JsonObject Schema)[] members)
    {
        var properties = new JsonObject();
        foreach (var (name, schema) in members)
        {
            properties[name] = schema;
        }

        return new JsonObject { ["type"] = "object", ["properties"] = properties };
    }

    private static JsonObject Ref(string schema) => new() { ["$ref"] = $"#/components/schemas/{schema}" };

    private static JsonObject Array(JsonObject items) => new() { ["type"] = "array", ["items"] = items };

    private static JsonObject Enum(string value) => new() { ["type"] = "string", ["enum"] = new JsonArray(value) };

    private static JsonObject Nullable(string type) => new() { ["type"] = type, ["nullable"] = true };

    private static JsonObject Typed(string type, string? format = null) =>
        format is null ? new() { ["type"] = type } : new() { ["type"] = type, ["format"] = format };
}
