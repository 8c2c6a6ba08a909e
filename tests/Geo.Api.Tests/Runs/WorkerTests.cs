using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Geo.Core;
using Geo.Core.Gdal;
using Geo.Core.Imagery;
using Geo.Core.Store;
using Geo.Testing;
using NetTopologySuite.Geometries;

namespace Geo.Api.Tests.Runs;

/// <summary>A server with its worker inside, as <c>geowfc serve</c> starts it.</summary>
public sealed class WorkerTests : IDisposable
{
    private const string Token = "worker-token";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private async Task<(RunningServer, HttpClient)> Start(Action<WorkspaceStore>? fill = null)
    {
        using (var store = WorkspaceStore.OpenOrCreate(new Workspace(_folder.File("ws")), TimeProvider.System)) fill?.Invoke(store);
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
    public async Task Advice_on_labels_of_the_workspace_is_given_by_their_name_in_it()
    {
        var (server, client) = await Start(PutScene);
        await using var _ = server;
        using var __ = client;
        using var put = await client.PutAsync("/labels/drawn", new StringContent("""
            {"type":"FeatureCollection","features":[{"type":"Feature","properties":{"label":"stockpile"},"geometry":{"type":"Polygon","coordinates":[[[110.06,40.45],[110.07,40.45],[110.07,40.46],[110.06,40.46],[110.06,40.45]]]}}]}
            """, Encoding.UTF8, "application/geo+json"));
        string file = JsonElement.Parse(await put.Content.ReadAsStringAsync()).GetProperty("file").GetString()!;
        var (_, last) = await Ended(client, $$"""{"samples":"{{file}}","label_field":"label"}""");
        Assert.True(last.GetProperty("state").GetString() == "done", last.GetProperty("error").GetString());

        // One area of one class: nothing can be trained, and advice says so by codes that the pages have words for.
        JsonElement advice = last.GetProperty("outputs");
        var share = Assert.Single(advice.GetProperty("classes").EnumerateArray());
        Assert.Equal(("stockpile", 1), (share.GetProperty("class").GetString(), share.GetProperty("areas").GetInt32()));
        Assert.Equal(("class_one_block", 3), (share.GetProperty("advice_remark").GetProperty("code").GetString(), share.GetProperty("advice_remark").GetProperty("values").GetProperty("more").GetInt32()));
        Assert.Equal("learning_none", advice.GetProperty("learning_advice_remark").GetProperty("code").GetString());
        Assert.Equal(["not_trained_one_class"], advice.GetProperty("notes_remarks").EnumerateArray().Select(n => n.GetProperty("code").GetString()));
    }

    [Theory]
    [InlineData("""{"samples":"labels/none.geojson"}""", "none.geojson")] // read within the workspace, where it is not
    [InlineData("""{"samples":"labels/none.geojson","model":"no-such"}""", "no-such")]
    [InlineData("""{"samples":"labels/none.geojson","out":"/tmp/places.xls"}""", "extension")]
    [InlineData("""{"samples":7}""", "samples")]
    public async Task Advice_that_cannot_be_given_ends_as_failed_and_says_why(string parameters, string named)
    {
        var (server, client) = await Start(PutScene);
        await using var _ = server;
        using var __ = client;
        var (id, last) = await Ended(client, parameters);
        Assert.Equal(("failed", "advise"), (last.GetProperty("state").GetString(), last.GetProperty("kind").GetString()));
        Assert.Contains(named, last.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal("failed", server.Store.Runs.Get(id).State);
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

    // Posts a run of advice and follows it to its end.
    private static async Task<(string Id, JsonElement Last)> Ended(HttpClient client, string parameters)
    {
        using var answer = await client.PostAsync("/runs", new StringContent($$"""{"kind":"advise","parameters":{{parameters}}}""", Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        string id = JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("id").GetString()!;
        _ = await client.GetStringAsync($"/runs/{id}/events").WaitAsync(TimeSpan.FromMinutes(2));
        return (id, JsonElement.Parse(await client.GetStringAsync($"/runs/{id}")));
    }

    // 100 × 100 pixels of 100 m, one red band, whose upper left corner is at about 110.04° E, 40.51° N.
    private static void PutScene(WorkspaceStore store)
    {
        var grid = new Grid(GeoTransform.NorthUp(12250000, 4940000, 100, 100), 100, 100, Projection.FromEpsg(3857));
        using (var raster = Dataset.Create(Path.Combine(store.Workspace.Scenes, "scene-1.tif"), new RasterSpec(grid, 1, PixelType.UInt16, 0)))
        {
            raster.Write<ushort>(1, grid.Whole, [.. Enumerable.Range(0, 10000).Select(i => (ushort)(i + 1))]);
            raster.Close();
        }

        var footprint = (Polygon)GeometryFactory.Default.ToGeometry(new Envelope(110.04, 110.13, 40.44, 40.51));
        store.Write("test", null, null, writer => writer.PutScene(new Scene("scene-1", "sentinel2-l2a", new DateTimeOffset(2025, 6, 1, 3, 0, 0, TimeSpan.Zero), grid,
            [new SceneBand(BandRole.Red, 1, 1e-4, 0)], 0, "scene-1.tif", null, new string('a', 64), footprint, 1, 0, true), "{}"));
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
