using Geo.Core;
using Geo.Core.Crs;
using Geo.Core.Imagery;
using Geo.Core.Placement;
using Geo.Core.Store;

namespace Geo.Jobs.Jobs;

/// <summary>Where the workspace's scenes lie against each other: chooses the scene to measure by, measures, and moves what is asked to be moved.</summary>
internal static class SceneShifts
{
    // Clouds in both leave too little to compare.
    private const double ClearBelow = 0.2;

    /// <summary>Measures a scene that is new or is measured again.</summary>
    /// <param name="store">The workspace.</param>
    /// <param name="scene">The scene; its files lie in scenes/.</param>
    /// <param name="stacJson">Its STAC item.</param>
    /// <param name="correct">Move it where it is over one pixel off.</param>
    /// <param name="temporaryFolder">For files on their way.</param>
    /// <param name="cancel">Looked at once a window.</param>
    /// <returns>The scene and item to record; as they came where there is nothing to compare.</returns>
    public static (Scene Scene, string StacJson) Measured(WorkspaceStore store, Scene scene, string stacJson, bool correct, string temporaryFolder, CancellationToken cancel)
    {
        string folder = store.Workspace.Scenes;
        using var source = new SceneSource(scene, folder);
        if (!SceneAlignment.CanMeasure(source)) return (scene, stacJson);
        var shift = Against(store, scene, source, cancel);
        if (scene.Shift?.DeliveredTransform is { } delivered) shift = shift with { DeliveredTransform = delivered };
        var placed = scene with { Shift = shift };
        bool moved = correct && shift.State == ShiftState.Off;
        if (moved)
        {
            source.Dispose();
            var back = Moved(scene, shift, store.Scenes.Get(shift.Reference!).Grid);
            placed = SceneMove.To(scene, back, folder, temporaryFolder, cancel) with
            {
                Shift = shift with { State = ShiftState.Corrected, DeliveredTransform = shift.DeliveredTransform ?? scene.Grid.Transform },
            };
        }

        return (placed, SceneMove.Tell(stacJson, placed, folder, moved));
    }

    /// <summary>Puts a moved scene back to where it was delivered.</summary>
    public static (Scene Scene, string StacJson) AsDelivered(WorkspaceStore store, StoredScene stored, string temporaryFolder, CancellationToken cancel)
    {
        if (stored.Scene.Shift is not { DeliveredTransform: { } delivered } shift) return (stored.Scene, stored.StacJson);
        var back = SceneMove.To(stored.Scene, delivered, store.Workspace.Scenes, temporaryFolder, cancel) with { Shift = shift with { State = ShiftState.Off, DeliveredTransform = null } };
        return (back, SceneMove.Tell(stored.StacJson, back, store.Workspace.Scenes, moved: true));
    }

    /// <summary>Declares a scene the one that others are measured by.</summary>
    public static (Scene Scene, string StacJson) Declared(WorkspaceStore store, StoredScene stored)
    {
        var reference = stored.Scene with { Shift = new SceneShift(ShiftState.Reference, stored.Scene.Id, null, null, null, 0) { DeliveredTransform = stored.Scene.Shift?.DeliveredTransform } };
        return (reference, SceneMove.Tell(stored.StacJson, reference, store.Workspace.Scenes, moved: false));
    }

    /// <summary>The scene to declare where a workspace has scenes and none is the reference (they were taken in before shifts were measured); null where there is one.</summary>
    public static string? MissingReference(WorkspaceStore store)
    {
        var scenes = store.Scenes.List().Where(IsOptical).ToList();
        return scenes.Exists(scene => scene.Shift?.State == ShiftState.Reference) ? null
            : (scenes.Find(scene => scene.CloudShare < ClearBelow) ?? scenes.FirstOrDefault())?.Id;
    }

    private static bool IsOptical(Scene scene) => scene.Bands.Any(band => band.Role is not (BandRole.Elevation or BandRole.Other));

    // Two tries at most, so that ingest stays quick.
    private static SceneShift Against(WorkspaceStore store, Scene scene, SceneSource source, CancellationToken cancel)
    {
        SceneShift? unknown = null;
        foreach (var reference in References(store.Scenes.List(), scene).Take(2))
        {
            using var other = new SceneSource(reference, store.Workspace.Scenes);
            var shift = SceneAlignment.Measure(source, other, reference.Id, cancel);
            if (shift.State != ShiftState.Unknown) return shift;
            unknown ??= shift;
        }

        // The first of its ground is what others are measured by.
        return unknown ?? new SceneShift(ShiftState.Reference, scene.Id, null, null, null, 0);
    }

    /// <summary>Scenes to measure by, best first: the workspace's reference where it shows the ground, the same sensor's oldest clear scene, the oldest clear of others. What is off itself is none.</summary>
    internal static IEnumerable<Scene> References(IReadOnlyList<Scene> scenes, Scene scene)
    {
        bool Usable(Scene other) => other.Id != scene.Id && IsOptical(other)
            && other.Shift?.State is not (ShiftState.Off or ShiftState.Unknown) && other.CloudShare < ClearBelow && other.Footprint.EnvelopeInternal.Intersects(scene.Footprint.EnvelopeInternal);
        var usable = scenes.Where(Usable).OrderBy(other => other.AcquiredAt).ThenBy(other => other.Id, StringComparer.Ordinal).ToList();
        return usable.OrderBy(other => other.Shift?.State == ShiftState.Reference ? 0 : 1).ThenBy(other => other.Profile == scene.Profile ? 0 : 1);
    }

    // The shift was measured in the plane of the coarser of the two.
    private static GeoTransform Moved(Scene scene, SceneShift shift, Grid reference)
    {
        var plane = GroundPixel.SideOf(scene.Grid) > GroundPixel.SideOf(reference) * 1.001 ? scene.Grid : reference;
        var own = scene.Grid.Transform;
        var (x, y) = own.Apply(scene.Grid.Width / 2.0, scene.Grid.Height / 2.0);
        var (px, py) = GeometryTransform.Transform(x, y, scene.Grid.Crs, plane.Crs);
        var (metresX, metresY) = SceneAlignment.MetresOfUnit(plane);
        var (nx, ny) = GeometryTransform.Transform(px - shift.EastMetres!.Value / metresX, py - shift.NorthMetres!.Value / metresY, plane.Crs, scene.Grid.Crs);
        return own with { OriginX = own.OriginX + nx - x, OriginY = own.OriginY + ny - y };
    }
}
