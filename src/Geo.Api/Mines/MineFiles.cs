using Geo.Api.Ogc;
using Geo.Core.Store;
using Geo.Core.Vectors;
using Geo.Jobs.Cli;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Geo.Api.Mines;

/// <summary>The list of mine sites as a file, every column, without outlines: the same table as <c>geowfc export mine-sites</c>.</summary>
internal static class MineFiles
{
    /// <summary>GET /mine-sites.csv: UTF-8 with a byte order mark, which Excel needs for Chinese.</summary>
    public static IResult Csv(HttpContext http, WorkspaceStore store) => File(http, store, ".csv", "text/csv; charset=utf-8");

    /// <summary>GET /mine-sites.xlsx</summary>
    public static IResult Xlsx(HttpContext http, WorkspaceStore store) => File(http, store, ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

    private static FileContentHttpResult File(HttpContext http, WorkspaceStore store, string extension, string type)
    {
        var layer = Layers.MineSites;
        string? then = http.Request.Query["known-on"];
        var rows = store.Layer(layer.Id).Items(ItemsRequest.Everything with { AsKnownOn = Parameters.KnownOn(then) }).OrderBy(row => row.Id, StringComparer.Ordinal);
        var folder = Directory.CreateTempSubdirectory("geowfc-");
        try
        {
            string file = Path.Combine(folder.FullName, $"{layer.Id}{extension}");
            VectorFile.Write(file, layer.Id, null, OgrFields.Of(layer), rows.Select((row, i) => new VectorFeature(i + 1, null, OgrFields.Attributes(row))));
            http.Response.Headers.CacheControl = "no-store";
            // A day is part of the name, so that two states of the list are not mistaken for each other.
            string day = then is { Length: >= 10 } ? $"-{then[..10]}" : "";
            return TypedResults.File(System.IO.File.ReadAllBytes(file), type, $"{layer.Id}{day}{extension}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
