using System.Diagnostics;
using System.Globalization;
using Geo.Jobs.Cli;
using Geo.Jobs.Runs;

namespace Geo.Jobs.Jobs;

/// <summary>Fits in a child process (the hidden command <c>fit</c>): ML.NET's Fit can only be cancelled by ending its process.</summary>
internal static class FittingProcess
{
    /// <summary>Before a line of the child's stdout that belongs into the run's log.</summary>
    public const string LogMark = "log: ";

    /// <summary>Runs <c>fit RUN INTO</c>; progress comes on its stdout, the reason of a failure on its stderr.</summary>
    /// <param name="context">The run whose parameters the child reads.</param>
    /// <param name="into">Where the child leaves what it made.</param>
    /// <param name="cancel">Ends the child.</param>
    /// <exception cref="TrainingFailedException">With the child's one line.</exception>
    public static async Task Run(RunContext context, string into, CancellationToken cancel)
    {
        using var child = new Process { StartInfo = OwnProgram("--workspace", context.Store.Workspace.Folder, FitCommand.Name, context.Run.Id, into) };
        var errors = new List<string>();
        child.OutputDataReceived += (_, line) =>
        {
            if (double.TryParse(line.Data, CultureInfo.InvariantCulture, out double share))
            {
                context.Progress.Report(share * 0.98);
            }
            else if (line.Data?.StartsWith(LogMark, StringComparison.Ordinal) == true)
            {
                context.Log(line.Data[LogMark.Length..]);
            }
        };
        child.ErrorDataReceived += (_, line) =>
        {
            if (!string.IsNullOrWhiteSpace(line.Data))
            {
                errors.Add(line.Data);
            }
        };
        child.Start();
        child.BeginOutputReadLine();
        child.BeginErrorReadLine();
        try
        {
            await child.WaitForExitAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            child.Kill(entireProcessTree: true);
            throw;
        }

        if (child.ExitCode != 0)
        {
            throw new TrainingFailedException(errors.LastOrDefault(line => !line.StartsWith("   at ", StringComparison.Ordinal) && !line.StartsWith("--- ", StringComparison.Ordinal)) ?? string.Create(CultureInfo.InvariantCulture, $"training ended with exit code {child.ExitCode}"));
        }
    }

    /// <summary>Starts geowfc itself, whether this process is geowfc, dotnet with geowfc.dll, or a test host.</summary>
    private static ProcessStartInfo OwnProgram(params string[] arguments)
    {
        string dll = Path.Combine(AppContext.BaseDirectory, "geowfc.dll");
        string host = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";
        var start = new ProcessStartInfo(host) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Remove("GEOWFC_FAILPOINT");
        foreach (string argument in (string[])["exec", dll, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }
}
