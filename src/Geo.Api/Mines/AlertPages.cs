using System.Text.Json.Nodes;
using Geo.Api.Auth;
using Geo.Api.Ogc;
using Geo.Core.Store;

namespace Geo.Api.Mines;

/// <summary>What <c>POST /alerts/{id}/handle</c> takes.</summary>
/// <param name="State">open, acknowledged or closed.</param>
/// <param name="Reason">Why; needed.</param>
internal sealed record NewHandling(string? State, string? Reason);

/// <summary>A person's word on an alert over HTTP; the alerts themselves are the collection of this name.</summary>
internal static class AlertPages
{
    /// <summary>POST /alerts/{id}/handle</summary>
    public static async Task<IResult> Handle(string id, HttpContext http, WorkspaceStore store, TimeProvider time, CancellationToken cancel)
    {
        var asked = await JsonBody.Read<NewHandling>(http, "{\"state\": \"closed\", \"reason\": \"…\"}", cancel);
        if (asked?.State is not { Length: > 0 } state)
        {
            throw new InputException("request", "state", "it is missing", $"use one of {string.Join(", ", AlertHandling.States)}");
        }

        return TypedResults.Json(AlertHandling.Write(store, id, state, asked.Reason, Visitor.Of(http).Name, time.GetUtcNow()), Json.Pages);
    }

    /// <summary>The body as the API definition describes it.</summary>
    public static JsonObject BodySchema() => new()
    {
        ["type"] = "object",
        ["required"] = new JsonArray("state", "reason"),
        ["properties"] = new JsonObject
        {
            ["state"] = new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. AlertHandling.States.Select(s => JsonValue.Create(s))]) },
            ["reason"] = new JsonObject { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = AlertHandling.LongestReason },
        },
    };
}
