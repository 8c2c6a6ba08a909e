using System.Text.Json.Nodes;
using Geo.Api.Auth;
using Geo.Api.Ogc;
using Geo.Core.Store;

namespace Geo.Api.Features;

/// <summary>What <c>POST …/review</c> takes.</summary>
/// <param name="Verdict">confirm, reject, unsure, or withdraw.</param>
/// <param name="Reason">Why; may be left out.</param>
internal sealed record NewReview(string? Verdict, string? Reason);

/// <summary>A person's verdict on a detection over HTTP.</summary>
internal static class Reviews
{
    /// <summary>POST /collections/detections/items/{fid}/review</summary>
    public static async Task<IResult> Post(string fid, HttpContext http, Visitor visitor, WorkspaceStore store, TimeProvider time, CancellationToken cancel)
    {
        var asked = await JsonBody.Read<NewReview>(http, "{\"verdict\": \"confirm\", \"reason\": \"…\"}", cancel);
        if (asked?.Verdict is not { Length: > 0 } verdict)
        {
            throw new InputException("request", "verdict", "it is missing", $"use one of {string.Join(", ", DetectionReview.Verdicts)}");
        }

        return TypedResults.Json(DetectionReview.Write(store, fid, verdict, asked.Reason, visitor.Name, time.GetUtcNow()), Json.Pages);
    }

    /// <summary>The body as the API definition describes it.</summary>
    public static JsonObject BodySchema() => new()
    {
        ["type"] = "object",
        ["required"] = new JsonArray("verdict"),
        ["properties"] = new JsonObject
        {
            ["verdict"] = new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. DetectionReview.Verdicts.Select(v => JsonValue.Create(v))]) },
            ["reason"] = new JsonObject { ["type"] = "string", ["maxLength"] = DetectionReview.LongestReason },
        },
    };
}
