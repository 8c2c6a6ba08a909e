using System.Text.Json.Nodes;
using Geo.Api.Auth;
using Geo.Api.Ogc;
using Geo.Core.Sites;
using Geo.Core.Store;
using Geo.Core.Store.Inbox;
using Geo.Core.Store.People;
using Geo.Jobs.Inbox;

namespace Geo.Api.Inbox;

/// <summary>The inbox over HTTP.</summary>
internal static class InboxPages
{
    private const int EndedShown = 50;

    /// <summary>GET /inbox: what lies there, and what came through it last.</summary>
    public static IResult Get(HttpContext http, Visitor visitor, WorkspaceStore store)
    {
        http.Response.Headers.CacheControl = "no-store";
        var document = new JsonObject();
        try
        {
            InboxSettings settings = InboxSettings.Of(store.Workspace);
            document["folder"] = visitor.May(Right.Run) ? settings.Folder : store.Workspace.Told(settings.Folder);
            document["settle_seconds"] = settings.Settle.TotalSeconds;
            document["upload_bytes"] = settings.UploadBytes;
        }
        catch (InputException unreachable)
        {
            document["problem"] = unreachable.Message;
        }

        document["open"] = new JsonArray([.. store.Inbox.Open().Select(Told)]);
        document["ended"] = new JsonArray([.. store.Inbox.Ended(EndedShown).Select(Told)]);
        return TypedResults.Json(document, Json.Pages);
    }

    internal static JsonObject? Both(Reason? said) => said is null ? null : new JsonObject { ["zh"] = said.Zh, ["en"] = said.En };

    private static JsonObject Told(InboxEntry e) => new()
    {
        ["id"] = e.Id,
        ["name"] = e.Name,
        ["state"] = e.State,
        ["files"] = e.Files,
        ["bytes"] = e.Bytes,
        ["first_seen_at"] = Json.Instant(e.FirstSeenAt),
        ["since"] = Json.Instant(e.Since),
        ["looked_at"] = Json.Instant(e.LookedAt),
        ["run_id"] = e.RunId,
        ["target"] = e.Target,
        ["reason"] = Both(e.Reason),
        ["scene_ids"] = new JsonArray([.. e.SceneIds.Select(id => JsonValue.Create(id))]),
        ["ended_at"] = e.EndedAt is { } at ? Json.Instant(at) : null,
    };
}
