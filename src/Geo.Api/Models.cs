using System.Text.Json;
using System.Text.Json.Nodes;
using Geo.Api.Auth;
using Geo.Api.Ogc;
using Geo.Core.Classification;
using Geo.Core.Classification.Promises;
using Geo.Core.Store;
using Geo.Jobs.Jobs;

namespace Geo.Api;

/// <summary>The models of the workspace with their cards, as training wrote them; which is in use, and what can be changed about that.</summary>
internal static class Models
{
    private const double PromisedRecall = 0.90;

    /// <summary>GET /models: the newest first.</summary>
    public static IResult List(WorkspaceStore store)
    {
        string? inUse = ModelShelf.InUse(store.Workspace);
        var folders = new DirectoryInfo(store.Workspace.Models) is { Exists: true } models ? models.EnumerateDirectories() : [];
        var cards = folders.Select(f => (f.Name, Card: new FileInfo(Path.Combine(f.FullName, "card.json")))).Where(m => m.Card.Exists)
            .OrderByDescending(m => m.Card.LastWriteTimeUtc)
            .Select(m => new JsonObject { ["name"] = m.Name, ["in_use"] = m.Name == inUse, ["card"] = Shown(File.ReadAllText(m.Card.FullName), store.Workspace) });
        return TypedResults.Json(cards, Json.Pages);
    }

    /// <summary>GET /models/{name}</summary>
    public static IResult Get(string name, WorkspaceStore store) => TypedResults.Json(Document(name, store), Json.Pages);

    /// <summary>POST /models/{name}/promote: surveys that name no model take this one.</summary>
    public static IResult Promote(string name, Visitor visitor, WorkspaceStore store)
    {
        ModelShelf.Promote(store, name, visitor.Name);
        return Get(name, store);
    }

    /// <summary>POST /models/{name}/rollback: the model as it was before its last training; once more undoes that.</summary>
    public static IResult Rollback(string name, Visitor visitor, WorkspaceStore store)
    {
        ModelShelf.Rollback(store, name, visitor.Name);
        return Get(name, store);
    }

    private static JsonObject Document(string name, WorkspaceStore store)
    {
        ModelCard card = ModelShelf.Card(store.Workspace, name);
        IReadOnlyList<HeldOutObject> objects = card.Evidence?.Objects ?? [];
        return new JsonObject
        {
            ["name"] = name,
            ["in_use"] = ModelShelf.InUse(store.Workspace) == name,
            ["can_roll_back"] = ModelShelf.CanRollBack(store.Workspace, name),
            ["promise"] = Node(objects.Count == 0 ? null : RecallPromise.Of(objects, PromisedRecall)),
            ["promise_by_class"] = new JsonObject(objects.GroupBy(o => o.Class).OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => KeyValuePair.Create(g.Key, Node(RecallPromise.Of([.. g], PromisedRecall))))),
            ["card"] = Shown(card.ToJson(), store.Workspace),
        };
    }

    // Whoever looks at a model need not learn where on the server its labels lie; card.json keeps the path.
    private static JsonNode? Shown(string cardJson, Workspace workspace)
    {
        JsonNode? card = JsonNode.Parse(cardJson);
        if (card?["labels"] is { } labels) card["labels"] = workspace.Told(labels.GetValue<string>());
        // Cards of earlier versions begin the reason with the file's path.
        if (card?["not_compared"] is { } reason) card["not_compared"] = reason.GetValue<string>().Replace(workspace.Folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);
        return card;
    }

    private static JsonNode? Node(RecallPromise? promise) => JsonSerializer.SerializeToNode(promise, Json.Pages);
}
