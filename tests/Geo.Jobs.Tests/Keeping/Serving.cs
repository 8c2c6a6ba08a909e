using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using System.Text.RegularExpressions;

namespace Geo.Jobs.Tests.Keeping;

/// <summary>A server in a process of its own; disposing kills it.</summary>
internal sealed partial class Serving : IDisposable
{
    public const string Token = "a-token-for-the-test-0123456789";
    private readonly Process _process;
    private readonly StringBuilder _said = new();
    private bool _stopped;

    public Serving(Geowfc geowfc, params (string Name, string Value)[] environment)
    {
        var settings = new Dictionary<string, string> { ["GEOWFC_TOKEN"] = Token, ["GEOWFC_BUSY_SECONDS"] = "1", ["GEOWFC_LEASE_SECONDS"] = "2" };
        foreach (var (name, value) in environment) settings[name] = value;
        _process = geowfc.Start(settings, "serve", "--port", "0", "--lang", "en");
        _ = _process.StandardOutput.ReadToEndAsync();
        // Killed with the test's own process too, whatever becomes of the test.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Stop();
        while (!Said.Contains("/token?token=", StringComparison.Ordinal))
        {
            string line = _process.StandardError.ReadLine() ?? throw new InvalidOperationException($"the server ended: {Said}");
            lock (_said) _said.Append(line).Append('\n');
        }

        new Thread(Listen) { IsBackground = true, Name = "server's words" }.Start();
        Client = Signed(Token);
    }

    /// <summary>With the server's token.</summary>
    public HttpClient Client { get; }

    public Uri Url => new(Address().Match(Said).Groups[1].Value);

    /// <summary>Its words on stderr so far.</summary>
    public string Said
    {
        get
        {
            lock (_said) return _said.ToString();
        }
    }

    private void Listen()
    {
        while (_process.StandardError.ReadLine() is { } line)
        {
            lock (_said) _said.Append(line).Append('\n');
        }
    }

    public HttpClient Signed(string token) => new(new HttpClientHandler { UseCookies = false })
    {
        BaseAddress = Url,
        DefaultRequestHeaders = { { "Authorization", $"Bearer {token}" }, { "Accept", "application/json, application/problem+json" } },
    };

    /// <summary>Starts a run.</summary>
    public Task<HttpResponseMessage> Start(string kind, object parameters) => Client.PostAsJsonAsync(new Uri("/runs", UriKind.Relative), new { kind, parameters });

    public void Dispose()
    {
        Client.Dispose();
        Stop();
        _process.Dispose();
    }

    private void Stop()
    {
        if (_stopped) return;
        _stopped = true;
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
    }

    [GeneratedRegex(@"(http://\S+)/map")]
    private static partial Regex Address();
}
