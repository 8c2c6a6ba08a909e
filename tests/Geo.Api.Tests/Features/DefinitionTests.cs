using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Geo.Api.Tests.Conformance;
using Geo.Testing;

namespace Geo.Api.Tests.Features;

/// <summary>The API definition is a right one (abstract tests of OGC 17-069r4, class OpenAPI 3.0) and says what the server does.</summary>
[Collection(nameof(Served))]
public sealed partial class DefinitionTests(ServedWorkspace served)
{
    private const string Oas30 = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30";

    // A real one of each, where there is one; "none" elsewhere, which is not found.
    private static readonly Dictionary<string, string> Samples = new()
    {
        ["tileMatrixSetId"] = "WebMercatorQuad",
        ["tileMatrix"] = "9",
        ["tileRow"] = "192",
        ["tileCol"] = "412",
        ["code"] = "M01",
        ["styleId"] = "mine-sites",
        ["processID"] = "survey",
        ["file"] = "scene-1.tif",
        ["month"] = "2025-05",
        ["extension"] = "csv",
        ["format"] = "csv",
    };

    /// <summary>Every GET of the definition is sent: its status and its media type are among those that are described.</summary>
    [Fact]
    [Proves(Oas30, "oas-impl"), Proves(Oas30, "completeness"), Proves(Oas30, "exceptions-codes")]
    public async Task What_is_described_is_what_is_answered()
    {
        var paths = await Paths();
        List<string> wrong = [];
        int found = 0;
        foreach (var (path, operations) in paths)
        {
            if (operations!["get"] is not JsonObject operation || path.EndsWith("/events", StringComparison.Ordinal)) continue;
            string address = Filled(path);
            string? accept = operation["responses"]!["200"]?["content"]?.AsObject().First().Key;
            using var answer = await served.Send(HttpMethod.Get, address, null, ("Accept", accept ?? "*/*"), ("Authorization", "Bearer " + ServedWorkspace.Token));
            Judge(path, operation, answer, wrong);
            if (answer.StatusCode == HttpStatusCode.OK) found++;
            // What nobody asks for.
            using var odd = await served.Send(HttpMethod.Get, $"{address}?no-such-parameter=1", null, ("Accept", accept ?? "*/*"));
            Judge(path, operation, odd, wrong);
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(found > 100, $"{found} of {paths.Count} paths were found");
    }

    [Fact]
    [Proves(Oas30, "oas-definition-2")]
    public async Task The_definition_has_what_OpenAPI_3_0_requires()
    {
        var document = JsonNode.Parse(await served.Client.GetStringAsync("/api"))!;
        Assert.Matches("^3\\.0\\.\\d+$", (string)document["openapi"]!);
        Assert.All((string[])["title", "version"], name => Assert.NotEqual("", (string)document["info"]![name]!));
        var shared = document["components"]!["parameters"]!.AsObject();
        foreach (var (path, operations) in document["paths"]!.AsObject())
        {
            Assert.StartsWith("/", path, StringComparison.Ordinal);
            foreach (var (method, operation) in operations!.AsObject())
            {
                Assert.Contains(method, (string[])["get", "put", "post", "delete", "options", "head", "patch", "trace"]);
                Assert.All(operation!["responses"]!.AsObject(), one =>
                {
                    Assert.Matches("^[1-5][0-9][0-9]$", one.Key);
                    Assert.True(one.Value!["description"] is not null || one.Value["$ref"] is not null, $"{method} {path} {one.Key}");
                });
                var parameters = (operation["parameters"]?.AsArray() ?? []).Select(p => p!["$ref"] is { } reference ? shared[((string)reference!).Split('/')[^1]]! : p).ToList();
                Assert.All(parameters, p => Assert.True(p["name"] is not null && (string?)p["in"] is "path" or "query" or "header" or "cookie" && (p["schema"] is not null || p["content"] is not null), $"{method} {path} {p}"));
                Assert.Equal(parameters.Count, parameters.Select(p => ((string)p["name"]!, (string)p["in"]!)).Distinct().Count());
                // Each name in braces is a parameter of the path, which has no others.
                var declared = parameters.Where(p => (string)p["in"]! == "path").ToList();
                Assert.All(declared, p => Assert.True((bool)p["required"]!));
                Assert.Equal(Braces().Matches(path).Select(m => m.Groups[1].Value).Order(), declared.Select(p => (string)p["name"]!).Order());
            }
        }
    }

    [Fact]
    [Proves(Oas30, "security")]
    public async Task Every_way_to_say_who_one_is_is_described()
    {
        var document = JsonNode.Parse(await served.Client.GetStringAsync("/api"))!;
        var schemes = document["components"]!["securitySchemes"]!.AsObject().Select(s => s.Key).Order().ToList();
        // Bearer and Basic with a key, the cookie of a session (GateTests and SessionTests try each).
        Assert.Equal(["key", "session", "token"], schemes);
        // Reading may go without; writing may not.
        Assert.Equal(schemes.Prepend(""), document["security"]!.AsArray().Select(one => one!.AsObject().Select(s => s.Key).FirstOrDefault() ?? "").Order());
        foreach (var (path, operations) in document["paths"]!.AsObject())
        {
            // To sign out nobody need be signed in.
            foreach (var (method, operation) in operations!.AsObject().Where(o => o.Key is "put" or "patch" or "delete" && path != "/session"))
            {
                Assert.True(operation!["security"] is JsonArray { Count: > 0 } needs && needs.All(one => one!.AsObject().Count > 0), $"{method} {path}");
            }
        }
    }

    /// <summary>Spectral, by the rules in tests/tools/spectral.yaml: no error, no warning.</summary>
    [SkippableFact]
    public async Task It_lints_clean()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("openapi.json"), await served.Client.GetStringAsync("/api"));
        string rules = Path.Combine(NodeTools.Folder, "spectral.yaml"), program = Path.Combine("@stoplight", "spectral-cli", "dist", "index.js");
        var (code, text) = await NodeTools.Run(program, "lint", folder.File("openapi.json"), "--ruleset", rules, "--fail-severity", "warn", "--format", "text");
        Assert.True(code == 0, text);
        // It does find what is wrong.
        var broken = JsonNode.Parse(await File.ReadAllTextAsync(folder.File("openapi.json")))!;
        broken["paths"]!["/conformance"]!["get"]!.AsObject().Remove("responses");
        await File.WriteAllTextAsync(folder.File("broken.json"), broken.ToJsonString());
        Assert.NotEqual(0, (await NodeTools.Run(program, "lint", folder.File("broken.json"), "--ruleset", rules, "--fail-severity", "warn", "--format", "text")).ExitCode);
    }

    private static void Judge(string path, JsonObject operation, HttpResponseMessage answer, List<string> wrong)
    {
        string status = ((int)answer.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (operation["responses"]![status] is not JsonObject described) wrong.Add($"{path}: {status} is not described");
        else if (described["content"]?.AsObject() is { Count: > 0 } content && answer.Content.Headers.ContentType?.MediaType is { } type && !content.Any(c => c.Key.Split(';')[0] == type)) wrong.Add($"{path}: {status} is {type}, described is {string.Join(", ", content.Select(c => c.Key))}");
    }

    private static string Filled(string path) => Braces().Replace(path, m => m.Groups[1].Value switch
    {
        "featureId" when path.Contains("/mine-sites/", StringComparison.Ordinal) => "M01",
        "featureId" when path.Contains("/detections/", StringComparison.Ordinal) => "D1",
        "featureId" when path.Contains("/scenes/", StringComparison.Ordinal) => "scene-1",
        "tileMatrix" when path.Contains("/scenes/", StringComparison.Ordinal) => "12",
        "tileRow" when path.Contains("/scenes/", StringComparison.Ordinal) => "1543",
        "tileCol" when path.Contains("/scenes/", StringComparison.Ordinal) => "3300",
        var name => Samples.GetValueOrDefault(name, "none"),
    });

    private async Task<JsonObject> Paths() => JsonNode.Parse(await served.Client.GetStringAsync("/api"))!["paths"]!.AsObject();

    [GeneratedRegex(@"\{([^}]*)\}")]
    private static partial Regex Braces();
}
