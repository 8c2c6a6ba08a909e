namespace Geo.Api.Ogc;

/// <summary>A link as OGC API and STAC write it.</summary>
internal sealed record Link(string Href, string Rel, string? Type = null, string? Title = null)
{
    /// <summary>Language of the target; null where it has several.</summary>
    public string? Hreflang { get; init; }
}

/// <summary>
/// Absolute addresses of our own resources. Links carry no query where a client may append to them: GDAL 3.6 puts the
/// feature id behind a collection's <c>items</c> link as it stands.
/// </summary>
internal sealed class Addresses(string root)
{
    /// <summary>Scheme, host and path base, without a slash at the end.</summary>
    public string Root { get; } = root;

    /// <summary>Addresses as this request's client sees the server: <c>GEOWFC_PUBLIC_URL</c> where set, else its own Host header (checked by the host gate).</summary>
    public static Addresses Of(HttpRequest request)
    {
        string? published = request.HttpContext.RequestServices.GetRequiredService<ServerSettings>().PublicUrl;
        return new Addresses(published?.TrimEnd('/') ?? $"{request.Scheme}://{request.Host}{request.PathBase}");
    }

    /// <summary>Absolute address of a path that begins with a slash.</summary>
    public string At(string path) => Root + path;

    /// <summary>A collection's address.</summary>
    public string Collection(string id) => At($"/collections/{Uri.EscapeDataString(id)}");

    /// <summary>An item's address.</summary>
    public string Item(string collection, string id) => $"{Collection(collection)}/items/{Uri.EscapeDataString(id)}";

    /// <summary>The two links that every resource has: itself in the format that is sent, and the other.</summary>
    public static IEnumerable<Link> Both(string address, Format sent, Language language, string json = Media.Json)
    {
        string separator = address.Contains('?', StringComparison.Ordinal) ? "&" : "?";
        var asJson = new Link(address, sent == Format.Json ? "self" : "alternate", json, language.Pick("本文档", "This document"));
        var asHtml = new Link($"{address}{separator}f=html", sent == Format.Html ? "self" : "alternate", Media.Html, language.Pick("网页", "As a page"));
        return [asJson, asHtml];
    }
}
