using Geo.Api.Ogc;
using Microsoft.Net.Http.Headers;

namespace Geo.Api.Features;

/// <summary>A form that items can be sent in besides GeoJSON and HTML: a file.</summary>
/// <param name="Name">Value of <c>f</c>, and the file's extension.</param>
/// <param name="MediaType">Its media type.</param>
/// <param name="TitleZh">Chinese name.</param>
/// <param name="TitleEn">English name.</param>
internal sealed record ItemsForm(string Name, string MediaType, string TitleZh, string TitleEn)
{
    /// <summary>All.</summary>
    public static readonly IReadOnlyList<ItemsForm> All =
    [
        new("csv", "text/csv", "CSV 表格", "As CSV"),
        new("fgb", "application/flatgeobuf", "FlatGeobuf", "As FlatGeobuf"),
        new("gpkg", "application/geopackage+sqlite3", "GeoPackage", "As GeoPackage"),
        new("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "XLSX 表格", "As XLSX"),
    ];

    /// <summary>The file that a request asks for by <c>f</c>, or without it by the first type in Accept, best quality first, that is a file of ours or JSON or HTML. Null for GeoJSON and HTML.</summary>
    public static ItemsForm? Of(HttpRequest request)
    {
        if (request.HttpContext.GetEndpoint()?.Metadata.GetMetadata<ItemsForms>() is null)
        {
            return null;
        }

        string? f = request.Query["f"];
        if (!string.IsNullOrEmpty(f))
        {
            return All.FirstOrDefault(form => form.Name == f);
        }

        string accept = request.Headers.Accept.ToString();
        if (accept is "" or "*/*" || !MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted))
        {
            return null;
        }

        foreach (var type in accepted.Where(t => t.Quality is not 0).OrderByDescending(t => t.Quality ?? 1))
        {
            if (All.FirstOrDefault(form => type.MediaType.Equals(form.MediaType, StringComparison.OrdinalIgnoreCase)) is { } form)
            {
                return form;
            }

            if (type.MediaType.Equals(Media.Html, StringComparison.OrdinalIgnoreCase) || type.MediaType.EndsWith("json", StringComparison.OrdinalIgnoreCase))
            {
                return null;
            }
        }

        return null;
    }
}

/// <summary>Marks the endpoints that know these forms.</summary>
internal sealed record ItemsForms;
