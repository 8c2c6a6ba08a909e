using System.Text.Json;
using Geo.Core.Store;
using Geo.Jobs.Jobs;
using Geo.Jobs.Runs;
using Geo.Testing;

namespace Geo.Jobs.Tests.Jobs;

/// <summary>The inventory follows imports, surveys and measurements by itself.</summary>
public sealed class InventoryRefreshTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_import_brings_the_inventory_up_to_date_once_for_the_same_layers()
    {
        var geowfc = new Geowfc(_folder.File("ws"));
        geowfc.Done("init");
        // Nothing to be brought up to date while there is no dump.
        Import(geowfc, "sensitive-areas", "S1", "school", 110.02);
        Assert.Equal(0, Inventories(geowfc));
        Import(geowfc, "dumps", "D1", null, 110.00);
        Assert.Equal((1, 1_611), (Inventories(geowfc), Distance(geowfc)));
        Import(geowfc, "dumps", "D1", null, 110.00);
        Assert.Equal(1, Inventories(geowfc));
        // A nearer school: the distance follows.
        Import(geowfc, "sensitive-areas", "S2", "school", 110.01);
        Assert.Equal((2, 763), (Inventories(geowfc), Distance(geowfc)));
        // A dry run stores nothing.
        geowfc.Done("import", "sensitive-areas", File("S3", "school", 110.005), "--dry-run");
        Assert.Equal(2, Inventories(geowfc));
    }

    [Fact]
    public async Task A_measurement_by_the_server_queues_the_inventory_after_it()
    {
        using var store = WorkspaceStore.Create(new Workspace(_folder.File("ws")), TimeProvider.System);
        store.Write("test", null, null, writer => writer.Put("dumps", new Feature("D1", HeapModel.Outline(15), new Dictionary<string, object?> { ["code"] = "D1", ["name"] = "甲", ["status"] = "listed" })));
        HeapModel.Write(_folder.File("heap.tif"));
        await using var worker = new Worker(store, TimeProvider.System);
        await Done(worker, store, IngestJob.Kind, new IngestParameters([_folder.File("heap.tif")], "dsm", null, new DateTimeOffset(2025, 8, 1, 0, 0, 0, TimeSpan.Zero), Synthetic: false));
        Assert.DoesNotContain(store.Runs.List(), run => run.Kind == InventoryJob.Kind);
        Run measured = await Done(worker, store, VolumeJob.Kind, new VolumeParameters("D1"));
        Run followed = await Until(store, () => store.Runs.List().FirstOrDefault(run => run.Kind == InventoryJob.Kind && run.Ended));
        Assert.Equal(("done", "officer"), (followed.State, followed.Author));
        Assert.True(followed.CreatedAt >= measured.EndedAt);
        // The ring round the heap lies on a plane that rises 4 cm a metre: atan 0.04 = 2.29 degrees.
        Assert.Equal(2.29, (double)store.Layer("dumps").Get("D1").Properties["slope_deg"]!, 0.011);

        // The same measurement again changes nothing: the inventory of these layers is made.
        await Done(worker, store, VolumeJob.Kind, new VolumeParameters("D1"));
        await Done(worker, store, IngestJob.Kind, new IngestParameters([_folder.File("heap.tif")], "dsm", null, new DateTimeOffset(2025, 8, 1, 0, 0, 0, TimeSpan.Zero), Synthetic: false));
        Assert.Single(store.Runs.List(), run => run.Kind == InventoryJob.Kind);
    }

    private static async Task<Run> Done(Worker worker, WorkspaceStore store, string kind, object parameters)
    {
        Run queued = worker.Queue.Enqueue(kind, JsonSerializer.Serialize(parameters, JobTable.JsonStyle), "officer");
        Run ended = await Until(store, () => store.Runs.Get(queued.Id) is { Ended: true } run ? run : null);
        Assert.True(ended.State == "done", ended.Error);
        return ended;
    }

    private static async Task<Run> Until(WorkspaceStore store, Func<Run?> there)
    {
        _ = store;
        for (int i = 0; i < 600; i++)
        {
            if (there() is { } run) return run;
            await Task.Delay(50);
        }

        throw new TimeoutException("the run did not end in 30 s");
    }

    private static int Inventories(Geowfc geowfc) => geowfc.Done("runs", "--json").Json.EnumerateArray().Count(run => run.GetProperty("kind").GetString() == "inventory");

    // Whole metres; echo "40.501 110.001 40.501 110.02" | geod +ellps=GRS80 -I +units=m (PROJ 9.1.1) gives 1610.56; from the dump's eastern edge (110.001) along the parallel.
    private static int Distance(Geowfc geowfc)
    {
        using var store = WorkspaceStore.Open(new Workspace(geowfc.Workspace), TimeProvider.System);
        return (int)Math.Round((double)store.Layer("dumps").Get("D1").Properties["sensitive_distance_m"]!);
    }

    private void Import(Geowfc geowfc, string layer, string code, string? kind, double west) => geowfc.Done("import", layer, File(code, kind, west));

    private string File(string code, string? kind, double west)
    {
        string path = _folder.File($"{code}.geojson");
        System.IO.File.WriteAllText(path, JsonSerializer.Serialize(new
        {
            type = "FeatureCollection",
            features = new[]
            {
                new
                {
                    type = "Feature",
                    properties = new { code, name = code, kind },
                    geometry = new { type = "Polygon", coordinates = new[] { new[] { new[] { west, 40.5 }, [west + 0.001, 40.5], [west + 0.001, 40.501], [west, 40.501], [west, 40.5] } } },
                },
            },
        }));
        return path;
    }
}
