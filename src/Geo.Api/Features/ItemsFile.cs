using System.Globalization;
using Geo.Api.Ogc;
using Geo.Core.Crs;
using Geo.Core.Store;
using Geo.Core.Vectors;
using Geo.Jobs.Cli;

namespace Geo.Api.Features;

/// <summary>A page of items as a file, the one that <c>geowfc export</c> writes, with the links of the page in its header.</summary>
internal static class ItemsFile
{
    /// <summary>Writes it to the disk and sends it.</summary>
    public static async Task Send(HttpContext http, ItemsQuery query, ItemsForm form, FeaturePage page, Func<string?, IEnumerable<Link>> links)
    {
        var cancel = http.RequestAborted;
        var folder = Directory.CreateTempSubdirectory("geowfc-");
        try
        {
            string file = Path.Combine(folder.FullName, "answer." + form.Name);
            var layer = query.Layer;
            var columns = query.Request.Properties is { } named ? layer with { Columns = [.. layer.Columns.Where(c => named.Contains(c.Name))] } : layer;
            var move = GeometryTransform.Of(WellKnown.Crs84, query.Crs.Reference);
            await Task.Run(() => VectorFile.Write(file, layer.Table, query.Crs.Reference, OgrFields.Of(columns),
                page.Select((row, i) => new VectorFeature(Numbered(i, cancel), row.Geometry is { } place ? move(place) : null, OgrFields.Attributes(row)))), cancel);
            var headers = http.Response.Headers;
            http.Response.ContentType = form.MediaType;
            headers.ContentDisposition = $"attachment; filename=\"{layer.Id}.{form.Name}\"";
            headers["OGC-NumberReturned"] = page.Returned.ToString(CultureInfo.InvariantCulture);
            FeatureStream.LinkHeader(headers, links(page.Next));
            if (HttpMethods.IsHead(http.Request.Method))
            {
                http.Response.ContentLength = new FileInfo(file).Length;
                return;
            }

            await http.Response.SendFileAsync(file, cancel);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static long Numbered(int i, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return i + 1;
    }
}
