using Geo.Api.Ogc;
using Geo.Core.Gdal;
using Geo.Core.Store;
using Geo.Core.Tiles;
using Geo.Core.Tiles.Pictures;

namespace Geo.Api.Tiles;

/// <summary>Tiles of scenes and of the rasters that runs leave.</summary>
internal static class RasterTiles
{
    /// <summary>Seconds for which a client may keep a scene's tile: a scene never changes under its id.</summary>
    public const int SceneAge = 3600;

    private static readonly byte[] NothingAtAll = new byte[4 * TileMatrixSet.Side * TileMatrixSet.Side];

    /// <summary>GET /scenes/{id}/tiles</summary>
    public static IResult SceneList(string id, HttpContext http, WorkspaceStore store) => RasterSources.Scene(id, store, Spoken(http)).Tileset.List();

    /// <summary>GET /scenes/{id}/tiles/{tms}?f=</summary>
    public static IResult SceneSet(string id, string tms, HttpContext http, WorkspaceStore store) => RasterSources.Scene(id, store, Spoken(http)).Tileset.Get(http, tms);

    /// <summary>GET /scenes/{id}/tiles/{tms}/{z}/{row}/{col}?f=&amp;style=&amp;expression=&amp;rescale=&amp;colormap=&amp;resampling=</summary>
    public static Task<IResult> SceneTile(string id, string tms, string z, string row, string col, HttpContext http, WorkspaceStore store, CancellationToken cancel) =>
        Send(http, RasterSources.Scene(id, store, Spoken(http)), TilePath.Of(tms, z, row, col), name => http.Request.Query[name], store, TileMedia.Picture(http.Request), cancel);

    /// <summary>GET /results/recovery/tiles</summary>
    public static IResult RecoveryList(HttpContext http, WorkspaceStore store) => RasterSources.Recovery(store, Spoken(http)).Tileset.List();

    /// <summary>GET /results/recovery/tiles/{tms}?f=</summary>
    public static IResult RecoverySet(string tms, HttpContext http, WorkspaceStore store) => RasterSources.Recovery(store, Spoken(http)).Tileset.Get(http, tms);

    /// <summary>GET /results/recovery/tiles/{tms}/{z}/{row}/{col}</summary>
    public static Task<IResult> RecoveryTile(string tms, string z, string row, string col, HttpContext http, WorkspaceStore store, CancellationToken cancel) =>
        Send(http, RasterSources.Recovery(store, Spoken(http)), TilePath.Of(tms, z, row, col), name => http.Request.Query[name], store, TileMedia.Picture(http.Request), cancel);

    /// <summary>GET /surveys/{id}/{raster}/tiles</summary>
    public static IResult SurveyList(string id, string raster, HttpContext http, WorkspaceStore store) => RasterSources.Survey(id, raster, store, Spoken(http)).Tileset.List();

    /// <summary>GET /surveys/{id}/{raster}/tiles/{tms}?f=</summary>
    public static IResult SurveySet(string id, string raster, string tms, HttpContext http, WorkspaceStore store) => RasterSources.Survey(id, raster, store, Spoken(http)).Tileset.Get(http, tms);

    /// <summary>GET /surveys/{id}/{raster}/tiles/{tms}/{z}/{row}/{col}</summary>
    public static Task<IResult> SurveyTile(string id, string raster, string tms, string z, string row, string col, HttpContext http, WorkspaceStore store, CancellationToken cancel) =>
        Send(http, RasterSources.Survey(id, raster, store, Spoken(http)), TilePath.Of(tms, z, row, col), name => http.Request.Query[name], store, TileMedia.Picture(http.Request), cancel);

    /// <summary>Sends a tile of a raster.</summary>
    /// <param name="http">The request.</param>
    /// <param name="source">The raster.</param>
    /// <param name="place">Which tile.</param>
    /// <param name="given">Values of <see cref="RasterLook.Names"/>.</param>
    /// <param name="store">The workspace.</param>
    /// <param name="media">What it is sent as.</param>
    /// <param name="cancel">Ends the drawing.</param>
    public static Task<IResult> Send(HttpContext http, RasterSource source, (TileMatrixSet Set, TileAddress At) place, Func<string, string?> given, WorkspaceStore store, (string Type, PictureFormat Format) media, CancellationToken cancel)
    {
        var (set, at) = place;
        TilePath.CheckLimits(set, at, source.Extent);
        var look = RasterLook.Of(source, given, store);
        string key = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"r|{source.File.Key}|{set.Id}/{at.Level}/{at.Row}/{at.Col}|{look.Key}|{media.Format}");
        Extent ground = set.Extent(at);
        double cell = set.Cell(at.Level);
        var target = new Grid(GeoTransform.NorthUp(ground.MinX, ground.MaxY, cell, cell), TileMatrixSet.Side, TileMatrixSet.Side, Projection.FromEpsg(set.Epsg));
        return TileAnswer.Send(http, key, media.Type, source.Scene is null ? 0 : SceneAge,
            stop => (RasterTile.Draw(source.File, target, look.Style, look.Smooth, stop) ?? new Picture(target.Width, target.Height, NothingAtAll, null)).Encode(media.Format), cancel);
    }

    /// <summary>The language of titles.</summary>
    public static Language Spoken(HttpContext http) => Languages.Of(http.Request, http.RequestServices.GetRequiredService<ServerSettings>().Language);
}
