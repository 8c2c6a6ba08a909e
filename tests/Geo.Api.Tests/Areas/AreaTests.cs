using System.Net;
using System.Text.Json;
using Geo.Core.Vectors;
using Geo.Jobs.Jobs;
using NetTopologySuite.Geometries;

namespace Geo.Api.Tests.Areas;

/// <summary>A server of its own: areas of interest are written and taken away.</summary>
public sealed class AreaTests(ServedWorkspace served) : IClassFixture<ServedWorkspace>
{
    private static readonly (string, string) Bearer = ("Authorization", "Bearer " + ServedWorkspace.Token);

    private const string Square = """{"type":"Polygon","coordinates":[[[110,40.5],[110,40.51],[110.01,40.51],[110.01,40.5],[110,40.5]]]}""";

    [Fact]
    public async Task An_area_is_kept_signed_as_a_survey_reads_it()
    {
        using var put = await served.Send(HttpMethod.Put, "/areas/河东-1", Square, served.Key("ecology"));
        Assert.True(put.StatusCode == HttpStatusCode.OK, await put.Content.ReadAsStringAsync());
        var brief = JsonElement.Parse(await put.Content.ReadAsStringAsync());
        Assert.Equal(("areas/河东-1.geojson", "k-ecology", 1), (brief.GetProperty("file").GetString(), brief.GetProperty("author").GetString(), brief.GetProperty("parts").GetInt32()));
        // ∫ M N cos φ dφ · Δλ over 0.01° from 40.5° N on CGCS2000, as in LabelTests.
        Assert.Equal(941_228.252, brief.GetProperty("area_m2").GetDouble(), 0.01);

        using var get = await served.Send(HttpMethod.Get, "/areas/河东-1", null, served.Key("viewer"));
        Assert.Equal(put.Headers.ETag, get.Headers.ETag);
        var feature = JsonElement.Parse(await get.Content.ReadAsStringAsync()).GetProperty("features")[0];
        Assert.Equal("k-ecology", feature.GetProperty("properties").GetProperty("author").GetString());
        using var list = await served.Send(HttpMethod.Get, "/areas", null, served.Key("viewer"));
        Assert.Contains("areas/河东-1.geojson", await list.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        var layer = VectorFile.Read(Path.Combine(served.Store.Workspace.Folder, "areas", "河东-1.geojson"));
        Assert.Equal(new Envelope(110, 110.01, 40.5, 40.51), Assert.Single(layer.Features).Geometry!.EnvelopeInternal);
        Assert.NotNull(layer.Crs);
        Assert.Contains("areas.write", served.Store.Audit.List(new(Subject: "areas/河东-1")).Select(l => l.Action));
    }

    [Fact]
    public async Task Nobody_writes_over_or_takes_away_what_was_not_seen()
    {
        using var first = await Put("shared", Square);
        string tag = first.Headers.ETag!.Tag;
        using (var blind = await Put("shared", Square)) Assert.Equal(HttpStatusCode.PreconditionFailed, blind.StatusCode);
        using var second = await Put("shared", Square.Replace("110.01", "110.02", StringComparison.Ordinal), tag);
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        using (var late = await Put("shared", Square, tag)) Assert.Equal(HttpStatusCode.PreconditionFailed, late.StatusCode);
        using (var stale = await served.Send(HttpMethod.Delete, "/areas/shared", null, Bearer, ("If-Match", tag))) Assert.Equal(HttpStatusCode.PreconditionFailed, stale.StatusCode);
        using (var blind = await served.Send(HttpMethod.Delete, "/areas/shared", null, Bearer)) Assert.Equal(HttpStatusCode.PreconditionRequired, blind.StatusCode);
        using (var gone = await served.Send(HttpMethod.Delete, "/areas/shared", null, Bearer, ("If-Match", second.Headers.ETag!.Tag))) Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        using var none = await served.Send(HttpMethod.Get, "/areas/shared", null, Bearer);
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        using var again = await served.Send(HttpMethod.Delete, "/areas/shared", null, Bearer, ("If-Match", "*"));
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
    }

    [Fact]
    public async Task What_crosses_itself_is_mended_and_what_overlaps_is_one()
    {
        // A bow tie of two right triangles, each a quarter of the square's ground, nearly.
        using var tie = await Put("tie", """{"type":"Polygon","coordinates":[[[110,40.5],[110.01,40.51],[110.01,40.5],[110,40.51],[110,40.5]]]}""");
        var mended = JsonElement.Parse(await tie.Content.ReadAsStringAsync());
        Assert.Equal(2, mended.GetProperty("parts").GetInt32());
        Assert.Equal(941_228.252 / 2, mended.GetProperty("area_m2").GetDouble(), 100.0);

        string twice = $$"""{"type":"FeatureCollection","features":[{"type":"Feature","properties":null,"geometry":{{Square}}},{"type":"Feature","properties":{},"geometry":{{Square}}}]}""";
        using var both = await Put("both", twice);
        var one = JsonElement.Parse(await both.Content.ReadAsStringAsync());
        Assert.Equal(1, one.GetProperty("parts").GetInt32());
        Assert.Equal(941_228.252, one.GetProperty("area_m2").GetDouble(), 0.01);
    }

    [Theory]
    [InlineData("[", "body"), InlineData("""{"type":"Polygon","coordinates":[[[110,40]""", "body"), InlineData("""{"type":"\ud800"}""", "body"), InlineData("", "body")]
    [InlineData("{}", "type"), InlineData("[]", "type"), InlineData("""{"type":"Point","coordinates":[110,40]}""", "type"), InlineData("""{"type":"FeatureCollection","features":[]}""", "geometry"), InlineData("""{"type":"FeatureCollection","features":5}""", "type")]
    [InlineData("""{"type":"Feature","geometry":null}""", "type"), InlineData("""{"type":"Polygon","features":5,"coordinates":[[[1,2]]]}""", "geometry"), InlineData("""{"type":"Polygon","coordinates":[[[110,40],[110.1,40],[110.1,40.1]]]}""", "geometry")]
    [InlineData("""{"type":"Polygon","coordinates":[[[40,110],[40.1,110],[40.1,110.1],[40,110]]]}""", "geometry"), InlineData("""{"type":"Polygon","coordinates":[[[10,40],[10.1,40],[10.1,40.1],[10,40]]]}""", "geometry"), InlineData("""{"type":"Polygon","coordinates":[[[110,40],[110,40],[110,40],[110,40]]]}""", "geometry")]
    public async Task What_is_no_area_in_China_is_refused_with_field_and_mend(string body, string field)
    {
        using var answer = await Put("bad", body);
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, text);
        Assert.Equal(field, JsonElement.Parse(text).GetProperty("field").GetString());
        Assert.NotEqual("", JsonElement.Parse(text).GetProperty("mend").GetString());
        Assert.False(File.Exists(AreaShelf.PathOf(served.Store.Workspace, "bad")));
    }

