using System.Net;
using NetTopologySuite.Features;
using NetTopologySuite.IO.VectorTiles.Mapbox;
using SkiaSharp;

namespace Geo.Api.Tests.Tiles;

/// <summary>Tiles as a client reads them: vector tiles by NetTopologySuite.IO.VectorTiles.Mapbox, pictures by Skia.</summary>
internal static class ReadTile
{
    /// <summary>Features by layer; none for 204.</summary>
    public static async Task<Dictionary<string, List<IFeature>>> Vector(this ServedWorkspace server, string path)
    {
        using var answer = await server.Client.GetAsync(path);
        Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.NoContent, $"{path}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        if (answer.StatusCode == HttpStatusCode.NoContent) return [];
        Assert.Equal("application/vnd.mapbox-vector-tile", answer.Content.Headers.ContentType?.MediaType);
        string[] parts = path.Split('?')[0].Split('/');
        int At(int fromEnd) => int.Parse(parts[^fromEnd], System.Globalization.CultureInfo.InvariantCulture);
        using var stream = new MemoryStream(await answer.Content.ReadAsByteArrayAsync());
        return new MapboxTileReader().Read(stream, new NetTopologySuite.IO.VectorTiles.Tiles.Tile(At(1), At(2), At(3))).Layers.ToDictionary(layer => layer.Name, layer => layer.Features.ToList());
    }

    /// <summary>A picture; its media type is asserted.</summary>
    public static async Task<SKBitmap> Picture(this ServedWorkspace server, string path, string type = "image/png")
    {
        using var answer = await server.Client.GetAsync(path);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        Assert.Equal(type, answer.Content.Headers.ContentType?.MediaType);
        using var codec = SKCodec.Create(new MemoryStream(await answer.Content.ReadAsByteArrayAsync()));
        Assert.Equal(type, codec.EncodedFormat switch { SKEncodedImageFormat.Png => "image/png", SKEncodedImageFormat.Webp => "image/webp", _ => "image/jpeg" });
        return SKBitmap.Decode(codec, new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
    }
}
