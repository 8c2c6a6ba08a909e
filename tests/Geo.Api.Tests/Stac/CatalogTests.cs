using System.Net;
using System.Text.Json;
using Geo.Api.Tests.Conformance;

namespace Geo.Api.Tests.Stac;

[Collection(nameof(Catalogued))]
public sealed class CatalogTests(CatalogueServer served)
{
    [Fact]
    [Proves(StacClass.Core, "validate_core")]
    public async Task The_landing_page_links_to_itself_its_definition_and_its_words_for_people()
    {
        var page = await served.Json("/stac");
        Assert.Equal("Catalog", page.GetProperty("type").GetString());
        Assert.Equal("application/json", CatalogueServer.Link(page, "root")!.Value.GetProperty("type").GetString());
        Assert.Equal(served.Url + "/stac", CatalogueServer.Link(page, "self")!.Value.GetProperty("href").GetString());
        var desc = CatalogueServer.Link(page, "service-desc")!.Value;
        using var definition = await served.Send(HttpMethod.Get, desc.GetProperty("href").GetString()!, null, ("Accept", desc.GetProperty("type").GetString()!));
        Assert.Equal(HttpStatusCode.OK, definition.StatusCode);
        Assert.Equal(desc.GetProperty("type").GetString()!.Split(';')[0], definition.Content.Headers.ContentType?.MediaType);
        using var words = await served.Client.GetAsync(CatalogueServer.Link(page, "service-doc")!.Value.GetProperty("href").GetString());
        Assert.Equal("text/html", words.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    [Proves(StacClass.Core, "conformsTo")]
    [Proves(StacClass.Features, "validate_features")]
    public async Task What_it_conforms_to_is_said_twice_and_both_say_the_same()
    {
        var page = await served.Json("/stac");
        var conformance = CatalogueServer.Link(page, "conformance")!.Value;
        Assert.EndsWith("/conformance", conformance.GetProperty("href").GetString(), StringComparison.Ordinal);
        string[] here = [.. page.GetProperty("conformsTo").EnumerateArray().Select(c => c.GetString()!)];
        var there = (await served.Json(conformance.GetProperty("href").GetString()!)).GetProperty("conformsTo");
        Assert.Equal(here, there.EnumerateArray().Select(c => c.GetString()!));
        Assert.DoesNotContain(here, c => c.Contains("/req/", StringComparison.Ordinal));
        // The words that pystac-client looks for (pystac_client/conformance.py).
        Assert.All((string[])["core", "collections", "ogcapi-features", "item-search", "item-search#fields", "item-search#sort", "item-search#query", "item-search#filter"], c => Assert.Contains($"https://api.stacspec.org/v1.0.0/{c}", here));
        Assert.NotNull(CatalogueServer.Link(page, "data"));
        Assert.Null(CatalogueServer.Link(page, "collections"));
    }

    [Fact]
    [Proves(StacClass.Collections, "validate_collections")]
    public async Task The_collection_leads_to_its_items_and_says_what_they_have_in_common()
    {
        string data = CatalogueServer.Link(await served.Json("/stac"), "data")!.Value.GetProperty("href").GetString()!;
        var listed = (await served.Json(data)).GetProperty("collections").EnumerateArray().Single();
        var collection = await served.Json($"{data}/{listed.GetProperty("id").GetString()}");
        Assert.Equal(CatalogueServer.Total, (await served.Json(CatalogueServer.Link(collection, "items")!.Value.GetProperty("href").GetString()!)).GetProperty("numberMatched").GetInt32());
        Assert.Equal(["2025-01-01T03:20:00Z", "2025-06-01T03:00:00Z"], collection.GetProperty("extent").GetProperty("temporal").GetProperty("interval")[0].EnumerateArray().Select(i => i.GetString()));
        double[] box = [.. collection.GetProperty("extent").GetProperty("spatial").GetProperty("bbox")[0].EnumerateArray().Select(n => n.GetDouble())];
        Assert.Equal([110, 40.5, 110.1735, 40.6], box.Select(n => Math.Round(n, 4)));
        var summaries = collection.GetProperty("summaries");
        Assert.Equal(["EPSG:32649", "EPSG:3857"], summaries.GetProperty("proj:code").EnumerateArray().Select(c => c.GetString()));
        // No cloud in S0, five of six pixels in S5.
        Assert.Equal(0, summaries.GetProperty("eo:cloud_cover").GetProperty("minimum").GetDouble());
        Assert.Equal(83.3333, summaries.GetProperty("eo:cloud_cover").GetProperty("maximum").GetDouble());
        await served.Problem(data + "/others", 404);
    }

    [Theory]
    [InlineData("/stac"), InlineData("/stac/collections"), InlineData("/stac/collections/scenes"), InlineData("/stac/collections/scenes/items?limit=2"), InlineData("/stac/collections/scenes/items/scene-1"), InlineData("/stac/search?limit=2")]
    public async Task Every_link_leads_somewhere_and_everything_is_a_page_too(string path)
    {
        var document = await served.Json(path);
        foreach (var link in document.GetProperty("links").EnumerateArray())
        {
            using var answer = await served.Client.GetAsync(link.GetProperty("href").GetString());
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {link}");
            if (link.GetProperty("rel").GetString() is "self" or "root" or "next" or "alternate")
            {
                Assert.Equal(link.GetProperty("type").GetString(), answer.Content.Headers.ContentType?.MediaType);
            }
        }

        using var page = await served.Send(HttpMethod.Get, path, null, ("Accept", "text/html"));
        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    [Proves(StacClass.SearchFilter, "queryables")]
    public async Task Queryables_are_a_schema_that_names_what_items_carry()
    {
        string address = CatalogueServer.Link(await served.Json("/stac"), "http://www.opengis.net/def/rel/ogc/1.0/queryables")!.Value.GetProperty("href").GetString()!;
        var schema = await served.Json(address);
        Assert.Equal("https://json-schema.org/draft/2020-12/schema", schema.GetProperty("$schema").GetString());
        Assert.Equal(address, schema.GetProperty("$id").GetString());
        var item = (await served.Json($"/stac/collections/scenes/items/{served.Taken[1]}")).GetProperty("properties");
        string[] named = [.. schema.GetProperty("properties").EnumerateObject().Select(p => p.Name)];
        Assert.All(named.Except(["id", "collection", "geometry"]), name => Assert.True(item.TryGetProperty(name, out _), name));
        Assert.Equal("number", schema.GetProperty("properties").GetProperty("eo:cloud_cover").GetProperty("type").GetString());
        Assert.Equal(JsonValueKind.False, (await served.Json("/stac/collections/scenes/queryables")).GetProperty("additionalProperties").ValueKind);
    }

    [Fact]
    public async Task A_page_of_another_server_may_search_by_post()
    {
        using var asked = await served.Send(HttpMethod.Options, "/stac/search", null, ("Origin", "https://radiantearth.github.io"), ("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "content-type"));
        Assert.Equal("*", asked.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Contains("POST", asked.Headers.GetValues("Access-Control-Allow-Methods").Single(), StringComparison.Ordinal);
        using var elsewhere = await served.Send(HttpMethod.Options, "/runs", null, ("Origin", "https://radiantearth.github.io"), ("Access-Control-Request-Method", "POST"));
        Assert.DoesNotContain("POST", elsewhere.Headers.TryGetValues("Access-Control-Allow-Methods", out var methods) ? string.Join(',', methods) : "", StringComparison.Ordinal);
    }
}
