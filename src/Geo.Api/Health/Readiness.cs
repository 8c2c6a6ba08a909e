using Geo.Core.Store;

namespace Geo.Api.Health;

/// <summary>Alive (the process answers) and ready (the store answers and work goes on).</summary>
internal static class Readiness
{
    /// <summary>A run without a sign of life for so long is stuck; leases last seconds and are taken over by the worker's watch.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>GET /healthz</summary>
    public static IResult Alive() => TypedResults.Json(new { status = "ok" });

    /// <summary>GET /readyz: looks at the last progress in the ledger, not at the worker's process.</summary>
    public static IResult Get(WorkspaceStore store, TimeProvider time)
    {
        long revision = store.Revision;
        var now = time.GetUtcNow();
        var stuck = store.Runs.WithoutLiveLease().Where(r => r.State == "running" && now - (r.LeaseUntil ?? now) > Patience).ToList();
        // A queue that nobody works on: waiting runs while none is alive and nothing has ended lately.
        var all = store.Runs.List(200);
        bool alive = all.Any(r => r.State == "running" && r.LeaseUntil > now);
        var lastEnd = all.Max(r => r.EndedAt);
        var waiting = alive || now - lastEnd < Patience ? [] : all.Where(r => r.State == "queued" && now - r.CreatedAt > Patience).ToList();
        bool ready = stuck.Count == 0 && waiting.Count == 0;
        return TypedResults.Json(
            new { status = ready ? "ready" : "stuck", store_revision = revision, stuck_runs = stuck.Select(r => r.Id), waiting_runs = waiting.Select(r => r.Id) },
            statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}
