using System.IO.Compression;
using System.Net;
using Geo.Core.Store;
using Geo.Core.Tiles;

namespace Geo.Api.Tests.Tiles;

/// <summary>The fixture's sites lie between 110.01° and 110.254° E, 40.5° and 40.504° N: tile 9/192/412 of Web Mercator holds them all (x: 412.46 to 412.81; y: 192.90, by (1 − ln(tan φ + sec φ) / π) / 2 · 512).</summary>
[Collection(nameof(Served))]
public sealed class VectorTilePageTests(ServedWorkspace server)
{
    private const string All = "/collections/mine-sites/tiles/WebMercatorQuad/9/192/412";

    [Fact]
    public async Task Every_site_of_the_tile_is_there_with_its_properties_and_place()
    {
        var sent = (await server.Vector(All))["mine-sites"].ToDictionary(f => (string)f.Attributes["code"]);
        var stored = server.Store.Layer("mine-sites").Items(ItemsRequest.All).Where(f => f.Geometry is not null).ToList();
        Assert.Equal(stored.Select(f => f.Id).Order(StringComparer.Ordinal), sent.Keys.Order(StringComparer.Ordinal));
        // A unit of level 9 is 360° / 512 / 4096.
        const double unit = 360.0 / 512 / 4096;
        foreach (var feature in stored)
        {
            var attributes = sent[feature.Id].Attributes;
            Assert.Equal((string)feature.Properties["name"]!, attributes["name"]);
            Assert.Equal((string)feature.Properties["town"]!, attributes["town"]);
            Assert.Equal((long)feature.Properties["planned_year"]!, Convert.ToInt64(attributes["planned_year"], System.Globalization.CultureInfo.InvariantCulture));
            Assert.Equal((double)feature.Properties["area_m2"]!, attributes["area_m2"]);
            Assert.Equal(((DateTimeOffset)feature.Properties["last_observed_at"]!).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture), attributes["last_observed_at"]);
            Assert.False(attributes.Exists("status")); // null in the store: absent here
            var (there, here) = (feature.Geometry!.EnvelopeInternal, sent[feature.Id].Geometry.EnvelopeInternal);
            Assert.All([there.MinX - here.MinX, there.MaxX - here.MaxX, there.MinY - here.MinY, there.MaxY - here.MaxY], d => Assert.InRange(d, -unit, unit));
        }
    }

    [Theory]
    [InlineData("town=河东镇", 12), InlineData("code=M07", 1), InlineData("code=M07&town=沙尔沁镇", 0), InlineData("properties=code", 24)] // M13 of the thirteen odd ones has no place
    public async Task Filters_are_those_of_items(string query, int count)
    {
        var sent = (await server.Vector($"{All}?{query}")).GetValueOrDefault("mine-sites") ?? [];
        Assert.Equal(count, sent.Count);
        if (query.StartsWith("properties", StringComparison.Ordinal)) Assert.All(sent, f => Assert.Equal(["code", "id"], f.Attributes.GetNames().Where(n => n is "code" or "id" or "town").Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task What_was_known_before_the_first_row_is_nothing()
    {
        using var before = await server.Client.GetAsync($"{All}?known-on=2020-01-01");
        Assert.Equal(HttpStatusCode.NoContent, before.StatusCode);
        Assert.Equal(24, (await server.Vector($"{All}?known-on=2999-01-01"))["mine-sites"].Count);
        Assert.Single((await server.Vector("/collections/detections/tiles/WebMercatorQuad/9/192/412?datetime=2025-06-01T00:00:00Z/2025-06-30T00:00:00Z"))["detections"]);
    }

    [Fact]
    public async Task A_tile_is_not_sent_to_who_has_it_and_zipped_to_who_wants_it_so()
    {
        using var first = await server.Send(HttpMethod.Get, All, null, ("Accept-Encoding", "gzip"));
        Assert.Equal("gzip", first.Content.Headers.ContentEncoding.Single());
        using var zipped = new GZipStream(await first.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        await zipped.CopyToAsync(plain);
        using var second = await server.Client.GetAsync(All);
        Assert.Equal(await second.Content.ReadAsByteArrayAsync(), plain.ToArray());
        using var again = await server.Send(HttpMethod.Get, All, null, ("If-None-Match", first.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        using var other = await server.Client.GetAsync($"{All}?town=河东镇");
        Assert.NotEqual(first.Headers.ETag, other.Headers.ETag);
    }

    [Fact]
    public async Task Several_collections_come_in_one_tile_in_the_order_in_which_they_are_named()
    {
        var both = await server.Vector("/tiles/WebMercatorQuad/9/192/412?collections=detections,mine-sites");
        Assert.Equal(["detections", "mine-sites"], both.Keys);
        Assert.Equal((2, 24), (both["detections"].Count, both["mine-sites"].Count));
        Assert.Equal(24, (await server.Vector("/tiles/WebMercatorQuad/9/192/412"))["mine-sites"].Count);
        Assert.Equal("collections", (await server.Problem("/tiles/WebMercatorQuad/9/192/412?collections=nothing", 400)).GetProperty("field").GetString());
        using var closed = await server.Client.GetAsync("/tiles/WebMercatorQuad/9/192/412?collections=cases");
        Assert.Equal(HttpStatusCode.Unauthorized, closed.StatusCode);
    }

    [Theory]
    [InlineData("CGCS2000Quad", 10, 140, 825), InlineData("WorldCRS84Quad", 9, 140, 825)]
    public async Task Geographic_sets_hold_the_same_sites(string set, int level, int row, int col)
    {
        // 110.03° to 110.39° E: sites from M03 on, and with the margin of a sixty-fourth (0.0055°) M02, which ends at 110.024°, is not yet in.
        using var answer = await server.Client.GetAsync($"/collections/mine-sites/tiles/{set}/{level}/{row}/{col}?properties=code");
        string text = System.Text.Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.All(Enumerable.Range(3, 23).Where(i => i != 13), i => Assert.Contains($"M{i:00}", text, StringComparison.Ordinal));
        Assert.All([1, 13], i => Assert.DoesNotContain($"M{i:00}", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Tilejson_says_where_the_tiles_stand()
    {
        var json = await server.Json("/collections/mine-sites/tiles/WebMercatorQuad?f=tilejson");
        Assert.Equal("3.0.0", json.GetProperty("tilejson").GetString());
        Assert.Equal([110.01, 40.5, 110.254, 40.504], json.GetProperty("bounds").EnumerateArray().Select(n => Math.Round(n.GetDouble(), 6)));
        string tile = json.GetProperty("tiles")[0].GetString()!.Replace("{z}", "9", StringComparison.Ordinal).Replace("{y}", "192", StringComparison.Ordinal).Replace("{x}", "412", StringComparison.Ordinal);
        using var answer = await server.Client.GetAsync(tile);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var layer = json.GetProperty("vector_layers")[0];
        Assert.Equal("mine-sites", layer.GetProperty("id").GetString());
        Assert.True(layer.GetProperty("fields").TryGetProperty("area_m2", out _));
    }

    [Fact]
    public async Task A_collection_without_geometries_has_no_tiles()
    {
        await server.Problem("/collections/observations/tiles", 404);
        await server.Problem("/collections/observations/tiles/WebMercatorQuad/0/0/0", 404);
        Assert.DoesNotContain((await server.Json("/collections/observations")).GetProperty("links").EnumerateArray(), l => l.GetProperty("rel").GetString()!.Contains("tilesets", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Previews_are_pictures_of_the_layer_and_the_scene()
    {
        using var sites = await server.Picture("/collections/mine-sites/preview?side=300");
        Assert.Equal(300, sites.Width);
        Assert.Contains(sites.Pixels, p => p.Alpha > 100);
        Assert.Contains(sites.Pixels, p => p.Alpha == 0);
        using var scene = await server.Picture("/scenes/scene-1/preview?side=100&f=webp", "image/webp");
        Assert.InRange(Math.Max(scene.Width, scene.Height), 100, 100);
        Assert.Equal("side", (await server.Problem("/scenes/scene-1/preview?side=5000", 400)).GetProperty("field").GetString());
    }

    [Fact]
    public void The_hand_worked_tile_holds_the_fixture()
    {
        var set = TileMatrixSet.Get("WebMercatorQuad");
        Assert.Equal(new TileLimits(9, 192, 192, 412, 412), set.Limits(9, new Core.Extent(110.01, 40.5, 110.254, 40.504)));
    }
}
