using System.Net;
using System.Text.Json;
using Geo.Api.Tests.Conformance;
using Geo.Core.Tiles;

namespace Geo.Api.Tests.Tiles;

/// <summary>The abstract tests of OGC 20-057 (OGC API – Tiles, Part 1), by their identifiers.</summary>
[Collection(nameof(Served))]
public sealed class TilesConformanceTests(ServedWorkspace server)
{
    private const string Base = "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/", Scheme = "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme";
    private static readonly string[] Lists = ["/tiles", "/collections/mine-sites/tiles", "/scenes/scene-1/tiles"];
    private const string Tile = "/collections/mine-sites/tiles/WebMercatorQuad/9/192/412";

    [Fact]
    [Proves(Base + "core", "/conf/core/conformance-success")]
    public async Task Classes_are_declared()
    {
        var classes = (await server.Json("/conformance")).GetProperty("conformsTo").EnumerateArray().Select(c => c.GetString()!).ToList();
        Assert.All((string[])["core", "tileset", "tilesets-list", "dataset-tilesets", "geodata-tilesets", "collections-selection", "oas30", "mvt", "png", "jpeg"], name => Assert.Contains(Base + name, classes));
    }

    [Fact]
    [Proves(Base + "core", "/conf/core/tc-op")]
    [Proves(Base + "core", "/conf/core/tc-success")]
    public async Task A_tile_is_got_in_the_format_asked_for()
    {
        foreach (var (path, accept, type) in ((string, string, string)[])[(Tile, "application/vnd.mapbox-vector-tile", "application/vnd.mapbox-vector-tile"), ("/scenes/scene-1/tiles/WebMercatorQuad/12/1543/3300", "image/jpeg", "image/jpeg"), ("/scenes/scene-1/tiles/WebMercatorQuad/12/1543/3300", "image/png", "image/png")])
        {
            using var answer = await server.Send(HttpMethod.Get, path, null, ("Accept", accept));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal(type, answer.Content.Headers.ContentType?.MediaType);
            using var head = await server.Send(HttpMethod.Head, path, null, ("Accept", accept));
            Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        }
    }

    [Fact]
    [Proves(Base + "core", "/conf/core/tc-tilematrix-definition")]
    [Proves(Base + "core", "/conf/core/tc-tilerow-definition")]
    [Proves(Base + "core", "/conf/core/tc-tilecol-definition")]
    public async Task Parts_of_the_address_are_those_of_the_set()
    {
        // The four children of a tile are at twice its row and column; what they hold together is what it holds.
        var children = new HashSet<string>();
        for (int i = 0; i < 4; i++)
        {
            foreach (var feature in (await server.Vector($"/collections/mine-sites/tiles/WebMercatorQuad/10/{384 + i / 2}/{824 + i % 2}?known-on=2999-01-01")).GetValueOrDefault("mine-sites") ?? []) children.Add((string)feature.Attributes["code"]);
        }

        Assert.Equal(24, children.Count);
    }

    [Fact]
    [Proves(Base + "core", "/conf/core/tc-error")]
    public async Task Tiles_out_of_range_are_refused_and_empty_ones_are_no_error()
    {
        foreach (var (path, kind) in ((string, string)[])[("23/0/0", "tileMatrix"), ("9/512/412", "tileRow"), ("9/192/512", "tileCol"), ("9/192/0", "tileCol"), ("9/0/412", "tileRow")])
        {
            Assert.Equal(kind, (await server.Problem($"/collections/mine-sites/tiles/WebMercatorQuad/{path}", 404)).GetProperty("kind").GetString());
        }

        Assert.Equal("tileMatrixSetId", (await server.Problem("/collections/mine-sites/tiles/None/0/0/0", 404)).GetProperty("kind").GetString());
        Assert.Equal("tileRow", (await server.Problem("/collections/mine-sites/tiles/WebMercatorQuad/9/x/412", 400)).GetProperty("field").GetString());
        // M13 has no place: between M12 (to 110.124°) and M14 (from 110.14°) lies 110.13°.
        var set = TileMatrixSet.Get("WebMercatorQuad");
        var gap = set.Limits(15, new Core.Extent(110.1315, 40.502, 110.1315, 40.502));
        using var empty = await server.Client.GetAsync($"/collections/mine-sites/tiles/WebMercatorQuad/15/{gap.FirstRow}/{gap.FirstCol}");
        Assert.Equal(HttpStatusCode.NoContent, empty.StatusCode);
    }

