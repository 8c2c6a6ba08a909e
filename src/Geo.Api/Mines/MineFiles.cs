using Geo.Api.Ogc;
using Geo.Core.Store;
using Geo.Core.Vectors;
using Geo.Jobs.Cli;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Geo.Api.Mines;

/// <summary>The list of mine sites or of dumps as a file, every column, without outlines: the same table as <c>geowfc export</c>.</summary>
internal static class MineFiles
{
    private const string CsvType = "text/csv; charset=utf-8", XlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>GET /mine-sites.csv: UTF-8 with a byte order mark, which Excel needs for Chinese.</summary>
    public static IResult Csv(HttpContext http, WorkspaceStore store) => File(http, store, Layers.MineSites, ".csv", CsvType);

    /// <summary>GET /mine-sites.xlsx</summary>
    public static IResult Xlsx(HttpContext http, WorkspaceStore store) => File(http, store, Layers.MineSites, ".xlsx", XlsxType);

    /// <summary>GET /dumps.csv</summary>
    public static IResult DumpsCsv(HttpContext http, WorkspaceStore store) => File(http, store, Layers.Dumps, ".csv", CsvType);

    /// <summary>GET /dumps.xlsx</summary>
    public static IResult DumpsXlsx(HttpContext http, WorkspaceStore store) => File(http, store, Layers.Dumps, ".xlsx", XlsxType);

    private static FileContentHttpResult File(HttpContext http, WorkspaceStore store, LayerDefinition layer, string extension, string type)
    {
        string? then = http.Request.Query["known-on"];
        var rows = store.Layer(layer.Id).Items(ItemsRequest.Everything with { AsKnownOn = Parameters.KnownOn(then) }).OrderBy(row => row.Id, StringComparer.Ordinal);
        http.Response.Headers.CacheControl = "no-store";
        // A day is part of the name, so that two states of the list are not mistaken for each other.
        string day = then is { Length: >= 10 } ? $"-{then[..10]}" : "";
        return FileAnswer.Of($"{layer.Id}{day}{extension}", type, file =>
            VectorFile.Write(file, layer.Id, null, OgrFields.Of(layer), rows.Select((row, i) => new VectorFeature(i + 1, null, OgrFields.Attributes(row)))));
    }
}
