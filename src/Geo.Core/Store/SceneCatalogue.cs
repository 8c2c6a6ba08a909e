using Geo.Core.Imagery;

namespace Geo.Core.Store;

/// <summary>A scene with its STAC item and the run that took it in.</summary>
public sealed record StoredScene(Scene Scene, string StacJson, string? RunId);

/// <summary>The scenes of a workspace. They are written by <see cref="StoreWriter.PutScene"/>.</summary>
public sealed class SceneCatalogue
{
    private readonly StoredLayer _layer;
    private readonly Database _database;

    internal SceneCatalogue(Database database) => (_database, _layer) = (database, new StoredLayer(database, new CountCache(), Layers.Scenes));

    /// <summary>Differs after a scene was put or deleted, and stays the same whatever else is written: a version is kept of each put, a row is gone with each deletion.</summary>
    public (long Rows, long Versions) State
    {
        get
        {
            using var connection = _database.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT (SELECT count(*) FROM scenes), (SELECT coalesce(max(history_id), 0) FROM scenes_history)";
            using var reader = command.ExecuteReader();
            reader.Read();
            return (reader.GetInt64(0), reader.GetInt64(1));
        }
    }

    /// <summary>All scenes, oldest acquisition first.</summary>
    public IReadOnlyList<Scene> List() =>
        [.. ListStored().Select(s => s.Scene)];

    /// <summary>All scenes with their STAC items, oldest acquisition first, ties by id.</summary>
    public IReadOnlyList<StoredScene> ListStored() =>
        [.. _layer.Items(ItemsRequest.Everything).Select(SceneRecord.FromFeature)
            .OrderBy(s => s.Scene.AcquiredAt).ThenBy(s => s.Scene.Id, StringComparer.Ordinal)];

    /// <summary>One scene.</summary>
    /// <exception cref="NotFoundException">There is none of this id.</exception>
    public Scene Get(string id) => GetStored(id).Scene;

    /// <summary>One scene with its STAC item.</summary>
    /// <exception cref="NotFoundException">There is none of this id.</exception>
    public StoredScene GetStored(string id) =>
        SceneRecord.FromFeature(_layer.Find(id) ?? throw new NotFoundException("scene", id));

    /// <summary>The scene made of a source file of this hash; null where it was never taken in.</summary>
    /// <param name="sha256">Lower-case hex.</param>
    public Scene? ByHash(string sha256) => _layer
        .Items(new ItemsRequest { Limit = 1, Matching = new Dictionary<string, string> { ["sha256"] = sha256 } })
        .Select(f => SceneRecord.FromFeature(f).Scene).FirstOrDefault();
}
