using Geo.Api.Features;
using Geo.Api.Ogc;
using Geo.Core.Store;
using Geo.Core.Tiles;

namespace Geo.Api.Tiles;

/// <summary>What can be had as tiles, and how its tilesets are described (OGC 17-083r4 §8, TileJSON 3.0).</summary>
/// <param name="Path">Path of the resource; its tiles stand at Path/tiles/{set}/{tileMatrix}/{tileRow}/{tileCol}.</param>
/// <param name="Title">Title.</param>
/// <param name="Extent">Where there is something, longitude and latitude; null where nothing is.</param>
/// <param name="Formats">Names and media types; the first is what is sent to who does not ask.</param>
/// <param name="Layers">Collections of vector tiles; empty for pictures.</param>
internal sealed record Tileset(string Path, string Title, Extent? Extent, IReadOnlyList<(string Name, string Type)> Formats, IReadOnlyList<LayerDefinition> Layers)
{
    private const string Scheme = "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme";

    private bool IsVector => Layers.Count > 0;

    /// <summary>Parents of its pages.</summary>
    public IReadOnlyList<(string Path, string Title)> Trail { get; init; } = [];

    /// <summary>Query that the addresses of tiles carry; begins with a question mark, or is empty.</summary>
    public string Query { get; init; } = "";

    /// <summary>The list of tilesets.</summary>
    public IResult List() => new Resource(
        request => new { tilesets = TileMatrixSet.All.Select(set => Brief(request, set)), links = request.SelfLinks() },
        request => new Page(request, request.Language.Pick("瓦片", "Tiles"), Page.Table(
            [request.Language.Pick("瓦片矩阵集", "Tile matrix set"), "TileJSON"],
            TileMatrixSet.All.Select(set => new[] { Html.Of($"<a href=\"{Path}/tiles/{set.Id}\">{request.Language.Pick(set.TitleZh, set.TitleEn)}</a>"), Html.Of($"<a href=\"{Path}/tiles/{set.Id}?f=tilejson\">{set.Id}</a>") })))
        { Trail = Trail });

    /// <summary>One tileset, or its TileJSON with <c>f=tilejson</c>.</summary>
    public IResult Get(HttpContext http, string tms)
    {
        var set = TileMatrixSet.Get(tms);
        if (http.Request.Query["f"] == "tilejson")
        {
            var settings = http.RequestServices.GetRequiredService<ServerSettings>();
            var asked = new Request(http, Format.Json, Languages.Of(http.Request, settings.Language), Addresses.Of(http.Request));
            return TypedResults.Json(TileJson(asked, set), Json.Ogc, TileMedia.TileJson);
        }

        return new Resource(request => Describe(request, set), request => new Page(request, set.Id, Html.Of($"""
            <p>{request.Language.Pick(set.TitleZh, set.TitleEn)}</p>
            <p><code>{Template(request, set, Formats[0].Name)}</code></p>
            {Page.Table([request.Language.Pick("级别", "Level"), request.Language.Pick("行", "Rows"), request.Language.Pick("列", "Columns")],
                set.Levels.Select(level => set.Limits(level, Extent)).Select(one => new[] { Page.Text(one.Level), Page.Text($"{one.FirstRow}–{one.LastRow}"), Page.Text($"{one.FirstCol}–{one.LastCol}") }))}
            """))
        { Trail = [.. Trail, ($"{Path}/tiles", request.Language.Pick("瓦片", "Tiles"))] });
    }

    private object Brief(Request request, TileMatrixSet set) => new
    {
        title = $"{Title} · {set.Id}",
        dataType = IsVector ? "vector" : "map",
        crs = set.Crs,
        tileMatrixSetURI = set.Uri,
        links = (Link[])
        [
            new Link(Address(request, set), "self", Media.Json, set.Id),
            new Link(MatrixSetPages.Address(request, set), Scheme, Media.Json, set.Id),
        ],
    };

