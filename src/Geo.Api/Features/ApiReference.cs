using System.Security.Cryptography;
using Scalar.AspNetCore;

namespace Geo.Api.Features;

/// <summary>
/// The API definition to read and try, by Scalar: its script comes from this server, and what would call home (fonts, telemetry, agent) is off.
/// </summary>
internal static class ApiReference
{
    /// <summary>Where it stands.</summary>
    public const string Path = "/api/reference";

    /// <summary>Maps the page and its script.</summary>
    public static void Map(WebApplication app) => app.MapScalarApiReference(Path, (options, http) =>
    {
        string nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        // Scalar writes styles into the page; scripts only with this answer's nonce.
        http.Response.Headers.ContentSecurityPolicy =
            $"default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";
        options.WithNonce(nonce).WithTitle("GeoWfc API").WithOpenApiRoutePattern("/api").WithFavicon("/icon.svg")
            .WithDynamicBaseServerUrl().DisableDefaultFonts().DisableTelemetry().DisableAgent().DisableMcp().HideClientButton().HideDeveloperTools();
    });
}
