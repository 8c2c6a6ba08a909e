using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Geo.Core;
using Geo.Core.Reporting.Monthly;
using Geo.Core.Store;
using Geo.Core.Store.Reports;
using Geo.Jobs.Jobs;
using Geo.Jobs.Reports;

namespace Geo.Jobs.Cli;

/// <summary><c>report --month YYYY-MM</c>: the monthly report; a draft until it is frozen.</summary>
internal static class ReportCommand
{
    public static Command Create()
    {
        var month = new Option<string>("--month") { Description = "A month that is over", HelpName = "YYYY-MM", Required = true };
        var file = new Option<string?>("--out") { Description = "Also write the document there; .xlsx for its tables", HelpName = "FILE.docx" };
        var freeze = new Option<bool>("--freeze") { Description = "Freeze it: its numbers and files never change again" };
        var command = new Command("report", "Make the draft of a monthly report, or tell of a frozen one (--lang: language of the file, zh where left out)") { month, file, freeze };
        command.SetAction(CommandSession.Action(async (session, parsed, cancel) =>
        {
            ReportMonth wanted = ReportMonth.Parse(parsed.GetValue(month));
            MonthlyReports.CheckOver(wanted, session.Time.GetUtcNow());
            string? target = parsed.GetValue(file) is { } path ? Checked(path) : null;
            using WorkspaceStore store = session.OpenStore();
            string? runId = null;
            if (store.Reports.Find(wanted) is not { FrozenAt: not null })
            {
                JsonElement outputs = await session.Execute(store, ReportJob.Kind, new ReportParameters(wanted.ToString()), "report", cancel);
                runId = outputs.GetProperty("run_id").GetString();
            }

            ReportRecord record = MonthlyReports.RecordOf(store, wanted, null);
            if (parsed.GetValue(freeze)) record = MonthlyReports.Freeze(store, wanted, record.Edit, CommandSession.Author, session.Time.GetUtcNow());
            if (target is not null) Write(target, MonthlyReports.File(store, wanted, null, Path.GetExtension(target)[1..].ToLowerInvariant(), parsed.GetValue(GlobalOptions.Lang) ?? "zh"));
            Tell(session, store.Reports.Read(wanted, record.Version), record, runId, target);
            return ExitCode.Done;
        }));
        return command;
    }

    private static void Tell(CommandSession session, MonthlyReport report, ReportRecord record, string? runId, string? target)
    {
        string day = record.Month.DueOn(ReportSettings.Default).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var document = new { month = record.Month.ToString(), record.Version, record.State, run_id = runId, due_on = day, record.Sha256, @out = target, numbers = report.Corrections.Applied(report.Figures), missing = report.Data.Missing };
        session.Terminal.Result(document, output =>
        {
            string state = session.Terminal.Say(record.State switch { "draft" => "草稿", "frozen" => "已定稿", _ => "已报送" }, record.State);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{record.Month} v{record.Version} {state}; {session.Terminal.Say("报送期限", "due")} {day}"));
            string language = session.Terminal.Say("zh", "en");
            foreach (var (key, sentence) in MonthlyDocument.Sentences(report, language)) if (key != "opening") output.WriteLine($"  {sentence}");
            if (target is not null) output.WriteLine(target);
        });
    }

    private static string Checked(string path)
    {
        string full = Path.GetFullPath(path);
        if (Path.GetExtension(full).ToLowerInvariant() is not (".docx" or ".xlsx")) throw new UsageException($"--out: '{path}' is neither .docx nor .xlsx");
        if (!Directory.Exists(Path.GetDirectoryName(full)) || Directory.Exists(full)) throw new InputException(path, "--out", "there is no such folder, or it is one", "name a file in a folder that exists");
        return full;
    }

    private static void Write(string target, byte[] bytes)
    {
        try
        {
            string unfinished = Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.partial");
            File.WriteAllBytes(unfinished, bytes);
            File.Move(unfinished, target, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(target, "--out", $"the file cannot be written ({e.Message})", "name another file; the report itself is stored", e);
        }
    }
}
