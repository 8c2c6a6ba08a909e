using System.Diagnostics;
using System.Text.Json;
using Geo.Testing;
using Xunit.Abstractions;

namespace Geo.Jobs.Tests.Runs;

/// <summary>The demo killed again and again ends as the undisturbed one.</summary>
public sealed class CrashTests(ITestOutputHelper output) : IDisposable
{
    private static readonly string[] FailPoints =
    [
        "simulated", "imported:3", "queued:1", "claimed:1", "ingest-cog-written:2", "ingest-stored:3", "before-finish:1", "after-finish:1",
        "train-fitted", "train-shelved", "survey-detected", "survey-stored", "track-observed", "track-stored",
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Demo_killed_at_every_fail_point_ends_as_the_undisturbed_one()
    {
        Geowfc calm = Geowfc.OnDemo(_folder.File("calm"));
        var killed = new Geowfc(_folder.File("killed"));
        string? fitted = null; // when: a model that was fitted before the kill is not fitted again
        foreach (string point in FailPoints)
        {
            Geowfc.Answer answer = killed.Run(new Dictionary<string, string> { ["GEOWFC_FAILPOINT"] = point, ["GEOWFC_LEASE_SECONDS"] = "2" }, "demo");
            Assert.True(answer.Code == 137, $"at {point}: {answer.Code} {answer.Errors}");
            if (point == "train-fitted") fitted = MadeAt(Assert.Single(Directory.EnumerateDirectories(Path.Combine(killed.Workspace, "tmp"), "train-*")), "model");
        }

        Finish(killed);
        Assert.Equal(fitted, MadeAt(killed.Workspace, "models", "default"));
        AssertSame(calm, killed);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void Demo_killed_at_ten_random_times_ends_as_the_undisturbed_one()
    {
        var watch = Stopwatch.StartNew();
        var calm = new Geowfc(_folder.File("calm")); // made here, as its time says when to kill
        calm.Done("demo", "--quiet");
        double whole = watch.Elapsed.TotalSeconds;
        var killed = new Geowfc(_folder.File("killed"));
        var random = new Random(20251123);
        for (int i = 0; i < 10; i++)
        {
            using Process process = killed.Start(new Dictionary<string, string> { ["GEOWFC_LEASE_SECONDS"] = "2" }, "demo", "--quiet");
            double seconds = 0.5 + random.NextDouble() * whole / 3;
            bool ended = process.WaitForExit(TimeSpan.FromSeconds(seconds));
            output.WriteLine($"kill {i + 1} after {seconds:0.0} s{(ended ? ", had ended" : "")}");
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }

        Finish(killed);
        AssertSame(calm, killed);
    }

    private static string MadeAt(params string[] model)
    {
        using JsonDocument card = JsonDocument.Parse(File.ReadAllText(Path.Combine([.. model, "card.json"])));
        return card.RootElement.GetProperty("created_at").GetString()!;
    }

    private static void Finish(Geowfc killed)
    {
        Geowfc.Answer answer = killed.Run(new Dictionary<string, string> { ["GEOWFC_LEASE_SECONDS"] = "2" }, "demo", "--json");
        Assert.True(answer.Code == 0, answer.Errors);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(killed.Workspace, "tmp")));
    }

    private static void AssertSame(Geowfc expected, Geowfc actual)
    {
        var before = expected.Layers();
        Assert.NotEmpty(before["detections"]);
        Assert.NotEmpty(before["observations"]);
        foreach (var (name, features) in actual.Layers())
        {
            Assert.Equal(before[name], features);
        }
    }
}
