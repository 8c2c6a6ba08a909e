using System.CommandLine;
using System.CommandLine.Parsing;

namespace Geo.Jobs.Cli;

/// <summary>The command line of geowfc: one file a command, one table from exception to exit code.</summary>
public static class CommandLine
{
    /// <summary>Parses and runs one command.</summary>
    /// <param name="args">Arguments without the program's name.</param>
    /// <param name="serve">Starts the server; it belongs to the outermost project.</param>
    /// <returns>Exit code: 0 done, 1 failed, 2 wrong use, 130 cancelled.</returns>
    public static async Task<int> Run(string[] args, Func<ServeOptions, CancellationToken, Task<int>> serve)
    {
        RootCommand root = Root(serve);
        ParseResult parsed = root.Parse(args);
        if (parsed.Errors.Count > 0 && parsed.Action is not System.CommandLine.Help.HelpAction)
        {
            await Console.Error.WriteLineAsync($"{parsed.Errors[0].Message}; see {Named(parsed.CommandResult)} --help".ReplaceLineEndings(" "));
            return ExitCode.WrongUse;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                // A cancelled run has to write its end; 5 s are promised.
                ProcessTerminationTimeout = TimeSpan.FromSeconds(10),
            });
        }
        catch (Exception exception)
        {
            var (code, message) = ExitCode.Of(exception, GlobalOptions.WorkspaceFolder(parsed), parsed.GetValue(GlobalOptions.Lang) ?? "en");
            await Console.Error.WriteLineAsync(message);
            return code;
        }
    }

    // geowfc models import
    private static string Named(CommandResult command) => command.Parent is CommandResult outer ? $"{Named(outer)} {command.Command.Name}" : "geowfc";

    /// <summary>All commands with their options; also what the approved help text is made from.</summary>
    internal static RootCommand Root(Func<ServeOptions, CancellationToken, Task<int>> serve)
    {
        var root = new RootCommand("GeoWfc: remote sensing of legacy waste dumps and abandoned mines")
        {
            GlobalOptions.Workspace, GlobalOptions.Db, GlobalOptions.Json, GlobalOptions.Quiet, GlobalOptions.Lang,
            InitCommand.Create(), DemoCommand.Create(), ImportCommand.Create(), IngestCommand.Create(), CoregisterCommand.Create(), CheckRegistersCommand.Create(), TrainCommand.Create(), AdviseCommand.Create(), RefineCommand.Create(), LearnCommand.Create(), SurveyCommand.Create(), TrackCommand.Create(), CasesCommand.Create(), ToDoCommand.Create(), FlightCommand.Create(), AssessCommand.Create(), SampleCommand.Create(), WhyCommand.Create(), ReviewCommand.Create(), DecideCommand.Create(), InventoryCommand.Create(), IndicatorsCommand.Create(), TraceCommand.Create(), DossierCommand.Create(), ReportCommand.Create(), RecoveryCommand.Create(), PriorityCommand.Create(), VolumeCommand.Create(), ZonalCommand.Create(), ExportCommand.Create(),
            ListCommands.Layers(), ListCommands.Scenes(), ListCommands.Models(), ListCommands.Runs(),
            InboxCommand.Create(), ScheduleCommand.Create(),
            UsersCommand.Create(), KeysCommand.Create(), AuditCommand.Create(),
            BackupCommand.Create(), RestoreCommand.Create(), PruneCommand.Create(), SupportCommand.Create(),
            ServeCommand.Create(serve), ServeCommand.Worker(), DoctorCommand.Create(), FitCommand.Create(),
        };
        return root;
    }
}
