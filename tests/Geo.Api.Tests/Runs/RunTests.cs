using System.Net;
using System.Text.Json;

namespace Geo.Api.Tests.Runs;

[Collection(nameof(Served))]
public sealed class RunTests(ServedWorkspace served)
{
    private static readonly (string, string) Bearer = ("Authorization", "Bearer " + ServedWorkspace.Token);

    [Fact]
    public async Task A_run_is_seen_followed_and_cancelled()
    {
        string id = served.Store.Runs.Enqueue("survey", """{"scenes":["scene-1"]}""", "test", "test").Id;
        Assert.Contains((await served.Json("/runs")).EnumerateArray(), r => r.GetProperty("id").GetString() == id);

        var claim = served.Store.Runs.Claim(id, "test", TimeSpan.FromMinutes(1))!;
        served.Store.Runs.Report(id, claim.Token, 0.5, "half");
        var run = await served.Json($"/runs/{id}");
        Assert.Equal("running", run.GetProperty("state").GetString());
        Assert.Equal(0.5, run.GetProperty("progress").GetDouble());
        Assert.Equal("scene-1", run.GetProperty("parameters").GetProperty("scenes")[0].GetString());
        Assert.NotEqual(0, run.GetProperty("log").GetArrayLength());

        using var stream = await served.Client.GetStreamAsync($"/runs/{id}/events");
        using var reader = new StreamReader(stream);
        using var cancelled = await served.Send(HttpMethod.Post, $"/runs/{id}/cancel", null, Bearer);
        Assert.Equal(HttpStatusCode.Accepted, cancelled.StatusCode);
        Assert.True(served.Store.Runs.Get(id).CancelRequested);
        served.Store.Runs.Cancel(id, claim.Token);
        string events = await reader.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(10)); // ends by itself
        var states = events.Split('\n').Where(l => l.StartsWith("data: ", StringComparison.Ordinal)).Select(l => JsonElement.Parse(l["data: ".Length..])).ToList();
        Assert.Equal("running", states[0].GetProperty("state").GetString());
        Assert.Equal("cancelled", states[^1].GetProperty("state").GetString());
        Assert.Contains(states[^1].GetProperty("log").EnumerateArray(), l => l.GetProperty("text").GetString() == "cancelling was asked for");
        // A browser that calls again after the end is told to stop.
        using var again = await served.Send(HttpMethod.Get, $"/runs/{id}/events", null, ("Last-Event-ID", "1"));
        Assert.Equal(HttpStatusCode.NoContent, again.StatusCode);
    }

    [Theory]
    [InlineData("{}"), InlineData("nonsense"), InlineData("""{"kind":"survey","parameters":[]}"""), InlineData("[]"), InlineData("null")]
    public async Task A_malformed_order_is_400(string body)
    {
        using var answer = await served.Send(HttpMethod.Post, "/runs", body, Bearer);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Health_readiness_and_figures()
    {
        Assert.Equal("ok", (await served.Json("/healthz")).GetProperty("status").GetString());
        Assert.Equal("ready", (await served.Json("/readyz")).GetProperty("status").GetString());
        string figures = await served.Client.GetStringAsync("/metrics");
        Assert.Contains("geowfc_features{collection=\"mine-sites\"} 25\n", figures, StringComparison.Ordinal);
        Assert.Equal(0, (await served.Json("/models")).GetArrayLength());
    }
}
