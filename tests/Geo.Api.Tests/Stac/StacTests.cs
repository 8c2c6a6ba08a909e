using System.Net;

namespace Geo.Api.Tests.Stac;

[Collection(nameof(Served))]
public sealed class StacTests(ServedWorkspace served)
{
    [Fact]
    public async Task Items_are_those_of_the_store_with_files_of_this_server()
    {
        var page = await served.Json("/stac/collections/scenes/items");
        var item = page.GetProperty("features").EnumerateArray().Single();
        Assert.Equal("scene-1", item.GetProperty("id").GetString());
        Assert.Equal("scenes", item.GetProperty("collection").GetString());
        Assert.Equal(served.Url + "/scenes/scene-1/scene-1.tif", item.GetProperty("assets").GetProperty("data").GetProperty("href").GetString());
    }

    [Theory]
    [InlineData("datetime=2025-06-01T00:00:00Z/2025-06-01T23:59:59Z", 1), InlineData("datetime=2025-06-02T00:00:00Z/..", 0), InlineData("bbox=110.05,40.55,111,41", 1), InlineData("bbox=111,40,112,41", 0)]
    public async Task Items_filter(string query, int expected) =>
        Assert.Equal(expected, (await served.Json("/stac/collections/scenes/items?" + query)).GetProperty("numberMatched").GetInt32());

    [Fact]
    public async Task Files_are_sent_in_ranges()
    {
        using var answer = await served.Send(HttpMethod.Get, "/scenes/scene-1/scene-1.tif", null, ("Range", "bytes=10-14"));
        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        Assert.Equal(File.ReadAllBytes(Path.Combine(served.ScenesFolder, "scene-1.tif"))[10..15], await answer.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("secret.tif"), InlineData("..%2Fgeowfc.gpkg"), InlineData("%2Fetc%2Fpasswd"), InlineData("..%5C..%5Cx")]
    public async Task Other_files_are_not(string file) => await served.Problem($"/scenes/scene-1/{file}", 404);

    [Fact]
    public async Task Scenes_are_listed_for_the_pages()
    {
        var scene = (await served.Json("/scenes")).EnumerateArray().Single();
        Assert.Equal("scene-1", scene.GetProperty("id").GetString());
        Assert.Equal("2025-06-01T03:00:00Z", scene.GetProperty("acquired_at").GetString());
        Assert.Equal(100, scene.GetProperty("resolution_m").GetDouble());
        Assert.Equal("MultiPolygon", scene.GetProperty("footprint").GetProperty("type").GetString());
        Assert.Equal(0.25, scene.GetProperty("cloud_share").GetDouble());
        Assert.True((await served.Json("/session")).GetProperty("synthetic").GetBoolean());
    }

    [Fact]
    public async Task A_picture_has_the_size_asked_for()
    {
        using var answer = await served.Client.GetAsync("/scenes/scene-1/image.png?bbox=12250000,4930000,12260000,4940000&bbox-crs=3857&width=200&height=100&style=natural");
        byte[] png = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal("image/png", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], png[..4]);
        // IHDR (PNG specification 11.2.2): width and height, big-endian, from byte 16.
        Assert.Equal([0, 0, 0, 200, 0, 0, 0, 100], png[16..24]);
        string tag = answer.Headers.GetValues("ETag").Single();
        using var again = await served.Send(HttpMethod.Get, answer.RequestMessage!.RequestUri!.PathAndQuery, null, ("If-None-Match", tag));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Theory]
    [InlineData("", "bbox"), InlineData("bbox=1,2,3", "bbox"), InlineData("bbox=5,5,1,1", "bbox"), InlineData("bbox=1,2,3,4&width=0", "width"), InlineData("bbox=1,2,3,4&height=100000", "height")]
    [InlineData("bbox=1,2,3,4&style=odd", "style"), InlineData("bbox=1,2,3,4&bbox-crs=4326", "bbox-crs"), InlineData("bbox=1,2,3,4&colour=1", "colour")]
    public async Task A_picture_that_cannot_be_drawn_is_refused(string query, string field) =>
        Assert.Equal(field, (await served.Problem("/scenes/scene-1/image.png?" + query, 400)).GetProperty("field").GetString());
}
