using System.CommandLine;
using Geo.Core.Placement;
using Geo.Core.Store;
using Geo.Jobs.Jobs;

namespace Geo.Jobs.Cli;

/// <summary><c>check-registers</c>: whether the outlines of mine sites and dumps lie on what the imagery shows.</summary>
internal static class CheckRegistersCommand
{
    public static Command Create()
    {
        var command = new Command("check-registers", "Hold the outlines of mine sites and dumps against the imagery: GCJ-02 or BD-09 shifts");
        command.SetAction(CommandSession.Action((session, _, cancel) =>
        {
            using WorkspaceStore store = session.OpenStore();
            var reports = RegisterCheck.Registers.Select(register => (Register: register, Report: RegisterCheck.Check(store, register, CommandSession.Author, session.Time, cancel))).ToList();
            session.Terminal.Result(reports.Select(one => new
            {
                register = one.Register,
                state = one.Report is { } report ? report.Result.StateCode : "no_scene",
                east_m = one.Report?.Result.EastMetres,
                north_m = one.Report?.Result.NorthMetres,
                sites = one.Report?.Result.Sites,
                strength = one.Report?.Result.Strength,
                looks_like = one.Report?.Result.LooksLike,
                scene = one.Report?.SceneId,
            }).ToList(), output =>
            {
                foreach (var (register, report) in reports)
                {
                    string sentence = report is null ? session.Terminal.Say("没有能看到这些图斑的清晰影像", "no clear scene shows these outlines") : session.Terminal.Say(report.Sentence.Zh, report.Sentence.En);
                    output.WriteLine($"{register}: {sentence}");
                }
            });
            return Task.FromResult(reports.Any(one => one.Report?.Result.State == FitState.Shifted) ? ExitCode.Failed : ExitCode.Done);
        }));
        return command;
    }
}
