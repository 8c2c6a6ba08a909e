using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Geo.Core.Gdal;

namespace Geo.Core.Imagery;

/// <summary>Moves a scene of the workspace: its COGs are written anew with another transform and the same pixels, its record and STAC item follow.</summary>
public static class SceneMove
{
    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Gives a scene another place.</summary>
    /// <param name="scene">As it is recorded.</param>
    /// <param name="transform">Where its pixels shall lie.</param>
    /// <param name="scenesFolder">The workspace's scenes/.</param>
    /// <param name="temporaryFolder">On the same file system; a folder of its own in it is made and removed.</param>
    /// <param name="cancel">Stops between blocks; the scene stays as it was.</param>
    /// <returns>The scene at its new place, to be recorded; where that fails, the same call again mends it.</returns>
    public static Scene To(Scene scene, GeoTransform transform, string scenesFolder, string temporaryFolder, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scene);
        string work = Path.Combine(temporaryFolder, $"move-{Guid.NewGuid():N}");
        Directory.CreateDirectory(work);
        try
        {
            // The COG last, as in ingest.
            (string File, CogOptions Options)[] files = scene.QualityFile is { } quality
                ? [(quality, new CogOptions(OverviewResampling: "NEAREST")), (scene.CogFile, new CogOptions())] : [(scene.CogFile, new CogOptions())];
            foreach (var (file, options) in files)
            {
                using var source = Dataset.Open(Path.Combine(scenesFolder, file));
                using var moved = source.MovedTo(transform);
                moved.CopyToCog(Path.Combine(work, file), options, null, cancel);
            }

            foreach (var (file, _) in files) File.Move(Path.Combine(work, file), Path.Combine(scenesFolder, file), overwrite: true);
            var grid = scene.Grid with { Transform = transform };
            return scene with { Grid = grid, Footprint = SceneFootprint.Of(grid) };
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    /// <summary>A scene's STAC item with its shift, and with place and checksums where it was moved; also written to scenes/ID.json.</summary>
    /// <param name="stacJson">The item as it is.</param>
    /// <param name="scene">The scene as it will be recorded.</param>
    /// <param name="scenesFolder">The workspace's scenes/.</param>
    /// <param name="moved">Whether its files were written anew.</param>
    public static string Tell(string stacJson, Scene scene, string scenesFolder, bool moved)
    {
        ArgumentNullException.ThrowIfNull(scene);
        var item = JsonNode.Parse(stacJson)!.AsObject();
        var properties = item["properties"]!.AsObject();
        foreach (string name in properties.Select(p => p.Key).Where(key => key.StartsWith("geowfc:shift_", StringComparison.Ordinal) || key == "geowfc:delivered_transform").ToList()) properties.Remove(name);
        if (scene.Shift is { } shift)
        {
            properties["geowfc:shift_state"] = shift.State.ToString().ToLowerInvariant();
            properties["geowfc:shift_windows"] = shift.Windows;
            if (shift.Reference is { } reference) properties["geowfc:shift_reference"] = reference;
            if (shift.EastMetres is { } east) properties["geowfc:shift_east_m"] = east;
            if (shift.NorthMetres is { } north) properties["geowfc:shift_north_m"] = north;
            if (shift.UncertaintyMetres is { } uncertainty) properties["geowfc:shift_uncertainty_m"] = uncertainty;
            if (shift.DeliveredTransform is { } t) properties["geowfc:delivered_transform"] = new JsonArray(t.PixelWidth, t.RowRotation, t.OriginX, t.ColumnRotation, t.PixelHeight, t.OriginY);
        }

        if (moved)
        {
            var t = scene.Grid.Transform;
            var outline = scene.Footprint.EnvelopeInternal;
            properties["proj:transform"] = new JsonArray(t.PixelWidth, t.RowRotation, t.OriginX, t.ColumnRotation, t.PixelHeight, t.OriginY);
            item["geometry"]!["coordinates"] = new JsonArray(new JsonArray([.. scene.Footprint.Coordinates.Select(c => (JsonNode)new JsonArray(c.X, c.Y))]));
            item["bbox"] = new JsonArray(outline.MinX, outline.MinY, outline.MaxX, outline.MaxY);
            foreach (var (_, asset) in item["assets"]!.AsObject())
            {
                string path = Path.Combine(scenesFolder, Path.GetFileName(asset!["href"]!.GetValue<string>()));
                asset["file:size"] = new FileInfo(path).Length;
                asset["file:checksum"] = string.Create(CultureInfo.InvariantCulture, $"1220{SceneIngestor.HashOf(path, CancellationToken.None)}");
            }
        }

        string text = item.ToJsonString(s_json), target = Path.Combine(scenesFolder, scene.Id + ".json");
        File.WriteAllText(target + ".partial", text);
        File.Move(target + ".partial", target, overwrite: true);
        return text;
    }
}
