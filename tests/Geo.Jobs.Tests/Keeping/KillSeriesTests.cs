using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Geo.Core.Store;
using Geo.Jobs.Jobs;
using Geo.Jobs.Tests.Inbox;
using Geo.Testing;
using Xunit.Abstractions;

namespace Geo.Jobs.Tests.Keeping;

/// <summary>kill -9 at random times: after each the workspace is whole, and going on ends as the undisturbed one.</summary>
public sealed partial class KillSeriesTests(ITestOutputHelper output) : IDisposable
{
    private static readonly string[]
        s_district = ["ingest", "survey", "track", "inventory", "cases", "recovery", "priority", "report"],
        s_office = ["dossier", "sample", "volume", "inbox"],
        s_training = ["train", "advise", "refine", "learn"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_kind_of_run_is_in_a_series() =>
        Assert.Equal(JobTable.ParameterTypes.Select(one => one.Kind).Order(StringComparer.Ordinal), s_district.Concat(s_office).Concat(s_training).Order(StringComparer.Ordinal));

    [Fact]
    public void Imports_killed_four_times_end_as_the_undisturbed_ones()
    {
        var calm = new Geowfc(_folder.File("calm"));
        calm.Done("init");
        Geowfc killed = CopyOf(calm);
        string first = Registers.Write(_folder.File("a.csv"), 1500, "before"), second = Registers.Write(_folder.File("b.csv"), 1500, "after");
        new KillSeries(calm, killed, 7, output).Run(2, new(["import", "mine-sites", first]), new(["import", "mine-sites", second]));
        string[] Sites(string folder) => [.. WorkspaceCheck.Rows(folder)["mine-sites"].Select(row => WrittenAt().Replace(row, ""))];
        Assert.Equal(1500, Sites(calm.Workspace).Length);
        Assert.Equal(Sites(calm.Workspace), Sites(killed.Workspace));
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void Imports_the_district_s_jobs_and_backups_killed_thirty_times_end_as_the_undisturbed_ones()
    {
        Geowfc calm = Geowfc.OnDemo(_folder.File("calm"));
        string sites = _folder.File("sites.geojson"), another = _folder.File("another.tif");
        calm.Done("export", "mine-sites", sites, "--quiet");
        File.WriteAllText(sites, CodeOf().Replace(File.ReadAllText(sites), "\"code\":\"N-$1\""));
        string[] scenes = Scenes(calm);
        using (var made = Process.Start("gdal_translate", ["-q", "-b", "1", "-b", "2", "-b", "3", "-b", "7", Path.Combine(calm.Workspace, "scenes", scenes[0] + ".tif"), another])) made.WaitForExit();
        Geowfc killed = CopyOf(calm);
        var series = new KillSeries(calm, killed, 20261127, output);
        series.Run(3,
            new(["import", "mine-sites", sites]),
            new(["ingest", another, "--profile", "generic", "--datetime", "2026-08-21T03:00:00Z", "--band-map", "blue=1", "green=2", "red=3", "nir=4"]),
            new(["survey", "--scene", scenes[^1]]),
            new(["track"]),
            new(["inventory"]),
            new(["cases", "raise"]),
            new(["recovery"]),
            new(["priority", "--budget", "900"]),
            new(["report", "--month", "2026-07"]),
            new(["backup", _folder.File("CALL.tar")]));
        Assert.Equal(30, series.Kills.All);
        AssertSame(calm, killed, s_district);
        // What the killed backups have left goes with the next one, an hour later.
        foreach (string left in Directory.EnumerateDirectories(_folder.Path, ".geowfc-backup-*")) Age(left);
        killed.Done("backup", _folder.File("last.tar"));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path, ".geowfc-backup*"));
        Restores(killed, _folder.File("last.tar"), new Random(8));
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void Dossiers_samples_volumes_and_the_inbox_killed_end_as_the_undisturbed_ones()
    {
        Geowfc calm = Geowfc.OnDemo(_folder.File("calm"));
        // A small area, as drawn on the map: the probabilities of its survey are computed again for a sample.
        File.WriteAllText(Path.Combine(calm.Workspace, "areas", "near.geojson"), Square(calm));
        string survey = calm.Done("survey", "--scene", Scenes(calm)[^1], "--aoi", "areas/near.geojson", "--json").Json.GetProperty("survey_id").GetString()!;
        JsonObject volume = JsonNode.Parse(Youngest(calm, "volume").Parameters)!.AsObject();
        volume["base"] = "lowest"; // another measurement than the demo's
        Geowfc killed = CopyOf(calm);
        var series = new KillSeries(calm, killed, 20261128, output);
        series.Run(3,
            new(["sample", "draw", "--survey", survey, "--count", "60", _folder.File("sample-CALL.csv")]),
            new(["sample", "import", _folder.File("labelled.csv")], _ => Label(_folder.File("sample-calm.csv"), _folder.File("labelled.csv"))),
            new(["run", "volume", volume.ToJsonString()]),
            new(["inbox", "--once"], geowfc => Drop(geowfc).GetAwaiter().GetResult()),
            new(["dossier", "--all", "--out", _folder.File("dossiers-CALL")]));
        AssertSame(calm, killed, s_office);
        Assert.Equal(Volumes(calm), Volumes(killed));
        string sample = $"results/{survey}_sample.json";
        Assert.Equal(File.ReadAllText(Path.Combine(calm.Workspace, sample)), File.ReadAllText(Path.Combine(killed.Workspace, sample)));
        Assert.Matches("\"label_?1\": ?\"", File.ReadAllText(Path.Combine(killed.Workspace, sample)));
        string[] Dossiers(Geowfc geowfc) => [.. Directory.EnumerateFiles(Path.Combine(geowfc.Workspace, "results", "dossiers")).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];
        Assert.NotEmpty(Dossiers(calm));
        Assert.Equal(Dossiers(calm), Dossiers(killed));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(killed.Workspace, "inbox")));
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void Trainings_killed_end_with_the_models_of_the_undisturbed_ones_and_leave_no_child_behind()
    {
        Geowfc calm = Geowfc.OnDemo(_folder.File("calm"));
        // Few labels: what is killed here takes seconds and not minutes.
        string labels = _folder.File("labels.geojson"), missed = _folder.File("missed.geojson"), scene = Scenes(calm)[^1];
        Some(calm, labels, ("stockpile", 12), ("unrestored_pit", 4), ("steppe", 12), ("cropland", 12));
        Some(calm, missed, ("stockpile", 1));
        Geowfc killed = CopyOf(calm);
        var series = new KillSeries(calm, killed, 20261129, output);
        series.Run(2,
            new(["train", labels, "--label-field", "label", "--scene", scene, "--model", "small"]),
            new(["advise", labels, "--label-field", "label", "--scene", scene, "--model", "small", "--out", _folder.File("advice-CALL.geojson")]),
            new(["refine", "--model", "small", "--verdicts", "WORKSPACE/verdicts.geojson", "--replace"], geowfc => Verdicts(geowfc, scene)),
            new(["learn", "--model", "small", "--missed", missed, "--replace"]));
        AssertSame(calm, killed, s_training);
        Assert.Equal(Outputs(calm, "advise"), Outputs(killed, "advise"));
        Assert.Equal(Hash(calm), Hash(killed));
    }

