using System.Text.Json.Nodes;
using Geo.Api.Ogc;
using Geo.Core.Store;
using Geo.Jobs.Jobs;

namespace Geo.Api;

/// <summary>The models of the workspace with their cards, as training wrote them.</summary>
internal static class Models
{
    /// <summary>GET /models: the newest first.</summary>
    public static IResult List(WorkspaceStore store)
    {
        string? inUse = ModelShelf.InUse(store.Workspace);
        var folders = new DirectoryInfo(store.Workspace.Models) is { Exists: true } models ? models.EnumerateDirectories() : [];
        var cards = folders.Select(f => (f.Name, Card: new FileInfo(Path.Combine(f.FullName, "card.json")))).Where(m => m.Card.Exists)
            .OrderByDescending(m => m.Card.LastWriteTimeUtc)
            .Select(m => new JsonObject { ["name"] = m.Name, ["in_use"] = m.Name == inUse, ["card"] = JsonNode.Parse(File.ReadAllText(m.Card.FullName)) });
        return TypedResults.Json(cards, Json.Pages);
    }
}
