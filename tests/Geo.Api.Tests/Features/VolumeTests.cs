using System.Text.Json;
using Geo.Core.Store;
using Geo.Testing;

namespace Geo.Api.Tests.Features;

/// <summary>What is drawn of a measured dump.</summary>
public sealed class VolumeTests(VolumeTests.Measured served) : IClassFixture<VolumeTests.Measured>
{
    public sealed class Measured : ServedWorkspace
    {
        protected override bool WithWorker => true;
    }

    [Fact]
    public async Task A_measured_dump_is_drawn_and_its_toe_line_proposed()
    {
        string id = await Measure();
        JsonElement profile = await served.Json($"/volumes/{id}/profile.json");
        double[] above = [.. profile.GetProperty("points").EnumerateArray().Where(p => p.GetProperty("surface_m").ValueKind == JsonValueKind.Number).Select(p => p.GetProperty("surface_m").GetDouble() - p.GetProperty("base_m").GetDouble())];
        Assert.InRange(above.Max(), 7.8, 8.1);
        Assert.InRange(above[0], -0.05, 0.05);
        // A line that is asked for: across the middle, 20 m long.
        var (x, y) = (HeapModel.Outline().Centroid.X, HeapModel.Outline().Centroid.Y);
        JsonElement own = await served.Json(FormattableString.Invariant($"/volumes/{id}/profile.json?line={x - 1e-4},{y},{x + 1e-4},{y}"));
        Assert.InRange(own.GetProperty("points").EnumerateArray().Last().GetProperty("distance_m").GetDouble(), 16.5, 17.5);

        Assert.StartsWith("<svg", await served.Client.GetStringAsync($"/volumes/{id}/profile.svg?lang=en"), StringComparison.Ordinal);
        byte[] picture = await served.Client.GetByteArrayAsync($"/volumes/{id}/relief.png?side=128");
        Assert.Equal("PNG"u8.ToArray(), picture[1..4]);
        JsonElement toe = await served.Json("/dumps/HEAP/toe");
        Assert.Equal("MultiPolygon", toe.GetProperty("geometry").GetProperty("type").GetString());
        Assert.True(toe.GetProperty("properties").GetProperty("threshold_m").GetDouble() > 0);
        JsonElement rows = await served.Json("/collections/volumes/items?site_code=HEAP");
        Assert.Equal(id, rows.GetProperty("features")[0].GetProperty("id").GetString());

        Assert.Equal("line", (await served.Problem($"/volumes/{id}/profile.json?line=1,2,3", 400)).GetProperty("field").GetString());
        Assert.Equal("side", (await served.Problem($"/volumes/{id}/relief.png?side=9", 400)).GetProperty("field").GetString());
        await served.Problem("/volumes/none/profile.json", 404);
        await served.Problem("/dumps/none/toe", 404);
    }

    private async Task<string> Measure()
    {
        using var folder = new TemporaryFolder();
        HeapModel.Write(folder.File("dsm.tif"));
        served.Store.Write("test", null, null, writer => writer.Put("dumps", new Feature("HEAP", HeapModel.Outline(16), new Dictionary<string, object?> { ["code"] = "HEAP" })));
        await Execute("ingest", new { paths = (string[])[folder.File("dsm.tif")], profile = "dsm", acquired_at = "2025-05-01T00:00:00Z" });
        JsonElement measured = await Execute("volume", new { code = "HEAP" });
        return measured.GetProperty("volume_id").GetString()!;
    }

    private async Task<JsonElement> Execute(string kind, object parameters)
    {
        string order = JsonSerializer.Serialize(new { kind, parameters });
        using var answer = await served.Send(HttpMethod.Post, "/runs", order, ("Authorization", "Bearer " + ServedWorkspace.Token));
        string id = JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("id").GetString()!;
        for (int i = 0; i < 600; i++)
        {
            JsonElement run = await served.Json($"/runs/{id}");
            if (run.GetProperty("state").GetString() is "done") return run.GetProperty("outputs");
            Assert.NotEqual("failed", run.GetProperty("state").GetString());
            await Task.Delay(100);
        }

        throw new TimeoutException(id);
    }
}
