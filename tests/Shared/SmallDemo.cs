using System.Diagnostics;

namespace Geo.Testing;

/// <summary>
/// The workspace that <c>geowfc demo</c> makes, which takes a minute or two: made once and copied for each test that needs
/// one. GEOWFC_TEST_DEMO names one made before (test.sh makes it afresh with the program it has built); where it is unset,
/// the first to ask makes it, for all of the test process.
/// </summary>
internal static class SmallDemo
{
    private static readonly Lazy<string> Whole = new(() =>
        Environment.GetEnvironmentVariable("GEOWFC_TEST_DEMO") is { Length: > 0 } made ? made : Make());

    /// <summary>Copies it to a folder that is not there yet; the copy is the test's own.</summary>
    public static void CopyTo(string workspace)
    {
        string from = Whole.Value;
        Assert.True(File.Exists(Path.Combine(from, "truth.geojson")), $"{from} (GEOWFC_TEST_DEMO) holds no finished demo");
        CopyFolder(from, workspace);
    }

    /// <summary>Copies a folder with all below it.</summary>
    public static void CopyFolder(string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }
    }

    private static string Make()
    {
        var folder = new TemporaryFolder();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Dispose();
        var start = new ProcessStartInfo("dotnet");
        foreach (string argument in (string[])["exec", Path.Combine(AppContext.BaseDirectory, "geowfc.dll"), "demo", "--quiet", "--workspace", folder.File("demo")])
        {
            start.ArgumentList.Add(argument);
        }

        using Process demo = Process.Start(start)!;
        if (!demo.WaitForExit(TimeSpan.FromMinutes(12)))
        {
            demo.Kill(entireProcessTree: true);
            Assert.Fail("the demo did not end within 12 minutes");
        }

        Assert.Equal(0, demo.ExitCode);
        return folder.File("demo");
    }
}
