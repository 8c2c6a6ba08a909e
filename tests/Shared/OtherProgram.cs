using System.Diagnostics;

namespace Geo.Testing;

/// <summary>A program of somebody else's, run to its end.</summary>
internal static class OtherProgram
{
    /// <summary>What it prints; the exit code 0 is asserted.</summary>
    public static async Task<string> Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        string text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {text} {await errors}");
        return text;
    }
}
