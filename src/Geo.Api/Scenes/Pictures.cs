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

    /// <summary>GET /scenes/{id}/image.png?bbox=&amp;width=&amp;height=&amp;bbox-crs=3857&amp;style=&amp;stretch=&amp;stretch-with=</summary>
    public static async Task<IResult> Get(string id, HttpContext http, WorkspaceStore store, CancellationToken cancel)
    {
        var scene = store.Scenes.Get(id);
        string? Given(string name) => http.Request.Query.TryGetValue(name, out var v) ? v.ToString() : null;
        double[] box = Box(Given);
        int width = Side(Given, "width"), height = Side(Given, "height");
        string style = Given("style") ?? ScenePicture.Styles[0];
        if (!ScenePicture.Styles.Contains(style))
        {
            throw Parameters.Wrong("style", $"'{style}' is no style", $"use one of {string.Join(", ", ScenePicture.Styles)}");
        }

        var (low, high, other) = Stretched(Given("stretch"), Given("stretch-with"), store);
        // A scene never changes under its id, which holds its hash.
        string tag = $"\"{id}-{other?.Id}-{low}-{high}-{string.Join(',', box.Select(n => n.ToString("R", CultureInfo.InvariantCulture)))}-{width}x{height}-{style}-{Revalidated.Version}\"";
        http.Response.Headers.ETag = tag;
        http.Response.Headers.CacheControl = "max-age=3600";
        if (http.Request.Headers.IfNoneMatch.Contains(tag))
        {
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        }

        var extent = new Extent(box[0], box[1], box[2], box[3]);
        return await Drawn(() =>
        {
            IReadOnlyList<SceneStretch>? stretch = other is not null ? SceneStretch.Over([scene, other], store.Workspace.Scenes, extent, style, cancel)
                : low is { } black ? [new SceneStretch(black, high)] : null;
            return ScenePicture.Png(scene, store.Workspace.Scenes, extent, width, height, style, cancel, stretch);
        }, cancel);
    }

    /// <summary>GET /results/recovery.png?bbox=&amp;width=&amp;height=&amp;bbox-crs=3857</summary>
    public static async Task<IResult> Recovery(HttpContext http, WorkspaceStore store, CancellationToken cancel)
    {
        string file = RecoveryFile(store);
        string? Given(string name) => http.Request.Query.TryGetValue(name, out var v) ? v.ToString() : null;
        double[] box = Box(Given);
        int width = Side(Given, "width"), height = Side(Given, "height");
        http.Response.Headers.CacheControl = "no-cache";
        return await Drawn(() => CategoryPicture.Png(file, new Extent(box[0], box[1], box[2], box[3]), width, height, cancel), cancel);
    }

    /// <summary>GET /results/recovery.tif, with ranges.</summary>
    public static IResult RecoveryTif(WorkspaceStore store)
    {
        string file = RecoveryFile(store);
        return TypedResults.PhysicalFile(Path.GetFullPath(file), "image/tiff", lastModified: File.GetLastWriteTimeUtc(file), enableRangeProcessing: true);
    }

    /// <summary>A picture, drawn when a processor is free for it.</summary>
    public static async Task<IResult> Drawn(Func<byte[]> draw, CancellationToken cancel) => TypedResults.Bytes(await Worked(_ => draw(), cancel), "image/png");

    /// <summary>What takes a processor for a while: no more at once than there are.</summary>
    public static async Task<byte[]> Worked(Func<CancellationToken, byte[]> work, CancellationToken cancel)
    {
        await Drawing.WaitAsync(cancel);
        try
        {
            return await Task.Run(() => work(cancel), cancel);
        }
        finally
        {
            Drawing.Release();
        }
    }

    internal static string RecoveryFile(WorkspaceStore store) => store.Workspace.RecoveryRaster is var file && File.Exists(file)
        ? file
        : throw new NotFoundException("result", "recovery raster; run geowfc recovery, or post a run of kind recovery");

    private static double[] Box(Func<string, string?> given)
    {
        if (given("bbox-crs") is { } crs && !WebMercator.Contains(crs))
        {
            throw Parameters.Wrong("bbox-crs", $"'{crs}' is not offered", "pictures are drawn in EPSG:3857: give the box in its metres and bbox-crs=3857");
        }

        double[] box = Parameters.Numbers("bbox", given("bbox") ?? throw Parameters.Wrong("bbox", "it is missing", "give min x, min y, max x, max y in EPSG:3857"));
        return box.Length == 4 && box[0] < box[2] && box[1] < box[3]
            ? box
            : throw Parameters.Wrong("bbox", "it is not a rectangle", "give min x, min y, max x, max y in EPSG:3857");
    }

    private static (double? Low, double High, Scene? Other) Stretched(string? numbers, string? other, WorkspaceStore store)
    {
        if (numbers is not null && other is not null) throw Parameters.Wrong("stretch", "it is given with stretch-with", "give one of the two");
        if (other is not null) return (null, 0, store.Scenes.Get(other));
        if (numbers is null) return (null, 0, null);
        double[] two = Parameters.Numbers("stretch", numbers);
        return two.Length == 2 && two[0] < two[1]
            ? (two[0], two[1], null)
            : throw Parameters.Wrong("stretch", $"'{numbers}' is not a lower and an upper reflectance", "give for example stretch=0,0.3");
    }

    private static int Side(Func<string, string?> given, string name) =>
        int.TryParse(given(name) ?? "512", NumberStyles.None, CultureInfo.InvariantCulture, out int side) && side is >= 1 and <= MaximumSide
            ? side
            : throw Parameters.Wrong(name, $"'{given(name)}' is not a number of pixels from 1 to {MaximumSide}", "ask for a smaller picture");
}
