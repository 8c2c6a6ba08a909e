using Geo.Api.Features;
using Geo.Api.Ogc;
using Geo.Api.Tiles.Styles;
using Geo.Core.Gdal;
using Geo.Core.Store;
using Geo.Core.Tiles;
using Geo.Core.Tiles.Pictures;
using NetTopologySuite.Geometries;
using SkiaSharp;

namespace Geo.Api.Tiles;

/// <summary>Small pictures of whole scenes and collections, for lists and catalogues.</summary>
internal static class Previews
{
    private const int Least = 16, Most = 2048, Usual = 512, MostRows = 50_000;

    /// <summary>GET /scenes/{id}/preview?f=&amp;side=&amp;style=&amp;expression=&amp;rescale=&amp;colormap=</summary>
    public static Task<IResult> Scene(string id, HttpContext http, WorkspaceStore store, CancellationToken cancel)
    {
        var source = RasterSources.Scene(id, store, RasterTiles.Spoken(http));
        var (type, format) = TileMedia.Picture(http.Request);
        var look = RasterLook.Of(source, name => http.Request.Query[name], store);
        var target = Target(source.Extent, Side(http));
        return TileAnswer.Send(http, $"p|{source.File.Key}|{target.Width}x{target.Height}|{look.Key}|{format}", type, RasterTiles.SceneAge,
            stop => (RasterTile.Draw(source.File, target, look.Style, look.Smooth, stop) ?? new Picture(target.Width, target.Height, new byte[4 * target.Width * target.Height], null)).Encode(format), cancel);
    }

    /// <summary>GET /collections/{id}/preview?f=&amp;side=</summary>
    public static Task<IResult> Collection(string id, HttpContext http, WorkspaceStore store, CancellationToken cancel)
    {
        var layer = Collections.Readable(id, http);
        if (layer.GeometryKind == GeometryKind.None) throw new NotFoundException($"preview of {layer.Id}, which has no geometries", "preview");
        var (type, format) = TileMedia.Picture(http.Request);
        int side = Side(http);
        return TileAnswer.Send(http, $"p|{store.Revision}|{layer.Id}|{side}|{format}", type, 0, stop => Drawn(store.Layer(layer.Id), side, stop).Encode(format), cancel);
    }

    private static Picture Drawn(StoredLayer layer, int side, CancellationToken cancel)
    {
        Extent box = layer.Extent() ?? new Extent(-180, -85, 180, 85);
        var grid = Target(box, side);
        using var surface = SKSurface.Create(new SKImageInfo(grid.Width, grid.Height, SKColorType.Rgba8888, SKAlphaType.Premul));
        surface.Canvas.Clear(SKColors.Transparent);
        var look = LayerLook.Of(layer.Definition.Id);
        using var fill = new SKPaint { IsAntialias = true, Style = SKPaintStyle.Fill };
        using var line = new SKPaint { IsAntialias = true, Style = SKPaintStyle.Stroke, StrokeWidth = 1.2f };
        foreach (var feature in layer.Items(new ItemsRequest { Limit = MostRows }))
        {
            cancel.ThrowIfCancellationRequested();
            if (feature.Geometry is null) continue;
            var (inside, edge) = look.Colours(look.Property is { } property ? feature.Properties.GetValueOrDefault(property) as string : null);
            (fill.Color, line.Color) = (new SKColor(inside), new SKColor(edge));
            Draw(surface.Canvas, feature.Geometry, grid, fill, line);
        }

        using var image = surface.Snapshot();
        using var pixels = image.PeekPixels();
        using var plain = new SKBitmap(new SKImageInfo(grid.Width, grid.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        pixels.ReadPixels(plain.Info, plain.GetPixels(), plain.RowBytes, 0, 0);
        return new Picture(grid.Width, grid.Height, plain.Bytes, null);
    }

    private static void Draw(SKCanvas canvas, Geometry geometry, Grid grid, SKPaint fill, SKPaint line)
    {
        SKPoint At(Coordinate c)
        {
            var (col, row) = grid.Transform.Invert(WebMercator.X(c.X), WebMercator.Y(c.Y));
            return new SKPoint((float)col, (float)row);
        }

        switch (geometry)
        {
            case Point point:
                canvas.DrawCircle(At(point.Coordinate), 3, fill);
                canvas.DrawCircle(At(point.Coordinate), 3, line);
                break;
            case LineString path:
                using (var drawn = new SKPath())
                {
                    drawn.AddPoly([.. path.Coordinates.Select(At)], close: false);
                    canvas.DrawPath(drawn, line);
                }

                break;
            case Polygon polygon:
                using (var drawn = new SKPath { FillType = SKPathFillType.EvenOdd })
                {
                    foreach (var ring in polygon.InteriorRings.Prepend(polygon.ExteriorRing)) drawn.AddPoly([.. ring.Coordinates.Select(At)], close: true);
                    canvas.DrawPath(drawn, fill);
                    canvas.DrawPath(drawn, line);
                }

                break;
            default:
                for (int i = 0; i < geometry.NumGeometries; i++) Draw(canvas, geometry.GetGeometryN(i), grid, fill, line);
                break;
        }
    }

    // The longer side has the length asked for.
    private static Grid Target(Extent degrees, int side)
    {
        var set = TileMatrixSet.All[0];
        Extent box = set.FromDegrees(degrees);
        double cell = Math.Max(Math.Max(box.Width, box.Height) / side, 0.01);
        int width = Math.Max(1, (int)Math.Ceiling(box.Width / cell - 1e-9)), height = Math.Max(1, (int)Math.Ceiling(box.Height / cell - 1e-9));
        return new Grid(GeoTransform.NorthUp(box.MinX, box.MaxY, cell, cell), width, height, Projection.FromEpsg(set.Epsg));
    }

    private static int Side(HttpContext http)
    {
        string? text = http.Request.Query["side"];
        return text is null ? Usual
            : int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int side) && side is >= Least and <= Most ? side
            : throw Parameters.Wrong("side", $"'{text}' is not a number of pixels from {Least} to {Most}", $"give for example side={Usual}");
    }
}
