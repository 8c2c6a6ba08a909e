using System.Text.Json;
using System.Text.Json.Serialization;
using Geo.Api.Ogc;
using Geo.Core.Imagery;
using Geo.Core.Measure;
using Geo.Core.Store;
using Microsoft.Net.Http.Headers;

namespace Geo.Api.Scenes;

/// <summary>A scene as the pages list it.</summary>
internal sealed record SceneBrief(
    string Id, string Profile, DateTimeOffset AcquiredAt, double[] Bbox, double ValidShare, double CloudShare, bool Synthetic,
    IEnumerable<string> Bands, int Width, int Height, string Crs, double ResolutionM, JsonElement Footprint, string? RunId, IEnumerable<string> Files,
    string? MaskOrigin, ShiftBrief? Shift)
{
    /// <summary>Where the picture comes from.</summary>
    [JsonInclude]
    public string Image => $"/scenes/{Uri.EscapeDataString(Id)}/image.png";

    /// <summary>From the store's record.</summary>
    public static SceneBrief Of(StoredScene stored)
    {
        var scene = stored.Scene;
        var box = scene.Footprint.EnvelopeInternal;
        return new SceneBrief(scene.Id, scene.Profile, scene.AcquiredAt, [box.MinX, box.MinY, box.MaxX, box.MaxY],
            scene.ValidShare, scene.CloudShare, scene.Synthetic, scene.Bands.Select(b => b.Role.ToString()),
            scene.Grid.Width, scene.Grid.Height, scene.Grid.Crs.Epsg is { } code ? $"EPSG:{code}" : "other", Resolution(scene), GeoJson.Element(scene.Footprint), stored.RunId, SceneFiles.Of(scene), scene.MaskOrigin, ShiftBrief.Of(scene.Shift));
    }

    // Metres a pixel from north to south; a grid in degrees is measured at its own latitude.
    private static double Resolution(Scene scene)
    {
        double height = Math.Abs(scene.Grid.Transform.PixelHeight);
        if (!scene.Grid.Crs.Wkt.StartsWith("GEOG", StringComparison.Ordinal))
        {
            return height;
        }

        var centre = scene.Footprint.EnvelopeInternal.Centre;
        return Math.Round(Ellipsoid.Distance(centre.X, centre.Y, centre.X, centre.Y + height), 3);
    }
}

/// <summary>Where a scene lies against its reference, as the pages show it.</summary>
internal sealed record ShiftBrief(string State, string? Reference, double? EastM, double? NorthM, double? UncertaintyM, int Windows)
{
    /// <summary>From the scene's record.</summary>
    public static ShiftBrief? Of(SceneShift? shift) => shift is null ? null
        : new ShiftBrief(shift.State.ToString().ToLowerInvariant(), shift.Reference, shift.EastMetres, shift.NorthMetres, shift.UncertaintyMetres, shift.Windows);
}

/// <summary>Scenes for the pages, and their files.</summary>
internal static class SceneFiles
{
    /// <summary>GET /scenes</summary>
    public static IResult List(WorkspaceStore store) =>
        TypedResults.Json(store.Scenes.ListStored().Select(SceneBrief.Of), Json.Pages);

    /// <summary>GET /scenes/{id}/{file}: with ranges, so that a COG can be read over HTTP.</summary>
    public static IResult Get(string id, string file, WorkspaceStore store)
    {
        var scene = store.Scenes.Get(id);
        // Only names that the store itself holds reach the disk.
        string path = Path.Combine(Path.GetFullPath(store.Workspace.Scenes), file);
        if (!Of(scene).Contains(file, StringComparer.Ordinal) || !File.Exists(path))
        {
            throw new NotFoundException($"file of scene {id}", file);
        }

        // A scene's files never change under its id; another file under the same name is another size or time.
        var written = File.GetLastWriteTimeUtc(path);
        var tag = new EntityTagHeaderValue($"\"{new FileInfo(path).Length:x}-{written.Ticks:x}\"");
        return TypedResults.PhysicalFile(path, file.EndsWith(".json", StringComparison.Ordinal) ? Media.GeoJson : Media.Cog, lastModified: written, entityTag: tag, enableRangeProcessing: true);
    }

    /// <summary>Names of the files that a scene may have in the workspace's scenes/ folder.</summary>
    public static IEnumerable<string> Of(Scene scene)
    {
        yield return scene.CogFile;
        if (scene.QualityFile is { } quality)
        {
            yield return quality;
        }

        yield return $"{scene.Id}.json";
    }
}
