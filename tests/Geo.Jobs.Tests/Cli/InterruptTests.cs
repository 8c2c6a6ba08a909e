using System.Diagnostics;
using Geo.Testing;

namespace Geo.Jobs.Tests.Cli;

/// <summary>Ctrl-C in the middle of work.</summary>
public sealed class InterruptTests : IDisposable
{
    private const int Cancelled = 130;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Interrupted_work_ends_as_cancelled_within_five_seconds_and_leaves_nothing_half_done()
    {
        string scene = _folder.File("scene.tif"), workspace = _folder.File("ws");
        var geowfc = new Geowfc(workspace);
        geowfc.Done("init");
        using (var made = Process.Start("gdal_create", ["-q", "-of", "GTiff", "-outsize", "9000", "9000", "-bands", "4", "-burn", "700", "-ot", "UInt16", "-a_srs", "EPSG:32649",
            "-a_ullr", "390000", "4520000", "480000", "4430000", "-co", "COMPRESS=DEFLATE", "-co", "TILED=YES", scene]))
        {
            made.WaitForExit();
        }

        using Process ingest = geowfc.Start(new Dictionary<string, string>(), "ingest", scene, "--profile", "generic",
            "--band-map", "blue=1", "green=2", "red=3", "nir=4", "--datetime", "2025-07-01T03:00:00Z");
        WaitForWork(workspace);
        var clock = Stopwatch.StartNew();
        using (var kill = Process.Start("kill", ["-INT", $"{ingest.Id}"]))
        {
            kill.WaitForExit();
        }

        Assert.True(ingest.WaitForExit(TimeSpan.FromSeconds(60)), "still running after a minute");
        Assert.Equal(Cancelled, ingest.ExitCode);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 5);
        Assert.Equal("cancelled", geowfc.Done("runs", "--json").Json[0].GetProperty("state").GetString());
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(workspace, "scenes")));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(workspace, "tmp")));
    }

    // The job's own folder appears when it begins.
    private static void WaitForWork(string workspace)
    {
        string folder = Path.Combine(workspace, "tmp");
        for (var waited = Stopwatch.StartNew(); !Directory.Exists(folder) || !Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Any();)
        {
            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(60), "the work did not begin");
            Thread.Sleep(20);
        }
    }
}
