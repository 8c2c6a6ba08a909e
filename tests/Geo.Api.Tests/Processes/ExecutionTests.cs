using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Geo.Api.Tests.Auth;
using Geo.Api.Tests.Conformance;

namespace Geo.Api.Tests.Processes;

/// <summary>Processes executed, on a server with a worker of its own.</summary>
public sealed class ExecutionTests(WorkingServer served) : IClassFixture<WorkingServer>
{
    private static readonly (string, string) Token = ("Authorization", "Bearer " + ServedWorkspace.Token);

    [Fact]
    [Proves(ProcessClass.Core, "16")]
    [Proves(ProcessClass.Core, "17")]
    [Proves(ProcessClass.Core, "18")]
    [Proves(ProcessClass.Core, "34")]
    [Proves(ProcessClass.Core, "35")]
    [Proves(ProcessClass.Core, "36")]
    [Proves(ProcessClass.Core, "38")]
    [Proves(ProcessClass.Core, "40")]
    public async Task A_process_runs_in_the_background_whatever_is_preferred_and_tells_its_result()
    {
        foreach (string? prefer in (string?[])[null, "respond-async", "respond-sync"])
        {
            using var answer = await served.Send(HttpMethod.Post, "/processes/inventory/execution", """{"inputs":{}}""", prefer is null ? [Token] : [Token, ("Prefer", prefer)]);
            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
            Assert.Equal(prefer == "respond-async" ? "respond-async" : null, answer.Headers.TryGetValues("Preference-Applied", out var applied) ? applied.Single() : null);
            var status = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
            Assert.Equal(("process", "inventory"), (status.GetProperty("type").GetString(), status.GetProperty("processID").GetString()));
            Assert.Equal($"{served.Url}/jobs/{status.GetProperty("jobID").GetString()}", answer.Headers.Location!.ToString());

            var done = await Ended(answer.Headers.Location!.ToString());
            Assert.Equal(("successful", 100), (done.GetProperty("status").GetString(), done.GetProperty("progress").GetInt32()));
            Assert.All((string[])["created", "started", "finished", "updated"], time => Assert.True(done.GetProperty(time).TryGetDateTimeOffset(out _), time));
            string results = done.GetProperty("links").EnumerateArray().Single(l => l.GetProperty("rel").GetString() == "http://www.opengis.net/def/rel/ogc/1.0/results").GetProperty("href").GetString()!;
            // Raw, one output by value: the output itself. The workspace holds no dump.
            Assert.Equal(0, (await served.Json(results)).GetProperty("dumps").GetInt32());
            using var page = await served.Send(HttpMethod.Get, results, null, ("Accept", "text/html"));
            Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
        }
    }

    [Fact]
    [Proves(ProcessClass.Core, "44")]
    public async Task Results_are_a_document_where_one_was_asked_for()
    {
        using var answer = await served.Send(HttpMethod.Post, "/processes/inventory/execution", """{"inputs":{},"response":"document","outputs":{"result":{"transmissionMode":"value","format":{"mediaType":"application/json"}}}}""", Token);
        await Ended(answer.Headers.Location!.ToString());
        var told = await served.Json(answer.Headers.Location + "/results");
        Assert.Equal(0, told.GetProperty("result").GetProperty("value").GetProperty("dumps").GetInt32());
        Assert.Equal("application/json", told.GetProperty("result").GetProperty("mediaType").GetString());
    }

    /// <summary>Tests of what this server does not offer have nothing to try: no process runs while the client waits (29–33, 39), and none sends several outputs or references (41–43).</summary>
    [Fact]
    [Proves(ProcessClass.Core, "29")]
    [Proves(ProcessClass.Core, "30")]
    [Proves(ProcessClass.Core, "31")]
    [Proves(ProcessClass.Core, "32")]
    [Proves(ProcessClass.Core, "33")]
    [Proves(ProcessClass.Core, "39")]
    [Proves(ProcessClass.Core, "41")]
    [Proves(ProcessClass.Core, "42")]
    [Proves(ProcessClass.Core, "43")]
    public async Task No_process_waits_for_its_end_or_has_more_than_one_output_or_sends_a_reference()
    {
        foreach (var listed in (await served.Json("/processes")).GetProperty("processes").EnumerateArray())
        {
            Assert.DoesNotContain(listed.GetProperty("jobControlOptions").EnumerateArray(), o => o.GetString() == "sync-execute");
            Assert.DoesNotContain(listed.GetProperty("outputTransmission").EnumerateArray(), o => o.GetString() == "reference");
            Assert.Single((await served.Json("/processes/" + listed.GetProperty("id").GetString())).GetProperty("outputs").EnumerateObject());
        }

        Assert.Equal("outputs.result.transmissionMode", await Refused("inventory", """{"outputs":{"result":{"transmissionMode":"reference"}}}"""));
    }

