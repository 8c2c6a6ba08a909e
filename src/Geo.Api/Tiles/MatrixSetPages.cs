using Geo.Api.Ogc;
using Geo.Core.Tiles;

namespace Geo.Api.Tiles;

/// <summary>The tile matrix sets (OGC 17-083r4).</summary>
internal static class MatrixSetPages
{
    /// <summary>GET /tileMatrixSets</summary>
    public static IResult List() => new Resource(
        request => new
        {
            tileMatrixSets = TileMatrixSet.All.Select(set => new
            {
                id = set.Id,
                title = request.Language.Pick(set.TitleZh, set.TitleEn),
                uri = set.Uri,
                crs = set.Crs,
                links = new[] { new Link(Address(request, set), "self", Media.Json, set.Id) },
            }),
            links = request.SelfLinks(),
        },
        request => new Page(request, request.Language.Pick("瓦片矩阵集", "Tile matrix sets"), Page.Table(
            ["id", request.Language.Pick("名称", "Title"), "CRS"],
            TileMatrixSet.All.Select(set => new[] { Html.Of($"<a href=\"/tileMatrixSets/{set.Id}\">{set.Id}</a>"), Page.Text(request.Language.Pick(set.TitleZh, set.TitleEn)), Page.Text(set.Crs) }))));

    /// <summary>GET /tileMatrixSets/{tms}</summary>
    public static IResult Get(string tms)
    {
        var set = TileMatrixSet.Get(tms);
        return new Resource(
            request => new
            {
                id = set.Id,
                title = request.Language.Pick(set.TitleZh, set.TitleEn),
                uri = set.Uri,
                crs = set.Crs,
                orderedAxes = set.Axes,
                wellKnownScaleSet = set.ScaleSet,
                tileMatrices = set.Levels.Select(level => new
                {
                    id = Level(level),
                    scaleDenominator = set.ScaleDenominator(level),
                    cellSize = set.Cell(level),
                    cornerOfOrigin = "topLeft",
                    // In the CRS's own order of axes, as the standard asks.
                    pointOfOrigin = set.NorthFirst ? [set.Origin[1], set.Origin[0]] : set.Origin,
                    tileWidth = TileMatrixSet.Side,
                    tileHeight = TileMatrixSet.Side,
                    matrixWidth = set.Width(level),
                    matrixHeight = set.Height(level),
                }),
                links = request.SelfLinks(),
            },
            request => new Page(request, set.Id, Html.Of($"<p>{request.Language.Pick(set.TitleZh, set.TitleEn)}</p>{Table(request, set)}"))
            {
                Trail = [("/tileMatrixSets", request.Language.Pick("瓦片矩阵集", "Tile matrix sets"))],
            });
    }

    /// <summary>A level as text.</summary>
    public static string Level(int level) => level.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Address of a set.</summary>
    public static string Address(Request request, TileMatrixSet set) => request.Addresses.At($"/tileMatrixSets/{set.Id}");

    private static Html Table(Request request, TileMatrixSet set) => Page.Table(
        [request.Language.Pick("级别", "Level"), request.Language.Pick("像元", "Cell"), request.Language.Pick("比例尺分母", "Scale denominator"), request.Language.Pick("瓦片", "Tiles")],
        set.Levels.Select(level => new[] { Page.Text(level), Page.Text(set.Cell(level)), Page.Text(Math.Round(set.ScaleDenominator(level), 2)), Page.Text($"{set.Width(level)} × {set.Height(level)}") }));
}
