using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Geo.Core;
using Geo.Core.Cases;
using Geo.Core.Sites;
using Geo.Core.Store;
using Geo.Core.Store.Casework;
using Geo.Jobs.Jobs;
using NetTopologySuite.Geometries;

namespace Geo.Jobs.Cli;

/// <summary><c>cases</c>: raise, list, show and export cases, report one, and every step on one.</summary>
internal static class CasesCommand
{
    public static Command Create() => new("cases", "Suspected dumping from found to closed: who must do what by when") { Raise(), List(), Show(), Report(), Assign(), Reassign(), Verify(), Handle(), Close(), Return(), Reject(), Export() };

    private static Command Raise()
    {
        var survey = new Option<string?>("--survey") { Description = "The survey whose detections are looked at; the youngest where none is named", HelpName = "ID" };
        var command = new Command("raise", "Detections outside every listed site become cases, each with its unit and term; twice is the same as once") { survey };
        command.SetAction(CommandSession.Action(async (session, parsed, cancel) =>
        {
            using WorkspaceStore store = session.OpenStore();
            JsonElement outputs = await session.Execute(store, CasesJob.Kind, new CasesParameters(parsed.GetValue(survey)), "cases", cancel);
            session.Terminal.Result(outputs, output => output.WriteLine(
                $"{session.Terminal.Say("新线索", "raised")} {outputs.GetProperty("raised")}, {session.Terminal.Say("未销号", "open")} {outputs.GetProperty("open")}, {session.Terminal.Say("逾期", "overdue")} {outputs.GetProperty("overdue")}"));
            return ExitCode.Done;
        }));
        return command;
    }

    private static (Option<string?> State, Option<string?> Unit, Option<string?> Town, Option<bool> Overdue) Filters()
    {
        var state = new Option<string?>("--state") { Description = "Only of this state; open for all that are not closed", HelpName = "STATE" };
        state.AcceptOnlyFromAmong([.. CaseFilter.States]);
        return (state, new Option<string?>("--unit") { Description = "Only of this unit in charge (code or name)", HelpName = "UNIT" },
            new Option<string?>("--town") { Description = "Only of this town", HelpName = "NAME" }, new Option<bool>("--overdue") { Description = "Only those whose term is over" });
    }

    private static Command List()
    {
        var (state, unit, town, overdue) = Filters();
        var command = new Command("list", "The cases, those due first at the top") { state, unit, town, overdue };
        command.SetAction(CommandSession.Action((session, parsed, _) =>
        {
            using WorkspaceStore store = session.OpenStore();
            DateTimeOffset now = session.Time.GetUtcNow();
            var cases = new CaseFilter(parsed.GetValue(state), parsed.GetValue(unit), parsed.GetValue(town), parsed.GetValue(overdue)).Of(CaseRows.All(store), now);
            session.Terminal.Result(cases.Select(c => CaseTelling.Brief(c, now)), output =>
            {
                foreach (CaseFile c in cases) output.WriteLine(Line(session.Terminal, c, now));
            });
            return Task.FromResult(ExitCode.Done);
        }));
        return command;
    }

    private static Command Show()
    {
        var id = Id();
        var command = new Command("show", "One case with its history") { id };
        command.SetAction(CommandSession.Action((session, parsed, _) =>
        {
            using WorkspaceStore store = session.OpenStore();
            DateTimeOffset now = session.Time.GetUtcNow();
            CaseFile file = CaseRows.Of(store.Layer(CaseRows.Layer).Get(parsed.GetRequiredValue(id)));
            var history = CaseTelling.History(store, file.Id);
            session.Terminal.Result(new { @case = CaseTelling.Brief(file, now), history }, output =>
            {
                output.WriteLine(Line(session.Terminal, file, now));
                foreach (CaseEvent e in history) output.WriteLine($"  {ChinaTime.Day(e.At)} {e.Action} {e.State} {e.Unit} ({e.Author}) {e.Reason}".TrimEnd());
            });
            return Task.FromResult(ExitCode.Done);
        }));
        return command;
    }

