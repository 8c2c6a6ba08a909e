using System.CommandLine;
using Geo.Core.Store;
using Geo.Jobs.Schedule;

namespace Geo.Jobs.Cli;

/// <summary><c>schedule</c>: what the server does again and again by itself, and when; a running server takes changes up at its next look.</summary>
internal static class ScheduleCommand
{
    public static Command Create()
    {
        var command = new Command("schedule", "What the server does by itself, and when");
        Func<ParseResult, CancellationToken, Task<int>> list = CommandSession.Action((session, _, _) =>
        {
            using WorkspaceStore store = session.OpenStore();
            session.Terminal.Rows([.. SchedulePlan.Of(store, session.Time.GetUtcNow()).Select(line => Row(session, line))]);
            return Task.FromResult(ExitCode.Done);
        });
        command.SetAction(list);
        var listing = new Command("list", "List the tasks");
        listing.SetAction(list);
        command.Add(listing);
        command.Add(Change("pause", "Do not start a task by itself", SchedulePlan.Pause));
        command.Add(Change("resume", "Start it again from now on", SchedulePlan.Resume));
        command.Add(Set());
        return command;
    }

    private static Command Change(string name, string description, Action<WorkspaceStore, string, string, DateTimeOffset, string?> change)
    {
        Argument<string> task = Name();
        Option<string?> reason = Reason();
        var command = new Command(name, description) { task, reason };
        command.SetAction(CommandSession.Action((session, parsed, _) => Changed(session, parsed.GetRequiredValue(task), (store, id, now) => change(store, id, CommandSession.Author, now, parsed.GetValue(reason)))));
        return command;
    }

    private static Command Set()
    {
        Argument<string> task = Name();
        Option<string?> reason = Reason();
        var cron = new Option<string?>("--cron") { Description = "Minute, hour, day, month, day of the week in China time: '0 3 * * *'", HelpName = "CRON" };
        var every = new Option<int?>("--every") { Description = "Every so many minutes", HelpName = "MINUTES" };
        var usual = new Option<bool>("--usual") { Description = "Its usual times" };
        var command = new Command("set", "Give a task other times") { task, cron, every, usual, reason };
        command.SetAction(CommandSession.Action((session, parsed, _) =>
        {
            string? text = parsed.GetValue(cron);
            int? minutes = parsed.GetValue(every);
            if ((text is null ? 0 : 1) + (minutes is null ? 0 : 1) + (parsed.GetValue(usual) ? 1 : 0) != 1) throw new UsageException("schedule set: give one of --cron, --every, --usual");
            return Changed(session, parsed.GetRequiredValue(task), (store, id, now) =>
                SchedulePlan.Set(store, id, minutes is { } n ? CronTimes.Every(n).Text : text, CommandSession.Author, now, parsed.GetValue(reason)));
        }));
        return command;
    }

    private static Task<int> Changed(CommandSession session, string task, Action<WorkspaceStore, string, DateTimeOffset> change)
    {
        using WorkspaceStore store = session.OpenStore();
        DateTimeOffset now = session.Time.GetUtcNow();
        change(store, task, now);
        session.Terminal.Rows([Row(session, SchedulePlan.Of(store, now).Single(line => line.Task.Id == task))]);
        return Task.FromResult(ExitCode.Done);
    }

    private static Dictionary<string, object?> Row(CommandSession session, ScheduleLine line) => new()
    {
        ["task"] = line.Task.Id,
        ["title"] = session.Terminal.Say(line.Task.Title.Zh, line.Task.Title.En),
        ["times"] = session.Terminal.Say(line.Words.Zh, line.Words.En),
        ["cron"] = line.Cron.Text,
        ["paused"] = line.Paused,
        ["next_at"] = line.Next,
        ["last_at"] = line.Entry.LastAt,
        ["last_run_id"] = line.Entry.LastRunId,
        ["last_outcome"] = line.Entry.LastOutcome is { } told ? session.Terminal.Say(told.Zh, told.En) : null,
    };

    private static Argument<string> Name() => new("TASK") { Description = "Name of a task, as the list has it" };

    private static Option<string?> Reason() => new("--reason") { Description = "Why; goes into the audit log", HelpName = "TEXT" };
}
