using Geo.Api.Ogc;
using Geo.Core.Store;
using Geo.Jobs.Jobs;

namespace Geo.Api.Features;

/// <summary>Why a detection was given its class, over HTTP.</summary>
internal static class Why
{
    // Pixels are read and trees walked: one at a time, so that a crowd of readers cannot starve the map.
    private static readonly SemaphoreSlim s_turn = new(1);

    /// <summary>GET /collections/detections/items/{fid}/why</summary>
    public static async Task<IResult> Get(string fid, WorkspaceStore store, CancellationToken cancel)
    {
        await s_turn.WaitAsync(cancel);
        try
        {
            return TypedResults.Json(await Task.Run(() => Explanation.Of(store, fid, cancel), cancel), Json.Pages);
        }
        finally
        {
            s_turn.Release();
        }
    }
}
