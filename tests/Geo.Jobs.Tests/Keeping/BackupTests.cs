using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Geo.Testing;
using Xunit.Abstractions;

namespace Geo.Jobs.Tests.Keeping;

/// <summary>A backup of the demo while its server works, and back.</summary>
public sealed class BackupTests(ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_demo_is_backed_up_while_a_run_is_executed_and_restored_it_is_equal_and_ends_the_run()
    {
        Geowfc geowfc = Geowfc.OnDemo(_folder.File("ws"));
        string[] scenes = [.. Directory.EnumerateFiles(Path.Combine(geowfc.Workspace, "scenes"), "sentinel2*.tif").Where(f => !f.EndsWith("quality.tif", StringComparison.Ordinal)).Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal).TakeLast(1)];
        var before = WorkspaceCheck.Rows(geowfc.Workspace, "detections", "surveys");
        JsonElement made;
        using (var server = new Serving(geowfc))
        {
            (await server.Start("survey", new { scenes })).EnsureSuccessStatusCode();
            var clock = Stopwatch.StartNew();
            made = geowfc.Done("backup", _folder.Path, "--keep", "2", "--json").Json;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"backup: {made.GetProperty("bytes").GetInt64() / 1e6:0.0} MB, {made.GetProperty("files")} files, {clock.Elapsed.TotalSeconds:0.0} s with the program's start"));
        }

        string archive = made.GetProperty("file").GetString()!;
        var restored = new Geowfc(_folder.File("restored"));
        Geowfc.Answer check = restored.Done("restore", archive, "--check");
        Assert.Contains("the backup is whole", check.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(restored.Workspace));
        var restoring = Stopwatch.StartNew();
        restored.Done("restore", archive);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"restore: {restoring.Elapsed.TotalSeconds:0.0} s"));
        Assert.Equal(1, restored.Run("restore", archive).Code);
        WorkspaceCheck.Whole(restored.Workspace);
        var after = WorkspaceCheck.Rows(restored.Workspace);
        Assert.All(before, layer => Assert.Equal(layer.Value, after[layer.Key]));
        // The run that was being executed is executed again by the first server on the restored workspace.
        JsonElement[] runs = [.. restored.Done("runs", "--json").Json.EnumerateArray()];
        Assert.True(runs[0].GetProperty("state").GetString() is "queued" or "done", $"{runs[0]}");
        using var again = new Serving(restored);
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(200))
        {
            JsonElement run = JsonElement.Parse(await again.Client.GetStringAsync(new Uri($"/runs/{runs[0].GetProperty("id").GetString()}", UriKind.Relative)));
            if (run.GetProperty("state").GetString() == "done") break;
            Assert.True(waited.Elapsed < TimeSpan.FromMinutes(5), $"{run}");
        }
    }
}
