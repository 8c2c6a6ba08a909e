using Geo.Core.Sites;
using Geo.Core.Store;
using Geo.Core.Store.People;

namespace Geo.Api.Auth;

/// <summary>What may be kept of an answer, and by whom: nothing of a closed collection; what somebody known was told by their own browser alone.</summary>
internal static class Caching
{
    /// <summary>Mends the answer's headers just before it begins.</summary>
    public static void Mend(HttpContext http) => http.Response.OnStarting(static state =>
    {
        var http = (HttpContext)state;
        var headers = http.Response.Headers;
        if (http.RequestServices.GetRequiredService<VisibilityTable>().Coarsened.Count > 0 && !headers.Vary.ToString().Contains("Authorization", StringComparison.Ordinal))
        {
            headers.Append("Vary", "Authorization, Cookie");
        }

        if (IsClosed(http))
        {
            headers.CacheControl = "private, no-store";
            // Who changes an item of a closed register must name its tag.
            if (!(http.Items[typeof(Visitor)] is Visitor known && known.May(Right.EditRegisters) && http.Request.RouteValues["id"] is string id && RegisterEdit.IsRegister(id))) headers.Remove("ETag");
        }
        else if (IsKnown(http.Request) && !http.Request.Path.StartsWithSegments("/assets") && !headers.CacheControl.ToString().Contains("no-store", StringComparison.Ordinal))
        {
            string now = headers.CacheControl.ToString();
            headers.CacheControl = now.Length == 0 ? "private" : $"private, {now}";
        }

        return Task.CompletedTask;
    }, http);

    /// <summary>True where the endpoint reads a collection that is not for everyone.</summary>
    public static bool IsClosed(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<Reading>() is { } reading
        && (reading.Collection ?? http.Request.RouteValues["id"] as string) is { } id
        && Layers.IsCollection(id)
        && http.RequestServices.GetRequiredService<VisibilityTable>() is var table
        && (table.Of(id) != Visibility.Public || (table.Coarse(id) is not null && !CoarseView.Knows(http)));

    private static bool IsKnown(HttpRequest request) =>
        request.Headers.Authorization.Count > 0 || request.Cookies.ContainsKey(Visitor.SessionCookie) || request.Cookies.ContainsKey(Visitor.TokenCookie);
}