    [Fact]
    public async Task Names_that_are_paths_are_refused_and_so_is_what_is_too_long_or_has_too_many_corners()
    {
        using var path = await Put("..%2Fevil", Square);
        Assert.Equal(HttpStatusCode.BadRequest, path.StatusCode);
        using var big = await served.Send(HttpMethod.Put, "/areas/big", new string(' ', Api.Areas.AreaPages.LargestBody + 1), Bearer, ("Expect", "100-continue"));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, big.StatusCode);
        string ring = string.Join(',', Enumerable.Range(0, 50_001).Select(i => FormattableString.Invariant($"[{110 + 0.1 * Math.Cos(i * Math.Tau / 50_001):0.0000000},{40.5 + 0.1 * Math.Sin(i * Math.Tau / 50_001):0.0000000}]")));
        using var many = await Put("many", $$"""{"type":"Polygon","coordinates":[[{{ring}},{{ring[..ring.IndexOf("],", StringComparison.Ordinal)]}}]]]}""");
        Assert.Contains("corners", await many.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, many.StatusCode);
    }

    [Fact]
    public async Task Staff_read_areas_and_who_may_start_runs_writes_them()
    {
        await served.Problem("/areas", 401);
        await served.Problem("/areas/none", 401);
        using var viewer = await served.Send(HttpMethod.Put, "/areas/mine", Square, served.Key("viewer"));
        Assert.Equal(HttpStatusCode.Forbidden, viewer.StatusCode);
        using var unsigned = await served.Send(HttpMethod.Put, "/areas/mine", Square);
        Assert.Equal(HttpStatusCode.Unauthorized, unsigned.StatusCode);
    }

    private Task<HttpResponseMessage> Put(string name, string body, string? seen = null) =>
        served.Send(HttpMethod.Put, $"/areas/{name}", body, seen is null ? [Bearer] : [Bearer, ("If-Match", seen)]);
}
