using System.Globalization;
using Geo.Core.Store;
using Geo.Core.Store.Casework;
using Geo.Jobs.Jobs;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Geo.Api.Cases;

/// <summary>疑似问题清单 as a file; the same filters as the board.</summary>
internal static class CaseFiles
{
    /// <summary>GET /cases.xlsx</summary>
    public static IResult Xlsx(HttpContext http, WorkspaceStore store, TimeProvider time) => File(http, store, time, ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

    /// <summary>GET /cases.csv: UTF-8 with a byte order mark, which Excel needs for Chinese.</summary>
    public static IResult Csv(HttpContext http, WorkspaceStore store, TimeProvider time) => File(http, store, time, ".csv", "text/csv; charset=utf-8");

    /// <summary>GET /cases.geojson</summary>
    public static IResult GeoJson(HttpContext http, WorkspaceStore store, TimeProvider time) => File(http, store, time, ".geojson", "application/geo+json");

    /// <summary>GET /cases.kml</summary>
    public static IResult Kml(HttpContext http, WorkspaceStore store, TimeProvider time) => File(http, store, time, ".kml", "application/vnd.google-earth.kml+xml");

    private static FileContentHttpResult File(HttpContext http, WorkspaceStore store, TimeProvider time, string extension, string type)
    {
        DateTimeOffset now = time.GetUtcNow();
        var cases = CasePages.FilterOf(http).Of(CaseRows.All(store), now).OrderBy(c => c.Id, StringComparer.Ordinal).ToArray();
        var folder = Directory.CreateTempSubdirectory("geowfc-");
        try
        {
            string file = Path.Combine(folder.FullName, $"cases{extension}");
            SuspectList.Write(store, cases, file, now);
            http.Response.Headers.CacheControl = "no-store";
            return TypedResults.File(System.IO.File.ReadAllBytes(file), type, string.Create(CultureInfo.InvariantCulture, $"疑似问题清单-{ChinaTime.Day(now)}{extension}"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
