using System.Text.Json;
using Geo.Core.Store;

namespace Geo.Api.Stac;

/// <summary>A scene as the catalogue keeps it at hand.</summary>
/// <param name="Stored">The store's record.</param>
/// <param name="Item">Its STAC item without links, files by their names; never changed, so that many may read it.</param>
internal sealed record SceneEntry(StoredScene Stored, JsonElement Item)
{
    /// <summary>The scene's id.</summary>
    public string Id => Stored.Scene.Id;

    /// <summary>Acquisition.</summary>
    public DateTimeOffset AcquiredAt => Stored.Scene.AcquiredAt;

    /// <summary>The item's properties.</summary>
    public JsonElement Properties => Item.GetProperty("properties");
}
