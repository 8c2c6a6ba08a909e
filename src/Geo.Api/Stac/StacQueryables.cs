using System.Text.Json.Nodes;
using Geo.Api.Features;
using Geo.Api.Ogc;
using Geo.Core.Store;

namespace Geo.Api.Stac;

/// <summary>What a search can name: JSON Schema 2020-12, the same for the catalogue and its one collection.</summary>
internal static class StacQueryables
{
    /// <summary>Relation of queryables.</summary>
    public const string Relation = "http://www.opengis.net/def/rel/ogc/1.0/queryables";

    /// <summary>GET /stac/queryables and /stac/collections/scenes/queryables</summary>
    public static IResult Get() => new Resource(Document, PageOf) { JsonType = Media.Schema };

    private static JsonObject Document(Request request)
    {
        var language = request.Language;
        var properties = new JsonObject
        {
            ["geometry"] = new JsonObject { ["title"] = language.Pick("影像范围", "Footprint"), ["format"] = "geometry-any", ["x-ogc-role"] = "primary-geometry" },
        };
        foreach (var property in SceneProperty.All)
        {
            var schema = Schemas.OfColumn(new ColumnDefinition(property.Name, property.Type, property.TitleZh, property.TitleEn), language);
            if (property.Name == "datetime")
            {
                schema["x-ogc-role"] = "primary-instant";
            }

            properties[property.Name] = schema;
        }

        return new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["$id"] = request.Addresses.At(request.Http.Request.Path.ToUriComponent()),
            ["title"] = language.Pick("影像", "Scenes"),
            ["type"] = "object",
            ["properties"] = properties,
            ["additionalProperties"] = false,
        };
    }

    private static Page PageOf(Request request) => new(request, request.Language.Pick("可查询属性", "Queryables"), Page.Table(
        [request.Language.Pick("属性", "Property"), request.Language.Pick("类型", "Type"), request.Language.Pick("名称", "Title")],
        SceneProperty.All.Select(p => new[] { Page.Text(p.Name), Page.Text(p.Type.ToString()), Page.Text(request.Language.Pick(p.TitleZh, p.TitleEn)) })))
    { Trail = [("/stac", "STAC"), (StacItems.CollectionPath, SceneItem.Collection)] };
}
