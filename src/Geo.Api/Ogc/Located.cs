namespace Geo.Api.Ogc;

/// <summary>An answer with a Location header.</summary>
internal static class Located
{
    /// <summary>Adds the header.</summary>
    public static IResult WithLocation(this IResult result, string location) => new Answer(result, location);

    private sealed class Answer(IResult inner, string location) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.Location = location;
            return inner.ExecuteAsync(httpContext);
        }
    }
}
