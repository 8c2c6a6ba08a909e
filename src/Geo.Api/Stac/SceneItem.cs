using System.Text.Json.Nodes;
using Geo.Api.Ogc;
using Geo.Core.Imagery;
using Geo.Core.Store;

namespace Geo.Api.Stac;

/// <summary>
/// The STAC 1.1.0 item of a scene, made of the item that ingest wrote and of the store's record. Bands stand twice, as 1.1
/// has them (<c>bands</c>) and as 1.0 had (<c>eo:bands</c>, <c>raster:bands</c>), and so does the CRS (<c>proj:code</c> and
/// <c>proj:epsg</c>, which projection 1.2.0 alone allows together): many clients still look for the old names, GDAL's STACIT among them.
/// </summary>
internal static class SceneItem
{
    /// <summary>Version of STAC that items, collections and catalogues follow.</summary>
    public const string StacVersion = "1.1.0";

    /// <summary>The one collection.</summary>
    public const string Collection = "scenes";

    private const string Projection = "https://stac-extensions.github.io/projection/v1.2.0/schema.json";
    private const string Processing = "https://stac-extensions.github.io/processing/v1.2.0/schema.json";
    private const string Raster = "https://stac-extensions.github.io/raster/v1.1.0/schema.json";

    /// <summary>The item, its assets' <c>href</c> bare file names, its links empty.</summary>
    /// <param name="stored">The scene.</param>
    /// <param name="madeBy">Version of geowfc that took it in; null where unknown.</param>
    public static JsonObject Of(StoredScene stored, string? madeBy)
    {
        var scene = stored.Scene;
        var item = JsonNode.Parse(stored.StacJson) as JsonObject ?? throw new InvalidOperationException($"scene {scene.Id} has no STAC item");
        var extensions = (item["stac_extensions"] as JsonArray ?? []).Select(e => e!.GetValue<string>()).Where(e => !e.Contains("/projection/", StringComparison.Ordinal)).Append(Projection).Append(Raster);
        var properties = item["properties"] as JsonObject ?? throw new InvalidOperationException($"the STAC item of scene {scene.Id} has no properties");
        Place(properties, scene.Grid);
        if (madeBy is not null)
        {
            properties["processing:software"] = new JsonObject { ["geowfc"] = madeBy };
            extensions = extensions.Append(Processing);
        }

        item["stac_version"] = StacVersion;
        item["stac_extensions"] = new JsonArray([.. extensions.Distinct().Select(e => JsonValue.Create(e))]);
        item["collection"] = Collection;
        item["links"] = new JsonArray();
        foreach (var (_, asset) in item["assets"] as JsonObject ?? [])
        {
            Complete((JsonObject)asset!, scene);
        }

        return item;
    }

    private static void Place(JsonObject properties, Grid grid)
    {
        var t = grid.Transform;
        properties["proj:epsg"] = grid.Crs.Epsg;
        properties["proj:code"] = grid.Crs.Epsg is { } code ? $"EPSG:{code}" : null;
        properties["proj:shape"] = new JsonArray(grid.Height, grid.Width);
        properties["proj:transform"] = new JsonArray(t.PixelWidth, t.RowRotation, t.OriginX, t.ColumnRotation, t.PixelHeight, t.OriginY);
        // Scenes are north-up.
        properties["proj:bbox"] = new JsonArray(t.OriginX, t.OriginY + t.PixelHeight * grid.Height, t.OriginX + t.PixelWidth * grid.Width, t.OriginY);
    }

    private static void Complete(JsonObject asset, Scene scene)
    {
        string file = Path.GetFileName(asset["href"]?.GetValue<string>() ?? "");
        asset["href"] = file;
        asset["type"] = Media.Cog;
        if (file == scene.CogFile)
        {
            asset["roles"] ??= new JsonArray("data");
            asset["raster:bands"] ??= new JsonArray([.. scene.Bands.Select(b => Pixels(b, scene.NoData))]);
            asset["bands"] = new JsonArray([.. scene.Bands.Select((b, i) => Band(b, Of(asset["eo:bands"], i), Of(asset["raster:bands"], i)))]);
        }
        else if (file == scene.QualityFile)
        {
            asset["bands"] = new JsonArray(Described("quality", Of(asset["raster:bands"], 0)));
        }
    }

    private static JsonObject? Of(JsonNode? bands, int index) => bands is JsonArray array && index < array.Count ? array[index] as JsonObject : null;

    private static JsonObject Pixels(SceneBand band, double? noData)
    {
        var pixels = new JsonObject { ["scale"] = band.Scale, ["offset"] = band.Offset };
        if (noData is { } value)
        {
            pixels["nodata"] = double.IsNaN(value) ? "nan" : value;
        }

        return pixels;
    }

    private static JsonObject Band(SceneBand band, JsonObject? spectral, JsonObject? pixels)
    {
        var told = Described(spectral?["name"]?.GetValue<string>() ?? band.Role.ToString(), pixels);
        foreach (string name in (string[])["common_name", "center_wavelength"])
        {
            if (spectral?[name] is { } value)
            {
                told[$"eo:{name}"] = value.DeepClone();
            }
        }

        told["raster:scale"] = band.Scale;
        told["raster:offset"] = band.Offset;
        return told;
    }

    private static JsonObject Described(string name, JsonObject? pixels)
    {
        var band = new JsonObject { ["name"] = name };
        foreach (string member in (string[])["data_type", "nodata"])
        {
            if (pixels?[member] is { } value)
            {
                band[member] = value.DeepClone();
            }
        }

        return band;
    }
}
