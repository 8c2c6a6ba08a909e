using Geo.Api.Ogc;
using Geo.Core.Reporting.Monthly;
using Geo.Core.Store;
using Geo.Jobs.Reports;

namespace Geo.Api.Reports;

/// <summary>Files of monthly reports: of a frozen one the frozen bytes.</summary>
internal static class ReportFiles
{
    /// <summary>GET /reports/{month}.docx</summary>
    public static Task<IResult> Docx(string month, HttpContext http, WorkspaceStore store, CancellationToken cancel) =>
        File(month, http, store, "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", cancel);

    /// <summary>GET /reports/{month}.xlsx</summary>
    public static Task<IResult> Xlsx(string month, HttpContext http, WorkspaceStore store, CancellationToken cancel) =>
        File(month, http, store, "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", cancel);

    /// <summary>GET /reports/{month}/map.png</summary>
    public static async Task<IResult> Map(string month, HttpContext http, WorkspaceStore store, CancellationToken cancel)
    {
        var wanted = ReportMonth.Parse(month);
        MonthlyReport report = store.Reports.Read(wanted, MonthlyReports.RecordOf(store, wanted, ReportPages.VersionOf(http)).Version);
        string language = Request.Of(http).Language.Tag();
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.File(await Task.Run(() => MonthlyMap.Png(report.Data, language), cancel), "image/png");
    }

    /// <summary>GET /reports/{month}/pictures/{file}</summary>
    public static IResult Picture(string month, string file, HttpContext http, WorkspaceStore store)
    {
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.File(MonthlyReports.PictureOf(store, ReportMonth.Parse(month), ReportPages.VersionOf(http), file), "image/png");
    }

    private static async Task<IResult> File(string month, HttpContext http, WorkspaceStore store, string extension, string type, CancellationToken cancel)
    {
        var wanted = ReportMonth.Parse(month);
        int? version = ReportPages.VersionOf(http);
        string language = Request.Of(http).Language.Tag();
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.File(await Task.Run(() => MonthlyReports.File(store, wanted, version, extension, language), cancel), type, MonthlyReports.FileName(wanted, extension, language));
    }
}
