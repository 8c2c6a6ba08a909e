namespace Geo.Api.Ogc;

/// <summary>The JSON body of a request.</summary>
internal static class JsonBody
{
    /// <summary>Reads it; null where the body is the JSON null.</summary>
    /// <param name="http">The request.</param>
    /// <param name="example">A body as it should be, for the message.</param>
    /// <param name="cancel">Ends the reading.</param>
    /// <exception cref="InputException">The content type is another.</exception>
    /// <exception cref="System.Text.Json.JsonException">No JSON, or of another shape.</exception>
    public static async Task<T?> Read<T>(HttpContext http, string example, CancellationToken cancel)
        where T : class =>
        http.Request.HasJsonContentType()
            ? await http.Request.ReadFromJsonAsync<T>(Json.Pages, cancel)
            : throw new InputException("request", "Content-Type", "the body is not application/json", $"send {example} as application/json");
}