    private object Describe(Request request, TileMatrixSet set) => new
    {
        title = $"{Title} · {set.Id}",
        dataType = IsVector ? "vector" : "map",
        crs = set.Crs,
        tileMatrixSetId = set.Id,
        tileMatrixSetURI = set.Uri,
        tileMatrixSetLimits = set.Levels.Select(level => set.Limits(level, Extent)).Select(one => new
        {
            tileMatrix = MatrixSetPages.Level(one.Level),
            minTileRow = one.FirstRow,
            maxTileRow = one.LastRow,
            minTileCol = one.FirstCol,
            maxTileCol = one.LastCol,
        }),
        boundingBox = Extent is { } box
            ? new { lowerLeft = new[] { box.MinX, box.MinY }, upperRight = new[] { box.MaxX, box.MaxY }, crs = "http://www.opengis.net/def/crs/OGC/1.3/CRS84" }
            : null,
        layers = IsVector ? Layers.Select(layer => Layer(request, layer)) : null,
        links = request.SelfLinks().Select(link => (object)link).Concat(
        [
            new Link(MatrixSetPages.Address(request, set), Scheme, Media.Json, set.Id),
            new Link($"{Address(request, set)}?f=tilejson", "describedby", TileMedia.TileJson, "TileJSON 3.0"),
            .. Formats.Select(format => (object)new { href = Template(request, set, format.Name), rel = "item", type = format.Type, title = format.Name, templated = true }),
        ]),
    };

    private static object Layer(Request request, LayerDefinition layer) => new
    {
        id = layer.Id,
        title = request.Language.Pick(layer.TitleZh, layer.TitleEn),
        dataType = "vector",
        geometryDimension = layer.GeometryKind == GeometryKind.MultiPolygon ? 2 : (int?)null,
        propertiesSchema = new
        {
            type = "object",
            properties = layer.Columns.ToDictionary(column => column.Name, column => Schemas.OfColumn(column, request.Language)),
        },
        links = new[] { new Link(request.Addresses.At($"/collections/{layer.Id}/schema"), "describedby", Media.Schema, "Schema") },
    };

    private object TileJson(Request request, TileMatrixSet set)
    {
        // TileJSON counts rows from the north only where scheme is xyz, which ours are.
        string tiles = Template(request, set, Formats[0].Name).Replace("{tileMatrix}", "{z}", StringComparison.Ordinal)
            .Replace("{tileRow}", "{y}", StringComparison.Ordinal).Replace("{tileCol}", "{x}", StringComparison.Ordinal);
        return new
        {
            tilejson = "3.0.0",
            name = Title,
            scheme = "xyz",
            tiles = new[] { tiles },
            minzoom = set.FirstLevel,
            maxzoom = set.LastLevel,
            bounds = Extent is { } box ? new[] { box.MinX, box.MinY, box.MaxX, box.MaxY } : null,
            center = Extent is { } e ? new[] { (e.MinX + e.MaxX) / 2, (e.MinY + e.MaxY) / 2, 10 } : null,
            format = Formats[0].Name == "mvt" ? "pbf" : Formats[0].Name,
            crs = set.Crs,
            vector_layers = IsVector ? Layers.Select(layer => new
            {
                id = layer.Id,
                description = request.Language.Pick(layer.TitleZh, layer.TitleEn),
                minzoom = set.FirstLevel,
                maxzoom = set.LastLevel,
                fields = layer.Columns.ToDictionary(column => column.Name, column => $"{request.Language.Pick(column.TitleZh, column.TitleEn)} ({column.Type})"),
            }) : null,
        };
    }

    private string Address(Request request, TileMatrixSet set) => request.Addresses.At($"{Path}/tiles/{set.Id}");

    private string Template(Request request, TileMatrixSet set, string format) =>
        $"{Address(request, set)}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}{(Query.Length > 0 ? Query + "&" : "?")}f={format}";
}
