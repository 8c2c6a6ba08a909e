using System.Text.Json;
using Geo.Api.Ogc;

namespace Geo.Api.Stac;

/// <summary>The collection of scenes, with what its items have in common.</summary>
internal static class StacCollections
{
    /// <summary>GET /stac/collections</summary>
    public static IResult List(SceneIndex scenes) => new Resource(
        request => new
        {
            collections = new[] { Describe(request, scenes.All) },
            links = (IEnumerable<StacLink>)[.. request.SelfLinks().Select(StacItems.Same), StacItems.Root(request), new StacLink(request.Addresses.At("/stac"), "parent", Media.Json)],
            numberMatched = 1,
            numberReturned = 1,
        },
        request => StacItems.PageOf(request, scenes.All, []));

    /// <summary>GET /stac/collections/scenes</summary>
    public static IResult Get(SceneIndex scenes) => new Resource(request => Describe(request, scenes.All), request => StacItems.PageOf(request, scenes.All, []));

    private static object Describe(Request request, IReadOnlyList<SceneEntry> scenes)
    {
        var boxes = scenes.Select(s => s.Stored.Scene.Footprint.EnvelopeInternal).Select(b => new Extent(b.MinX, b.MinY, b.MaxX, b.MaxY)).ToList();
        // STAC wants an extent even of an empty collection: the whole earth then.
        var all = boxes.Count == 0 ? new Extent(-180, -90, 180, 90) : boxes.Aggregate((a, b) => a.Union(b));
        string?[] interval = scenes.Count == 0 ? [null, null] : [Json.Instant(scenes[^1].AcquiredAt), Json.Instant(scenes[0].AcquiredAt)];
        string at = request.Addresses.At(StacItems.CollectionPath);
        return new
        {
            type = "Collection",
            stac_version = SceneItem.StacVersion,
            stac_extensions = (string[])["https://stac-extensions.github.io/item-assets/v1.0.0/schema.json"],
            id = SceneItem.Collection,
            title = request.Language.Pick("影像", "Scenes"),
            description = request.Language.Pick("入库的卫星与无人机影像，云优化 GeoTIFF", "Satellite and drone scenes taken in, as cloud-optimised GeoTIFF"),
            license = "other",
            itemType = "feature",
            extent = new { spatial = new { bbox = new[] { new[] { all.MinX, all.MinY, all.MaxX, all.MaxY } } }, temporal = new { interval = new[] { interval } } },
            summaries = Summaries(scenes),
            item_assets = new
            {
                data = new { type = Media.Cog, roles = (string[])["data"], title = request.Language.Pick("各波段", "All bands") },
                quality = new { type = Media.Cog, roles = (string[])["data-mask", "cloud", "cloud-shadow", "snow-ice"], title = request.Language.Pick("质量：云、阴影、雪", "Quality: cloud, shadow, snow") },
                thumbnail = new { type = StacItems.Thumbnail.Type, roles = (string[])[StacItems.Thumbnail.Name], title = request.Language.Pick("缩略图", "Thumbnail") },
            },
            links = (IEnumerable<StacLink>)
            [
                new StacLink(at, "self", Media.Json), new StacLink(at + "?f=html", "alternate", Media.Html), StacItems.Root(request), new StacLink(request.Addresses.At("/stac"), "parent", Media.Json),
                new StacLink(at + "/items", "items", Media.GeoJson), new StacLink(at + "/queryables", StacQueryables.Relation, Media.Schema),
            ],
        };
    }

    // Of numbers their range, of names those that occur; what no scene has is left out.
    private static Dictionary<string, object> Summaries(IReadOnlyList<SceneEntry> scenes)
    {
        var summaries = new Dictionary<string, object>();
        foreach (string name in (string[])["constellation", "geowfc:profile", "proj:code"])
        {
            string[] values = [.. scenes.Select(s => SceneProperty.Find(name)!.Of(s)).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
            if (values.Length > 0)
            {
                summaries[name] = values;
            }
        }

        foreach (string name in (string[])["gsd", "eo:cloud_cover"])
        {
            double[] values = [.. scenes.Select(s => SceneProperty.Find(name)!.Of(s)).OfType<double>()];
            if (values.Length > 0)
            {
                summaries[name] = new { minimum = values.Min(), maximum = values.Max() };
            }
        }

        string[] bands = [.. scenes.Select(s => s.Item).SelectMany(Bands).Distinct()];
        if (bands.Length > 0)
        {
            summaries["bands"] = bands.Select(name => new { name });
        }

        return summaries;
    }

    private static IEnumerable<string> Bands(JsonElement item) =>
        item.TryGetProperty("assets", out var assets) && assets.TryGetProperty("data", out var data) && data.TryGetProperty("bands", out var bands)
            ? bands.EnumerateArray().Select(b => b.GetProperty("name").GetString()!)
            : [];
}
