using System.Text.Json;
using Geo.Core.Store;
using Geo.Jobs.Jobs;
using Geo.Jobs.Runs;
using Geo.Testing;

namespace Geo.Jobs.Tests.Jobs;

public sealed class VolumeJobTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly WorkspaceStore _store;

    public VolumeJobTests()
    {
        _store = WorkspaceStore.Create(new Workspace(_folder.File("ws")), TimeProvider.System);
        _store.Write("test", null, null, writer => writer.Put("dumps", new Feature("D1", HeapModel.Outline(15), new Dictionary<string, object?>
        {
            ["code"] = "D1",
            ["name"] = "堆一",
            ["estimated_tonnes"] = 9000.0,
            ["mass_source"] = "register",
        })));
    }

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_run_measures_a_dump_and_keeps_the_mass_of_the_register_in_the_history()
    {
        string first = await Ingest("a.tif", 0, "dsm", new DateTimeOffset(2025, 5, 1, 0, 0, 0, TimeSpan.Zero));
        JsonElement told = await Measure(new VolumeParameters("D1"));
        Feature row = _store.Layer("volumes").Get(told.GetProperty("volume_id").GetString()!);
        Assert.Equal(("D1", "dump", first, "proposed", "plane", "officer"), (row.Properties["site_code"], row.Properties["site_kind"], row.Properties["dsm"], row.Properties["toe_source"], row.Properties["base"], row.Properties["measured_by"]));
        Assert.InRange((double)row.Properties["fill_m3"]! / HeapModel.Volume, 0.97, 1.03);
        Assert.True((double)row.Properties["net_low_m3"]! < (double)row.Properties["net_m3"]! && row.Geometry!.IsValid);
        Feature dump = _store.Layer("dumps").Get("D1");
        Assert.Equal((row.Id, row.Properties["fill_m3"], 9000.0, "register"), (dump.Properties["volume_id"], dump.Properties["volume_m3"], dump.Properties["estimated_tonnes"], dump.Properties["mass_source"]));

        JsonElement weighed = await Measure(new VolumeParameters("D1", ToeSource: "drawn", Toe: GeoJson(), DensityTM3: 1.8));
        dump = _store.Layer("dumps").Get("D1");
        Assert.Equal("volume", dump.Properties["mass_source"]);
        Assert.Equal(1.8 * weighed.GetProperty("fill_m3").GetDouble(), (double)dump.Properties["estimated_tonnes"]!, 1e-6);
        Assert.Equal(9000, weighed.GetProperty("tonnes_before").GetDouble());
        Assert.Equal(false, dump.Properties["large_bulk"]);
        Assert.Contains(_store.Layer("dumps").Versions("D1"), v => v.Feature.Properties["estimated_tonnes"] is 9000.0);

        // The same again is the same row; a change between two flights is no volume of the dump.
        long rows = _store.Layer("volumes").Count();
        await Measure(new VolumeParameters("D1", ToeSource: "drawn", Toe: GeoJson(), DensityTM3: 1.8));
        Assert.Equal(rows, _store.Layer("volumes").Count());
        string second = await Ingest("b.tif", 1, "dsm", new DateTimeOffset(2025, 8, 1, 0, 0, 0, TimeSpan.Zero));
        JsonElement change = await Measure(new VolumeParameters("D1", second, Earlier: first, ToeSource: "drawn", Toe: GeoJson()));
        Assert.InRange(change.GetProperty("fill_m3").GetDouble() / (HeapModel.Volume / HeapModel.Height), 0.99, 1.01);
        Assert.False(change.GetProperty("dump_updated").GetBoolean());
        Assert.Equal(1.8, _store.Layer("dumps").Get("D1").Properties["bulk_density_t_m3"]);
    }

    [Theory]
    [InlineData("""{"code":"D9"}""", "D9")]
    [InlineData("""{"code":"D1"}""", "no surface model shows it")]
    [InlineData("""{"code":"D1","base":"sea"}""", "no surface model")]
    [InlineData("""{}""", "code")]
    public async Task A_run_that_cannot_measure_says_why(string parameters, string sentence)
    {
        Run run = _store.Runs.Enqueue(VolumeJob.Kind, parameters, "officer", "1");
        Run ended = await new RunExecutor(_store, TimeProvider.System).Execute(run.Id, null, CancellationToken.None);
        Assert.Equal("failed", ended.State);
        Assert.Contains(sentence, ended.Error, StringComparison.Ordinal);
    }

    private static JsonElement GeoJson() => JsonSerializer.SerializeToElement(new
    {
        type = "Feature",
        properties = new { },
        geometry = new { type = "Polygon", coordinates = new[] { HeapModel.Outline(21).Coordinates.Select(c => new[] { c.X, c.Y }) } },
    });

    private async Task<string> Ingest(string name, double lift, string profile, DateTimeOffset at)
    {
        HeapModel.Write(_folder.File(name), lift);
        JsonElement taken = await Execute(IngestJob.Kind, new IngestParameters([_folder.File(name)], profile, null, at, Synthetic: false));
        return taken.GetProperty("scenes")[0].GetProperty("id").GetString()!;
    }

    private Task<JsonElement> Measure(VolumeParameters parameters) => Execute(VolumeJob.Kind, parameters);

    private async Task<JsonElement> Execute(string kind, object parameters)
    {
        Run run = _store.Runs.Enqueue(kind, JsonSerializer.Serialize(parameters, JobTable.JsonStyle), "officer", "1");
        Run ended = await new RunExecutor(_store, TimeProvider.System).Execute(run.Id, null, CancellationToken.None);
        Assert.True(ended.State == "done", ended.Error);
        return JsonElement.Parse(ended.Outputs!);
    }
}
