using System.CommandLine;
using Geo.Core.Store;

namespace Geo.Jobs.Cli;

/// <summary><c>init</c>: makes an empty workspace; one that is there stays as it is.</summary>
internal static class InitCommand
{
    public static Command Create()
    {
        var command = new Command("init", "Make an empty workspace");
        command.SetAction(CommandSession.Action((session, _, _) =>
        {
            using WorkspaceStore store = WorkspaceStore.Create(session.Workspace, session.Time);
            session.Terminal.Result(
                new { workspace = session.Workspace.Folder, database = session.Workspace.Database },
                output => output.WriteLine(session.Workspace.Folder));
            return Task.FromResult(ExitCode.Done);
        }));
        return command;
    }
}
