using System.Text.Json;
using System.Text.Json.Nodes;

namespace Geo.Api.Ogc;

/// <summary>GeoJSON files that people draw, as labels and areas of interest: read with their tag, written whole.</summary>
internal static class DrawnDocument
{
    /// <summary>The file as it is.</summary>
    public static IResult Of(HttpContext http, (byte[] Content, string Tag) file)
    {
        http.Response.Headers.ETag = $"\"{file.Tag}\"";
        http.Response.Headers.CacheControl = "no-cache";
        return TypedResults.Bytes(file.Content, Media.GeoJson);
    }

    /// <summary>The body of a request.</summary>
    /// <param name="http">The request.</param>
    /// <param name="wanted">What is to be sent.</param>
    /// <param name="cancel">Stops reading.</param>
    /// <exception cref="InputException">It is of another type, no JSON, or holds a text that nobody can read.</exception>
    public static async Task<JsonDocument> Read(HttpContext http, string wanted, CancellationToken cancel)
    {
        if (http.Request.ContentType?.Split(';')[0].Trim() is not (Media.GeoJson or Media.Json))
        {
            throw new InputException("request", "Content-Type", "the body is not application/geo+json", $"send {wanted} as application/geo+json");
        }

        try
        {
            var document = await JsonDocument.ParseAsync(http.Request.Body, default, cancel);
            ReadableJson.Checked(document.RootElement, "body");
            return document;
        }
        catch (JsonException broken)
        {
            throw new InputException("request", "body", $"it is no JSON (line {broken.LineNumber + 1})", $"send {wanted} as application/geo+json", broken);
        }
    }

    /// <summary>The body as the API definition describes it.</summary>
    public static JsonObject Body() => new()
    {
        ["required"] = true,
        ["content"] = new JsonObject { [Media.GeoJson] = new JsonObject { ["schema"] = new JsonObject { ["$ref"] = "#/components/schemas/featureCollectionGeoJSON" } } },
    };
}