    private static Command Report()
    {
        var lon = new Option<double>("--lon") { Description = "Longitude in degrees", Required = true, HelpName = "DEGREES" };
        var lat = new Option<double>("--lat") { Description = "Latitude in degrees", Required = true, HelpName = "DEGREES" };
        var crs = new Option<string?>("--crs") { Description = "Which map the coordinates come from", HelpName = "wgs84|gcj02|bd09" };
        crs.AcceptOnlyFromAmong([.. CaseReport.Systems]);
        var source = new Option<string>("--source") { Description = "Who saw it", Required = true, HelpName = "ground|public_report|drone" };
        source.AcceptOnlyFromAmong([.. CaseReport.Sources.Select(s => StatusCode.Of(s))]);
        var note = new Option<string>("--note") { Description = "What was seen", Required = true, HelpName = "TEXT" };
        var waste = new Option<string?>("--waste-category") { Description = "What kind of waste", HelpName = "CODE" };
        var kind = new Option<string?>("--place-kind") { Description = "What kind of place", HelpName = "CODE" };
        var command = new Command("report", "A case that a person reports") { lon, lat, crs, source, note, waste, kind };
        command.SetAction(CommandSession.Action((session, parsed, _) =>
        {
            using WorkspaceStore store = session.OpenStore();
            DateTimeOffset now = session.Time.GetUtcNow();
            var entry = new CaseEntry(null, parsed.GetRequiredValue(source), new Point(parsed.GetRequiredValue(lon), parsed.GetRequiredValue(lat)), parsed.GetValue(crs),
                parsed.GetRequiredValue(note), parsed.GetValue(waste), parsed.GetValue(kind), null);
            ReportedCase done = CaseReport.Write(store, entry, CaseGrounds.Of(store), CommandSession.Author, now);
            session.Terminal.Result(CaseTelling.Brief(done.Case, now), output => output.WriteLine(Line(session.Terminal, done.Case, now)));
            return Task.FromResult(ExitCode.Done);
        }));
        return command;
    }

    private static Command Assign()
    {
        var (unit, due, reason) = (UnitOption(required: false), Due(), Reason(required: false));
        return Step("assign", "Hand a case over to a unit; to the one that the rules name where none is named", [unit, due, reason],
            p => new CaseRequest(Unit: p.GetValue(unit), DueOn: Day(p.GetValue(due)), Reason: p.GetValue(reason)));
    }

    private static Command Reassign()
    {
        var (unit, due, reason) = (UnitOption(required: true), Due(), Reason(required: true));
        return Step("reassign", "Pass a case to another unit; its term stays", [unit, due, reason],
            p => new CaseRequest(Unit: p.GetValue(unit), DueOn: Day(p.GetValue(due)), Reason: p.GetValue(reason)));
    }

    private static Command Verify()
    {
        var verdict = new Option<string>("--verdict") { Description = "What was found", Required = true, HelpName = "VERDICT" };
        verdict.AcceptOnlyFromAmong([.. Enum.GetValues<CaseVerdict>().Select(v => StatusCode.Of(v))]);
        var check = Check();
        var drone = new Option<string?>("--drone-scene") { Description = "The drone scene that it rests on", HelpName = "ID" };
        var waste = new Option<string?>("--waste-category") { Description = "What kind of waste", HelpName = "CODE" };
        var (due, reason) = (Due(), Reason(required: false));
        return Step("verify", "What the ground, or a drone, says", [verdict, check, drone, waste, due, reason],
            p => new CaseRequest(Verdict: p.GetValue(verdict), FieldCheckId: p.GetValue(check), DroneSceneId: p.GetValue(drone), WasteCategory: p.GetValue(waste), DueOn: Day(p.GetValue(due)), Reason: p.GetValue(reason)));
    }

    private static Command Handle()
    {
        var on = new Option<string?>("--on") { Description = "Day of the clean-up; today where none is named", HelpName = "YYYY-MM-DD" };
        var (due, reason) = (Due(), Reason(required: true));
        return Step("handle", "The unit has cleaned it up; --reason says what was done", [on, due, reason],
            p => new CaseRequest(HandledOn: Day(p.GetValue(on)), DueOn: Day(p.GetValue(due)), Reason: p.GetValue(reason)));
    }

    private static Command Close()
    {
        var (check, reason) = (Check(), Reason(required: false));
        var exception = new Option<bool>("--exception") { Description = "Close without the evidence that the rule asks for, with a reason" };
        return Step("close", "Close a case with its evidence; its place stays watched", [check, exception, reason],
            p => new CaseRequest(FieldCheckId: p.GetValue(check), Exception: p.GetValue(exception), Reason: p.GetValue(reason)));
    }