    [Fact]
    [Proves(Base + "tileset", "/conf/tileset/description")]
    public async Task Tilesets_are_described()
    {
        foreach (string list in Lists)
        {
            foreach (var set in TileMatrixSet.All)
            {
                var described = await server.Json($"{list}/{set.Id}");
                Assert.Equal(set.Crs, described.GetProperty("crs").GetString());
                Assert.Equal(set.Uri, described.TryGetProperty("tileMatrixSetURI", out var uri) ? uri.GetString() : null);
                var links = described.GetProperty("links").EnumerateArray().ToList();
                var scheme = await server.Json(links.Single(l => l.GetProperty("rel").GetString() == Scheme).GetProperty("href").GetString()!);
                Assert.Equal(set.Id, scheme.GetProperty("id").GetString());
                Assert.All(scheme.GetProperty("tileMatrices").EnumerateArray(), m => Assert.All((string[])["id", "scaleDenominator", "cellSize", "pointOfOrigin", "tileWidth", "tileHeight", "matrixWidth", "matrixHeight"], name => Assert.True(m.TryGetProperty(name, out _), name)));
                var items = links.Where(l => l.GetProperty("rel").GetString() == "item").ToList();
                Assert.NotEmpty(items);
                foreach (var item in items)
                {
                    Assert.True(item.GetProperty("templated").GetBoolean());
                    var limit = described.GetProperty("tileMatrixSetLimits").EnumerateArray().Last();
                    string address = item.GetProperty("href").GetString()!.Replace("{tileMatrix}", limit.GetProperty("tileMatrix").GetString(), StringComparison.Ordinal)
                        .Replace("{tileRow}", limit.GetProperty("minTileRow").GetRawText(), StringComparison.Ordinal).Replace("{tileCol}", limit.GetProperty("minTileCol").GetRawText(), StringComparison.Ordinal);
                    using var answer = await server.Client.GetAsync(address);
                    Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.NoContent, $"{address}: {answer.StatusCode}");
                    if (answer.StatusCode == HttpStatusCode.OK) Assert.Equal(item.GetProperty("type").GetString(), answer.Content.Headers.ContentType?.MediaType);
                }
            }
        }
    }

    [Fact]
    [Proves(Base + "tilesets-list", "/conf/tilesets-list/tileset-links")]
    public async Task Lists_of_tilesets_lead_to_each()
    {
        foreach (string list in Lists)
        {
            foreach (var tileset in (await server.Json(list)).GetProperty("tilesets").EnumerateArray())
            {
                Assert.Contains(tileset.GetProperty("dataType").GetString(), (string[])["vector", "map"]);
                Assert.NotNull(tileset.GetProperty("crs").GetString());
                var links = tileset.GetProperty("links").EnumerateArray().ToDictionary(l => l.GetProperty("rel").GetString()!, l => l.GetProperty("href").GetString()!);
                Assert.True(links.ContainsKey(Scheme));
                Assert.Matches($"{list}/[A-Za-z0-9]+$", links["self"]);
                await server.Json(links["self"]);
            }
        }
    }

    [Fact]
    [Proves(Base + "dataset-tilesets", "/conf/dataset-tilesets/landingpage")]
    [Proves(Base + "dataset-tilesets", "/conf/dataset-tilesets/operation")]
    public async Task The_landing_page_leads_to_the_tilesets_of_the_dataset() =>
        Assert.Equal(3, (await server.Json(Related(await server.Json("/"), "tilesets-vector"))).GetProperty("tilesets").GetArrayLength());

    [Fact]
    [Proves(Base + "geodata-tilesets", "/conf/geodata-tilesets/desc-links")]
    [Proves(Base + "geodata-tilesets", "/conf/geodata-tilesets/operation")]
    public async Task A_collection_leads_to_its_tilesets() =>
        Assert.Equal(3, (await server.Json(Related(await server.Json("/collections/mine-sites"), "tilesets-vector"))).GetProperty("tilesets").GetArrayLength());

    [Fact]
    [Proves(Base + "collections-selection", "/conf/collections-selection/query-collections")]
    [Proves(Base + "collections-selection", "/conf/collections-selection/collections-response")]
    public async Task Collections_can_be_chosen()
    {
        var described = await server.Json("/tiles/WebMercatorQuad?collections=detections,mine-sites");
        Assert.Equal(["detections", "mine-sites"], described.GetProperty("layers").EnumerateArray().Select(l => l.GetProperty("id").GetString()));
        string address = described.GetProperty("links").EnumerateArray().Single(l => l.GetProperty("rel").GetString() == "item").GetProperty("href").GetString()!;
        address = address.Replace("{tileMatrix}", "9", StringComparison.Ordinal).Replace("{tileRow}", "192", StringComparison.Ordinal).Replace("{tileCol}", "412", StringComparison.Ordinal);
        Assert.Equal(["detections", "mine-sites"], (await server.Vector(new Uri(address).PathAndQuery)).Keys);
        Assert.Equal(["mine-sites"], (await server.Vector("/tiles/WebMercatorQuad/9/192/412?collections=mine-sites")).Keys);
    }

    /// <summary>A corner of M05 (110.05° E, 40.504° N) is where it must be on the grid of 4096: linear in the set's CRS from the tile's upper left corner.</summary>
    [Fact]
    [Proves(Base + "mvt", "/conf/mvt/content")]
    public async Task Vector_tiles_are_linear_in_the_CRS_of_their_set()
    {
        var feature = (await server.Vector(Tile))["mine-sites"].Single(f => (string)f.Attributes["code"] == "M05");
        var ground = TileMatrixSet.Get("WebMercatorQuad").Extent(new TileAddress(9, 192, 412));
        double unit = ground.Width / 4096;
        var box = feature.Geometry.EnvelopeInternal;
        Assert.Equal(Math.Round((WebMercator.X(110.05) - ground.MinX) / unit), (WebMercator.X(box.MinX) - ground.MinX) / unit, 0.01);
        Assert.Equal(Math.Round((ground.MaxY - WebMercator.Y(40.504)) / unit), (ground.MaxY - WebMercator.Y(box.MaxY)) / unit, 0.01);
        Assert.Equal("Polygon", feature.Geometry.GeometryType);
    }

    [Fact]
    [Proves(Base + "png", "/conf/png/content")]
    [Proves(Base + "jpeg", "/conf/jpeg/content")]
    public async Task Pictures_are_png_and_jpeg()
    {
        using var png = await server.Picture("/scenes/scene-1/tiles/WebMercatorQuad/12/1543/3300?f=png");
        using var jpeg = await server.Picture("/scenes/scene-1/tiles/WebMercatorQuad/12/1543/3300?f=jpeg", "image/jpeg");
        Assert.Equal((256, 256, 256, 256), (png.Width, png.Height, jpeg.Width, jpeg.Height));
    }

    [Fact]
    [Proves(Base + "oas30", "/conf/oas30/completeness")]
    [Proves(Base + "oas30", "/conf/oas30/operation-id")]
    public async Task The_definition_names_the_operations()
    {
        var ids = (await server.Json("/api")).GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject()).Select(o => o.Value.GetProperty("operationId").GetString()!).ToList();
        Assert.All((string[])["getTileMatrixSetsList", "getTileMatrixSet", ".dataset.vector.getTileSetsList", ".dataset.vector.getTileSet", ".dataset.vector.getTile", ".collection.vector.getTileSetsList", ".collection.vector.getTileSet", ".collection.vector.getTile", ".map.getTileSetsList", ".map.getTileSet", ".map.getTile"],
            suffix => Assert.Contains(ids, id => id.EndsWith(suffix, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Every_resource_has_a_page()
    {
        foreach (string path in (string[])["/tileMatrixSets", "/tileMatrixSets/CGCS2000Quad", "/tiles", "/tiles/WebMercatorQuad", "/collections/mine-sites/tiles", "/collections/mine-sites/tiles/CGCS2000Quad", "/scenes/scene-1/tiles", "/scenes/scene-1/tiles/WebMercatorQuad", "/styles", "/styles/mine-sites"])
        {
            string page = await server.Client.GetStringAsync($"{path}?f=html");
            Assert.StartsWith("<!doctype html>", page, StringComparison.Ordinal);
            Assert.Contains("<h1>", page, StringComparison.Ordinal);
        }
    }

    private static string Related(JsonElement document, string rel) =>
        document.GetProperty("links").EnumerateArray().Single(l => l.GetProperty("rel").GetString() == $"http://www.opengis.net/def/rel/ogc/1.0/{rel}").GetProperty("href").GetString()!;
}