    /// <summary>No run: it is given again, and is there whole.</summary>
    [Fact]
    [Trait("Category", "Slow")]
    public void A_network_that_is_killed_while_it_is_taken_in_is_on_the_shelf_whole_or_not_at_all()
    {
        var calm = new Geowfc(_folder.File("calm"));
        calm.Done("init");
        Geowfc killed = CopyOf(calm);
        string onnx = _folder.File("box.onnx");
        OnnxFile.BoxAndThreshold(onnx, 2, 25 * 2 * 2000);
        new KillSeries(calm, killed, 20261130, output).Run(6, new KilledCommand(["models", "import", onnx, "--bands", "Red,Nir", "--classes", "stockpile", "--tile", "128", "--rim", "2"]));
        static string[] Models(Geowfc geowfc) => [.. geowfc.Done("models", "--json").Json.EnumerateArray().Select(model => $"{model.GetProperty("name")} {model.GetProperty("in_use")} {model.GetProperty("algorithm")} {model.GetProperty("classes")} {model.GetProperty("model_hash")}")];
        Assert.Single(Models(killed));
        Assert.Equal(Models(calm), Models(killed));
        string[] Shelf(Geowfc geowfc) => [.. Directory.EnumerateFileSystemEntries(Path.Combine(geowfc.Workspace, "models")).Select(entry => Path.GetFileName(entry))];
        Assert.Equal(Shelf(calm), Shelf(killed));
    }

