namespace Geo.Api.Auth;

/// <summary>Who stands as author of what a request writes.</summary>
internal static class Acting
{
    /// <summary>The author.</summary>
    public static string Author(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        return "web";
    }
}
