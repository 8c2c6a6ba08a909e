using Geo.Core.Store;
using Geo.Core.Store.Keeping;

namespace Geo.Core.Tests.Store.Keeping;

public sealed class PruningTests : IDisposable
{
    private readonly StoreFixture _f = new();

    public void Dispose() => _f.Dispose();

    [Fact]
    public void A_raster_goes_only_where_a_younger_survey_covers_it_and_no_number_stands_on_it()
    {
        Survey("s-old", 0, 0, 10);
        Survey("s-tracked", 20, 0, 10);
        string run = Track(25);
        Survey("s-elsewhere", 30, 30, 10);
        Survey("s-sampled", 40, 0, 5);
        File.WriteAllText(Path.Combine(_f.Workspace.Results, "s-sampled_sample.json"), "{}");
        Survey("s-young", 90, 0, 20);
        Observed(run);
        DateTimeOffset now = Day(100);

        var plan = Pruning.Plan(_f.Store, now);
        Assert.Equal(["results/s-old_classes.tif"], plan.Select(one => one.Path));
        Assert.True(File.Exists(Raster("s-old")));
        long freed = Pruning.Apply(_f.Store, plan, "t");
        Assert.Equal(1500, freed);
        Assert.False(File.Exists(Raster("s-old")) || File.Exists(Raster("s-old") + ".aux.xml"));
        Assert.All((string[])["s-tracked", "s-elsewhere", "s-sampled", "s-young"], id => Assert.True(File.Exists(Raster(id)), id));
        Assert.Null(_f.Store.Layer("surveys").Get("s-old").Properties["class_raster"]);
        Assert.Contains(_f.Store.Audit.List(new AuditQuery()), line => line.Action == "workspace.prune");
        Assert.Empty(Pruning.Plan(_f.Store, now));
    }

    [Fact]
    public void Orphans_old_checkpoints_and_half_files_go_and_what_is_named_or_young_stays()
    {
        _f.Store.Write("t", null, null, w => w.Put("scenes", new Feature("a", null, new Dictionary<string, object?> { ["cog_file"] = "a.tif", ["quality_file"] = "a.quality.tif" })));
        _f.Store.Write("t", null, null, w => w.Put("scenes", new Feature("b", null, new Dictionary<string, object?> { ["cog_file"] = "b.tif" })));
        _f.Store.Write("t", null, null, w => w.Delete("scenes", ["b"])); // history names it
        _f.Store.Write("t", null, null, w => w.Put("surveys", new Feature("s-1", null, new Dictionary<string, object?>())));
        _f.Store.Write("t", null, null, w => w.Put("surveys", new Feature("s-2", null, new Dictionary<string, object?>())));
        _f.Store.Write("t", null, null, w => w.Delete("surveys", ["s-2"])); // history knows it
        Run live = _f.Store.Runs.Enqueue("survey", "{}", "t", "0");
        foreach (string path in (string[])["scenes/a.tif", "scenes/a.quality.tif", "scenes/a.json", "scenes/b.tif", "scenes/orphan.tif", "scenes/young.tif", "results/s-9_classes.tif", "results/s-9_area.geojson", "results/s-1_area.geojson", "results/s-2_area.geojson", "results/other.csv", "areas/a.geojson", "areas/b.geojson.77.partial", "labels/c.geojson.young.partial", "checkpoints/survey-1", "checkpoints/survey-2", "tmp/dead/x", $"tmp/{live.Id}/x", "models/m/card.json", "photos/2026/p.jpg"])
        {
            string file = Path.Combine(_f.Workspace.Folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, new byte[10]);
            File.SetLastWriteTimeUtc(file, (Day(0) - TimeSpan.FromDays(path.Contains("young", StringComparison.Ordinal) || path.EndsWith('2') ? 0 : 40)).UtcDateTime);
        }

        foreach (string folder in (string[])["tmp/dead", $"tmp/{live.Id}"]) Directory.SetLastWriteTimeUtc(Path.Combine(_f.Workspace.Folder, folder), (Day(0) - TimeSpan.FromDays(40)).UtcDateTime);
        var plan = Pruning.Plan(_f.Store, Day(0));
        Assert.Equal(["areas/b.geojson.77.partial", "checkpoints/survey-1", "results/s-9_area.geojson", "results/s-9_classes.tif", "scenes/orphan.tif", "tmp/dead"], plan.Select(one => one.Path).Order(StringComparer.Ordinal));
        Assert.Equal(60, Pruning.Apply(_f.Store, plan, "t"));
        Assert.False(Directory.Exists(Path.Combine(_f.Workspace.Temporary, "dead")));
    }

