using System.Text.Json;

namespace Geo.Api.Ogc;

/// <summary>One resource in two forms: its JSON and its page. The request decides which is made (<see cref="Media.Choose"/>).</summary>
/// <param name="json">Makes the value to serialise.</param>
/// <param name="page">Makes the page.</param>
internal sealed class Resource(Func<Request, object> json, Func<Request, Page> page) : IResult
{
    /// <summary>Media type of the JSON form.</summary>
    public string JsonType { get; init; } = Media.Json;

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var request = Request.Of(httpContext);
        httpContext.Response.Headers.ContentLanguage = request.Language.Tag();
        if (request.Format == Format.Html)
        {
            await page(request).ExecuteAsync(httpContext);
            return;
        }

        object value = json(request);
        httpContext.Response.ContentType = JsonType;
        await JsonSerializer.SerializeAsync(httpContext.Response.Body, value, value.GetType(), Json.Ogc, httpContext.RequestAborted);
    }
}

/// <summary>What every handler wants to know of a request: format, language, addresses.</summary>
internal sealed record Request(HttpContext Http, Format Format, Language Language, Addresses Addresses)
{
    /// <summary>Reads it once a request; kept in the request's items.</summary>
    public static Request Of(HttpContext http)
    {
        if (http.Items.TryGetValue(typeof(Request), out object? known) && known is Request request)
        {
            return request;
        }

        var settings = http.RequestServices.GetRequiredService<ServerSettings>();
        request = new Request(http, Media.Choose(http.Request), Languages.Of(http.Request, settings.Language), Addresses.Of(http.Request));
        http.Items[typeof(Request)] = request;
        return request;
    }

    /// <summary>This resource's own address with its query, without <c>f</c>.</summary>
    public string Self
    {
        get
        {
            var query = QueryString.Create(Http.Request.Query.Where(q => q.Key != "f"));
            return Addresses.At(Http.Request.Path.ToUriComponent()) + query.ToUriComponent();
        }
    }

    /// <summary>self and alternate of this resource.</summary>
    public IEnumerable<Link> SelfLinks(string json = Media.Json) => Addresses.Both(Self, Format, Language, json);
}
