using System.Diagnostics;
using Microsoft.Playwright;

namespace Geo.Web.Tests;

/// <summary>A page of which every console error and every request is kept.</summary>
internal sealed class WatchedPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly string _host;
    private readonly List<string> _errors = [];
    private readonly List<string> _foreign = [];

    public WatchedPage(IBrowserContext context, IPage page, string host)
    {
        (_context, Page, _host) = (context, page, host + "/");
        page.Console += (_, message) => { if (message.Type is "error" or "warning") { _errors.Add($"{message.Type}: {message.Text} ({message.Location})"); } };
        page.PageError += (_, error) => _errors.Add(error);
        page.RequestFailed += (_, request) => { if (request.Failure is not "net::ERR_ABORTED") { _errors.Add($"{request.Failure}: {request.Url}"); } };
        context.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(_host, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal) && !request.Url.StartsWith("blob:", StringComparison.Ordinal))
            {
                _foreign.Add(request.Url);
            }
        };
    }

    public IPage Page { get; }

    /// <summary>Holds until the map has drawn all that it asked for, once. Asked from here, since the pages' content security policy forbids what WaitForFunction does in them.</summary>
    public async Task MapDrawn()
    {
        for (var waited = Stopwatch.StartNew(); !await Page.EvaluateAsync<bool>("performance.getEntriesByName('first-map').length > 0");)
        {
            Assert.True(waited.Elapsed < TimeSpan.FromMinutes(1), $"the map was not drawn in a minute: {string.Join("; ", _errors)}");
            await Task.Delay(50);
        }
    }

    /// <summary>Presses Tab until the wanted element has the focus, as a person without a mouse does.</summary>
    public async Task TabTo(string selector)
    {
        for (int presses = 0; presses < 150; presses++)
        {
            if (await Page.EvaluateAsync<bool>("s => document.activeElement?.matches(s) === true", selector))
            {
                return;
            }

            await Page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"Tab never reached {selector}");
    }

    public Task Screenshot(string name) => Page.ScreenshotAsync(new() { Path = Path.Combine(DemoServer.Artifacts, $"{name}.png") });

    /// <summary>Nothing was complained of, and nothing was asked of another host.</summary>
    /// <param name="offline">The test took the network away: what the browser says of that is no complaint of the page.</param>
    /// <param name="refused">A status with which the server was to refuse something: the browser writes that into its console too.</param>
    public void WasQuiet(bool offline = false, int? refused = null)
    {
        if (refused is { } status) _errors.RemoveAll(e => e.Contains(FormattableString.Invariant($"status of {status}"), StringComparison.Ordinal));
        // Advice of the browser to who reads pixels back, as the map's library and these tests do.
        _errors.RemoveAll(e => e.Contains("Canvas2D: Multiple readback", StringComparison.Ordinal));
        if (offline) _errors.RemoveAll(e => e.Contains("ERR_INTERNET_DISCONNECTED", StringComparison.Ordinal));
        Assert.True(_errors.Count == 0, string.Join('\n', _errors));
        Assert.Empty(_foreign);
    }

    public async ValueTask DisposeAsync() => await _context.CloseAsync();
}
