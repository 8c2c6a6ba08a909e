using System.Text.Json;
using Geo.Core.Imagery;
using Geo.Core.Sites;
using Geo.Core.Store;
using Geo.Jobs.Inbox;
using Geo.Jobs.Jobs;
using Geo.Jobs.Reports;
using Geo.Jobs.Runs;

namespace Geo.Jobs.Schedule;

/// <summary>What came of a task: a run, or words.</summary>
internal sealed record ScheduleOutcome(Run? Run, Reason? Told);

/// <summary>What each task does when it is due; it queues a run at most, and the same one where it is asked twice for the same time.</summary>
internal sealed class ScheduledWork(WorkspaceStore store, RunQueue queue, MonthlySchedule reports, TimeProvider time)
{
    private static readonly ScheduleOutcome s_nothing = new(null, new Reason("无需处理", "nothing to do"));

    /// <summary>True where the inbox is worth another look before its next time.</summary>
    public bool InboxMoves { get; private set; }

    /// <summary>Does it.</summary>
    /// <param name="task">Name of a task.</param>
    /// <param name="author">Who asks: the schedule, or a person.</param>
    /// <param name="occasion">The time it was due, or what else makes this asking one of its own.</param>
    public ScheduleOutcome Do(string task, string author, string occasion) => task switch
    {
        "inbox" => Inbox(author),
        "survey" => Survey(author, occasion),
        "track" => Sites() ? Queue(TrackJob.Kind, new TrackParameters(null), author, occasion) : s_nothing,
        "inventory" => InventoryRefresh.Queue(queue, store, author) is { } run ? new ScheduleOutcome(run, null) : s_nothing,
        "report" => reports.CatchUp() is [.., var last] ? new ScheduleOutcome(last, null) : s_nothing,
        _ => throw new InvalidOperationException($"data/schedule.json names {task}, and nothing is done for it"),
    };

    private ScheduleOutcome Inbox(string author)
    {
        InboxSight sight = InboxLook.Look(store, InboxSettings.Of(store.Workspace), time, (kind, parameters, hash) => queue.Enqueue(kind, parameters, author, hash));
        InboxMoves = sight.Again;
        return sight.Run is { } run ? new ScheduleOutcome(run, null)
            : new ScheduleOutcome(null, sight.Waits ?? (sight.Open.Count == 0 ? new Reason("收件箱为空", "the inbox is empty") : new Reason($"{sight.Open.Count} 项等待或处理中", $"{sight.Open.Count} wait or are worked on")));
    }

    // The newest day only: a workspace that comes with years of scenes is not surveyed day by day.
    private ScheduleOutcome Survey(string author, string occasion)
    {
        IReadOnlySet<string> surveyed = SurveyDays.Surveyed(store, but: new HashSet<string>());
        IReadOnlyList<Scene> scenes = [.. store.Scenes.List().Where(SceneChoice.IsOptical)];
        DateTimeOffset? last = scenes.Where(s => surveyed.Contains(s.Id)).Max(s => (DateTimeOffset?)s.AcquiredAt);
        Scene[] fresh = [.. scenes.Where(s => !surveyed.Contains(s.Id) && (last is null || s.AcquiredAt > last))];
        SurveyDay? day = SurveyDays.Of(store, fresh, InboxSettings.Of(store.Workspace).ClearShare, CancellationToken.None) is [.., var newest] ? newest : null;
        return day is null ? s_nothing : day.Parameters is { } parameters ? Queue(SurveyJob.Kind, parameters, author, occasion) : new ScheduleOutcome(null, day.WhyNot);
    }

    private bool Sites() => store.Layer("mine-sites").Count() > 0 || store.Layer("dumps").Count() > 0;

    private ScheduleOutcome Queue(string kind, object parameters, string author, string occasion)
    {
        string json = JsonSerializer.Serialize(parameters, JobTable.JsonStyle);
        return new ScheduleOutcome(queue.Enqueue(kind, json, author, RunLedger.HashOf(kind, json, "schedule", occasion)), null);
    }
}
