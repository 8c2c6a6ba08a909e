using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Geo.Testing;
using Xunit.Abstractions;

namespace Geo.Jobs.Tests.Keeping;

/// <summary>Long jobs killed at seven tenths.</summary>
[Trait("Category", "Slow")]
public sealed partial class CheckpointTests(ITestOutputHelper output) : IDisposable
{
    private const double At = 0.7, Most = 0.35;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_survey_killed_at_seven_tenths_reads_less_than_a_third_again_and_finds_the_same()
    {
        Geowfc calm = Geowfc.OnDemo(_folder.File("calm"));
        string scene = Enlarged(calm);
        SmallDemo.CopyFolder(calm.Workspace, _folder.File("killed"));
        var killed = new Geowfc(_folder.File("killed"));
        string[] survey = ["survey", "--scene", scene, "--quiet"];
        calm.Done(survey);
        var (all, _, _) = Blocks(calm);
        Kill(killed, (int)(all * At), survey);
        Assert.Single(Directory.EnumerateFiles(Path.Combine(killed.Workspace, "checkpoints")));

        killed.Done(survey);
        var (again, read, kept) = Blocks(killed);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"survey: {all} blocks; killed at {(int)(all * At)}; read again {read} ({(double)read / all:P0}), {kept} kept"));
        Assert.Equal(all, again);
        Assert.True((double)read / all < Most, $"{read} of {all}");
        Assert.Equal(calm.Layers()["detections"], killed.Layers()["detections"]);
        Assert.Equal(Raster(calm), Raster(killed));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(killed.Workspace, "checkpoints")));
    }

    [Fact]
    public void Tracking_killed_at_seven_tenths_observes_less_than_a_third_of_the_scenes_again()
    {
        Geowfc calm = Geowfc.OnDemo(_folder.File("calm"));
        // Every site under a new code: nothing is observed yet.
        string sites = _folder.File("sites.geojson");
        calm.Done("export", "mine-sites", sites, "--quiet");
        File.WriteAllText(sites, CodeOf().Replace(File.ReadAllText(sites), "\"code\":\"N-$1\""));
        calm.Done("import", "mine-sites", sites, "--quiet");
        SmallDemo.CopyFolder(calm.Workspace, _folder.File("killed"));
        var killed = new Geowfc(_folder.File("killed"));
        calm.Done("track", "--quiet");
        var (all, _, _) = Counted(calm, "scenes: ");
        Kill(killed, (int)Math.Ceiling(all * At), "track", "--quiet");

        killed.Done("track", "--quiet");
        var (again, read, kept) = Counted(killed, "scenes: ");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"track: {all} scenes; observed again {read} ({(double)read / all:P0}), {kept} kept"));
        Assert.Equal(all, again);
        Assert.True((double)read / all < Most, $"{read} of {all}");
        Assert.Equal(calm.Layers()["observations"], killed.Layers()["observations"]);
        Assert.Equal(calm.Layers()["mine-sites"], killed.Layers()["mine-sites"]);
    }

    private static void Kill(Geowfc geowfc, int step, params string[] command)
    {
        Geowfc.Answer answer = geowfc.Run(new Dictionary<string, string> { ["GEOWFC_FAILPOINT"] = string.Create(CultureInfo.InvariantCulture, $"step:{step}"), ["GEOWFC_LEASE_SECONDS"] = "2" }, command);
        Assert.Equal(137, answer.Code);
    }

    private static (int All, int Read, int Kept) Blocks(Geowfc geowfc) => Counted(geowfc, "blocks: ");

    // From the log of the youngest run that has such a line.
    private static (int All, int Read, int Kept) Counted(Geowfc geowfc, string start)
    {
        foreach (var run in geowfc.Done("runs", "--json").Json.EnumerateArray())
        {
            string log = geowfc.Done("runs", run.GetProperty("id").GetString()!, "--json").Output;
            Match line = Regex.Match(log, start + @"(\d+), (?:read|observed) (\d+), (\d+) kept");
            if (line.Success) return (Number(line, 1), Number(line, 2), Number(line, 3));
        }

        throw new InvalidOperationException($"no run tells '{start}'");
    }

    private static int Number(Match match, int group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    // The raster of the youngest survey by its pixels: of the file's bytes, the date of making would differ.
    private static string Raster(Geowfc geowfc)
    {
        string file = Directory.EnumerateFiles(Path.Combine(geowfc.Workspace, "results"), "*_classes.tif").OrderByDescending(File.GetLastWriteTimeUtc).First();
        return Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)));
    }

    /// <summary>A scene of the demo at a third of its pixel size: nine times as many blocks.</summary>
    private string Enlarged(Geowfc geowfc)
    {
        string cog = Directory.EnumerateFiles(Path.Combine(geowfc.Workspace, "scenes"), "sentinel2*.tif").Where(file => !file.EndsWith("quality.tif", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Last();
        string large = _folder.File("large.tif");
        using (var made = Process.Start("gdal_translate", ["-q", "-outsize", "300%", "300%", "-r", "nearest", cog, large])) made.WaitForExit();
        string[] roles = ["blue=1", "green=2", "red=3", "rededge1=4", "rededge2=5", "rededge3=6", "nir=7", "nirnarrow=8", "swir1=9", "swir2=10"];
        return geowfc.Done(["ingest", large, "--profile", "generic", "--datetime", "2026-08-20T03:00:00Z", "--json", "--band-map", .. roles]).Json.GetProperty("scenes")[0].GetProperty("id").GetString()!;
    }

    [GeneratedRegex("\"code\": ?\"([^\"]+)\"")]
    private static partial Regex CodeOf();
}
