using Geo.Api.Ogc;

namespace Geo.Api.Stac;

/// <summary>A link as STAC API writes it: where it is asked by POST it says so, with the body to send.</summary>
/// <param name="Href">Absolute address.</param>
/// <param name="Rel">Relation.</param>
/// <param name="Type">Media type of the target.</param>
/// <param name="Title">Words for people.</param>
internal sealed record StacLink(string Href, string Rel, string? Type = null, string? Title = null)
{
    /// <summary>GET or POST; null means GET.</summary>
    public string? Method { get; init; }

    /// <summary>The whole body to send; with <see cref="Merge"/> false nothing need be kept from the request before.</summary>
    public object? Body { get; init; }

    /// <summary>Whether <see cref="Body"/> is to be merged into the body before.</summary>
    public bool? Merge { get; init; }

    /// <summary>The same as a plain link, for pages.</summary>
    public Link Plain => new(Href, Rel, Type, Title);
}
