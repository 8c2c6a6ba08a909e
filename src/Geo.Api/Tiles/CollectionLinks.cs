using Geo.Api.Ogc;
using Geo.Core.Store;

namespace Geo.Api.Tiles;

/// <summary>What a collection's description says of tiles, styles and its picture.</summary>
internal static class CollectionLinks
{
    /// <summary>The links; none where there are no geometries.</summary>
    public static IEnumerable<Link> Of(LayerDefinition layer, string address, Language language)
    {
        if (layer.GeometryKind == GeometryKind.None) return [];
        string root = address[..address.LastIndexOf("/collections/", StringComparison.Ordinal)];
        return
        [
            new Link($"{address}/tiles", "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector", Media.Json, language.Pick("矢量瓦片", "Vector tiles")),
            new Link($"{address}/preview", "preview", "image/png", language.Pick("预览图", "A picture")),
            new Link($"{root}/styles/{layer.Id}", "http://www.opengis.net/def/rel/ogc/1.0/styles", Media.Json, language.Pick("样式", "Styles")),
        ];
    }
}
