using System.Text.Json;
using Geo.Core;
using Geo.Core.Gdal;
using Geo.Core.Store;
using Geo.Jobs.Jobs;
using Geo.Jobs.Runs;
using Geo.Testing;

namespace Geo.Jobs.Tests.Jobs;

public sealed class MixedIngestTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly WorkspaceStore _store;

    public MixedIngestTests() => _store = WorkspaceStore.Create(new Workspace(_folder.File("ws")), TimeProvider.System);

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Folder_of_products_is_taken_one_by_one_with_the_heights_of_the_workspace()
    {
        var heights = new Grid(GeoTransform.NorthUp(109.9, 40.6, 0.01, 0.01), 20, 20, Projection.FromEpsg(4326));
        using (var made = Dataset.Create(_folder.File("dem.tif"), new RasterSpec(heights, 1, PixelType.Float32, null)))
        {
            made.Write<float>(1, heights.Whole, [.. Enumerable.Repeat(1030f, 400)]);
            made.Close();
        }

        var (_, dem) = await Run(new IngestParameters([_folder.File("dem.tif")], "dem", null, new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        string demId = dem[0].GetProperty("id").GetString()!;

        string mixed = _folder.File("mixed");
        GaofenDelivery.Multispectral(mixed);
        File.WriteAllText(Path.Combine(mixed, "broken.tif"), "no raster");
        File.WriteAllText(Path.Combine(mixed, "letter.docx"), "hello");
        var (run, scenes) = await Run(new IngestParameters([mixed], null, null, null, GeoidHeight: -30));
        Assert.Equal(["taken", "refused"], scenes.OrderBy(s => s.GetProperty("path").GetString()!.EndsWith("broken.tif", StringComparison.Ordinal)).Select(s => s.GetProperty("state").GetString()));
        string id = scenes.First(s => s.GetProperty("state").GetString() == "taken").GetProperty("id").GetString()!;
        var remarks = JsonElement.Parse(_store.Scenes.GetStored(id).StacJson).GetProperty("properties").GetProperty("geowfc:remarks").EnumerateArray().Select(r => r.GetString()!).ToList();
        Assert.Contains(remarks, r => r.Contains($"-30 m are added to the heights of {demId}.tif", StringComparison.Ordinal));
        Assert.Contains(remarks, r => r.Contains("top of the atmosphere", StringComparison.Ordinal));
        Assert.Contains(_store.Runs.Log(run.Id), line => line.Text.Contains("left alone", StringComparison.Ordinal) && line.Text.Contains("letter.docx", StringComparison.Ordinal));

        // The same folder again is the same scene; treated otherwise it is another.
        var (_, again) = await Run(new IngestParameters([mixed], null, null, null, GeoidHeight: -30));
        Assert.Contains(again, s => s.GetProperty("state").GetString() == "known" && s.GetProperty("id").GetString() == id);
        var (_, other) = await Run(new IngestParameters([mixed], null, null, null, GeoidHeight: 0));
        Assert.Contains(other, s => s.GetProperty("state").GetString() == "taken" && s.GetProperty("id").GetString() != id);
    }

    private async Task<(Run Run, List<JsonElement> Scenes)> Run(IngestParameters parameters)
    {
        Run run = _store.Runs.Enqueue(IngestJob.Kind, JsonSerializer.Serialize(parameters, JobTable.JsonStyle), "officer", "1");
        Run ended = await new RunExecutor(_store, TimeProvider.System).Execute(run.Id, null, CancellationToken.None);
        Assert.True(ended.State == "done", ended.Error);
        return (ended, [.. JsonElement.Parse(ended.Outputs!).GetProperty("scenes").EnumerateArray()]);
    }
}
