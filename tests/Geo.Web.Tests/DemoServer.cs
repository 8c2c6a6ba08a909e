using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Geo.Testing;
using Microsoft.Playwright;

namespace Geo.Web.Tests;

/// <summary>
/// The real program on a copy of the small demo, and one Chromium, for all tests of the pages: they are seen with what
/// this very code has made.
/// </summary>
public class DemoServer : IAsyncLifetime, IDisposable
{
    /// <summary>What a person signs in with.</summary>
    public const string Token = "web-tests";

    private readonly TemporaryFolder _folder = new();
    private Process? _server;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Address of the server, without a slash at the end.</summary>
    public string Url { get; private set; } = "";

    /// <summary>Folder of the workspace that is served.</summary>
    public string Workspace => _folder.File("workspace");

    /// <summary>Folder of the screenshots: tests/artifacts, which git ignores.</summary>
    public static string Artifacts { get; } = Directory.CreateDirectory(Path.Combine(Repository(), "tests", "artifacts")).FullName;

    public async Task InitializeAsync()
    {
        Assert.True(File.Exists(Path.Combine(Repository(), "src", "Geo.Api", "wwwroot", "index.html")),
            "the pages are not built: npm ci && npm run build in src/Geo.Api/web");
        string workspace = Workspace;
        SmallDemo.CopyTo(workspace);
        Prepare(workspace);
        int port = FreePort();
        Url = $"http://127.0.0.1:{port}";
        _server = Program("serve", "--port", $"{port}", "--workspace", workspace, "--quiet");
        await Answers();

        // A page waits for the server, and the server for a processor that others use too.
        Assertions.SetDefaultExpectTimeout(30_000);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            // Debian's own; Playwright's installer would need the network.
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    /// <summary>What is done to the copy before it is served.</summary>
    protected virtual void Prepare(string workspace)
    {
    }

    /// <summary>A fresh browser profile with one page, watched from its first request.</summary>
    internal async Task<WatchedPage> Open(string path, int width = 1366, int height = 768)
    {
        var context = await _browser!.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = height }, ReducedMotion = ReducedMotion.Reduce });
        context.SetDefaultTimeout(60_000);
        var watched = new WatchedPage(context, await context.NewPageAsync(), Url);
        await watched.Page.GotoAsync(Url + path);
        return watched;
    }

    /// <summary>Sends JSON with the token, as a program does; the answer must be a success.</summary>
    public Task Put(string path, object body) => Send(HttpMethod.Put, path, body);

    /// <inheritdoc cref="Put"/>
    public Task Post(string path, object body) => Send(HttpMethod.Post, path, body);

    private async Task Send(HttpMethod method, string path, object body)
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", Token);
        using var request = new HttpRequestMessage(method, new Uri(Url + path)) { Content = JsonContent.Create(body) };
        using var answer = await client.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>What the server says to a program.</summary>
    public async Task<JsonElement> Ask(string path)
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Accept.ParseAdd("application/json, application/geo+json");
        return JsonElement.Parse(await client.GetStringAsync(new Uri(Url + path)));
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.CloseAsync();
        }

        _playwright?.Dispose();
        if (_server is not null)
        {
            _server.Kill(entireProcessTree: true);
            await _server.WaitForExitAsync();
        }
    }

    public void Dispose()
    {
        _server?.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>What the program is told by its environment besides the token.</summary>
    protected virtual IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>();

    private Process Program(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = Repository() };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "geowfc.dll"));
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["GEOWFC_TOKEN"] = Token;
        foreach (var (name, value) in Settings) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private async Task Answers()
    {
        using var client = new HttpClient();
        for (var waited = Stopwatch.StartNew(); ;)
        {
            Assert.False(_server!.HasExited, "the server ended at its start");
            try
            {
                using var answer = await client.GetAsync(new Uri(Url + "/healthz"));
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    return;
                }
            }
            catch (HttpRequestException) when (waited.Elapsed < TimeSpan.FromMinutes(2))
            {
                // Not listening yet.
            }

            await Task.Delay(200);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Root of the repository.</summary>
    internal static string Repository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "GeoWfc.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("no GeoWfc.sln above the tests");
    }
}

/// <summary>One server and one browser for all classes below.</summary>
[CollectionDefinition(Name)]
public sealed class DemoCollection : ICollectionFixture<DemoServer>
{
    /// <summary>Name of the collection.</summary>
    public const string Name = "demo server";
}
