using System.Net;
using System.Text.Json;
using Geo.Api.Tests.Conformance;

namespace Geo.Api.Tests.Processes;

/// <summary>What can be run, and how it is described.</summary>
[Collection(nameof(Served))]
public sealed class ProcessTests(ServedWorkspace served)
{
    private static readonly string[] Types = ["string", "boolean", "integer", "number", "object", "array"];

    [Fact]
    [Proves(ProcessClass.Core, "1")]
    [Proves(ProcessClass.Core, "2")]
    [Proves(ProcessClass.Core, "3")]
    [Proves(ProcessClass.Core, "4")]
    [Proves(ProcessClass.Core, "5")]
    [Proves(ProcessClass.Core, "6")]
    public async Task The_landing_page_leads_to_the_definition_the_classes_the_processes_and_the_jobs()
    {
        var links = (await served.Json("/")).GetProperty("links").EnumerateArray().ToList();
        foreach (string relation in (string[])["service-desc", "conformance", "http://www.opengis.net/def/rel/ogc/1.0/processes", "http://www.opengis.net/def/rel/ogc/1.0/job-list"])
        {
            var link = links.Single(l => l.GetProperty("rel").GetString() == relation);
            using var answer = await served.Client.GetAsync(link.GetProperty("href").GetString());
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal(link.GetProperty("type").GetString()!.Split(';')[0], answer.Content.Headers.ContentType?.MediaType);
        }

        string[] declared = [.. (await served.Json("/conformance")).GetProperty("conformsTo").EnumerateArray().Select(c => c.GetString()!)];
        Assert.All((string[])[ProcessClass.Core, ProcessClass.Description, ProcessClass.Json, ProcessClass.Html, ProcessClass.OpenApi, ProcessClass.JobList, ProcessClass.Dismiss], c => Assert.Contains(c, declared));
        Assert.StartsWith("3.0.", (await served.Json("/api")).GetProperty("openapi").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    [Proves(ProcessClass.Core, "7")]
    public async Task Http_1_1_is_spoken()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/processes") { Version = HttpVersion.Version11 };
        using var answer = await served.Client.SendAsync(request);
        Assert.Equal((HttpStatusCode.OK, HttpVersion.Version11), (answer.StatusCode, answer.Version));
        using var wrong = await served.Send(HttpMethod.Get, "/processes/survey/execution");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, wrong.StatusCode);
    }

    // Fifteen kinds, docs/jobs.md.
    [Fact]
    [Proves(ProcessClass.Core, "8")]
    [Proves(ProcessClass.Core, "10")]
    [Proves(ProcessClass.Core, "11")]
    public async Task Every_kind_of_run_is_a_process()
    {
        var list = await served.Json("/processes");
        Assert.Equal(["advise", "cases", "dossier", "inbox", "ingest", "inventory", "learn", "priority", "recovery", "refine", "report", "sample", "survey", "track", "train", "volume"],
            list.GetProperty("processes").EnumerateArray().Select(p => p.GetProperty("id").GetString()).Order(StringComparer.Ordinal));
        Assert.All(list.GetProperty("processes").EnumerateArray(), p =>
        {
            Assert.NotEqual("", p.GetProperty("version").GetString());
            Assert.Equal(["async-execute", "dismiss"], p.GetProperty("jobControlOptions").EnumerateArray().Select(o => o.GetString()));
            Assert.Equal(["value"], p.GetProperty("outputTransmission").EnumerateArray().Select(o => o.GetString()));
        });
        Assert.Equal(["self", "alternate"], list.GetProperty("links").EnumerateArray().Select(l => l.GetProperty("rel").GetString()));
    }

