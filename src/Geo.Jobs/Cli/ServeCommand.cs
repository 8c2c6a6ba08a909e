using System.CommandLine;

namespace Geo.Jobs.Cli;

/// <summary><c>serve</c>: the server with a worker inside; <c>worker</c>: a worker alone, which needs --db.</summary>
internal static class ServeCommand
{
    public static Command Create(Func<ServeOptions, CancellationToken, Task<int>> serve)
    {
        var port = new Option<int>("--port") { Description = "TCP port", DefaultValueFactory = _ => 5080, HelpName = "N" };
        var bind = new Option<string>("--bind") { Description = "Address to listen on; beyond this machine only once an administrator has a password", DefaultValueFactory = _ => "127.0.0.1", HelpName = "ADDRESS" };
        var command = new Command("serve", "Start the server, with a worker inside") { port, bind };
        command.SetAction(CommandSession.Action((session, parsed, cancel) => serve(
            new ServeOptions(session.Workspace.Folder, parsed.GetValue(port), parsed.GetRequiredValue(bind), parsed.GetValue(GlobalOptions.Lang) ?? "zh"), cancel)));
        return command;
    }

    public static Command Worker()
    {
        var command = new Command("worker", "Start a worker alone (with --db)");
        command.SetAction(CommandSession.Action((_, _, _) => throw new UsageException(
            "worker: with the embedded store the worker lives inside 'geowfc serve'; a worker alone needs --db, which comes with a later release")));
        return command;
    }
}
