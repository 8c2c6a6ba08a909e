using System.Diagnostics;

namespace Geo.Testing;

/// <summary>Programs of others out of npm's registry, as tests/tools/package-lock.json has them; installed by the first test that wants one.</summary>
internal static class NodeTools
{
    private static readonly Lazy<string?> Installed = new(Install);

    /// <summary>Runs a program of tests/tools/node_modules; the test is skipped where npm is not, or cannot fetch it.</summary>
    /// <param name="script">Its script below node_modules.</param>
    /// <param name="arguments">What it is told.</param>
    /// <returns>Its exit code, and what it printed on both streams.</returns>
    public static async Task<(int ExitCode, string Text)> Run(string script, params string[] arguments)
    {
        Skip.If(Installed.Value is null, "npm is not here, or its registry is out of reach");
        var start = new ProcessStartInfo("node", [Path.Combine(Installed.Value!, "node_modules", script), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        string text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, text + await errors);
    }

    /// <summary>The folder tests/tools.</summary>
    public static string Folder
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "GeoWfc.sln"))) folder = folder.Parent!;
            return Path.Combine(folder.FullName, "tests", "tools");
        }
    }

    private static string? Install()
    {
        string stamp = Path.Combine(Folder, "node_modules", ".package-lock.json");
        if (File.Exists(stamp) && File.GetLastWriteTimeUtc(stamp) >= File.GetLastWriteTimeUtc(Path.Combine(Folder, "package-lock.json"))) return Folder;
        try
        {
            using var npm = Process.Start(new ProcessStartInfo("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "--fetch-retries=1"]) { WorkingDirectory = Folder, RedirectStandardError = true })!;
            npm.StandardError.ReadToEnd();
            return npm.WaitForExit(TimeSpan.FromMinutes(3)) && npm.ExitCode == 0 ? Folder : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
