using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Geo.Core;
using Geo.Core.Store;
using Geo.Testing;

namespace Geo.Api.Tests.Runs;

/// <summary>A server with its worker inside, as <c>geowfc serve</c> starts it.</summary>
public sealed class WorkerTests : IDisposable
{
    private const string Token = "worker-token";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private async Task<(RunningServer, HttpClient)> Start()
    {
        WorkspaceStore.OpenOrCreate(new Workspace(_folder.File("ws")), TimeProvider.System).Dispose();
        var server = await Server.Start(new ServerSettings { Workspace = _folder.File("ws"), Token = Token, WebRoot = _folder.File("none") }, CancellationToken.None);
        var client = new HttpClient { BaseAddress = new Uri(server.Url) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        return (server, client);
    }

    [Fact]
    public async Task A_run_that_cannot_succeed_ends_as_failed_and_says_why()
    {
        var (server, client) = await Start();
        await using var _ = server;
        using var __ = client;
        using var answer = await client.PostAsync("/runs", new StringContent("""{"kind":"train","parameters":{"samples":"/no/such/file.geojson"}}""", Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        string id = JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("id").GetString()!;
        Assert.Equal($"/runs/{id}", answer.Headers.Location?.ToString());
        string events = await client.GetStringAsync($"/runs/{id}/events").WaitAsync(TimeSpan.FromSeconds(30));
        var last = JsonElement.Parse(events.Split('\n').Last(l => l.StartsWith("data: ", StringComparison.Ordinal))["data: ".Length..]);
        Assert.Equal("failed", last.GetProperty("state").GetString());
        Assert.NotEqual("", last.GetProperty("error").GetString());
    }

    [Fact]
    public async Task An_unknown_kind_is_refused_before_the_ledger()
    {
        var (server, client) = await Start();
        await using var _ = server;
        using var __ = client;
        using var answer = await client.PostAsync("/runs", new StringContent("""{"kind":"dance"}""", Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(server.Store.Runs.List());
    }

    [Fact]
    public async Task The_dashboard_opens_with_the_token_only()
    {
        var (server, client) = await Start();
        await using var _ = server;
        using var __ = client;
        string page = await client.GetStringAsync("/admin/jobs");
        Assert.Contains("GeoWfc", page, StringComparison.Ordinal);
        client.DefaultRequestHeaders.Authorization = null;
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/admin/jobs")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/admin/jobs/jobs/enqueued")).StatusCode);
    }

    [Fact]
    public async Task Without_the_built_map_the_server_says_how_to_build_it()
    {
        var (server, client) = await Start();
        await using var _ = server;
        using var __ = client;
        using var answer = await client.GetAsync("/map");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("run.sh", JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_is_said_plainly()
    {
        var (server, client) = await Start();
        await using var _ = server;
        using var __ = client;
        int port = new Uri(server.Url).Port;
        var refused = await Assert.ThrowsAsync<InputException>(() => Server.Start(new ServerSettings { Workspace = _folder.File("ws"), Token = Token, Port = port }, CancellationToken.None));
        Assert.Equal("--port", refused.Field);
    }

    [Fact]
    public async Task A_client_that_listens_does_not_hold_up_the_stop()
    {
        var (server, client) = await Start();
        using var __ = client;
        var run = server.Store.Runs.Enqueue("ingest", "{}", "test", "test");
        _ = server.Store.Runs.Claim(run.Id, "elsewhere", TimeSpan.FromMinutes(5));
        using var stream = await client.GetStreamAsync($"/runs/{run.Id}/events");
        await server.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(9));
    }
}
