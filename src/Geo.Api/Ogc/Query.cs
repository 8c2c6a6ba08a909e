namespace Geo.Api.Ogc;

/// <summary>The query parameters that a resource knows; any other is refused with 400 (Part 1, /req/core/query-param-unknown).</summary>
internal sealed class Query(params string[] names)
{
    private static readonly string[] Everywhere = ["f", "lang"];

    /// <summary>Known names besides f and lang.</summary>
    public IReadOnlyList<string> Names { get; } = names;

    /// <summary>Endpoint filter: refuses unknown and repeated parameters before the handler is called.</summary>
    public static async ValueTask<object?> Check(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (http.GetEndpoint()?.Metadata.GetMetadata<Query>() is { } known)
        {
            Check(http.Request, [.. Everywhere, .. known.Names]);
        }

        return await next(context);
    }

    /// <summary>Refuses parameters outside <paramref name="names"/>, and any given twice.</summary>
    public static void Check(HttpRequest request, IReadOnlyCollection<string> names)
    {
        foreach (var (name, values) in request.Query)
        {
            if (!names.Contains(name))
            {
                throw Parameters.Wrong(name, "this resource has no such query parameter", $"use {string.Join(", ", names)}");
            }

            if (values.Count > 1)
            {
                throw Parameters.Wrong(name, "it is given more than once", "give it once");
            }
        }
    }
}
