using Geo.Core.Imagery;
using Geo.Core.Store;
using Geo.Core.Tracking;

namespace Geo.Jobs.Jobs;

/// <summary>Scenes held open by one thread, each opened once.</summary>
internal sealed class ScenePool(WorkspaceStore store, IReadOnlyDictionary<string, Scene> scenes) : IDisposable
{
    private readonly Dictionary<string, IReflectanceSource> _open = [];

    public IReflectanceSource Get(string id)
    {
        if (!_open.TryGetValue(id, out var source))
        {
            Scene scene = scenes[id];
            source = Harmonisation.Default.Bring(new SceneSource(scene, store.Workspace.Scenes), scene.Profile, scene.Product);
            _open.Add(id, source);
        }

        return source;
    }

    public void Dispose()
    {
        foreach (var source in _open.Values) source.Dispose();
    }
}