    [Fact]
    public void Log_lines_of_runs_that_ended_a_year_ago_go_and_the_runs_stay()
    {
        Run old = Ended("track");
        _f.Clock.Now += TimeSpan.FromDays(400);
        Run young = Ended("track");
        var plan = Pruning.Plan(_f.Store, _f.Clock.Now);
        Assert.Equal([old.Id], plan.Where(one => one.Kind == PruneKind.RunLog).Select(one => one.Path));
        Pruning.Apply(_f.Store, plan, "t");
        Assert.Empty(_f.Store.Runs.Log(old.Id));
        Assert.NotEmpty(_f.Store.Runs.Log(young.Id));
        Assert.Equal("done", _f.Store.Runs.Get(old.Id).State);
    }

    [Fact]
    public void The_disk_is_full_when_what_is_free_is_used_up_at_the_scenes_rate()
    {
        DateTimeOffset start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        // One scene of 300 bytes each month over two years; the last twelve months count: 12 scenes from February on, over 11 months.
        var scenes = Enumerable.Range(0, 24).Select(i => (start.AddMonths(i), 300L)).ToArray();
        double rate = Holdings.Growth(scenes, 0.5)!.Value;
        Assert.InRange(rate, 300 * 1.5 * 12 / 11 * 0.98, 300 * 1.5 * 12 / 11 * 1.02);
        DateTimeOffset full = Holdings.FullAt(start, (long)(rate * 3), rate)!.Value;
        Assert.InRange((full - start).TotalDays, 89, 93);
        Assert.Null(Holdings.Growth(scenes[..1], 0));
        Assert.Null(Holdings.FullAt(start, long.MaxValue, 1));
        Assert.Null(Holdings.FullAt(start, 5, null));
    }

    private static DateTimeOffset Day(int day) => new DateTimeOffset(2026, 1, 1, 8, 0, 0, TimeSpan.Zero).AddDays(day);

    private string Raster(string id) => Path.Combine(_f.Workspace.Results, id + "_classes.tif");

    private void Survey(string id, int day, int west, int size)
    {
        _f.Clock.Now = Day(day);
        File.WriteAllBytes(Raster(id), new byte[1000]);
        File.WriteAllBytes(Raster(id) + ".aux.xml", new byte[500]);
        double from = 110 + west * 0.01, to = from + size * 0.01;
        FormattableString ground = $"POLYGON (({from} 40, {to} 40, {to} 40.1, {from} 40.1, {from} 40))";
        _f.Store.Write("t", null, null, w => w.Put("surveys", new Feature(id, StoreFixture.Wkt(FormattableString.Invariant(ground)), new Dictionary<string, object?>
        {
            ["surveyed_at"] = Day(day),
            ["class_raster"] = $"results/{id}_classes.tif",
        })));
    }

    private string Track(int day)
    {
        _f.Clock.Now = Day(day);
        Run run = _f.Store.Runs.Enqueue("track", "{}", "t", "0");
        _f.Store.Runs.Claim(run.Id, "x:1", TimeSpan.FromDays(1000));
        return run.Id;
    }

    private void Observed(string run) =>
        _f.Store.Write("t", run, _f.Store.Runs.Get(run).FencingToken, w => w.Put("observations", new Feature("o1", null, new Dictionary<string, object?> { ["ndvi_mean"] = 0.5 })));

    private Run Ended(string kind)
    {
        Run run = _f.Store.Runs.Enqueue(kind, "{}", "t", "0");
        _f.Store.Runs.Finish(run.Id, _f.Store.Runs.Claim(run.Id, "x:1", TimeSpan.FromHours(1))!.Token, "{}");
        return run;
    }
}
