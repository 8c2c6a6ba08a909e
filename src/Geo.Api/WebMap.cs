using Microsoft.Extensions.FileProviders;

namespace Geo.Api;

/// <summary>The web map, as Vite built it into wwwroot, and the style of our own pages.</summary>
internal static class WebMap
{
    private static readonly EmbeddedFileProvider Embedded = new(typeof(WebMap).Assembly, "Geo.Api");

    /// <summary>GET /map and everything below: one page whose script reads the address.</summary>
    public static IResult Index(HttpContext http, IWebHostEnvironment host)
    {
        string page = Path.Combine(host.WebRootPath ?? "", "index.html");
        if (!File.Exists(page))
        {
            throw new UnavailableException("the web map is not built: run ./run.sh, or 'npm ci && npm run build' in src/Geo.Api/web, and start again");
        }

        http.Response.Headers.CacheControl = "no-cache";
        return TypedResults.PhysicalFile(Path.GetFullPath(page), "text/html; charset=utf-8");
    }

    /// <summary>GET /page.css</summary>
    public static IResult Style(HttpContext http)
    {
        http.Response.Headers.CacheControl = "max-age=3600";
        return TypedResults.Stream(Embedded.GetFileInfo("Ogc/page.css").CreateReadStream(), "text/css; charset=utf-8");
    }
}
