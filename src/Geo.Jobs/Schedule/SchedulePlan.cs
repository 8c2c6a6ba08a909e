using Geo.Core;
using Geo.Core.Sites;
using Geo.Core.Store;
using Geo.Core.Store.Schedule;

namespace Geo.Jobs.Schedule;

/// <summary>A recurring task as it stands.</summary>
/// <param name="Task">The task.</param>
/// <param name="Cron">When it is due.</param>
/// <param name="Entry">What the store has of it.</param>
/// <param name="Next">When it is due next; null while it is paused.</param>
/// <param name="Missed">The latest time at which it was due and not seen to; null for none.</param>
public sealed record ScheduleLine(ScheduledTask Task, CronTimes Cron, ScheduleEntry Entry, DateTimeOffset? Next, DateTimeOffset? Missed)
{
    /// <summary>True where it is not started by itself.</summary>
    public bool Paused => Entry.Paused;

    /// <summary>Until when it was seen to.</summary>
    public DateTimeOffset ServedUntil => Entry.ServedUntil;

    /// <summary>Its times in words.</summary>
    public Reason Words => CronWords.Of(Cron.Text);
}

/// <summary>When tasks are due, from what the store says, and how people change it.</summary>
public static class SchedulePlan
{
    /// <summary>All tasks, in the order of data/schedule.json, as they stand; those that were never prepared count from now on.</summary>
    public static IReadOnlyList<ScheduleLine> Of(WorkspaceStore store, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(store);
        return Lines(Known(store), now);
    }

    /// <summary>Stops a task from being started by itself.</summary>
    public static void Pause(WorkspaceStore store, string task, string author, DateTimeOffset now, string? reason = null) =>
        Change(store, task, author, now, "schedule.pause", reason, entry => entry with { Paused = true });

    /// <summary>Lets it start again; what it missed meanwhile is not made up, since somebody wanted it so.</summary>
    public static void Resume(WorkspaceStore store, string task, string author, DateTimeOffset now, string? reason = null) =>
        Change(store, task, author, now, "schedule.resume", reason, entry => entry.Paused ? entry with { Paused = false, ServedUntil = now } : entry);

    /// <summary>Gives it other times; null gives it the usual ones.</summary>
    /// <exception cref="InputException">The expression cannot be read.</exception>
    public static void Set(WorkspaceStore store, string task, string? cron, string author, DateTimeOffset now, string? reason = null)
    {
        string? text = cron is null ? null : CronTimes.Parse(cron).Text;
        Change(store, task, author, now, "schedule.set", reason ?? text, entry => entry with { Cron = text, ServedUntil = now });
    }

    internal static void Change(WorkspaceStore store, string task, string author, DateTimeOffset now, string action, string? reason, Func<ScheduleEntry, ScheduleEntry> change)
    {
        ScheduledTask known = ScheduledTask.Get(task);
        store.Write(author, null, null, writer =>
        {
            ScheduleEntry entry = change(writer.FindTask(task) ?? new ScheduleEntry(task, known.Paused, now));
            writer.PutTask(action == "schedule.run" ? entry : entry with { ChangedAt = now, ChangedBy = author });
            writer.Audit(action, $"schedule/{task}", reason);
        });
    }

    internal static void Seen(WorkspaceStore store, string task, DateTimeOffset until, DateTimeOffset now, ScheduleOutcome outcome) => store.Write("schedule", null, null, writer =>
    {
        if (writer.FindTask(task) is { } entry) writer.PutTask(entry with { ServedUntil = until, LastAt = now, LastRunId = outcome.Run?.Id, LastOutcome = outcome.Told });
    });

    /// <summary>
    /// Makes known to the store what it does not know yet: due from now on. A clock that went back some way finds what was seen to in the future, and waits
    /// for it: nothing is done twice. One that was ahead by more than a period was wrong: from now on counts then, or the task would rest for years.
    /// </summary>
    internal static void Prepare(WorkspaceStore store, DateTimeOffset now)
    {
        Dictionary<string, ScheduleEntry> known = Known(store);
        ScheduleEntry[] wrong = [.. Lines(known, now).Where(line => !known.ContainsKey(line.Task.Id) || line.ServedUntil - now > Period(line)).Select(line => line.Entry)];
        if (wrong.Length == 0) return;
        store.Write("schedule", null, null, writer =>
        {
            foreach (ScheduleEntry entry in wrong) writer.PutTask((writer.FindTask(entry.Task) ?? entry) with { ServedUntil = now });
        });
    }

    private static Dictionary<string, ScheduleEntry> Known(WorkspaceStore store) => store.Schedule.List().ToDictionary(e => e.Task);

    private static IReadOnlyList<ScheduleLine> Lines(Dictionary<string, ScheduleEntry> known, DateTimeOffset now) =>
        [.. ScheduledTask.All.Select(task => Line(task, known.GetValueOrDefault(task.Id) ?? new ScheduleEntry(task.Id, task.Paused, now), now))];

    private static TimeSpan Period(ScheduleLine line) => line.Cron.Next(line.ServedUntil) is { } next ? next - line.ServedUntil : TimeSpan.MaxValue;

    private static ScheduleLine Line(ScheduledTask task, ScheduleEntry entry, DateTimeOffset now)
    {
        CronTimes cron = entry.Cron is null ? task.Cron : CronTimes.Parse(entry.Cron);
        DateTimeOffset served = entry.ServedUntil;
        DateTimeOffset? last = cron.Last(now);
        return new ScheduleLine(task, cron, entry, entry.Paused ? null : cron.Next(served > now ? served : now), !entry.Paused && last > served ? last : null);
    }
}
