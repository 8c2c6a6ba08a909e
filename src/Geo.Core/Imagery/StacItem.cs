using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Geo.Core.Gdal;
using Geo.Core.Imagery.Products;

namespace Geo.Core.Imagery;

/// <summary>The STAC 1.0.0 item of a scene, with the proj, eo, raster, file and classification extensions. Links are the server's.</summary>
internal static class StacItem
{
    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const string CogType = "image/tiff; application=geotiff; profile=cloud-optimized";

    internal static string Of(Scene scene, Product product, PixelType type, string cogPath, string? qualityPath)
    {
        var assets = new JsonObject { ["data"] = Data(scene, product, type, cogPath) };
        if (qualityPath is not null)
        {
            assets["quality"] = QualityAsset(scene, qualityPath);
        }

        var outline = scene.Footprint.EnvelopeInternal;
        var item = new JsonObject
        {
            ["type"] = "Feature",
            ["stac_version"] = "1.0.0",
            ["stac_extensions"] = Array(
                "https://stac-extensions.github.io/projection/v1.1.0/schema.json",
                "https://stac-extensions.github.io/eo/v1.1.0/schema.json",
                "https://stac-extensions.github.io/raster/v1.1.0/schema.json",
                "https://stac-extensions.github.io/file/v2.1.0/schema.json",
                "https://stac-extensions.github.io/classification/v1.1.0/schema.json"),
            ["id"] = scene.Id,
            ["collection"] = "scenes",
            ["geometry"] = new JsonObject
            {
                ["type"] = "Polygon",
                ["coordinates"] = new JsonArray(new JsonArray([.. scene.Footprint.Coordinates.Select(c => (JsonNode)new JsonArray(c.X, c.Y))])),
            },
            ["bbox"] = new JsonArray(outline.MinX, outline.MinY, outline.MaxX, outline.MaxY),
            ["properties"] = Properties(scene, product),
            ["links"] = new JsonArray(new JsonObject { ["rel"] = "collection", ["href"] = "../../collections/scenes", ["type"] = "application/json" }),
            ["assets"] = assets,
        };
        return item.ToJsonString(s_json);
    }

    private static JsonObject Properties(Scene scene, Product product)
    {
        var t = scene.Grid.Transform;
        var properties = new JsonObject
        {
            ["datetime"] = scene.AcquiredAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["title"] = product.Name,
            ["gsd"] = GroundMetres(scene.Grid),
            ["proj:epsg"] = scene.Grid.Crs.Epsg,
            ["proj:shape"] = new JsonArray(scene.Grid.Height, scene.Grid.Width),
            ["proj:transform"] = new JsonArray(t.PixelWidth, t.RowRotation, t.OriginX, t.ColumnRotation, t.PixelHeight, t.OriginY),
            ["geowfc:profile"] = scene.Profile,
            ["geowfc:source_sha256"] = scene.Sha256,
            ["geowfc:valid_share"] = Math.Round(scene.ValidShare, 6),
            ["geowfc:synthetic"] = scene.Synthetic,
        };
        if (product.Numbers is { } numbers) properties["geowfc:numbers"] = numbers;
        if (product.Notes.Count > 0) properties["geowfc:remarks"] = Array([.. product.Notes]);
        foreach (var (key, value) in product.Facts) properties[key] = JsonSerializer.SerializeToNode(value);
        if (product.Profile.Constellation is { } constellation && !scene.Synthetic)
        {
            properties["constellation"] = constellation;
        }

        if (scene.Grid.Crs.Epsg is null)
        {
            properties["geowfc:crs_wkt"] = scene.Grid.Crs.Wkt;
        }

        if (scene.MaskOrigin is { } origin)
        {
            properties["geowfc:mask_origin"] = origin;
        }

        if (scene.MaskOrigin == Clouds.OwnMask.Origin || product.Masks.Any(m => m.Kind is MaskKind.Scl or MaskKind.QaPixel))
        {
            properties["eo:cloud_cover"] = Math.Round(scene.CloudShare * 100, 4);
        }

        return properties;
    }

    private static JsonObject Data(Scene scene, Product product, PixelType type, string path)
    {
        var eo = new JsonArray();
        var raster = new JsonArray();
        foreach (var band in product.Bands)
        {
            var named = new JsonObject { ["name"] = band.Role.ToString() };
            if (CommonName(band.Role) is { } common)
            {
                named["common_name"] = common;
            }

            if (band.WavelengthNm is { } nanometres)
            {
                named["center_wavelength"] = nanometres / 1000;
            }

            eo.Add((JsonNode)named);
            var pixels = new JsonObject
            {
                ["data_type"] = type.ToString().ToLowerInvariant().Replace("byte", "uint8", StringComparison.Ordinal),
                ["scale"] = band.Scale,
                ["offset"] = band.Offset,
            };
            if (type == PixelType.Float32)
            {
                pixels["nodata"] = "nan";
            }
            else if (scene.NoData is { } noData)
            {
                pixels["nodata"] = noData;
            }

            raster.Add((JsonNode)pixels);
        }

        var asset = Asset(scene.CogFile, path, "data");
        asset["eo:bands"] = eo;
        asset["raster:bands"] = raster;
        return asset;
    }

    private static JsonObject QualityAsset(Scene scene, string path)
    {
        var asset = Asset(scene.QualityFile!, path, "data-mask", "cloud", "cloud-shadow", "snow-ice");
        asset["raster:bands"] = new JsonArray(new JsonObject { ["data_type"] = "uint8", ["nodata"] = 0 });
        asset["classification:classes"] = new JsonArray([.. Enum.GetValues<Quality>().Select(q =>
            (JsonNode)new JsonObject { ["value"] = (int)q, ["name"] = q.ToString().ToLowerInvariant(), ["description"] = q.ToString() })]);
        return asset;
    }

    private static JsonObject Asset(string file, string path, params string[] roles) => new()
    {
        ["href"] = "./" + file,
        ["type"] = CogType,
        ["roles"] = Array(roles),
        ["file:size"] = new FileInfo(path).Length,
        // Multihash: 0x12 is SHA-256, 0x20 its 32 bytes.
        ["file:checksum"] = "1220" + SceneIngestor.HashOf(path, CancellationToken.None),
    };

    private static JsonArray Array(params string[] texts) => new([.. texts.Select(t => (JsonNode)t)]);

    private static double GroundMetres(Grid grid)
    {
        double unit = Projection.IsGeographic(grid.Crs) ? 111_320 : Projection.LinearUnit(grid.Crs);
        return Math.Round(Math.Abs(grid.Transform.PixelHeight) * unit, 3);
    }

    private static string? CommonName(BandRole role) => role switch
    {
        BandRole.Coastal => "coastal",
        BandRole.Blue => "blue",
        BandRole.Green => "green",
        BandRole.Red => "red",
        BandRole.RedEdge1 or BandRole.RedEdge2 or BandRole.RedEdge3 => "rededge",
        BandRole.Nir => "nir",
        BandRole.NirNarrow => "nir08",
        BandRole.Swir1 => "swir16",
        BandRole.Swir2 => "swir22",
        _ => null,
    };
}
