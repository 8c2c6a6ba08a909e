using System.Text.Json;
using System.Text.Json.Serialization;
using Geo.Core.Imagery;

namespace Geo.Core.Store;

/// <summary>Scenes as rows: what people and QGIS look at as columns, the record as a whole as JSON (its footprint is the row's geometry).</summary>
internal static class SceneRecord
{
    private static readonly JsonSerializerOptions Options = new() { Converters = { new JsonStringEnumConverter() } };

    public static Feature ToFeature(Scene scene, string stacJson) => new(scene.Id, scene.Footprint, new Dictionary<string, object?>
    {
        ["profile"] = scene.Profile,
        ["acquired_at"] = scene.AcquiredAt,
        ["sha256"] = scene.Sha256,
        ["cog_file"] = scene.CogFile,
        ["quality_file"] = scene.QualityFile,
        ["valid_share"] = scene.ValidShare,
        ["cloud_share"] = scene.CloudShare,
        ["synthetic"] = scene.Synthetic,
        ["mask_origin"] = scene.MaskOrigin,
        ["shift_state"] = scene.Shift is { } shift ? ShiftName(shift.State) : null,
        ["shift_east_m"] = scene.Shift?.EastMetres,
        ["shift_north_m"] = scene.Shift?.NorthMetres,
        ["shift_uncertainty_m"] = scene.Shift?.UncertaintyMetres,
        ["shift_windows"] = scene.Shift?.Windows,
        ["shift_reference"] = scene.Shift?.Reference,
        ["scene_json"] = JsonSerializer.Serialize(Stored.Of(scene), Options),
        ["stac_json"] = stacJson,
    });

    public static StoredScene FromFeature(Feature feature)
    {
        var p = feature.Properties;
        var stored = JsonSerializer.Deserialize<Stored>((string)p["scene_json"]!, Options)!;
        var scene = new Scene(
            feature.Id, (string)p["profile"]!, stored.AcquiredAt,
            new Grid(stored.Transform.ToTransform(), stored.Width, stored.Height, new SpatialReference(stored.Wkt, stored.Epsg)),
            stored.Bands, stored.NoData, (string)p["cog_file"]!, (string?)p["quality_file"], (string)p["sha256"]!,
            feature.Geometry!, (double)p["valid_share"]!, (double)p["cloud_share"]!, (bool)p["synthetic"]!)
        {
            Product = stored.Product,
            MaskOrigin = (string?)p["mask_origin"],
            Shift = stored.Shift?.ToShift(),
        };
        return new StoredScene(scene, (string)p["stac_json"]!, (string?)p["run_id"]);
    }

    /// <summary>A state as rows, items and pages write it.</summary>
    internal static string ShiftName(ShiftState state) => state.ToString().ToLowerInvariant();

    // AcquiredAt again, as the column keeps milliseconds only.
    private sealed record Stored(
        DateTimeOffset AcquiredAt, Six Transform, int Width, int Height, string Wkt, int? Epsg, IReadOnlyList<SceneBand> Bands, double? NoData, string? Product = null, StoredShift? Shift = null)
    {
        public static Stored Of(Scene s) => new(
            s.AcquiredAt.ToUniversalTime(), Six.Of(s.Grid.Transform), s.Grid.Width, s.Grid.Height, s.Grid.Crs.Wkt, s.Grid.Crs.Epsg, s.Bands, s.NoData, s.Product, s.Shift is { } shift ? StoredShift.Of(shift) : null);
    }

    private sealed record StoredShift(ShiftState State, string? Reference, double? East, double? North, double? Uncertainty, int Windows, Six? Delivered)
    {
        public static StoredShift Of(SceneShift s) => new(
            s.State, s.Reference, s.EastMetres, s.NorthMetres, s.UncertaintyMetres, s.Windows, s.DeliveredTransform is { } t ? Six.Of(t) : null);

        public SceneShift ToShift() => new(State, Reference, East, North, Uncertainty, Windows) { DeliveredTransform = Delivered?.ToTransform() };
    }

    private sealed record Six(double OriginX, double PixelWidth, double RowRotation, double OriginY, double ColumnRotation, double PixelHeight)
    {
        public static Six Of(GeoTransform t) => new(t.OriginX, t.PixelWidth, t.RowRotation, t.OriginY, t.ColumnRotation, t.PixelHeight);

        public GeoTransform ToTransform() => new(OriginX, PixelWidth, RowRotation, OriginY, ColumnRotation, PixelHeight);
    }
}
