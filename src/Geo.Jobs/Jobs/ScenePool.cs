using Geo.Core.Imagery;
using Geo.Core.Store;

namespace Geo.Jobs.Jobs;

/// <summary>Scenes held open by one thread, each opened once.</summary>
internal sealed class ScenePool(WorkspaceStore store, IReadOnlyDictionary<string, Scene> scenes) : IDisposable
{
    private readonly Dictionary<string, SceneSource> _open = [];

    public SceneSource Get(string id)
    {
        if (!_open.TryGetValue(id, out var source))
        {
            source = new SceneSource(scenes[id], store.Workspace.Scenes);
            _open.Add(id, source);
        }

        return source;
    }

    public void Dispose()
    {
        foreach (var source in _open.Values) source.Dispose();
    }
}
