using System.CommandLine;
using System.Globalization;
using Geo.Core.Store;
using Geo.Core.Tracking.Indicators;
using Geo.Jobs.Jobs;

namespace Geo.Jobs.Cli;

/// <summary><c>indicators</c>: 生态修复率 and 复垦利用率 by town and year, and what is overdue.</summary>
internal static class IndicatorsCommand
{
    public static Command Create()
    {
        var format = new Option<string?>("--format") { Description = "Write a table instead of telling the values", HelpName = "csv|xlsx" };
        format.AcceptOnlyFromAmong("csv", "xlsx");
        var file = new Option<string?>("--out") { Description = "Where to write it; csv without it goes to stdout", HelpName = "FILE" };
        var datetime = new Option<string?>("--datetime") { Description = "As it was known then; a date means its end in Asia/Shanghai", HelpName = "T" };
        var command = new Command("indicators", "Restoration and reclamation rates by town and year, and overdue sites") { format, file, datetime };
        command.SetAction(CommandSession.Action((session, parsed, _) =>
        {
            using WorkspaceStore store = session.OpenStore();
            RestorationIndicators told = MineIndicators.Of(store, Times.KnownAt("--datetime", parsed.GetValue(datetime)), session.Time.GetUtcNow());
            string? target = parsed.GetValue(file) is { } path ? Path.GetFullPath(path) : null;
            switch (parsed.GetValue(format) ?? (target is null ? null : Path.GetExtension(target).TrimStart('.').ToLowerInvariant()))
            {
                case "xlsx":
                    MineIndicators.WriteXlsx(told, target ?? throw new UsageException("--out: an XLSX file needs a place; name it"));
                    session.Terminal.Result(new { file = target, count = told.Values.Count }, output => output.WriteLine(target));
                    break;
                case "csv" when target is not null:
                    File.WriteAllBytes(target, MineIndicators.Csv(told));
                    session.Terminal.Result(new { file = target, count = told.Values.Count }, output => output.WriteLine(target));
                    break;
                case "csv":
                    using (Stream stdout = Console.OpenStandardOutput()) stdout.Write(MineIndicators.Csv(told));
                    break;
                case null:
                    session.Terminal.Result(told, output => Tell(session.Terminal, told, output));
                    break;
                case var other:
                    throw new UsageException($"--out: '{other}' is no format of a table; use .csv or .xlsx");
            }

            return Task.FromResult(ExitCode.Done);
        }));
        return command;
    }

    private static void Tell(Terminal terminal, RestorationIndicators told, TextWriter output)
    {
        foreach (var one in told.Definitions)
        {
            output.WriteLine($"{terminal.Say(one.Name.Zh, one.Name.En)}: {terminal.Say(one.Meaning.Zh, one.Meaning.En)}");
            foreach (var value in told.Values.Where(v => v.Indicator == one.Indicator))
            {
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {value.Year} {value.Town ?? terminal.Say("全区", "district")}: {value.Share:P1} ({value.Part:0} / {value.Whole:0} {value.Unit}){(value.TargetShare is { } target ? string.Create(CultureInfo.InvariantCulture, $", {terminal.Say("目标", "target")} {target:P1}") : "")}"));
            }
        }

        output.WriteLine($"{terminal.Say("逾期", "overdue")}: {told.Overdue.Count}");
        foreach (var late in told.Overdue)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {late.Code} {late.Name} {late.Town}: {late.PlannedYear}, +{late.MonthsLate}"));
        }
    }
}
