using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Geo.Core.Store;
using Geo.Jobs.Runs;
using Geo.Testing;
using Xunit.Abstractions;

namespace Geo.Jobs.Tests.Keeping;

/// <summary>kill -9 at random times: after each the workspace is whole, and going on ends as the undisturbed one.</summary>
public sealed partial class KillSeriesTests(ITestOutputHelper output) : IDisposable
{
    private static readonly Dictionary<string, string> ShortLease = new() { ["GEOWFC_LEASE_SECONDS"] = "2" };
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Imports_killed_four_times_end_as_the_undisturbed_ones()
    {
        var calm = new Geowfc(_folder.File("calm"));
        calm.Done("init");
        SmallDemo.CopyFolder(calm.Workspace, _folder.File("killed"));
        string first = Registers.Write(_folder.File("a.csv"), 1500, "before"), second = Registers.Write(_folder.File("b.csv"), 1500, "after");
        Series(calm, new Geowfc(_folder.File("killed")), [["import", "mine-sites", first], ["import", "mine-sites", second]], killsEach: 2, seed: 7);
        string[] Sites(string folder) => [.. WorkspaceCheck.Rows(folder)["mine-sites"].Select(row => WrittenAt().Replace(row, ""))];
        Assert.Equal(1500, Sites(calm.Workspace).Length);
        Assert.Equal(Sites(calm.Workspace), Sites(_folder.File("killed")));
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void All_kinds_of_job_and_imports_killed_thirty_times_end_as_the_undisturbed_ones()
    {
        Geowfc calm = Geowfc.OnDemo(_folder.File("calm"));
        string sites = _folder.File("sites.geojson");
        calm.Done("export", "mine-sites", sites, "--quiet");
        File.WriteAllText(sites, File.ReadAllText(sites).Replace("\"code\":\"", "\"code\":\"N-", StringComparison.Ordinal).Replace("\"code\": \"", "\"code\": \"N-", StringComparison.Ordinal));
        string[] scenes = [.. Directory.EnumerateFiles(Path.Combine(calm.Workspace, "scenes"), "sentinel2*.tif").Where(f => !f.EndsWith("quality.tif", StringComparison.Ordinal)).Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal)];
        string another = _folder.File("another.tif");
        using (var made = Process.Start("gdal_translate", ["-q", "-b", "1", "-b", "2", "-b", "3", "-b", "7", Path.Combine(calm.Workspace, "scenes", scenes[0] + ".tif"), another])) made.WaitForExit();
        SmallDemo.CopyFolder(calm.Workspace, _folder.File("killed"));
        var killed = new Geowfc(_folder.File("killed"));
        Series(calm, killed,
        [
            ["import", "mine-sites", sites],
            ["ingest", another, "--profile", "generic", "--datetime", "2026-08-21T03:00:00Z", "--band-map", "blue=1", "green=2", "red=3", "nir=4"],
            ["survey", "--scene", scenes[^1]],
            ["track"],
            ["inventory"],
            ["cases", "raise"],
            ["recovery"],
            ["priority", "--budget", "900"],
            ["report", "--month", "2026-07"],
            ["backup", _folder.File("KILLED.tar")],
        ], killsEach: 3, seed: 20261127);
        var before = calm.Layers();
        foreach (var (layer, rows) in killed.Layers()) Assert.Equal(before[layer], rows);
        Assert.Equal(Rasters(calm), Rasters(killed));
    }

    /// <summary>Each command undisturbed on one workspace; killed so many times and then gone on with on the other.</summary>
    private void Series(Geowfc calm, Geowfc killed, string[][] commands, int killsEach, int seed)
    {
        var random = new Random(seed);
        int kills = 0, midway = 0, due = 0;
        foreach (string[] command in commands)
        {
            string[] own = [.. command.Select(word => word.Replace("KILLED", "calm", StringComparison.Ordinal)), "--quiet"];
            var clock = Stopwatch.StartNew();
            calm.Done(own);
            double whole = clock.Elapsed.TotalSeconds;
            int runs = Runs(killed);
            due += killsEach;
            for (bool last = false; kills < due && !last; kills++)
            {
                // A run that was killed is gone on with by a server, which is killed too.
                bool served = Unended(killed);
                using Process process = killed.Start(ShortLease, served ? ["serve", "--port", "0"] : [.. command.Select(word => word.Replace("KILLED", $"killed{kills}", StringComparison.Ordinal)), "--quiet"]);
                double seconds = 0.2 + random.NextDouble() * Math.Max(0.3, whole - 0.2 + (served ? 3 : 0));
                bool ended = process.WaitForExit(TimeSpan.FromSeconds(seconds));
                process.Kill(entireProcessTree: true);
                process.WaitForExit();
                if (!ended) midway++;
                WorkspaceCheck.Whole(killed.Workspace);
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{string.Join(' ', command.Take(2)),-24} {(served ? "server " : "")}killed after {seconds:0.0} of {whole:0.0} s{(ended ? " (had ended)" : "")}"));
                last = Runs(killed) > runs && !Unended(killed); // the run is done: another call would be another run
            }

            GoOn(killed);
            if (Runs(killed) == runs) killed.Done([.. command.Select(word => word.Replace("KILLED", "killed", StringComparison.Ordinal)), "--quiet"]);
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kills} kills, {midway} in the middle of work"));
        WorkspaceCheck.Whole(killed.Workspace);
        Assert.Empty(Directory.EnumerateFiles(_folder.Path, ".geowfc-backup*"));
    }

    /// <summary>As a server does when it starts: what is queued or was being executed is executed to its end.</summary>
    private static void GoOn(Geowfc killed)
    {
        using WorkspaceStore store = WorkspaceStore.Open(new Workspace(killed.Workspace), TimeProvider.System);
        var executor = new RunExecutor(store, TimeProvider.System);
        var leases = new LeaseWatch(TimeProvider.System, TimeSpan.FromSeconds(2));
        foreach (Run run in store.Runs.Unended())
        {
            for (Run now = run; now.State == "running" && !leases.IsDead(now); now = store.Runs.Get(run.Id)) Thread.Sleep(100);
            Assert.True(run.State == "queued" || store.Runs.Expire(store.Runs.Get(run.Id)));
            Run ended = executor.Execute(run.Id, null, CancellationToken.None).GetAwaiter().GetResult();
            Assert.True(ended.State == "done", $"{ended.Kind} {ended.State} {ended.Error}");
        }

        executor.SweepTemporary();
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(killed.Workspace, "tmp")));
    }

    private static bool Unended(Geowfc geowfc)
    {
        using WorkspaceStore store = WorkspaceStore.Open(new Workspace(geowfc.Workspace), TimeProvider.System);
        return store.Runs.Unended().Count > 0;
    }

    private static int Runs(Geowfc geowfc)
    {
        using WorkspaceStore store = WorkspaceStore.Open(new Workspace(geowfc.Workspace), TimeProvider.System);
        return store.Runs.List(int.MaxValue).Count;
    }

    // By content: names carry the time of the run.
    private static IEnumerable<string> Rasters(Geowfc geowfc) => ((string[])["scenes", "results"]).SelectMany(folder => Directory.EnumerateFiles(Path.Combine(geowfc.Workspace, folder), "*.tif"))
        .Select(file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))).Order(StringComparer.Ordinal);

    [GeneratedRegex("\"status_at\":\"[^\"]*\"")]
    private static partial Regex WrittenAt();
}
