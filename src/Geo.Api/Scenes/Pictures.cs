using System.Globalization;
using Geo.Api.Ogc;
using Geo.Core.Imagery;
using Geo.Core.Store;

namespace Geo.Api.Scenes;

/// <summary>A scene as a picture for the map, in the map's own projection.</summary>
internal static class Pictures
{
    /// <summary>Longest side that is drawn, pixels.</summary>
    public const int MaximumSide = 4096;

    private static readonly string[] WebMercator = ["3857", "EPSG:3857", "http://www.opengis.net/def/crs/EPSG/0/3857"];

    // Drawing is work of the processor: no more at once than there are, so that pages stay quick.
    private static readonly SemaphoreSlim Drawing = new(Environment.ProcessorCount);

    /// <summary>GET /scenes/{id}/image.png?bbox=&amp;width=&amp;height=&amp;bbox-crs=3857&amp;style=</summary>
    public static async Task<IResult> Get(string id, HttpContext http, WorkspaceStore store, CancellationToken cancel)
    {
        var scene = store.Scenes.Get(id);
        string? Given(string name) => http.Request.Query.TryGetValue(name, out var v) ? v.ToString() : null;
        if (Given("bbox-crs") is { } crs && !WebMercator.Contains(crs))
        {
            throw Parameters.Wrong("bbox-crs", $"'{crs}' is not offered", "pictures are drawn in EPSG:3857: give the box in its metres and bbox-crs=3857");
        }

        double[] box = Parameters.Numbers("bbox", Given("bbox") ?? throw Parameters.Wrong("bbox", "it is missing", "give min x, min y, max x, max y in EPSG:3857"));
        if (box.Length != 4 || box[0] >= box[2] || box[1] >= box[3])
        {
            throw Parameters.Wrong("bbox", "it is not a rectangle", "give min x, min y, max x, max y in EPSG:3857");
        }

        int width = Side(Given, "width"), height = Side(Given, "height");
        string style = Given("style") ?? ScenePicture.Styles[0];
        if (!ScenePicture.Styles.Contains(style))
        {
            throw Parameters.Wrong("style", $"'{style}' is no style", $"use one of {string.Join(", ", ScenePicture.Styles)}");
        }

        // A scene never changes under its id, which holds its hash.
        string tag = $"\"{id}-{string.Join(',', box.Select(n => n.ToString("R", CultureInfo.InvariantCulture)))}-{width}x{height}-{style}-{Revalidated.Version}\"";
        http.Response.Headers.ETag = tag;
        http.Response.Headers.CacheControl = "max-age=3600";
        if (http.Request.Headers.IfNoneMatch.Contains(tag))
        {
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        }

        await Drawing.WaitAsync(cancel);
        try
        {
            byte[] png = await Task.Run(() => ScenePicture.Png(scene, store.Workspace.Scenes, new Extent(box[0], box[1], box[2], box[3]), width, height, style, cancel), cancel);
            return TypedResults.Bytes(png, "image/png");
        }
        finally
        {
            Drawing.Release();
        }
    }

    private static int Side(Func<string, string?> given, string name) =>
        int.TryParse(given(name) ?? "512", NumberStyles.None, CultureInfo.InvariantCulture, out int side) && side is >= 1 and <= MaximumSide
            ? side
            : throw Parameters.Wrong(name, $"'{given(name)}' is not a number of pixels from 1 to {MaximumSide}", "ask for a smaller picture");
}
