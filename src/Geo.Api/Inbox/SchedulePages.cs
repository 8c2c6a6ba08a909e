using System.Text.Json.Nodes;
using Geo.Api.Auth;
using Geo.Api.Ogc;
using Geo.Core.Store;
using Geo.Jobs.Schedule;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Geo.Api.Inbox;

/// <summary>What <c>POST /schedule/{task}</c> takes.</summary>
/// <param name="Action">pause, resume, set or run.</param>
/// <param name="Cron">Other times, for set.</param>
/// <param name="EveryMinutes">Or every so many minutes; neither gives the task its usual times.</param>
/// <param name="Reason">Why; goes into the audit log.</param>
internal sealed record AskedTask(string? Action, string? Cron, int? EveryMinutes, string? Reason);

/// <summary>Does a task of the schedule now.</summary>
internal delegate void RunTask(string task, string author);

/// <summary>Has the inbox looked at soon.</summary>
internal delegate void LookIntoInbox();

/// <summary>The schedule over HTTP.</summary>
internal static class SchedulePages
{
    private const string Example = "{\"action\": \"pause\", \"reason\": \"…\"}";

    /// <summary>GET /schedule</summary>
    public static IResult Get(HttpContext http, WorkspaceStore store, TimeProvider time)
    {
        http.Response.Headers.CacheControl = "no-store";
        return Answer(store, time);
    }

    /// <summary>POST /schedule/{task}</summary>
    public static async Task<IResult> Post(string task, HttpContext http, Visitor visitor, WorkspaceStore store, RunTask run, TimeProvider time, CancellationToken cancel)
    {
        var asked = await JsonBody.Read<AskedTask>(http, Example, cancel) ?? new AskedTask(null, null, null, null);
        DateTimeOffset now = time.GetUtcNow();
        switch (asked.Action)
        {
            case "pause": SchedulePlan.Pause(store, task, visitor.Name, now, asked.Reason); break;
            case "resume": SchedulePlan.Resume(store, task, visitor.Name, now, asked.Reason); break;
            case "set": SchedulePlan.Set(store, task, asked.EveryMinutes is { } minutes ? CronTimes.Every(minutes).Text : asked.Cron, visitor.Name, now, asked.Reason); break;
            case "run": await Task.Run(() => run(task, visitor.Name), cancel); break;
            default: throw new InputException("request", "action", $"'{asked.Action}' is no action on a task", "use pause, resume, set or run");
        }

        return Answer(store, time);
    }

    private static JsonHttpResult<JsonObject> Answer(WorkspaceStore store, TimeProvider time)
    {
        DateTimeOffset now = time.GetUtcNow();
        return TypedResults.Json(new JsonObject { ["now"] = Json.Instant(now), ["tasks"] = new JsonArray([.. SchedulePlan.Of(store, now).Select(line => Told(store, line))]) }, Json.Pages);
    }

    private static JsonObject Told(WorkspaceStore store, ScheduleLine line) => new()
    {
        ["task"] = line.Task.Id,
        ["title"] = InboxPages.Both(line.Task.Title),
        ["about"] = InboxPages.Both(line.Task.About),
        ["cron"] = line.Cron.Text,
        ["usual_cron"] = line.Task.Cron.Text,
        ["times"] = InboxPages.Both(line.Words),
        ["paused"] = line.Paused,
        ["next_at"] = Instant(line.Next),
        ["last_at"] = Instant(line.Entry.LastAt),
        ["last_run_id"] = line.Entry.LastRunId,
        ["last_run_state"] = line.Entry.LastRunId is { } id ? store.Runs.Get(id).State : null,
        ["last_outcome"] = InboxPages.Both(line.Entry.LastOutcome),
        ["changed_at"] = Instant(line.Entry.ChangedAt),
        ["changed_by"] = line.Entry.ChangedBy,
    };

    private static string? Instant(DateTimeOffset? at) => at is { } instant ? Json.Instant(instant) : null;
}
