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
    [InlineData("datetime=2025-06-01", 1), InlineData("datetime=2025-06-02T00:00:00Z/..", 0), InlineData("bbox=110.05,40.55,111,41", 1), InlineData("bbox=111,40,112,41", 0)]
    public async Task Items_filter(string query, int expected) =>
        Assert.Equal(expected, (await served.Json("/stac/collections/scenes/items?" + query)).GetProperty("numberMatched").GetInt32());

    [Fact]
    public async Task Files_are_sent_in_ranges()
    {
        using var answer = await served.Send(HttpMethod.Get, "/scenes/scene-1/scene-1.tif", null, ("Range", "bytes=10-14"));
        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        Assert.Equal([10, 11, 12, 13, 14], await answer.Content.ReadAsByteArrayAsync());
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
        Assert.Equal(0.25, scene.GetProperty("cloud_share").GetDouble());
        Assert.True((await served.Json("/session")).GetProperty("synthetic").GetBoolean());
    }
}
