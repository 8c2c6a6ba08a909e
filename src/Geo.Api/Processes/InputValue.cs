using System.Text;
using System.Text.Json;
using Geo.Api.Ogc;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Geo.Api.Processes;

/// <summary>
/// An input as an execute request gives it (OGC 18-062r2, 7.11.2): the value itself, a qualified value
/// (<c>{"value":…,"mediaType":…}</c>), or a link (<c>{"href":…}</c>). Links are followed to data: addresses and to this server
/// itself, as nobody; to follow them anywhere would lend our place in the network to whoever may start a run.
/// </summary>
internal static class InputValue
{
    private const int LargestReference = 1 << 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly string[] Qualifiers = ["value", "mediaType", "encoding", "schema"], Linking = ["href", "rel", "type", "hreflang", "title"];

    /// <summary>The value.</summary>
    /// <param name="given">As it stands in the request.</param>
    /// <param name="name">What to call it: inputs.toe.</param>
    /// <param name="http">The request.</param>
    /// <param name="cancel">Ends the reading of a link.</param>
    /// <exception cref="InputException">A link that is not followed, or leads nowhere.</exception>
    public static async Task<JsonElement> Of(JsonElement given, string name, HttpContext http, CancellationToken cancel)
    {
        if (given.ValueKind != JsonValueKind.Object)
        {
            return given;
        }

        if (given.TryGetProperty("href", out var href) && given.EnumerateObject().All(m => Linking.Contains(m.Name)))
        {
            return href.ValueKind == JsonValueKind.String ? await Follow(href.GetString()!, name, http, cancel) : throw Wrong(name, "its href is no text");
        }

        return given.TryGetProperty("value", out var value) && given.EnumerateObject().All(m => Qualifiers.Contains(m.Name)) ? value : given;
    }

    private static async Task<JsonElement> Follow(string href, string name, HttpContext http, CancellationToken cancel)
    {
        if (href.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
        {
            return OfData(href, name);
        }

        string root = Addresses.Of(http.Request).Root;
        if (!href.StartsWith(root + "/", StringComparison.Ordinal) || Listening(http) is not { } own)
        {
            throw Wrong(name, "links are followed to data: addresses and to this server only");
        }

        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false }) { Timeout = Patience, MaxResponseContentBufferSize = LargestReference };
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, own + href[root.Length..]);
            request.Headers.Accept.ParseAdd("application/geo+json, application/json, */*;q=0.5");
            using var answer = await client.SendAsync(request, cancel);
            if (!answer.IsSuccessStatusCode)
            {
                throw Wrong(name, $"the link answers {(int)answer.StatusCode}");
            }

            string text = await answer.Content.ReadAsStringAsync(cancel);
            return answer.Content.Headers.ContentType?.MediaType is { } type && type.EndsWith("json", StringComparison.Ordinal) ? ReadableJson.Parse(text, name) : Text(text);
        }
        catch (Exception broken) when (broken is HttpRequestException or UriFormatException or TaskCanceledException && !cancel.IsCancellationRequested)
        {
            throw new InputException("request", name, "the link could not be read", $"link to something of at most {LargestReference} bytes", broken);
        }
    }

    // RFC 2397: data:[type][;base64],content
    private static JsonElement OfData(string href, string name)
    {
        int comma = href.IndexOf(',', StringComparison.Ordinal);
        if (comma < 0)
        {
            throw Wrong(name, "the data: address has no comma");
        }

        string head = href["data:".Length..comma], content = Uri.UnescapeDataString(href[(comma + 1)..]);
        try
        {
            string text = head.EndsWith(";base64", StringComparison.OrdinalIgnoreCase) ? new UTF8Encoding(false, true).GetString(Convert.FromBase64String(content)) : content;
            return head.Contains("json", StringComparison.OrdinalIgnoreCase) ? ReadableJson.Parse(text, name) : Text(text);
        }
        catch (Exception broken) when (broken is FormatException or ArgumentException)
        {
            throw new InputException("request", name, "the data: address is not base64 of UTF-8", "write data:application/json;base64,…", broken);
        }
    }

    private static JsonElement Text(string text) => JsonSerializer.SerializeToElement(text);

    // Where this process listens, whatever name the client knows it by.
    private static string? Listening(HttpContext http) =>
        http.RequestServices.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is { } address
            ? address.Replace("//0.0.0.0:", "//127.0.0.1:", StringComparison.Ordinal).Replace("//[::]:", "//127.0.0.1:", StringComparison.Ordinal).TrimEnd('/')
            : null;

    private static InputException Wrong(string name, string problem) => new("request", name, problem, "give the value itself, {\"value\":…} or {\"href\":\"…\"}");
}