    // Every way of 7.11.2 to give an input; what the run is given is what was meant.
    [Theory]
    [Proves(ProcessClass.Core, "19")]
    [Proves(ProcessClass.Core, "20")]
    [Proves(ProcessClass.Core, "21")]
    [Proves(ProcessClass.Core, "22")]
    [Proves(ProcessClass.Core, "23")]
    [Proves(ProcessClass.Core, "24")]
    [Proves(ProcessClass.Core, "25")]
    [InlineData("survey", """{"inputs":{"scenes":"a"}}""", """{"scenes":["a"]}""")]
    [InlineData("survey", """{"inputs":{"scenes":["a","b"],"recall":0.8,"full":true,"smoothing":2,"model":null}}""", """{"scenes":["a","b"],"recall":0.8,"full":true,"smoothing":2}""")]
    [InlineData("survey", """{"inputs":{"scenes":[{"value":"a","mediaType":"text/plain"},"b"]}}""", """{"scenes":["a","b"]}""")]
    [InlineData("survey", """{"inputs":{"scenes":{"href":"data:application/json,%5B%22a%22,%22b%22%5D"},"model":{"href":"data:;base64,cm91Z2g="}}}""", """{"scenes":["a","b"],"model":"rough"}""")]
    [InlineData("survey", """{"inputs":{"scenes":"a","model":{"href":"SERVER/collections/towns","type":"application/json"}}}""", null)]
    [InlineData("volume", """{"inputs":{"code":"D","toe":{"value":{"type":"Polygon","coordinates":[]}}}}""", """{"code":"D","toe":{"type":"Polygon","coordinates":[]}}""")]
    [InlineData("volume", """{"inputs":{"code":"D","toe":{"href":"SERVER/collections/mine-sites/items/M01"}}}""", "M01")]
    [InlineData("ingest", """{"mode":"async","inputs":{"paths":["/x"],"band_map":{"Red":1},"acquired_at":"2025-06-01T03:20:00Z"}}""", """{"paths":["/x"],"band_map":{"Red":1},"acquired_at":"2025-06-01T03:20:00Z"}""")]
    [InlineData("priority", """{"inputs":{"asked":{"budget_wan":300,"must":["D1"]}}}""", """{"asked":{"budget_wan":300,"must":["D1"]}}""")]
    public async Task Inputs_come_by_value_qualified_as_arrays_and_by_reference(string process, string body, string? parameters)
    {
        using var answer = await served.Send(HttpMethod.Post, $"/processes/{process}/execution", body.Replace("SERVER", served.Url, StringComparison.Ordinal), Token);
        string text = await answer.Content.ReadAsStringAsync();
        if (parameters is null)
        {
            Assert.Equal("inputs.model", JsonElement.Parse(text).GetProperty("field").GetString()); // a document is no text
            return;
        }

        Assert.True(answer.StatusCode == HttpStatusCode.Created, text);
        string id = JsonElement.Parse(text).GetProperty("jobID").GetString()!;
        var given = JsonNode.Parse(served.Store.Runs.Get(id).Parameters)!;
        if (parameters == "M01") Assert.Equal("M01", given["toe"]!["id"]!.GetValue<string>());
        else Assert.True(JsonNode.DeepEquals(JsonNode.Parse(parameters), given), given.ToJsonString());
    }

