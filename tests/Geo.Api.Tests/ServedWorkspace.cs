using System.Net;
using System.Text.Json;
using Geo.Core;
using Geo.Core.Gdal;
using Geo.Core.Imagery;
using Geo.Core.Store;
using Geo.Core.Store.People;
using Geo.Testing;
using NetTopologySuite.Geometries;

namespace Geo.Api.Tests;

/// <summary>
/// A real server on a real port over a small workspace. Mine sites M01…M25: squares of 0.004° side whose lower left corner
/// is (110 + 0.01·i, 40.5), town 河东镇 for odd i and 沙尔沁镇 for even i, last observed on 2025-05-i; M13 has no geometry.
/// Detections D1 (class stockpile, 0.9, a clockwise outer ring with a counter-clockwise hole) and D2 (unrestored_pit, 0.6).
/// </summary>
#pragma warning disable CA1001 // xunit disposes it through IAsyncLifetime
public class ServedWorkspace : IAsyncLifetime
{
    public const string Token = "test-token-0123456789";
    public const int Sites = 25;
    private static readonly string[] SceneIds = ["s1", "s2"];
    private readonly TemporaryFolder _folder = new();
    private RunningServer? _server;

    public string Url => _server!.Url;

    public HttpClient Client { get; private set; } = null!;

    internal WorkspaceStore Store => _server!.Store;

    internal PeopleStore People => _server!.People;

    protected virtual bool WithWorker => false;

    /// <summary>Clock of the server and its store.</summary>
    protected virtual TimeProvider Clock => TimeProvider.System;

    /// <summary>The workspace's own visibility.json; null for none.</summary>
    protected virtual string? Visibility => null;

    /// <summary>What the server is told besides.</summary>
    internal virtual ServerSettings Told(ServerSettings settings) => settings;

    public string ScenesFolder => _server!.Store.Workspace.Scenes;

    internal IServiceProvider Services => _server!.Services;

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(_folder.File("wwwroot"));
        File.WriteAllText(_folder.File("wwwroot/index.html"), "<!doctype html><title>map</title>");
        string workspace = _folder.File("ws");
        using (var store = WorkspaceStore.Create(new Workspace(workspace), Clock))
        {
            Fill(store, workspace);
        }

