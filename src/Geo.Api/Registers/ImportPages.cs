using Geo.Api.Ogc;
using Geo.Core.Store;
using Geo.Jobs.Jobs;

namespace Geo.Api.Registers;

/// <summary>The reports of imports that were made.</summary>
internal static class ImportPages
{
    /// <summary>GET /registers/imports: the youngest first, in figures.</summary>
    public static IResult List(HttpContext http, WorkspaceStore store)
    {
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(RegisterShelf.List(store.Workspace).Select(i => new { i.Id, i.Kind, i.File, i.Author, i.At, i.Report.Taken, i.Report.Changed, i.Report.Same, i.Report.Refused, missing = i.Report.Missing.Count }), Json.Pages);
    }

    /// <summary>GET /registers/imports/{id}.csv and .xlsx: row by row.</summary>
    public static IResult File(string id, string format, HttpContext http, WorkspaceStore store)
    {
        string type = format switch
        {
            "csv" => "text/csv; charset=utf-8",
            "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            _ => throw new Core.NotFoundException("import", $"{id}.{format}"),
        };
        var import = RegisterShelf.Load(store.Workspace, id);
        http.Response.Headers.CacheControl = "no-store";
        return FileAnswer.Of($"import-{id}.{format}", type, path => RegisterReport.Write(path, import.Report));
    }
}