    [Theory]
    [Proves(ProcessClass.Core, "28")]
    [InlineData("survey", "{}", "inputs.scenes")]
    [InlineData("survey", """{"inputs":{"scenes":[]}}""", "inputs.scenes")]
    [InlineData("survey", """{"inputs":{"scenes":["a",1]}}""", "inputs.scenes[1]")]
    [InlineData("survey", """{"inputs":{"scenes":["a"],"recall":2}}""", "inputs.recall")]
    [InlineData("survey", """{"inputs":{"scenes":["a"],"smoothing":1.5}}""", "inputs.smoothing")]
    [InlineData("survey", """{"inputs":{"scenes":["a"],"full":"yes"}}""", "inputs.full")]
    [InlineData("survey", """{"inputs":{"scenes":["a"],"colour":"red"}}""", "inputs.colour")]
    [InlineData("report", """{"inputs":{"month":"2026-13"}}""", "inputs.month")]
    [InlineData("report", """{"inputs":{}}""", "inputs.month")]
    [InlineData("dossier", """{"inputs":{"lang":"fr"}}""", "inputs.lang")]
    [InlineData("ingest", """{"inputs":{"paths":["/x"],"acquired_at":"yesterday"}}""", "inputs.acquired_at")]
    [InlineData("ingest", """{"inputs":{"paths":["/x"],"band_map":{"Red":0}}}""", "inputs.band_map.Red")]
    [InlineData("priority", """{"inputs":{"asked":{"budget_wan":"much"}}}""", "inputs.asked.budget_wan")]
    [InlineData("priority", """{"inputs":{"asked":{"colour":1}}}""", "inputs.asked.colour")]
    [InlineData("survey", """{"inputs":{"scenes":{"href":"http://169.254.169.254/latest"}}}""", "inputs.scenes")]
    [InlineData("survey", """{"inputs":{"scenes":{"href":"data:nothing"}}}""", "inputs.scenes")]
    [InlineData("survey", """{"inputs":{"scenes":{"href":"SERVER/nothing"}}}""", "inputs.scenes")]
    [InlineData("survey", """{"inputs":["a"]}""", "inputs")]
    [InlineData("survey", """{"inputs":{"scenes":["a"]},"outputs":{"map":{}}}""", "outputs.map")]
    [InlineData("survey", """{"inputs":{"scenes":["a"]},"outputs":{"result":{"format":{"mediaType":"text/xml"}}}}""", "outputs.result.format")]
    [InlineData("survey", """{"inputs":{"scenes":["a"]},"response":"xml"}""", "response")]
    [InlineData("survey", """{"inputs":{"scenes":["a"]},"subscriber":{"successUri":"http://x"}}""", "subscriber")]
    [InlineData("survey", "[]", "body"), InlineData("survey", "{", "body"), InlineData("survey", """{"inputs":{"scenes":["\ud800"]}}""", "body"), InlineData("survey", """{"inputs":{},"inputs":{}}""", "body")]
    public async Task What_does_not_fit_is_refused_and_named(string process, string body, string field) =>
        Assert.Equal(field, await Refused(process, body.Replace("SERVER", served.Url, StringComparison.Ordinal)));

    [Fact]
    public async Task Only_who_may_run_can_execute_and_it_stands_in_the_audit_log()
    {
        using var nobody = await served.Send(HttpMethod.Post, "/processes/inventory/execution", "{}");
        Assert.Equal(HttpStatusCode.Unauthorized, nobody.StatusCode);
        using var viewer = await served.Send(HttpMethod.Post, "/processes/inventory/execution", "{}", served.Key("viewer"));
        Assert.Equal(HttpStatusCode.Forbidden, viewer.StatusCode);
        using var ecology = await served.Send(HttpMethod.Post, "/processes/inventory/execution", "{}", served.Key("ecology"));
        string id = JsonElement.Parse(await ecology.Content.ReadAsStringAsync()).GetProperty("jobID").GetString()!;
        var line = served.Store.Audit.List(new(Subject: $"runs/{id}")).Single(l => l.Action == "run.start");
        Assert.Equal("k-ecology", line.Author);
    }

    private async Task<string?> Refused(string process, string body)
    {
        using var answer = await served.Send(HttpMethod.Post, $"/processes/{process}/execution", body, Token);
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{body}: {answer.StatusCode} {text}");
        return JsonElement.Parse(text).GetProperty("field").GetString();
    }

    private async Task<JsonElement> Ended(string job)
    {
        for (int tries = 0; tries < 300; tries++)
        {
            var status = await served.Json(job);
            if (status.GetProperty("status").GetString() is "successful" or "failed" or "dismissed")
            {
                return status;
            }

            await Task.Delay(100);
        }

        throw new TimeoutException(job);
    }
}
