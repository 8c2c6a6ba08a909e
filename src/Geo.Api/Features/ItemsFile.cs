using System.Globalization;
using Geo.Api.Ogc;
using Geo.Core.Crs;
using Geo.Core.Store;
using Geo.Core.Vectors;
using Geo.Jobs.Cli;
using NetTopologySuite.Geometries;

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
            // Row by row: a file of any length takes no more memory.
            await Task.Run(() => VectorFile.Stream(file, layer.Table, query.Crs.Reference, OgrFields.Of(columns), KindOf(page, layer, cancel),
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

    // Where a layer may hold any, its rows are looked through first.
    private static GeometryKinds KindOf(FeaturePage page, LayerDefinition layer, CancellationToken cancel)
    {
        switch (layer.GeometryKind)
        {
            case GeometryKind.MultiPolygon: return GeometryKinds.MultiPolygons;
            case GeometryKind.None: return GeometryKinds.Any;
            default:
                var types = new HashSet<OgcGeometryType>();
                using (var rows = page.Ahead(cancel))
                {
                    while (rows.Read())
                    {
                        if (BlobGeometry.TryRead(rows.Row.Geometry, out var geometry)) types.Add(geometry.Type);
                    }
                }

                return VectorFile.KindOf(types);
        }
    }

    private static long Numbered(int i, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return i + 1;
    }
}