        if (Visibility is { } visibility) File.WriteAllText(_folder.File("ws/visibility.json"), visibility);
        _server = await Server.Start(Told(new ServerSettings { Workspace = workspace, Token = Token, WebRoot = _folder.File("wwwroot"), Bind = IPAddress.Loopback, WithWorker = WithWorker, Time = Clock }), CancellationToken.None);
        Client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(Url) };
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await _server!.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>GET, 200 asserted, JSON.</summary>
    public async Task<JsonElement> Json(string path)
    {
        using var answer = await Client.GetAsync(path);
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {answer.StatusCode} {text}");
        return JsonElement.Parse(text);
    }

    /// <summary>GET, the status asserted, problem details.</summary>
    public async Task<JsonElement> Problem(string path, int status)
    {
        using var answer = await Client.GetAsync(path);
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode == status, $"{path}: {(int)answer.StatusCode} {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = JsonElement.Parse(text);
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        return problem;
    }

    /// <summary>A request with its headers.</summary>
    public async Task<HttpResponseMessage> Send(HttpMethod method, string path, string? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (body is not null)
        {
            request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        }

        return await Client.SendAsync(request);
    }

    /// <summary>An account with a key of its own role; the header that shows the key.</summary>
    internal (string Name, string Value) Key(string role)
    {
        string name = "k-" + role;
        var account = People.Accounts.List().FirstOrDefault(a => a.Name == name) ?? People.Accounts.Add(name, null, Roles.Parse(role), role == "town" ? "河东镇" : null, null, "test", null).Account;
        return ("Authorization", "Bearer " + People.Keys.Add(account, "test", account.Role, null, "test").Secret);
    }

    /// <summary>A photo as the body.</summary>
    public async Task<HttpResponseMessage> SendPhoto(string path, byte[] photo, string mediaType, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(photo) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await Client.SendAsync(request);
    }

    private static void Fill(WorkspaceStore store, string workspace)
    {
        var factory = new GeometryFactory();
        Polygon Square(double x, double y, double side) => factory.CreatePolygon(
            [new(x, y), new(x + side, y), new(x + side, y + side), new(x, y + side), new(x, y)]);
        var sites = Enumerable.Range(1, Sites).Select(i => new Feature($"M{i:00}", i == 13 ? null : Square(110 + 0.01 * i, 40.5, 0.004), new Dictionary<string, object?>
        {
            ["code"] = $"M{i:00}",
            ["name"] = $"矿 <{i}>",
            ["town"] = i % 2 == 1 ? "河东镇" : "沙尔沁镇",
            ["planned_year"] = 2020L + i % 5,
            ["area_m2"] = 1000.5 * i,
            ["last_observed_at"] = new DateTimeOffset(2025, 5, i, 3, 20, 0, TimeSpan.Zero),
        }));
        var shell = factory.CreateLinearRing([new(110.123456789, 40.5), new(110.123456789, 40.6), new(110.2, 40.6), new(110.2, 40.5), new(110.123456789, 40.5)]);
        var hole = factory.CreateLinearRing([new(110.15, 40.55), new(110.16, 40.55), new(110.16, 40.56), new(110.15, 40.56), new(110.15, 40.55)]);
        Feature[] detections =
        [
            new("D1", factory.CreatePolygon(shell, [hole]), new Dictionary<string, object?> { ["class"] = "stockpile", ["probability"] = 0.9, ["scene_ids"] = SceneIds, ["acquired_at"] = new DateTimeOffset(2025, 6, 1, 0, 0, 0, TimeSpan.Zero) }),
            new("D2", Square(110.3, 40.5, 0.01), new Dictionary<string, object?> { ["class"] = "unrestored_pit", ["probability"] = 0.6, ["acquired_at"] = new DateTimeOffset(2025, 7, 1, 0, 0, 0, TimeSpan.Zero) }),
        ];
        // 100 × 100 pixels of 100 m whose upper left corner is (12 250 000, 4 940 000) in Web Mercator.
        var grid = new Grid(GeoTransform.NorthUp(12250000, 4940000, 100, 100), 100, 100, Projection.FromEpsg(3857));
        var scene = new Scene("scene-1", "sentinel2-l2a", new DateTimeOffset(2025, 6, 1, 3, 0, 0, TimeSpan.Zero), grid,
            [new SceneBand(BandRole.Red, 1, 1e-4, 0)], 0, "scene-1.tif", null, new string('a', 64), Square(110, 40.5, 0.1), 1, 0.25, true);
        using (var raster = Dataset.Create(Path.Combine(workspace, "scenes", "scene-1.tif"), new RasterSpec(grid, 1, PixelType.UInt16, 0)))
        {
            raster.Write<ushort>(1, grid.Whole, [.. Enumerable.Range(0, 10000).Select(i => (ushort)(i + 1))]);
            raster.Close();
        }

        File.WriteAllText(Path.Combine(workspace, "scenes", "secret.tif"), "not a file of a scene");
        const string stac = """
            {"type":"Feature","stac_version":"1.0.0","id":"scene-1","geometry":{"type":"Polygon","coordinates":[[[110,40.5],[110.1,40.5],[110.1,40.6],[110,40.6],[110,40.5]]]},
             "bbox":[110,40.5,110.1,40.6],"properties":{"datetime":"2025-06-01T03:00:00Z"},"links":[],"assets":{"data":{"href":"./scene-1.tif","type":"image/tiff"}}}
            """;
        store.Write("test", null, null, writer =>
        {
            writer.Put("mine-sites", sites);
            writer.Put("detections", detections);
            writer.PutScene(scene, stac);
        });
    }
}
#pragma warning restore CA1001

/// <summary>One server for all tests that only read.</summary>
[CollectionDefinition(nameof(Served))]
public sealed class Served : ICollectionFixture<ServedWorkspace>;
