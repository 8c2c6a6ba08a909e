using System.Text.Json;
using Geo.Api.Ogc;
using Geo.Core.Store;

namespace Geo.Api.Stac;

/// <summary>All scenes with their STAC items, read again when a scene has come, changed or gone. A workspace holds tens of scenes a year, a district some thousands.</summary>
internal sealed class SceneIndex(WorkspaceStore store)
{
    private readonly Lock _reading = new();
    private ((long, long) State, IReadOnlyList<SceneEntry> Entries) _known = ((-1, -1), []);

    /// <summary>The store they come from.</summary>
    public WorkspaceStore Store => store;

    /// <summary>Every scene, newest acquisition first, ties by id.</summary>
    public IReadOnlyList<SceneEntry> All
    {
        get
        {
            lock (_reading)
            {
                // Read before the rows: what is kept may be newer than its state, never older.
                var state = store.Scenes.State;
                if (_known.State != state)
                {
                    _known = (state, Read());
                }

                return _known.Entries;
            }
        }
    }

    /// <summary>One scene.</summary>
    /// <exception cref="NotFoundException">There is none of this id.</exception>
    public SceneEntry Get(string id) => All.FirstOrDefault(e => e.Id == id) ?? throw new NotFoundException("scene", id);

    private SceneEntry[] Read()
    {
        var versions = new Dictionary<string, string?>(StringComparer.Ordinal);
        return [.. store.Scenes.ListStored()
            .OrderByDescending(s => s.Scene.AcquiredAt).ThenBy(s => s.Scene.Id, StringComparer.Ordinal)
            .Select(s => new SceneEntry(s, JsonSerializer.SerializeToElement(SceneItem.Of(s, MadeBy(s.RunId)), Json.Ogc)))];

        string? MadeBy(string? runId)
        {
            if (runId is null)
            {
                return null;
            }

            if (!versions.TryGetValue(runId, out string? version))
            {
                try
                {
                    version = store.Runs.Get(runId).CodeVersion;
                }
                catch (NotFoundException)
                {
                    // The row came from another workspace, its run did not: who made it is unknown.
                    version = null;
                }

                versions[runId] = version;
            }

            return version;
        }
    }
}