    private static Command Return()
    {
        var to = new Option<string>("--to") { Description = "The earlier state", Required = true, HelpName = "STATE" };
        to.AcceptOnlyFromAmong([.. Enum.GetValues<CaseState>().Where(s => s != CaseState.Closed).Select(s => StatusCode.Of(s))]);
        var (due, reason) = (Due(), Reason(required: true));
        return Step("return", "Send a case back to an earlier state", [to, due, reason], p => new CaseRequest(To: p.GetValue(to), DueOn: Day(p.GetValue(due)), Reason: p.GetValue(reason)));
    }

    private static Command Reject()
    {
        var reason = Reason(required: true);
        return Step("reject", "A found case is none", [reason], p => new CaseRequest(Reason: p.GetValue(reason)));
    }

    private static Command Export()
    {
        var (state, unit, town, overdue) = Filters();
        var file = new Argument<string>("FILE") { Description = "Where to write it: .xlsx, .csv, .geojson or .kml" };
        var command = new Command("export", "疑似问题清单, the list that is handed out, in Chinese") { file, state, unit, town, overdue };
        command.SetAction(CommandSession.Action((session, parsed, _) =>
        {
            using WorkspaceStore store = session.OpenStore();
            DateTimeOffset now = session.Time.GetUtcNow();
            var cases = new CaseFilter(parsed.GetValue(state), parsed.GetValue(unit), parsed.GetValue(town), parsed.GetValue(overdue)).Of(CaseRows.All(store), now);
            string target = Path.GetFullPath(parsed.GetRequiredValue(file));
            SuspectList.Write(store, cases, target, now);
            session.Terminal.Result(new { file = target, count = cases.Count }, output => output.WriteLine($"{target}: {cases.Count.ToString(CultureInfo.InvariantCulture)}"));
            return Task.FromResult(ExitCode.Done);
        }));
        return command;
    }

    private static Command Step(string name, string description, IEnumerable<Option> options, Func<ParseResult, CaseRequest> asked)
    {
        var id = Id();
        var command = new Command(name, description) { id };
        foreach (Option option in options) command.Add(option);
        command.SetAction(CommandSession.Action((session, parsed, _) =>
        {
            using WorkspaceStore store = session.OpenStore();
            DateTimeOffset now = session.Time.GetUtcNow();
            CaseFile file = CaseWork.Do(store, parsed.GetRequiredValue(id), name, asked(parsed), CommandSession.Author, now);
            session.Terminal.Result(CaseTelling.Brief(file, now), output => output.WriteLine(Line(session.Terminal, file, now)));
            return Task.FromResult(ExitCode.Done);
        }));
        return command;
    }

    private static string Line(Terminal terminal, CaseFile c, DateTimeOffset now)
    {
        string term = c.DueAt is { } due ? $"{terminal.Say("期限", "due")} {ChinaTime.Day(due)}{(c.Overdue(now) ? terminal.Say("（逾期）", " (overdue)") : "")}" : "";
        Unit? unit = Units.Default.Find(c.Unit);
        return $"{c.Id} {terminal.Say(CaseWords.State(c.State), StatusCode.Of(c.State))} {c.Town} {terminal.Say(unit?.Zh ?? c.Unit, unit?.En ?? c.Unit)} {term}".TrimEnd();
    }

    private static Argument<string> Id() => new("ID") { Description = "Id of the case, as XS-2026-0001" };

    private static Option<string?> UnitOption(bool required) => new("--unit") { Description = "Code or name of the unit", HelpName = "UNIT", Required = required };

    private static Option<string?> Due() => new("--due") { Description = "Last day for the next step; the rules' term where none is named", HelpName = "YYYY-MM-DD" };

    private static Option<string?> Reason(bool required) => new("--reason") { Description = required ? "Why, or what was done; needed" : "Why", HelpName = "TEXT", Required = required };

    private static Option<string?> Check() => new("--check") { Description = "The field check that it rests on", HelpName = "ID" };

    private static DateOnly? Day(string? text) => text is null ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day
        : throw new UsageException($"'{text}' is no day; write it as 2026-07-14");
}
