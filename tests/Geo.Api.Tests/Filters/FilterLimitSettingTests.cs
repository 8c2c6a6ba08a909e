using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Geo.Core.Store;
using Geo.Testing;

namespace Geo.Api.Tests.Filters;

/// <summary>The limits of filters as the real program reads them from its environment.</summary>
public sealed class FilterLimitSettingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public FilterLimitSettingTests() => WorkspaceStore.Create(new Workspace(_folder.File("ws")), TimeProvider.System).Dispose();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("GEOWFC_FILTER_CHARACTERS", "0"), InlineData("GEOWFC_FILTER_CHARACTERS", "16777217"), InlineData("GEOWFC_FILTER_DEPTH", "65"), InlineData("GEOWFC_FILTER_NODES", "many"), InlineData("GEOWFC_FILTER_NODES", "1e3"), InlineData("GEOWFC_FILTER_VERTICES", "-3")]
    public async Task A_wrong_value_is_refused_at_start_with_one_line(string name, string value)
    {
        using var process = Serve(0, (name, value));
        string errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(1, process.ExitCode);
        string line = Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        Assert.StartsWith($"environment: {name}: '{value}' is not a whole number from 1 to ", line, StringComparison.Ordinal);
        Assert.EndsWith("mend it, or unset it", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_holds_filters_to_what_its_environment_says()
    {
        int port = Free();
        using var process = Serve(port, ("GEOWFC_FILTER_CHARACTERS", "100"), ("GEOWFC_FILTER_DEPTH", "5"), ("GEOWFC_FILTER_NODES", "12"), ("GEOWFC_FILTER_VERTICES", "3"));
        process.BeginErrorReadLine();
        try
        {
            using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
            for (var patience = Stopwatch.StartNew(); ; await Task.Delay(100))
            {
                try
                {
                    if ((await client.GetAsync("/healthz")).IsSuccessStatusCode) break;
                }
                catch (HttpRequestException) when (patience.Elapsed < TimeSpan.FromMinutes(1) && !process.HasExited)
                {
                    // It starts.
                }
            }

            foreach (var (filter, beyond) in ((string, string)[])[
                ($"code = '{new string('M', 100)}'", "100 characters"), ("(((((((code = 'M01')))))))", "5 levels"),
                ("code = 'M01' OR code = 'M02' OR code = 'M03' OR code = 'M04'", "12 operators"), ("S_INTERSECTS(geometry, LINESTRING(110 40, 111 41, 112 41, 112 42))", "3 vertices")])
            {
                using var answer = await client.GetAsync("/collections/mine-sites/items?filter=" + Uri.EscapeDataString(filter));
                var problem = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
                Assert.Equal((HttpStatusCode.BadRequest, "filter"), (answer.StatusCode, problem.GetProperty("field").GetString()));
                Assert.Contains(beyond, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
            }

            using var small = await client.GetAsync("/collections/mine-sites/items?filter=" + Uri.EscapeDataString("code = 'M01' OR code = 'M02'"));
            Assert.Equal(HttpStatusCode.OK, small.StatusCode);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    private Process Serve(int port, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "geowfc.dll"), "--workspace", _folder.File("ws"), "serve", "--port", port.ToString(CultureInfo.InvariantCulture), "--lang", "en"]) { RedirectStandardError = true };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
