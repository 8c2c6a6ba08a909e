using System.CommandLine;
using System.Globalization;
using Geo.Core.Store;
using Geo.Jobs.Jobs;

namespace Geo.Jobs.Cli;

/// <summary><c>fit</c> (hidden): the child process of a run of training or advice; ML.NET's Fit can only be cancelled by ending its process.</summary>
internal static class FitCommand
{
    public const string Name = "fit";

    public static Command Create()
    {
        var run = new Argument<string>("RUN");
        var into = new Argument<string>("INTO");
        var command = new Command(Name, "Child process of a training run") { run, into };
        command.Hidden = true;
        command.SetAction(CommandSession.Action((session, parsed, cancel) =>
        {
            EndWithParent();
            using WorkspaceStore store = session.OpenStore();
            var progress = new LineProgress();
            string id = parsed.GetRequiredValue(run), target = parsed.GetRequiredValue(into);
            if (store.Runs.Get(id).Kind == AdviseJob.Kind) LabelAdvice.Give(store, id, target, session.Time, progress, cancel);
            else ModelFitting.Fit(store, id, target, session.Time, line => Console.Out.WriteLine(FittingProcess.LogMark + line), progress, cancel);
            return Task.FromResult(ExitCode.Done);
        }));
        return command;
    }

    // A parent that was killed cannot end its child: hours of fitting for nobody.
    private static void EndWithParent() => new Thread(() =>
    {
        using Stream parent = Console.OpenStandardInput();
        while (parent.ReadByte() >= 0)
        {
        }

        Environment.Exit(ExitCode.Failed);
    })
    { IsBackground = true, Name = "parent's end" }.Start();

    /// <summary>A number in [0, 1] a line on stdout; the parent reads it.</summary>
    private sealed class LineProgress : IProgress<double>
    {
        public void Report(double value) => Console.Out.WriteLine(value.ToString("0.####", CultureInfo.InvariantCulture));
    }
}
