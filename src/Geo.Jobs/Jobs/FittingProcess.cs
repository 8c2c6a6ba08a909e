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
        child.Start(); // holds the other end of its stdin: closed, this process is gone, and the child ends
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

    private static ProcessStartInfo OwnProgram(params string[] arguments)
    {
        (string program, string[] before) = Command(Environment.ProcessPath, Path.Combine(AppContext.BaseDirectory, "geowfc.dll"));
        var start = new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Remove("GEOWFC_FAILPOINT");
        foreach (string argument in (string[])[.. before, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }

    /// <summary>How geowfc starts itself: as the program that it is (installed machines have no <c>dotnet</c>), or by dotnet where this process is dotnet or a test host.</summary>
    /// <param name="process">Path of this process's executable.</param>
    /// <param name="dll">Path of geowfc.dll.</param>
    internal static (string Program, string[] Before) Command(string? process, string dll) => Path.GetFileNameWithoutExtension(process) switch
    {
        "geowfc" => (process!, []),
        "dotnet" => (process!, ["exec", dll]),
        _ => ("dotnet", ["exec", dll]),
    };
}
