using Microsoft.Net.Http.Headers;

namespace Geo.Api.Ogc;

/// <summary>What a resource can be sent as.</summary>
internal enum Format
{
    /// <summary>The resource's own JSON.</summary>
    Json,

    /// <summary>A page for people.</summary>
    Html,
}

/// <summary>Media types that we send, and the choice among them.</summary>
internal static class Media
{
    /// <summary>GeoJSON, RFC 7946.</summary>
    public const string GeoJson = "application/geo+json";

    /// <summary>Plain JSON.</summary>
    public const string Json = "application/json";

    /// <summary>A page.</summary>
    public const string Html = "text/html";

    /// <summary>JSON Schema.</summary>
    public const string Schema = "application/schema+json";

    /// <summary>OpenAPI 3.0, the type that OGC's oas30 class names.</summary>
    public const string OpenApi = "application/vnd.oai.openapi+json;version=3.0";

    /// <summary>RFC 9457.</summary>
    public const string Problem = "application/problem+json";

    /// <summary>Cloud-optimised GeoTIFF, as STAC names it.</summary>
    public const string Cog = "image/tiff; application=geotiff; profile=cloud-optimized";

    /// <summary>
    /// <c>f=json|html</c> decides; without it HTML goes to who prefers it to JSON in Accept (a browser), JSON to everyone else.
    /// We never answer 406: a client with an odd Accept header is better served with JSON (RFC 9110 §12.5.1 allows it).
    /// </summary>
    public static Format Choose(HttpRequest request)
    {
        string? f = request.Query["f"];
        return f switch
        {
            "json" or "geojson" => Format.Json,
            "html" => Format.Html,
            null or "" => PrefersHtml(request) ? Format.Html : Format.Json,
            _ when Features.ItemsForm.Of(request) is not null => Format.Json,
            _ when request.HttpContext.GetEndpoint()?.Metadata.GetMetadata<Features.ItemsForms>() is not null => throw new InputException("request", "f", $"'{f}' is not a format of this resource", $"use json, html, {string.Join(", ", Features.ItemsForm.All.Select(form => form.Name))}, or leave f out and send an Accept header"),
            _ => throw new InputException("request", "f", $"'{f}' is not a format of this resource", "use json or html, or leave f out and send an Accept header"),
        };
    }

    /// <summary>True where Accept names HTML with a higher quality than any JSON.</summary>
    public static bool PrefersHtml(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted))
        {
            return false;
        }

        double html = 0, json = 0;
        foreach (var type in accepted)
        {
            double quality = type.Quality ?? 1;
            if (type.MediaType.Equals(Html, StringComparison.OrdinalIgnoreCase))
            {
                html = Math.Max(html, quality);
            }
            else if (type.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase) || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase))
            {
                json = Math.Max(json, quality);
            }
        }

        return html > json;
    }
}
