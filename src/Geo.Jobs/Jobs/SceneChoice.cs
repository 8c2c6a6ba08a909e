using Geo.Core;
using Geo.Core.Imagery;
using Geo.Core.Store;

namespace Geo.Jobs.Jobs;

/// <summary>The scenes of a job: those named, or all of the sensor that the workspace holds most scenes of.</summary>
internal static class SceneChoice
{
    /// <exception cref="NotFoundException">A named scene is not there.</exception>
    /// <exception cref="InputException">There is no optical scene at all.</exception>
    public static IReadOnlyList<Scene> Of(WorkspaceStore store, IReadOnlyList<string>? ids)
    {
        if (ids is { Count: > 0 })
        {
            return [.. ids.Distinct().Select(store.Scenes.Get)];
        }

        List<Scene> most = [.. store.Scenes.List().Where(IsOptical).GroupBy(scene => scene.Profile)
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal)
            .FirstOrDefault() ?? Enumerable.Empty<Scene>()];
        return most.Count > 0
            ? [.. most.OrderBy(scene => scene.AcquiredAt).ThenBy(scene => scene.Id, StringComparer.Ordinal)]
            : throw new InputException(store.Workspace.Folder, "scene", "the workspace holds no optical scene yet", "take one in with 'geowfc ingest PATH'");
    }

    public static bool IsOptical(Scene scene) => scene.Bands.Any(band => band.Role is BandRole.Red);
}
