using Geo.Core.Store;
using Geo.Core.Store.People;
using Geo.Jobs.Runs;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Geo.Api;

/// <summary>A server that answers; disposing stops it.</summary>
internal sealed class RunningServer(WebApplication app, WorkspaceStore store, PeopleStore people, Worker? worker) : IAsyncDisposable
{
    /// <summary>Where it listens, without a slash at the end; for 0.0.0.0 the loopback address.</summary>
    public string Url => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()
        .Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal).Replace("[::]", "[::1]", StringComparison.Ordinal).TrimEnd('/');

    /// <summary>The store that it serves.</summary>
    public WorkspaceStore Store { get; } = store;

    /// <summary>Who may sign in.</summary>
    public PeopleStore People { get; } = people;

    /// <summary>Its services, for tests.</summary>
    public IServiceProvider Services => app.Services;

    /// <summary>Waits for <paramref name="cancel"/> or Ctrl+C.</summary>
    public Task UntilStopped(CancellationToken cancel) => app.WaitForShutdownAsync(cancel);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
        if (worker is not null)
        {
            await worker.DisposeAsync();
        }

        People.Dispose();
        Store.Dispose();
    }
}