    [Fact]
    [Proves(ProcessClass.Core, "9")]
    [Proves(ProcessClass.Core, "12")]
    public async Task The_list_is_paged()
    {
        var parameters = (await served.Json("/api")).GetProperty("paths").GetProperty("/processes").GetProperty("get").GetProperty("parameters");
        Assert.Contains(parameters.EnumerateArray(), p => p.TryGetProperty("$ref", out var to) && to.GetString() == "#/components/parameters/limit");
        var ids = new List<string>();
        for (string? next = "/processes?limit=4"; next is not null;)
        {
            var page = await served.Json(next);
            Assert.InRange(page.GetProperty("processes").GetArrayLength(), 1, 4);
            ids.AddRange(page.GetProperty("processes").EnumerateArray().Select(p => p.GetProperty("id").GetString()!));
            next = page.GetProperty("links").EnumerateArray().Where(l => l.GetProperty("rel").GetString() == "next").Select(l => l.GetProperty("href").GetString()).SingleOrDefault();
        }

        Assert.Equal(16, ids.Distinct().Count());
        Assert.Equal(16, ids.Count);
        Assert.Equal("limit", (await served.Problem("/processes?limit=0", 400)).GetProperty("field").GetString());
        Assert.Equal("after", (await served.Problem("/processes?after=nothing", 400)).GetProperty("field").GetString());
    }

    [Fact]
    [Proves(ProcessClass.Core, "13")]
    [Proves(ProcessClass.Core, "14")]
    [Proves(ProcessClass.Core, "26")]
    [Proves(ProcessClass.Core, "27")]
    [Proves(ProcessClass.Description, "48")]
    [Proves(ProcessClass.Description, "49")]
    [Proves(ProcessClass.Description, "50")]
    [Proves(ProcessClass.Description, "51")]
    [Proves(ProcessClass.Description, "52")]
    [Proves(ProcessClass.Description, "53")]
    [Proves(ProcessClass.Description, "54")]
    public async Task Each_is_described_with_a_schema_for_every_input_and_output()
    {
        foreach (string id in (await served.Json("/processes")).GetProperty("processes").EnumerateArray().Select(p => p.GetProperty("id").GetString()!))
        {
            var process = await served.Json($"/processes/{id}");
            Assert.Equal(id, process.GetProperty("id").GetString());
            Assert.Equal($"{served.Url}/processes/{id}/execution", process.GetProperty("links").EnumerateArray().Single(l => l.GetProperty("rel").GetString() == "http://www.opengis.net/def/rel/ogc/1.0/execute").GetProperty("href").GetString());
            foreach (var input in process.GetProperty("inputs").EnumerateObject())
            {
                Assert.NotEqual("", input.Value.GetProperty("title").GetString());
                Assert.InRange(input.Value.GetProperty("minOccurs").GetInt32(), 0, 1);
                Assert.True(input.Value.GetProperty("maxOccurs") is { ValueKind: JsonValueKind.Number } or { ValueKind: JsonValueKind.String });
                OneTyped(input.Value.GetProperty("schema"));
            }

            OneTyped(process.GetProperty("outputs").EnumerateObject().Single().Value.GetProperty("schema"));
        }
    }

    // By hand from the records: SurveyParameters has ten, scenes alone needed; VolumeParameters cannot do without its dump.
    [Fact]
    public async Task Names_types_and_needs_are_those_of_the_jobs()
    {
        var survey = (await served.Json("/processes/survey?lang=en")).GetProperty("inputs");
        Assert.Equal(["scenes", "model", "aoi", "class_raster", "probability_raster", "recall", "smoothing", "detections_only", "full", "doubts"], survey.EnumerateObject().Select(i => i.Name));
        Assert.Equal(["scenes"], survey.EnumerateObject().Where(i => i.Value.GetProperty("minOccurs").GetInt32() == 1).Select(i => i.Name));
        Assert.Equal(("string", "unbounded"), (survey.GetProperty("scenes").GetProperty("schema").GetProperty("type").GetString(), survey.GetProperty("scenes").GetProperty("maxOccurs").GetString()));
        Assert.Equal(1, survey.GetProperty("recall").GetProperty("schema").GetProperty("maximum").GetDouble());
        var volume = (await served.Json("/processes/volume")).GetProperty("inputs");
        Assert.Equal(["code"], volume.EnumerateObject().Where(i => i.Value.GetProperty("minOccurs").GetInt32() == 1).Select(i => i.Name));
        Assert.True(volume.TryGetProperty("density_t_m3", out _));
        var sample = (await served.Json("/processes/sample")).GetProperty("inputs");
        Assert.Equal(["survey", "count", "seed"], sample.EnumerateObject().Where(i => i.Value.GetProperty("minOccurs").GetInt32() == 1).Select(i => i.Name));
        Assert.Equal("Survey", (await served.Json("/processes/survey?lang=en")).GetProperty("title").GetString());
        Assert.Equal("遥感排查", (await served.Json("/processes/survey?lang=zh")).GetProperty("title").GetString());
    }

