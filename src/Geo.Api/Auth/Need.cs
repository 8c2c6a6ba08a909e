using Geo.Core.Store.People;

namespace Geo.Api.Auth;

/// <summary>What an endpoint asks of its caller; written behind the route in Routes.cs and checked by the gate. A route that writes and declares none is refused.</summary>
/// <param name="Right">The right.</param>
/// <param name="Action">What a write is called in the audit log (its beginning); null for reading. A test drives every route that writes and looks for the line.</param>
internal sealed record Need(Right Right, string? Action);

/// <summary>The collection that an endpoint reads from, so that the gate can hold its visibility.</summary>
/// <param name="Collection">Its id; null takes the route's {id}.</param>
internal sealed record Reading(string? Collection);

/// <summary>An endpoint whose question is too long for an address: it computes and stores nothing, so that reading is all that it asks for. A test drives each and looks that no revision and no line of the audit log came of it.</summary>
internal sealed record Computing;

/// <summary>An endpoint that shows coarsened layers to who may not see them as they are; all others are closed to them.</summary>
internal sealed record Coarsening;

/// <summary>Declares needs on routes.</summary>
internal static class Declarations
{
    /// <summary>Callers must have the right; a write leaves lines in the audit log whose action begins with <paramref name="action"/>.</summary>
    public static T Needs<T>(this T route, Right right, string? action = null)
        where T : IEndpointConventionBuilder
    {
        route.Add(endpoint => endpoint.Metadata.Add(new Need(right, action)));
        return route;
    }

    /// <summary>Callers must be allowed to read the collection; null takes the route's {id}.</summary>
    public static T Reads<T>(this T route, string? collection = null)
        where T : IEndpointConventionBuilder
    {
        route.Add(endpoint => endpoint.Metadata.Add(new Reading(collection)));
        return route;
    }

    /// <summary>It shows coarsened layers as such (<see cref="CoarseView"/>).</summary>
    public static T Coarsens<T>(this T route)
        where T : IEndpointConventionBuilder
    {
        route.Add(endpoint => endpoint.Metadata.Add(new Coarsening()));
        return route;
    }

    /// <summary>It is asked by POST and stores nothing.</summary>
    public static T Computes<T>(this T route)
        where T : IEndpointConventionBuilder
    {
        route.Add(endpoint => endpoint.Metadata.Add(new Computing()));
        return route;
    }
}
