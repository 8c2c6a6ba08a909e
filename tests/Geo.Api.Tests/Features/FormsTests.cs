using System.Net;
using System.Text.Json;
using Geo.Core.Vectors;
using Geo.Testing;

namespace Geo.Api.Tests.Features;

/// <summary>The forms that items come in, and the server's limits.</summary>
public sealed class FormsTests(HurriedServer served) : IClassFixture<HurriedServer>
{
    private const string Items = "/collections/mine-sites/items";

    [Theory]
    [InlineData("csv", "text/csv"), InlineData("fgb", "application/flatgeobuf"), InlineData("gpkg", "application/geopackage+sqlite3"), InlineData("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    public async Task A_file_holds_the_page_and_its_header_leads_on(string form, string type)
    {
        using var folder = new TemporaryFolder();
        foreach (var (path, accept) in ((string, string)[])[($"{Items}?f={form}&limit=7&sortby=-code", "*/*"), ($"{Items}?limit=7&sortby=-code", type)])
        {
            using var answer = await served.Send(HttpMethod.Get, path, null, ("Accept", accept));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal(type, answer.Content.Headers.ContentType?.MediaType);
            string link = string.Join(", ", answer.Headers.GetValues("Link"));
            Assert.Matches($"<[^>]*{(accept == "*/*" ? $"f={form}" : "sortby")}[^>]*after=[0-9-]+>; rel=\"next\"; type=\"{type.Replace("+", "\\+", StringComparison.Ordinal)}\"", link);
            Assert.Equal("7", answer.Headers.GetValues("OGC-NumberReturned").Single());
            string file = folder.File("items." + form);
            await File.WriteAllBytesAsync(file, await answer.Content.ReadAsByteArrayAsync());
            if (form == "xlsx") continue; // opened by the tests of MineFiles
            var layer = VectorFile.Read(file);
            Assert.Equal(Enumerable.Range(19, 7).Select(i => $"M{i}").Order(StringComparer.Ordinal), layer.Features.Select(f => (string)f.Attributes["code"]!).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task A_file_can_be_in_another_system()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(folder.File("a.gpkg"), await served.Client.GetByteArrayAsync($"{Items}?f=gpkg&code=M05&crs=http://www.opengis.net/def/crs/EPSG/0/4546"));
        var layer = VectorFile.Read(folder.File("a.gpkg"));
        Assert.Equal(4546, layer.Crs?.Epsg);
        Assert.Equal(419470.039, layer.Features.Single().Geometry!.EnvelopeInternal.MinX, 0.01); // gdaltransform, as in CrsTests
    }

    [Theory]
    [InlineData("gzip"), InlineData("br")]
    public async Task Answers_are_compressed_and_known_ones_not_sent_again(string encoding)
    {
        using var answer = await served.Send(HttpMethod.Get, Items, null, ("Accept-Encoding", encoding));
        Assert.Equal(encoding, answer.Content.Headers.ContentEncoding.Single());
        string tag = answer.Headers.GetValues("ETag").Single();
        using var again = await served.Send(HttpMethod.Get, Items, null, ("If-None-Match", tag));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        using var csv = await served.Send(HttpMethod.Get, Items, null, ("If-None-Match", tag), ("Accept", "text/csv"));
        Assert.Equal(HttpStatusCode.OK, csv.StatusCode);
        using var head = await served.Send(HttpMethod.Head, Items);
        Assert.Equal("application/geo+json", head.Content.Headers.ContentType?.MediaType);
        Assert.Contains("rel=\"self\"", string.Join(',', head.Headers.GetValues("Link")), StringComparison.Ordinal);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Who_asks_too_often_is_told_to_wait()
    {
        // A key of its own: its caller is its account, not the address of the tests beside it.
        var key = served.Key("viewer");
        for (int i = 0; ; i++)
        {
            using var answer = await served.Send(HttpMethod.Get, Items + "/M01", null, key);
            if (answer.StatusCode == HttpStatusCode.OK && i < 2 * HurriedServer.PerMinute) continue;
            Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
            Assert.Equal(429, JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("status").GetInt32());
            Assert.True(i >= HurriedServer.PerMinute, $"after {i}");
            break;
        }

        using var other = await served.Client.GetAsync(Items + "/M01");
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }
}

/// <summary>A server that lets a caller ask so often a minute.</summary>
public sealed class HurriedServer : ServedWorkspace
{
    public const int PerMinute = 200;

    internal override ServerSettings Told(ServerSettings settings) => settings with { RequestsPerMinute = PerMinute };
}