    [Fact]
    [Proves(ProcessClass.Core, "15")]
    public async Task An_unknown_process_is_told_in_the_standard_s_words()
    {
        Assert.Equal(ProcessClass.Exceptions + "no-such-process", (await served.Problem("/processes/alchemy", 404)).GetProperty("type").GetString());
        using var answer = await served.Send(HttpMethod.Post, "/processes/alchemy/execution", "{}", ("Authorization", "Bearer " + ServedWorkspace.Token));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [Proves(ProcessClass.Json, "55")]
    [Proves(ProcessClass.Html, "56")]
    [Proves(ProcessClass.Html, "57")]
    [InlineData("/processes"), InlineData("/processes/survey"), InlineData("/jobs"), InlineData("/processes/alchemy"), InlineData("/jobs/nothing")]
    public async Task Everything_is_json_and_a_page(string path)
    {
        using var json = await served.Send(HttpMethod.Get, path, null, ("Accept", "application/json"));
        Assert.EndsWith("json", json.Content.Headers.ContentType?.MediaType, StringComparison.Ordinal);
        foreach (var (query, accept) in ((string, string)[])[("", "text/html"), ("?f=html", "*/*")])
        {
            using var page = await served.Send(HttpMethod.Get, path + query, null, ("Accept", accept));
            Assert.Equal(json.StatusCode, page.StatusCode);
            Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
            Assert.Contains("</html>", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    [Proves(ProcessClass.OpenApi, "58")]
    [Proves(ProcessClass.OpenApi, "59")]
    [Proves(ProcessClass.OpenApi, "60")]
    [Proves(ProcessClass.OpenApi, "61")]
    [Proves(ProcessClass.OpenApi, "62")]
    [Proves(ProcessClass.OpenApi, "63")]
    public async Task The_definition_names_every_operation_its_errors_and_who_may()
    {
        var document = await served.Json("/api");
        (string Path, string Method, string Id)[] operations =
        [
            ("/processes", "get", "getProcesses"), ("/processes/{processID}", "get", "getProcessDescription"), ("/processes/{processID}/execution", "post", "execute"),
            ("/jobs", "get", "getJobs"), ("/jobs/{jobID}", "get", "getStatus"), ("/jobs/{jobID}", "delete", "dismiss"), ("/jobs/{jobID}/results", "get", "getResult"),
        ];
        foreach (var (path, method, id) in operations)
        {
            var operation = document.GetProperty("paths").GetProperty(path).GetProperty(method);
            Assert.Equal(id, operation.GetProperty("operationId").GetString());
            Assert.True(operation.GetProperty("responses").TryGetProperty("400", out _) && operation.GetProperty("responses").TryGetProperty("404", out _), id);
            Assert.Equal(method != "get", operation.TryGetProperty("security", out _));
        }

        Assert.NotEmpty(document.GetProperty("components").GetProperty("securitySchemes").EnumerateObject());
    }

    // One type each, no mixed ones (oneOf, lists of types), none binary, no bounding box: tests 26, 27, 51 and 54 have nothing to try.
    private static void OneTyped(JsonElement schema)
    {
        Assert.Contains(schema.GetProperty("type").GetString(), Types);
        Assert.False(schema.TryGetProperty("oneOf", out _) || schema.TryGetProperty("contentEncoding", out _));
        Assert.NotEqual("ogc-bbox", schema.TryGetProperty("format", out var format) ? format.GetString() : null);
    }
}
