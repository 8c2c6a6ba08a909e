using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Geo.Api.Ogc;
using Geo.Core.Store;

namespace Geo.Api.Runs;

/// <summary>A run's life as server-sent events: <c>run</c> whenever it changed, <c>log</c> for each new line, <c>end</c> once it has ended.</summary>
internal static class RunEvents
{
    // The ledger is asked and not an event in memory: a command in another process may be executing the run.
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan SignOfLife = TimeSpan.FromSeconds(15);

    /// <summary>GET /runs/{id}/events; <c>Last-Event-ID</c> is the last log line that the client has.</summary>
    public static IResult Get(string id, HttpContext http, WorkspaceStore store, TimeProvider time, IHostApplicationLifetime life)
    {
        _ = store.Runs.Get(id); // unknown: 404 before the stream begins
        _ = long.TryParse(http.Request.Headers["Last-Event-ID"], out long seen);
        http.Response.Headers.Append("X-Accel-Buffering", "no");
        var stop = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, life.ApplicationStopping);
        http.Response.RegisterForDispose(stop);
        return TypedResults.ServerSentEvents(Follow(id, seen, store, time, stop.Token));
    }

    private static async IAsyncEnumerable<SseItem<string>> Follow(
        string id, long seen, WorkspaceStore store, TimeProvider time, [EnumeratorCancellation] CancellationToken cancel)
    {
        Run? last = null;
        long sentAt = time.GetTimestamp();
        while (!cancel.IsCancellationRequested)
        {
            var run = store.Runs.Get(id);
            foreach (var line in store.Runs.Log(id, seen))
            {
                seen = line.Seq;
                yield return new SseItem<string>(JsonSerializer.Serialize(new LogLine(line.Seq, line.At, line.Attempt, line.Text), Json.Pages), "log") { EventId = $"{line.Seq}" };
            }

            if (Changed(last, run) || time.GetElapsedTime(sentAt) > SignOfLife)
            {
                (last, sentAt) = (run, time.GetTimestamp());
                yield return new SseItem<string>(JsonSerializer.Serialize(RunBrief.Of(run), Json.Pages), "run");
            }

            if (run.Ended)
            {
                yield return new SseItem<string>(JsonSerializer.Serialize(RunBrief.Of(run), Json.Pages), "end");
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
