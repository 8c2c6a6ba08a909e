using System.CommandLine;
using Geo.Core.Demo;
using Geo.Core.Store;

namespace Geo.Jobs.Cli;

/// <summary>
/// <c>demo</c>: makes the synthetic district in the workspace and runs the main job on it, as Hangfire jobs. Done again
/// it goes on where it was. The only command that knows the simulator.
/// </summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var seed = new Option<ulong>("--seed") { Description = "Seed of the district", DefaultValueFactory = _ => 1, HelpName = "N" };
        var size = new Option<string>("--size") { Description = "small: a part with 24 of the pits; full: the district", DefaultValueFactory = _ => "small" };
        size.AcceptOnlyFromAmong("small", "full");
        var command = new Command("demo", "Make the synthetic demo district and run the main job on it") { seed, size };
        command.SetAction(CommandSession.Action(async (session, parsed, cancel) =>
        {
            using WorkspaceStore store = WorkspaceStore.OpenOrCreate(session.Workspace, session.Time);
            var demo = new DemoRun(session, store, parsed.GetValue(seed), parsed.GetRequiredValue(size) == "full" ? DemoSize.Full : DemoSize.Small);
            await demo.Execute(cancel);
            return ExitCode.Done;
        }));
        return command;
    }
}
