using System.Net;
using System.Text.Json;
using Geo.Core;

namespace Geo.Api.Tests.Processes;

/// <summary>Execute requests broken at random, on a server that has no worker: what is valid is told that (503), all else is refused by name.</summary>
[Collection(nameof(Served))]
public sealed class ExecutionFuzzTests(ServedWorkspace served)
{
    private static readonly (string Process, string Body)[] Seeds =
    [
        ("survey", """{"inputs":{"scenes":["a","b"],"recall":0.8,"full":true},"outputs":{"result":{"transmissionMode":"value"}},"response":"document"}"""),
        ("survey", """{"inputs":{"scenes":{"href":"data:application/json,[1]"},"model":{"value":"m"}}}"""),
        ("ingest", """{"inputs":{"paths":["/x"],"band_map":{"Red":1},"acquired_at":"2025-06-01T03:20:00Z"}}"""),
        ("priority", """{"inputs":{"asked":{"judgements":{"hazard":[{"a":"x","b":"y","favours":3}]},"weights":{"x":0.5},"budget_wan":3}}}"""),
        ("volume", """{"inputs":{"code":"D","toe":{"type":"Polygon","coordinates":[[[1,2],[3,4]]]},"density_t_m3":1.6}}"""),
        ("report", """{"inputs":{"month":"2026-08"}}"""),
    ];

    [Fact]
    public async Task Never_a_500_and_every_refusal_names_its_input()
    {
        ulong state = 7;
        int Below(int bound) => (int)(SplitMix64.Next(ref state) % (ulong)bound);
        string[] pieces = ["null", "[]", "{}", "\"\"", "1e400", "-1", ",", "\"", "\\ud83d", "]", "}", "{", "\"href\":\"data:,x\"", "\"value\":", "true", "%", "base64,"];
        int valid = 0;
        for (int i = 0; i < 400; i++)
        {
            var (process, body) = Seeds[Below(Seeds.Length)];
            for (int cuts = i < Seeds.Length ? 0 : 1 + Below(3); cuts > 0; cuts--)
            {
                int at = Below(body.Length), length = Math.Min(Below(4), body.Length - at);
                body = body[..at] + pieces[Below(pieces.Length)] + body[(at + length)..];
            }

            using var answer = await served.Send(HttpMethod.Post, $"/processes/{process}/execution", body, ("Authorization", "Bearer " + ServedWorkspace.Token));
            string text = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.BadRequest, $"{process} {body}: {answer.StatusCode} {text}");
            if (answer.StatusCode == HttpStatusCode.BadRequest) Assert.True(JsonElement.Parse(text).TryGetProperty("field", out _), $"{body}: {text}");
            else valid++;
        }

        Assert.InRange(valid, Seeds.Length - 2, 200);
    }
}
