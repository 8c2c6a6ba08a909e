using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Geo.Api.Ogc;
using Geo.Core.Store;

namespace Geo.Api.Runs;

/// <summary>A run's life as server-sent events: one event <c>run</c> whenever it changed or its log grew, the same document as GET /runs/{id}; the stream ends with the run.</summary>
internal static class RunEvents
{
    // The ledger is asked and not an event in memory: a command in another process may be executing the run.
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan SignOfLife = TimeSpan.FromSeconds(15);

    /// <summary>GET /runs/{id}/events; <c>Last-Event-ID</c> is the last log line that the client has.</summary>
    public static IResult Get(string id, HttpContext http, WorkspaceStore store, TimeProvider time, IHostApplicationLifetime life)
    {
        var run = store.Runs.Get(id); // unknown: 404 before the stream begins
        if (run.Ended && http.Request.Headers["Last-Event-ID"].Count > 0)
        {
            return TypedResults.NoContent(); // tells a browser's EventSource to stop calling again
        }

        http.Response.Headers.Append("X-Accel-Buffering", "no");
        var stop = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, life.ApplicationStopping);
        http.Response.RegisterForDispose(stop);
        return TypedResults.ServerSentEvents(Follow(id, store, time, stop.Token));
    }

    private static async IAsyncEnumerable<SseItem<string>> Follow(string id, WorkspaceStore store, TimeProvider time, [EnumeratorCancellation] CancellationToken cancel)
    {
        Run? last = null;
        long seen = -1, sentAt = time.GetTimestamp();
        while (!cancel.IsCancellationRequested)
        {
            var run = store.Runs.Get(id);
            var news = store.Runs.Log(id, Math.Max(seen, 0));
            if (seen < 0 || news.Count > 0 || Changed(last, run) || time.GetElapsedTime(sentAt) > SignOfLife)
            {
                (last, sentAt, seen) = (run, time.GetTimestamp(), news.Count > 0 ? news[^1].Seq : Math.Max(seen, 0));
                yield return new SseItem<string>(RunPages.Document(run, store).ToJsonString(Json.Pages), "run") { EventId = seen.ToString(CultureInfo.InvariantCulture) };
            }

            if (run.Ended)
            {
                yield break;
            }

            try
            {
                await Task.Delay(Every, time, cancel);
            }
            catch (OperationCanceledException)
            {
                yield break;
            }
        }
    }

    private static bool Changed(Run? last, Run run) =>
        last is null || last.State != run.State || last.Progress != run.Progress || last.Message != run.Message || last.Attempt != run.Attempt || last.CancelRequested != run.CancelRequested;
}
