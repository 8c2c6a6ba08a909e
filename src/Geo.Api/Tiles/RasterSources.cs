using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Geo.Api.Ogc;
using Geo.Core.Classification;
using Geo.Core.Imagery;
using Geo.Core.Store;
using Geo.Core.Tiles.Pictures;

namespace Geo.Api.Tiles;

/// <summary>The rasters of the workspace that can be drawn.</summary>
internal static class RasterSources
{
    private static readonly ConditionalWeakTable<WorkspaceStore, ConcurrentDictionary<string, Scene>> Known = [];

    /// <summary>Names of the rasters that a survey may have left.</summary>
    public static readonly IReadOnlyList<string> OfSurveys = ["classes", "probability"];

    /// <summary>A scene.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    public static RasterSource Scene(string id, WorkspaceStore store, Language language)
    {
        var known = Known.GetValue(store, static _ => new ConcurrentDictionary<string, Scene>());
        // A scene never changes under its id, which holds its hash, and none is ever taken out.
        return Of(known.TryGetValue(id, out var scene) ? scene : known[id] = store.Scenes.Get(id), store, language);
    }

    /// <summary>The recovery raster.</summary>
    /// <exception cref="NotFoundException">It was not made yet.</exception>
    public static RasterSource Recovery(WorkspaceStore store, Language language)
    {
        var file = RasterFile.Open(Scenes.Pictures.RecoveryFile(store));
        return new RasterSource("recovery", "/results/recovery", language.Pick("恢复类别", "Recovery"), file.Degrees, file, [("classes", language.Pick("类别", "Classes"))]) { Classes = file.Colours };
    }

    /// <summary>A raster of a survey: its classes, or its probabilities where they were kept.</summary>
    /// <exception cref="NotFoundException">There is no such survey, or it left no such raster.</exception>
    public static RasterSource Survey(string id, string raster, WorkspaceStore store, Language language)
    {
        // Only ids that the store itself holds reach the disk.
        if (!OfSurveys.Contains(raster) || store.Layer(Layers.Surveys.Id).Find(id) is null || PathOf(id, raster, store) is not { } path) throw new NotFoundException($"{raster} raster of survey", id);
        return Survey(id, raster, path, language);
    }

    /// <summary>All of them that a visitor may read, scenes youngest first.</summary>
    /// <param name="store">The workspace.</param>
    /// <param name="language">Language of titles.</param>
    /// <param name="mayRead">Tells of a collection whether its rasters are meant.</param>
    public static IEnumerable<RasterSource> All(WorkspaceStore store, Language language, Func<string, bool> mayRead)
    {
        if (mayRead(Layers.MineSites.Id) && File.Exists(store.Workspace.RecoveryRaster) && Whole(() => Recovery(store, language)) is { } recovery) yield return recovery;
        if (mayRead(Layers.Scenes.Id))
        {
            foreach (var scene in store.Scenes.List().OrderByDescending(scene => scene.AcquiredAt))
            {
                if (Whole(() => Of(scene, store, language)) is { } source) yield return source;
            }
        }

        if (!mayRead(Layers.Surveys.Id)) yield break;
        foreach (var survey in store.Layer(Layers.Surveys.Id).Items(ItemsRequest.Everything))
        {
            foreach (string raster in OfSurveys)
            {
                if (PathOf(survey.Id, raster, store) is { } path && Whole(() => Survey(survey.Id, raster, path, language)) is { } source) yield return source;
            }
        }
    }

    // One raster that is gone or broken must not take the list of all others away.
    private static RasterSource? Whole(Func<RasterSource> open)
    {
        try
        {
            return open();
        }
        catch (Exception e) when (e is InputException or GdalException)
        {
            return null;
        }
    }

    private static RasterSource Of(Scene scene, WorkspaceStore store, Language language)
    {
        bool Has(BandRole role) => scene.Bands.Any(band => band.Role == role);
        var styles = new List<(string, string)> { ("natural", language.Pick("自然色", "Natural colours")) };
        if (Has(BandRole.Nir) && Has(BandRole.Red) && Has(BandRole.Green)) styles.Add(("false-colour", language.Pick("假彩色", "False colours")));
        if (Has(BandRole.Nir) && Has(BandRole.Red)) styles.Add(("ndvi", "NDVI"));
        if (Has(BandRole.Elevation)) styles.Add(("elevation", language.Pick("高程", "Elevation")));
        var file = RasterFile.Of(scene, store.Workspace.Scenes);
        return new RasterSource(scene.Id, $"/scenes/{Uri.EscapeDataString(scene.Id)}", $"{scene.AcquiredAt.UtcDateTime.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)} {scene.Profile}",
            file.Degrees, file, styles)
        { Scene = scene };
    }

    private static RasterSource Survey(string id, string raster, string path, Language language)
    {
        var file = RasterFile.Open(path);
        string title = raster == "classes" ? language.Pick($"排查类别 {id}", $"Classes of survey {id}") : language.Pick($"排查概率 {id}", $"Probabilities of survey {id}");
        return new RasterSource($"{id}-{raster}", $"/surveys/{Uri.EscapeDataString(id)}/{raster}", title, file.Degrees, file, [(raster, raster == "classes" ? language.Pick("类别", "Classes") : language.Pick("概率", "Probability"))])
        {
            Classes = raster == "classes" ? [0, .. file.Classes.Select(Colour)] : null,
        };
    }

    private static uint Colour(string name)
    {
        string? colour = ClassCatalogue.Standard.Classes.FirstOrDefault(one => one.Name == name)?.Colour;
        return 0xFF000000 | (colour is null ? 0x5B6670 : Convert.ToUInt32(colour[1..], 16));
    }

    private static string? PathOf(string survey, string raster, WorkspaceStore store)
    {
        string path = Path.Combine(store.Workspace.Results, $"{survey}_{raster}.tif");
        return File.Exists(path) ? path : null;
    }
}
