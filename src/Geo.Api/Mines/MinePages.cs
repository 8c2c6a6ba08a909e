using System.Text.Json.Nodes;
using Geo.Api.Auth;
using Geo.Api.Features;
using Geo.Api.Ogc;
using Geo.Core.Store;
using Geo.Jobs.Jobs;

namespace Geo.Api.Mines;

/// <summary>What <c>POST /mine-sites/{code}/decision</c> takes.</summary>
/// <param name="Status">Status to be; left out for an undo.</param>
/// <param name="Reason">Why; needed.</param>
/// <param name="Undo">Take the last decision back instead.</param>
internal sealed record NewDecision(string? Status, string? Reason, bool Undo = false);

/// <summary>Mine sites for the pages: one with all that is known of it, and a person's decisions.</summary>
internal static class MinePages
{
    /// <summary>GET /mine-sites/{code}</summary>
    public static IResult Get(string code, HttpContext http, WorkspaceStore store, TimeProvider time)
    {
        SiteSheet sheet = SiteSheet.Of(store, code, Parameters.KnownOn(http.Request.Query["known-on"]), time.GetUtcNow());
        http.Response.Headers.CacheControl = "no-store";
        string own = $"/mine-sites/{Uri.EscapeDataString(code)}", item = $"/collections/mine-sites/items/{Uri.EscapeDataString(code)}";
        return TypedResults.Json(sheet.Document(
            sheet.Site.Geometry is { } geometry ? GeoJson.Element(geometry) : null, Collections.Visible(http).Contains(Layers.Alerts), new
            {
                self = own,
                item,
                decision = $"{own}/decision",
                trace = $"{item}/trace",
                run = sheet.Site.Properties["run_id"] is string run ? $"/runs/{run}" : null,
                scenes = sheet.Observations.Select(o => o.Properties["scene_id"] as string).OfType<string>().Distinct()
                    .ToDictionary(id => id, id => $"/stac/collections/scenes/items/{Uri.EscapeDataString(id)}"),
            }), Json.Pages);
    }

    /// <summary>POST /mine-sites/{code}/decision</summary>
    public static Task<IResult> Decide(string code, HttpContext http, WorkspaceStore store, TimeProvider time, CancellationToken cancel) =>
        DecideOn(DecidedKind.MineSite, code, http, store, time, cancel);

    /// <summary>A decision on a mine site or a dump.</summary>
    public static async Task<IResult> DecideOn(DecidedKind kind, string code, HttpContext http, WorkspaceStore store, TimeProvider time, CancellationToken cancel)
    {
        var asked = await JsonBody.Read<NewDecision>(http, "{\"status\": \"restored\", \"reason\": \"…\"}", cancel)
            ?? throw new InputException("request", null, "the body is null", "send {\"status\": …, \"reason\": …}");
        string author = Visitor.Of(http).Name;
        return TypedResults.Json((asked.Undo, asked.Status) switch
        {
            (true, null) => SiteDecision.Undo(store, kind, code, asked.Reason, author, time.GetUtcNow()),
            (true, _) => throw new InputException("request", "undo", "it is given with a status", "send one of the two"),
            (false, { Length: > 0 } status) => SiteDecision.Write(store, kind, code, status, asked.Reason, author, time.GetUtcNow()),
            _ => throw new InputException("request", "status", "it is missing", "name the status, or send undo"),
        }, Json.Pages);
    }

    /// <summary>The body of a decision as the API definition describes it.</summary>
    public static JsonObject BodySchema(DecidedKind kind) => new()
    {
        ["type"] = "object",
        ["required"] = new JsonArray("reason"),
        ["properties"] = new JsonObject
        {
            ["status"] = new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. kind.Statuses.Select(s => JsonValue.Create(s))]) },
            ["reason"] = new JsonObject { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = SiteDecision.LongestReason },
            ["undo"] = new JsonObject { ["type"] = "boolean", ["default"] = false },
        },
    };
}
