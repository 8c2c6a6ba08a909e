using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Geo.Api.Features;
using Geo.Api.Ogc;
using Geo.Core.Store;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Geo.Api.Tests.Features;

[Collection(nameof(Served))]
public sealed partial class OpenApiTests(ServedWorkspace served)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Set GEOWFC_APPROVE=1 to take the present document as approved; look at the diff before you commit it.
    [Fact]
    public void Document_is_the_approved_one()
    {
        string approved = Path.Combine(Folder(), "..", "Approved", "openapi.json");
        string document = OpenApi.Document(Language.En, "http://127.0.0.1:5080").ToJsonString(Indented).ReplaceLineEndings("\n") + "\n";
        if (Environment.GetEnvironmentVariable("GEOWFC_APPROVE") == "1")
        {
            File.WriteAllText(approved, document);
        }

        Assert.Equal(File.ReadAllText(approved), document);
    }

    [Fact]
    public async Task Served_document_is_openapi_3_0_with_every_collection()
    {
        using var answer = await served.Client.GetAsync("/api");
        Assert.Equal("application/vnd.oai.openapi+json", answer.Content.Headers.ContentType?.MediaType);
        var document = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.StartsWith("3.0.", document["openapi"]!.GetValue<string>(), StringComparison.Ordinal);
        var paths = document["paths"]!.AsObject();
        Assert.All(Layers.All.Where(l => l.Visibility == Visibility.Public), l => Assert.True(paths.ContainsKey($"/collections/{l.Id}/items"), l.Id));
    }

    [Fact]
    public void Every_reference_leads_to_a_component_and_every_operation_has_its_own_id()
    {
        var document = OpenApi.Document(Language.En, "http://x");
        string text = document.ToJsonString();
        foreach (Match match in Reference().Matches(text))
        {
            JsonNode? node = document;
            foreach (string part in match.Groups[1].Value.Split('/'))
            {
                node = node?[part];
            }

            Assert.True(node is not null, match.Value);
        }

        var ids = document["paths"]!.AsObject().SelectMany(p => p.Value!.AsObject()).Select(o => o.Value!["operationId"]!.GetValue<string>()).ToList();
        Assert.Equal(ids.Distinct().Count(), ids.Count);
    }

    [Fact]
    public void Every_route_of_the_table_is_described()
    {
        var described = OpenApi.Document(Language.En, "http://x")["paths"]!.AsObject().Select(p => Nameless(p.Key)).ToHashSet();
        var routes = served.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(e => "/" + e.RoutePattern.RawText!.Trim('/')).Distinct();
        // Pages for people, not for programs; {id} of a collection is described collection by collection.
        string[] pages = ["/api.html", "/token", "/page.css", "/map/{**rest}"];
        foreach (string route in routes.Where(r => !pages.Contains(r) && !r.StartsWith("/admin", StringComparison.Ordinal) && !r.StartsWith(ApiReference.Path, StringComparison.Ordinal)))
        {
            string shape = Nameless(route.Replace("/collections/{id}", "/collections/mine-sites", StringComparison.Ordinal));
            Assert.True(described.Contains(shape), route);
        }
    }

    private static string Nameless(string path) => Braces().Replace(path, "{}");

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    [GeneratedRegex("\"\\$ref\":\"#/([^\"]+)\"")]
    private static partial Regex Reference();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Braces();
}
