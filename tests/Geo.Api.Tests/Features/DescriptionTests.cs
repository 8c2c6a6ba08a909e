using System.Net;
using System.Text.Json;
using Geo.Core.Store;

namespace Geo.Api.Tests.Features;

[Collection(nameof(Served))]
public sealed class DescriptionTests(ServedWorkspace served)
{
    private static IEnumerable<(string Rel, string Href, string? Type)> Links(JsonElement document) => document.GetProperty("links").EnumerateArray()
        .Select(l => (l.GetProperty("rel").GetString()!, l.GetProperty("href").GetString()!, l.TryGetProperty("type", out var t) ? t.GetString() : null));

    [Fact]
    public async Task Landing_page_links_to_what_the_standard_asks_for()
    {
        var links = Links(await served.Json("/")).ToList();
        foreach (string rel in (string[])["self", "alternate", "service-desc", "service-doc", "conformance", "data"])
        {
            Assert.Contains(links, l => l.Rel == rel);
        }

        Assert.Contains(links, l => l.Rel == "service-desc" && l.Type == "application/vnd.oai.openapi+json;version=3.0");
    }

    [Fact]
    public async Task Every_link_leads_somewhere()
    {
        var waiting = new Queue<string>([served.Url + "/", served.Url + "/stac"]);
        var seen = new HashSet<string>(waiting);
        while (waiting.TryDequeue(out string? address))
        {
            using var answer = await served.Client.GetAsync(address);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{address}: {answer.StatusCode}");
            if (answer.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) != true || seen.Count > 400)
            {
                continue;
            }

            foreach (string href in Hrefs(JsonElement.Parse(await answer.Content.ReadAsStringAsync())))
            {
                // A process is executed by POST; TilesConformanceTests follow the templates.
                if (href.StartsWith(served.Url, StringComparison.Ordinal) && !href.EndsWith("/execution", StringComparison.Ordinal) && !href.Contains('{', StringComparison.Ordinal) && seen.Add(href))
                {
                    waiting.Enqueue(href);
                }
            }
        }

        Assert.True(seen.Count > 60, $"only {seen.Count} links were found");
    }

    [Fact]
    public async Task Conformance_names_core_geojson_html_oas30()
    {
        var classes = (await served.Json("/conformance")).GetProperty("conformsTo").EnumerateArray().Select(c => c.GetString()).ToList();
        foreach (string name in (string[])["core", "geojson", "html", "oas30"])
        {
            Assert.Contains($"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{name}", classes);
        }
    }

    [Fact]
    public async Task The_reference_page_and_its_script_come_from_here_and_call_nobody()
    {
        using var page = await served.Client.GetAsync("/api/reference/");
        string html = await page.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.DoesNotContain("https://", html, StringComparison.Ordinal);
        Assert.Contains("nonce-", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        foreach (string script in html.Split("src=\"").Skip(1).Select(s => s[..s.IndexOf('"', StringComparison.Ordinal)]))
        {
            using var answer = await served.Client.GetAsync(new Uri(page.RequestMessage!.RequestUri!, script));
            Assert.Equal(("text/javascript", HttpStatusCode.OK), (answer.Content.Headers.ContentType?.MediaType, answer.StatusCode));
        }
    }

    [Fact]
    public async Task Collections_are_those_of_the_store_with_extent_and_time()
    {
        var collections = (await served.Json("/collections")).GetProperty("collections").EnumerateArray().ToList();
        Assert.Equal(Layers.All.Where(l => l.Visibility == Visibility.Public).Select(l => l.Id), collections.Select(c => c.GetProperty("id").GetString()));
        var mines = collections[0];
        // M01 begins at 110.01, M25 ends at 110.254.
        double[] box = [.. mines.GetProperty("extent").GetProperty("spatial").GetProperty("bbox")[0].EnumerateArray().Select(n => n.GetDouble())];
        Assert.Equal(110.01, box[0], 6);
        Assert.Equal(40.5, box[1], 6);
        Assert.Equal(110.254, box[2], 6);
        Assert.Equal(40.504, box[3], 6);
        Assert.Equal(["2025-05-01T03:20:00Z", "2025-05-25T03:20:00Z"],
            mines.GetProperty("extent").GetProperty("temporal").GetProperty("interval")[0].EnumerateArray().Select(i => i.GetString()));
        // GDAL 3.6 appends the feature's id to this link as it stands.
        Assert.Contains(Links(mines), l => l is { Rel: "items", Type: "application/geo+json" } && l.Href == served.Url + "/collections/mine-sites/items");
    }

    [Fact]
    public async Task Queryables_name_every_column()
    {
        var schema = await served.Json("/collections/mine-sites/queryables");
        Assert.Equal(served.Url + "/collections/mine-sites/queryables", schema.GetProperty("$id").GetString());
        Assert.Equal("object", schema.GetProperty("type").GetString());
        var properties = schema.GetProperty("properties");
        Assert.All(Layers.MineSites.Columns, c => Assert.True(properties.TryGetProperty(c.Name, out _), c.Name));
        Assert.Equal("primary-geometry", properties.GetProperty("geometry").GetProperty("x-ogc-role").GetString());
        Assert.Equal("date-time", properties.GetProperty("last_observed_at").GetProperty("format").GetString());
    }

    [Theory]
    [InlineData("/"), InlineData("/conformance"), InlineData("/api"), InlineData("/api.html"), InlineData("/collections"), InlineData("/collections/mine-sites")]
    [InlineData("/collections/mine-sites/items"), InlineData("/collections/mine-sites/items/M01"), InlineData("/collections/mine-sites/queryables"), InlineData("/collections/mine-sites/schema")]
    [InlineData("/stac"), InlineData("/stac/collections"), InlineData("/stac/collections/scenes"), InlineData("/stac/collections/scenes/items"), InlineData("/stac/collections/scenes/items/scene-1"), InlineData("/runs")]
    public async Task A_browser_gets_a_page_in_its_language(string path)
    {
        using var chinese = await served.Send(HttpMethod.Get, path, null, ("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"), ("Accept-Language", "zh-CN,en;q=0.5"));
        Assert.Equal("text/html", chinese.Content.Headers.ContentType?.MediaType);
        string text = await chinese.Content.ReadAsStringAsync();
        Assert.Contains("<html lang=\"zh\">", text, StringComparison.Ordinal);
        Assert.Contains("东河区", text, StringComparison.Ordinal);
        using var english = await served.Send(HttpMethod.Get, path, null, ("Accept", "text/html"), ("Accept-Language", "en"));
        Assert.Contains("<html lang=\"en\">", await english.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Markup_in_the_data_is_shown_not_run()
    {
        using var answer = await served.Send(HttpMethod.Get, "/collections/mine-sites/items/M01", null, ("Accept", "text/html"));
        string text = await answer.Content.ReadAsStringAsync();
        Assert.Contains("矿 &lt;1&gt;", System.Net.WebUtility.HtmlDecode(text).Contains("矿 <1>", StringComparison.Ordinal) ? "矿 &lt;1&gt;" : text, StringComparison.Ordinal);
        Assert.DoesNotContain("<1>", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_map_answers_at_any_address_below_it()
    {
        Assert.Contains("<title>map</title>", await served.Client.GetStringAsync("/map"), StringComparison.Ordinal);
        Assert.Contains("<title>map</title>", await served.Client.GetStringAsync("/map/scenes/x"), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Hrefs(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => p is { Name: "href", Value.ValueKind: JsonValueKind.String } ? [p.Value.GetString()!] : Hrefs(p.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Hrefs),
        _ => [],
    };
}