    /// <summary>A restore that is killed leaves no workspace or a whole one.</summary>
    private void Restores(Geowfc from, string backup, Random random)
    {
        var restored = new Geowfc(_folder.File("restored"));
        var clock = Stopwatch.StartNew();
        restored.Done("restore", backup);
        double whole = clock.Elapsed.TotalSeconds;
        int there = 0;
        for (int i = 0; i < 5; i++)
        {
            if (Directory.Exists(restored.Workspace)) Directory.Delete(restored.Workspace, recursive: true);
            using Process process = restored.Start(new Dictionary<string, string>(), "restore", backup);
            process.WaitForExit(TimeSpan.FromSeconds(0.2 + random.NextDouble() * (whole - 0.2)));
            process.Kill();
            process.WaitForExit();
            if (!Directory.Exists(restored.Workspace)) continue;
            there++;
            WorkspaceCheck.Whole(restored.Workspace);
        }

        output.WriteLine($"5 restores killed, {there} of them had ended");
        if (Directory.Exists(restored.Workspace)) Directory.Delete(restored.Workspace, recursive: true);
        foreach (string left in Directory.EnumerateDirectories(_folder.Path, "restored.restoring-*")) Age(left);
        restored.Done("restore", backup);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path, "restored.restoring-*"));
        Assert.Equal(WorkspaceCheck.Rows(from.Workspace), WorkspaceCheck.Rows(restored.Workspace));
    }

    private static void AssertSame(Geowfc calm, Geowfc killed, string[] kinds)
    {
        using (WorkspaceStore store = WorkspaceStore.Open(new Workspace(killed.Workspace), TimeProvider.System))
        {
            Assert.Empty(kinds.Except(store.Runs.List(int.MaxValue).Where(run => run.State == "done").Select(run => run.Kind)));
        }

        var before = calm.Layers();
        foreach (var (layer, rows) in killed.Layers()) Assert.Equal(before[layer], rows);
        Assert.Equal(Rasters(calm), Rasters(killed));
    }

    private Geowfc CopyOf(Geowfc calm)
    {
        SmallDemo.CopyFolder(calm.Workspace, _folder.File("killed"));
        return new Geowfc(_folder.File("killed"));
    }

    private static string[] Scenes(Geowfc geowfc) => [.. Directory.EnumerateFiles(Path.Combine(geowfc.Workspace, "scenes"), "sentinel2*.tif")
        .Where(file => !file.EndsWith("quality.tif", StringComparison.Ordinal)).Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];

    // By content: names carry the time of the run.
    private static IEnumerable<string> Rasters(Geowfc geowfc) => ((string[])["scenes", "results"]).SelectMany(folder => Directory.EnumerateFiles(Path.Combine(geowfc.Workspace, folder), "*.tif"))
        .Select(file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))).Order(StringComparer.Ordinal);

    private static string[] Volumes(Geowfc geowfc)
    {
        using WorkspaceStore store = WorkspaceStore.Open(new Workspace(geowfc.Workspace), TimeProvider.System);
        return [.. store.Layer("volumes").Items(ItemsRequest.Everything).Select(row => $"{row.Id} {row.Properties["net_m3"]}").Order(StringComparer.Ordinal)];
    }

    private static string Hash(Geowfc geowfc) => JsonNode.Parse(File.ReadAllText(Path.Combine(geowfc.Workspace, "models", "small", "card.json")))!["model_hash"]!.GetValue<string>();

    // Of the youngest run of a kind, without its id.
    private static string Outputs(Geowfc geowfc, string kind)
    {
        JsonObject outputs = JsonNode.Parse(Youngest(geowfc, kind).Outputs!)!.AsObject();
        Assert.True(outputs.Remove("run_id"));
        return outputs.ToJsonString();
    }

    private static Run Youngest(Geowfc geowfc, string kind)
    {
        using WorkspaceStore store = WorkspaceStore.Open(new Workspace(geowfc.Workspace), TimeProvider.System);
        return store.Runs.List(int.MaxValue).First(run => run.Kind == kind);
    }

    private static async Task Drop(Geowfc geowfc) =>
        await InboxTests.Cut(geowfc.Workspace, Path.Combine(Directory.CreateDirectory(Path.Combine(geowfc.Workspace, "inbox")).FullName, "a.tif"), 100, 100, "2026-09-01T03:31:22Z");

    // The first of each label.
    private static void Some(Geowfc geowfc, string file, params (string Label, int Count)[] wanted)
    {
        JsonNode all = JsonNode.Parse(File.ReadAllText(Path.Combine(geowfc.Workspace, "demo", "training.geojson")))!;
        JsonNode[] features = [.. all["features"]!.AsArray().Select(feature => feature!.DeepClone())];
        all["features"] = new JsonArray([.. wanted.SelectMany(one => features.Where(feature => feature["properties"]!["label"]!.GetValue<string>() == one.Label).Take(one.Count))]);
        File.WriteAllText(file, all.ToJsonString());
    }

    // The first interpreter says what the map says.
    private static void Label(string drawn, string labelled)
    {
        string[][] rows = [.. File.ReadAllLines(drawn).Select(line => line.Split(','))];
        int map = Array.IndexOf(rows[0], "map_class"), label = Array.IndexOf(rows[0], "label_1");
        foreach (string[] row in rows.Skip(1)) row[label] = row[map];
        File.WriteAllLines(labelled, rows.Select(row => string.Join(',', row)));
    }

    // Three of the likeliest of what the second stage dropped are there all the same.
    private void Verdicts(Geowfc geowfc, string scene)
    {
        string doubts = Path.Combine(geowfc.Workspace, "verdicts.geojson");
        geowfc.Done("survey", "--scene", scene, "--model", "small", "--doubts", doubts, "--quiet");
        JsonNode file = JsonNode.Parse(File.ReadAllText(doubts))!;
        foreach (JsonNode? feature in file["features"]!.AsArray().Take(3)) feature!["properties"]!["verdict"] = "confirm";
        File.WriteAllText(doubts, file.ToJsonString());
        output.WriteLine($"{file["features"]!.AsArray().Count} doubts");
    }

    private static string Square(Geowfc geowfc)
    {
        using WorkspaceStore store = WorkspaceStore.Open(new Workspace(geowfc.Workspace), TimeProvider.System);
        var middle = store.Layer("detections").Items(ItemsRequest.Everything).First().Geometry!.Centroid;
        const double r = 0.01;
        double[] At(double east, double north) => [middle.X + east, middle.Y + north];
        double[][] ring = [At(-r, -r), At(r, -r), At(r, r), At(-r, r), At(-r, -r)];
        return JsonSerializer.Serialize(new { type = "FeatureCollection", features = new[] { new { type = "Feature", properties = new { }, geometry = new { type = "Polygon", coordinates = new[] { ring } } } } });
    }

    private static void Age(string folder)
    {
        foreach (string entry in Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories).Append(folder)) File.SetLastWriteTimeUtc(entry, DateTime.UnixEpoch);
    }

    [GeneratedRegex("\"status_at\":\"[^\"]*\"")]
    private static partial Regex WrittenAt();

    [GeneratedRegex("\"code\": ?\"([^\"]+)\"")]
    private static partial Regex CodeOf();
}
