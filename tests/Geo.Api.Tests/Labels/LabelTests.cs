using System.Net;
using System.Text.Json;
using Geo.Core.Classification;
using Geo.Core.Crs;
using Geo.Core.Vectors;
using Geo.Jobs.Jobs;

namespace Geo.Api.Tests.Labels;

/// <summary>A server of its own: labels are written.</summary>
public sealed class LabelTests(ServedWorkspace served) : IClassFixture<ServedWorkspace>
{
    private static readonly (string, string) Bearer = ("Authorization", "Bearer " + ServedWorkspace.Token);

    // Clockwise, as RFC 7946 forbids: written the other way round.
    private const string Square = """{"type":"Polygon","coordinates":[[[110,40.5],[110,40.51],[110.01,40.51],[110.01,40.5],[110,40.5]]]}""";

    [Fact]
    public async Task Labels_are_kept_as_training_reads_them()
    {
        using var put = await Put("河东-1", Collection(Square, "\"label\":\" stockpile \",\"note\":\"灰渣\""));
        Assert.True(put.StatusCode == HttpStatusCode.OK, await put.Content.ReadAsStringAsync());
        var balance = JsonElement.Parse(await put.Content.ReadAsStringAsync()).GetProperty("classes")[0];
        Assert.Equal("stockpile", balance.GetProperty("class").GetString());
        // ∫ M N cos φ dφ · Δλ over 0.01° from 40.5° N on CGCS2000, by the midpoint rule with 1,000 steps in Python.
        Assert.Equal(941_228.252, balance.GetProperty("area_m2").GetDouble(), 0.01);

        using var get = await served.Client.GetAsync("/labels/河东-1");
        Assert.Equal("application/geo+json", get.Content.Headers.ContentType?.MediaType);
        var feature = JsonElement.Parse(await get.Content.ReadAsStringAsync()).GetProperty("features")[0];
        Assert.Equal("灰渣", feature.GetProperty("properties").GetProperty("note").GetString());
        Assert.Equal("[[[110,40.5],[110.01,40.5],[110.01,40.51],[110,40.51],[110,40.5]]]", feature.GetProperty("geometry").GetProperty("coordinates").GetRawText());

        string name = (await served.Json("/labels")).EnumerateArray().First(l => l.GetProperty("name").GetString() == "河东-1").GetProperty("file").GetString()!;
        Assert.Equal("labels/河东-1.geojson", name); // no folder of the server
        Assert.Equal(name, JsonElement.Parse(await put.Content.ReadAsStringAsync()).GetProperty("file").GetString());
        string file = Path.Combine(served.Store.Workspace.Folder, name);
        var area = Assert.Single(LabelledAreas.Read(VectorFile.Read(file), null, WellKnown.Crs84, file));
        Assert.Equal("stockpile", area.Label);
    }

    [Fact]
    public async Task Nobody_writes_over_what_was_not_seen()
    {
        using var first = await Put("shared", Collection(Square, "\"label\":\"water\""));
        string tag = first.Headers.ETag!.Tag;
        using var blind = await Put("shared", Collection(Square, "\"label\":\"road\""));
        Assert.Equal(HttpStatusCode.PreconditionFailed, blind.StatusCode);
        using var second = await Put("shared", Collection(Square, "\"label\":\"forest\""), tag);
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        using var late = await Put("shared", Collection(Square, "\"label\":\"steppe\""), tag);
        Assert.Equal(HttpStatusCode.PreconditionFailed, late.StatusCode);
        Assert.Equal("forest", (await served.Json("/labels/shared")).GetProperty("features")[0].GetProperty("properties").GetProperty("label").GetString());
        using var get = await served.Client.GetAsync("/labels/shared");
        Assert.Equal(second.Headers.ETag!.Tag, get.Headers.ETag!.Tag);
    }

    [Theory]
    [InlineData("{}", "type")]
    [InlineData("""{"type":"FeatureCollection","features":[],"crs":{"type":"name","properties":{"name":"EPSG:4546"}}}""", "crs")]
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":null}]}""", "label")]
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"label":7},"geometry":null}]}""", "label")]
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"label":"a"},"geometry":{"type":"Point","coordinates":[110,40]}}]}""", "geometry")]
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"label":"a"},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,1],[1,0],[0,1],[0,0]]]}}]}""", "geometry")] // a bow tie
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"label":"a"},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,1],[1,0],[0,1]]]}}]}""", "geometry")] // not closed
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"label":"a"},"geometry":{"type":"Polygon","coordinates":[[[500000,4480000],[500100,4480000],[500100,4480100],[500000,4480000]]]}}]}""", "geometry")]
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"label":"a"},"geometry":{"type":"Polygon","coordinates":[[["a",0]]]}}]}""", "geometry")]
    public async Task What_is_no_labelled_polygon_is_refused_with_field_and_mend(string body, string field)
    {
        using var answer = await Put("bad", body);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal(field, problem.GetProperty("field").GetString());
        Assert.NotEqual("", problem.GetProperty("mend").GetString());
        Assert.False(File.Exists(LabelShelf.PathOf(served.Store.Workspace, "bad")));
    }

    [Fact]
    public async Task Names_that_are_paths_are_refused_and_so_is_what_is_too_long_or_unsigned()
    {
        using var path = await Put("..%2Fevil", Collection(Square, "\"label\":\"a\""));
        Assert.Equal(HttpStatusCode.BadRequest, path.StatusCode);
        // With Expect the client waits for the server's word before it sends a body that nobody wants.
        using var big = await served.Send(HttpMethod.Put, "/labels/big", new string(' ', Api.Labels.LabelPages.LargestBody + 1), Bearer, ("Expect", "100-continue"));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, big.StatusCode);
        using var unsigned = await served.Send(HttpMethod.Put, "/labels/x", Collection(Square, "\"label\":\"a\""));
        Assert.Equal(HttpStatusCode.Unauthorized, unsigned.StatusCode);
        await served.Problem("/labels/none", 404);
    }

    private static string Collection(string geometry, string properties) =>
        "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{" + properties + "},\"geometry\":" + geometry + "}]}";

    private Task<HttpResponseMessage> Put(string name, string body, string? seen = null) =>
        served.Send(HttpMethod.Put, $"/labels/{name}", body, seen is null ? [Bearer] : [Bearer, ("If-Match", seen)]);
}
