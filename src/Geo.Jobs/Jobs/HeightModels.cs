using Geo.Core.Imagery;
using Geo.Core.Inventory.Grading;
using Geo.Core.Store;
using Geo.Core.Tracking;
using NetTopologySuite.Geometries;

namespace Geo.Jobs.Jobs;

/// <summary>The workspace's height models, terrain before surface models (which hold trees and heaps), the newest first. Holds files open.</summary>
internal sealed class HeightModels : IDisposable
{
    private readonly List<IDisposable> _open = [];

    public HeightModels(WorkspaceStore store, IReadOnlySet<string>? only = null) => All =
    [
        .. store.Scenes.List().Where(scene => only?.Contains(scene.Id) != false && scene.Profile is "dem" or "dsm" && scene.Bands.Any(band => band.Role == BandRole.Elevation))
            .OrderBy(scene => scene.Profile, StringComparer.Ordinal).ThenByDescending(scene => scene.AcquiredAt)
            .Select(scene => Kept(new SceneSource(scene, store.Workspace.Scenes)))
            .Select(source => new RasterValues(source.Grid, (window, into) => source.Read(BandRole.Elevation, window, into))),
    ];

    public IReadOnlyList<RasterValues> All { get; }

    /// <summary>Slope of the ground round a dump, degrees, by the first model that covers its ring; null where none does.</summary>
    public double? SlopeRound(Geometry site) => All.Select(heights => GroundSlope.Of(site, heights, Rule("slope_ring_inner_m"), Rule("slope_ring_outer_m")))
        .FirstOrDefault(slope => slope is not null);

    public void Dispose() => _open.ForEach(file => file.Dispose());

    private static double Rule(string name) => GradingRules.Default.Value(name);

    private SceneSource Kept(SceneSource file)
    {
        _open.Add(file);
        return file;
    }
}
