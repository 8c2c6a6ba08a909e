using System.Text.Json.Nodes;
using Geo.Core.Crs;
using Geo.Core.Gdal;
using Geo.Core.Imagery;
using Geo.Core.Store;
using Geo.Testing;

namespace Geo.Jobs.Tests.Cli;

/// <summary>Scenes and registers of the demo: measured, moved, checked, by the command line.</summary>
public sealed class PlacementTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Geowfc _geowfc;

    public PlacementTests()
    {
        SmallDemo.CopyTo(_folder.File("ws"));
        _geowfc = new Geowfc(_folder.File("ws"));
    }

    public void Dispose() => _folder.Dispose();

    [Trait("Category", "Slow")]
    [Fact]
    public void Scenes_are_measured_and_one_that_is_off_is_masked_moved_and_put_back()
    {
        var rows = _geowfc.Done("coregister", "--json").Json.EnumerateArray().ToList();
        var satellites = rows.Where(row => row.GetProperty("id").GetString()!.StartsWith("sentinel2", StringComparison.Ordinal) || row.GetProperty("id").GetString()!.StartsWith("landsat", StringComparison.Ordinal)).ToList();
        Assert.Single(satellites, row => row.GetProperty("shift").GetString() == "reference");
        Assert.All(satellites, row => Assert.Contains(row.GetProperty("shift").GetString(), new[] { "reference", "fits" }));

        // A scene delivered 37 m east and 21 m south of where it lies, its mask left behind.
        Scene source = Scenes().Last(scene => scene.Profile == "sentinel2-l2a");
        string file = _folder.File("off.tif");
        var t = source.Grid.Transform;
        using (var cog = Dataset.Open(Path.Combine(_folder.File("ws"), "scenes", source.CogFile)))
        using (var moved = cog.MovedTo(t with { OriginX = t.OriginX + 37, OriginY = t.OriginY - 21 }))
        {
            moved.CopyToCog(file, new CogOptions(), null, default);
        }

        string[] bands = [.. source.Bands.Where(band => band.Role is BandRole.Blue or BandRole.Green or BandRole.Red or BandRole.Nir).Select(band => $"{band.Role}={band.Index}")];
        var taken = _geowfc.Done(["ingest", file, "--profile", "generic", "--datetime", "2025-09-20T03:30:00Z", "--json", "--band-map", .. bands]);
        string id = taken.Json.GetProperty("scenes")[0].GetProperty("id").GetString()!;
        Assert.Contains($"coregister --correct {id}", taken.Errors, StringComparison.Ordinal);
        Scene off = Scenes().Single(scene => scene.Id == id);
        AssertShift(off, ShiftState.Off);
        Assert.Equal("own", off.MaskOrigin);
        Assert.InRange(off.CloudShare, 0.3 * source.CloudShare, 2 * source.CloudShare);
        Assert.Equal("own", Item(id)["properties"]!["geowfc:mask_origin"]!.GetValue<string>());

        _geowfc.Done("coregister", id, "--correct");
        Scene corrected = Scenes().Single(scene => scene.Id == id);
        AssertShift(corrected, ShiftState.Corrected);
        Assert.Equal(t.OriginX, corrected.Grid.Transform.OriginX, 1.0);
        Assert.Equal(t.OriginY, corrected.Grid.Transform.OriginY, 1.0);
        Assert.Equal(off.Grid.Transform, corrected.Shift!.DeliveredTransform);
        using (var cog = Dataset.Open(Path.Combine(_folder.File("ws"), "scenes", corrected.CogFile))) Assert.Equal(corrected.Grid.Transform, cog.Transform);
        var item = Item(id);
        Assert.Equal("corrected", item["properties"]!["geowfc:shift_state"]!.GetValue<string>());
        Assert.Equal(corrected.Grid.Transform.OriginX, item["properties"]!["proj:transform"]![2]!.GetValue<double>());
        // Measured again it lies where it should, and where it was delivered is not forgotten.
        _geowfc.Done("coregister", id);
        Assert.Equal(ShiftState.Fits, Scenes().Single(scene => scene.Id == id).Shift!.State);

        _geowfc.Done("coregister", id, "--as-delivered");
        Assert.Equal(off.Grid.Transform, Scenes().Single(scene => scene.Id == id).Grid.Transform);
        // Another reference is declared: the first one is measured by it.
        _geowfc.Done("coregister", "--reference", source.Id);
        Assert.Equal([source.Id], Scenes().Where(scene => scene.Shift?.State == ShiftState.Reference).Select(scene => scene.Id));

        void AssertShift(Scene scene, ShiftState state)
        {
            Assert.Equal(state, scene.Shift!.State);
            Assert.Equal(37, scene.Shift.EastMetres!.Value, 1.0);
            Assert.Equal(-21, scene.Shift.NorthMetres!.Value, 1.0);
        }
    }

    [Fact]
    public void A_register_copied_from_a_web_map_is_told_with_the_command_to_mend_it()
    {
        Assert.All(_geowfc.Done("check-registers", "--json").Json.EnumerateArray(), row => Assert.Equal("fits", row.GetProperty("state").GetString()));
        _geowfc.Done("export", "mine-sites", _folder.File("good.geojson"));
        var file = JsonNode.Parse(File.ReadAllText(_folder.File("good.geojson")))!;
        foreach (var feature in file["features"]!.AsArray()) Shift(feature!["geometry"]!["coordinates"]!.AsArray());
        File.WriteAllText(_folder.File("shifted.geojson"), file.ToJsonString());

        var import = _geowfc.Done("import", "mine-sites", _folder.File("shifted.geojson"));
        Assert.Contains("import mine-sites FILE --source-crs gcj02", import.Output, StringComparison.Ordinal);
        Geowfc.Answer check = _geowfc.Run("check-registers", "--lang", "zh");
        Assert.Equal(1, check.Code);
        Assert.Contains("与 GCJ-02（高德、腾讯地图）坐标的偏移一致", check.Output, StringComparison.Ordinal);

        var mended = _geowfc.Done("import", "mine-sites", _folder.File("shifted.geojson"), "--source-crs", "gcj02");
        Assert.Contains("the outlines lie on what the imagery shows", mended.Output, StringComparison.Ordinal);
        _geowfc.Done("check-registers");
    }

    private static void Shift(JsonArray coordinates)
    {
        if (coordinates[0] is not JsonValue)
        {
            foreach (var part in coordinates) Shift(part!.AsArray());
            return;
        }

        var (lon, lat) = ChineseOffsets.Wgs84ToGcj02(coordinates[0]!.GetValue<double>(), coordinates[1]!.GetValue<double>());
        (coordinates[0], coordinates[1]) = (lon, lat);
    }

    private IReadOnlyList<Scene> Scenes()
    {
        using var store = WorkspaceStore.Open(new Workspace(_folder.File("ws")), TimeProvider.System);
        return store.Scenes.List();
    }

    private JsonNode Item(string id) => JsonNode.Parse(File.ReadAllText(Path.Combine(_folder.File("ws"), "scenes", id + ".json")))!;
}
