using System.Text.Json;
using Geo.Core.Store;
using Geo.Core.Store.Inventory;
using Geo.Jobs.Jobs;
using Geo.Jobs.Priority;
using Geo.Jobs.Runs;
using Geo.Jobs.Tracing;
using Geo.Testing;
using Microsoft.Data.Sqlite;
using NetTopologySuite.Geometries;

namespace Geo.Jobs.Tests.Tracing;

/// <summary>Numbers of a dump lead to the measurement, the inventory, the ranking or the person that wrote them, and are the same when computed again.</summary>
public sealed class DumpTraceTests : IDisposable
{
    private static readonly DateTimeOffset s_flown = new(2025, 8, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly TemporaryFolder _folder = new();
    private readonly WorkspaceStore _store;

    public DumpTraceTests()
    {
        _store = WorkspaceStore.Create(new Workspace(_folder.File("ws")), TimeProvider.System);
        Fill();
    }

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Every_published_number_of_a_dump_is_equal_to_the_last_bit_and_names_its_sources()
    {
        string scene = await Ingest();
        string volume = (await Execute(VolumeJob.Kind, new VolumeParameters("D1", DensityTM3: 1.6, VerticalErrorM: 0.04))).GetProperty("volume_id").GetString()!;
        await Execute(InventoryJob.Kind, new InventoryParameters());
        await Execute(PriorityJob.Kind, new PriorityParameters(new AskedPriority(BudgetWan: 40), null, null, Draws: 2000));
        GradeDecision.Write(_store, "D1", "I", "紧邻学校", "officer", s_flown);

        // What is stored now is another: each number is computed from what its own run has read.
        Put("sensitive-areas", "S2", "二小", HeapModel.Outline(30), ("kind", "school"));
        Put("dumps", "D3", "丙", HeapModel.Outline(5), ("status", "listed"));

        foreach (string column in (string[])["cut_m3", "fill_m3", "net_m3", "uncertainty_m3", "net_low_m3", "net_high_m3", "bases_low_m3", "bases_high_m3", "footprint_m2", "covered_m2", "surface_area_m2", "height_max_m", "height_mean_m", "vertical_error_m", "registration_error_m", "level_of_detection_m", "tonnes", "measured_at"])
        {
            Trace trace = Of("volumes", volume, column);
            Assert.True(trace.Recomputed.State == "equal", $"{column}: {trace.Value} {trace.Recomputed}");
            Assert.Equal((VolumeJob.Kind, "dumps/D1", scene), (trace.Run!.Kind, trace.Rows.Single(), trace.Inputs[0].SceneId));
            Assert.Equal("data same", $"{trace.Inputs[0].Role} {trace.Inputs[0].State}");
            Assert.Contains(trace.Rules, rule => rule is { Name: "registration_error_m", Value: > 0, Document.Length: > 0, Date.Length: > 0 });
        }

        Assert.Equal("not_computed", Of("volumes", volume, "toe_source").Recomputed.State);
        foreach (string column in (string[])["volume_m3", "volume_uncertainty_m3", "volume_at", "height_m", "estimated_tonnes", "bulk_density_t_m3", "mass_source"])
        {
            AssertEqual(VolumeJob.Kind, column, [$"volumes/{volume}"]);
        }

        AssertEqual(InventoryJob.Kind, "sensitive_distance_m", ["sensitive-areas/S1"]);
        AssertEqual(InventoryJob.Kind, "sensitive_name", ["sensitive-areas/S1"]);
        AssertEqual(InventoryJob.Kind, "river_distance_m", ["rivers/R1"]);
        AssertEqual(InventoryJob.Kind, "river_reach", ["rivers/R1"]);
        AssertEqual(InventoryJob.Kind, "key_control_area", ["key-control-areas/K1"]);
        AssertEqual(InventoryJob.Kind, "growth_m2_per_year", ["detections/X0", "detections/X1", "detections/X2"]);
        AssertEqual(InventoryJob.Kind, "seen_area_m2", ["detections/X0", "detections/X1", "detections/X2"]);
        AssertEqual(InventoryJob.Kind, "sampling_reason", []);
        AssertEqual(InventoryJob.Kind, "grade_rules", ["sensitive-areas/S1", "key-control-areas/K1", "rivers/R1", "detections/X0", "detections/X1", "detections/X2"]);
        Trace slope = AssertEqual(InventoryJob.Kind, "slope_deg", []);
        Assert.Equal(["slope_ring_inner_m", "slope_ring_outer_m"], slope.Rules.Select(rule => rule.Name).Order(StringComparer.Ordinal));
        Trace proposed = AssertEqual(InventoryJob.Kind, "proposed_control_grade", null);
        Assert.Contains(proposed.Rules, rule => rule.Name.StartsWith("in_key_control_area", StringComparison.Ordinal) && rule.Document.Length > 0);
        Assert.Equal(scene, proposed.Inputs[0].SceneId);

        foreach (string column in (string[])["priority_rank", "priority_score", "priority_top_share", "funded", "cost_wan", "cost_source"])
        {
            Trace trace = AssertEqual(PriorityJob.Kind, column, []);
            Assert.All(trace.Rules, rule => Assert.True(rule.Document.Length > 0 && rule.Date.Length > 0));
            Assert.NotEmpty(trace.Rules);
        }

        Assert.Equal("not_computed", Of("dumps", "D1", "ranked_at").Recomputed.State);

        Trace grade = Of("dumps", "D1", "control_grade");
        Assert.Equal(("I", "officer", "not_computed"), (grade.Value, grade.SetBy, grade.Recomputed.State));
        Assert.Null(grade.Run);
        Assert.StartsWith("site-history/", grade.Rows.Single(), StringComparison.Ordinal);
        Assert.Contains("紧邻学校", grade.Recomputed.Why.Zh, StringComparison.Ordinal);
        Assert.Contains((string)proposed.Value!, grade.Recomputed.Why.En, StringComparison.Ordinal);
        Assert.Equal("not_computed", Of("dumps", "D2", "control_grade").Recomputed.State);
        Assert.Equal("equal", Of("dumps", "D1", "area_m2").Recomputed.State);

        foreach (Feature item in _store.Layer("river-corridor").Items(ItemsRequest.Everything))
        {
            Assert.Equal("equal", Of("river-corridor", item.Id, "distance_m").Recomputed.State);
            Assert.Equal("equal", Of("river-corridor", item.Id, "within_m").Recomputed.State);
        }
    }

    [Fact]
    public async Task A_number_that_was_altered_differs_and_a_surface_model_that_was_altered_is_refused()
    {
        string scene = await Ingest();
        await Execute(VolumeJob.Kind, new VolumeParameters("D1"));
        await Execute(InventoryJob.Kind, new InventoryParameters());
        Sql("UPDATE dumps_history SET sensitive_distance_m = 1 WHERE sensitive_distance_m IS NOT NULL");
        Recomputation other = Of("dumps", "D1", "sensitive_distance_m").Recomputed;
        Assert.Equal("differs", other.State);
        Assert.Equal((double)other.Value! - 1, other.Difference);

        string file = Path.Combine(_store.Workspace.Scenes, _store.Scenes.Get(scene).CogFile);
        using (var stream = File.Open(file, FileMode.Open, FileAccess.ReadWrite))
        {
            stream.Position = stream.Length - 1;
            int last = stream.ReadByte();
            stream.Position = stream.Length - 1;
            stream.WriteByte((byte)(last ^ 1));
        }

        foreach (string column in (string[])["volume_m3", "slope_deg", "proposed_control_grade"])
        {
            Trace refused = Of("dumps", "D1", column);
            Assert.Equal("refused", refused.Recomputed.State);
            Assert.Contains(Path.GetFileName(file), refused.Recomputed.Why.En, StringComparison.Ordinal);
        }

        Assert.NotEqual("refused", Of("dumps", "D1", "river_distance_m").Recomputed.State);
    }

    private Trace AssertEqual(string kind, string column, string[]? rows)
    {
        Trace trace = Of("dumps", "D1", column);
        Assert.NotNull(trace.Value);
        Assert.True(trace.Recomputed.State == "equal", $"{column}: {trace.Value} {trace.Recomputed}");
        Assert.Equal(kind, trace.Run!.Kind);
        if (rows is not null) Assert.Equal(rows, trace.Rows);
        return trace;
    }

    private Trace Of(string layer, string id, string property) => Tracer.Of(_store, layer, id, property, CancellationToken.None);

    // Round the heap at 111.0°E, 40.55°N (HeapModel).
    private void Fill()
    {
        Coordinate at = HeapModel.Outline().Centroid.Coordinate;
        var factory = new GeometryFactory();
        Put("towns", "T1", "镇", factory.ToGeometry(new Envelope(at.X - 0.1, at.X + 0.1, at.Y - 0.1, at.Y + 0.1)));
        Put("rivers", "R1", "黄河", factory.CreateLineString([new(at.X - 0.09, at.Y - 0.01), new(at.X + 0.09, at.Y - 0.012)]), ("kind", "river"));
        Put("sensitive-areas", "S1", "一小", factory.CreatePoint(new Coordinate(at.X + 0.006, at.Y)), ("kind", "school"));
        Put("key-control-areas", "K1", "管控区", factory.ToGeometry(new Envelope(at.X - 0.01, at.X + 0.01, at.Y - 0.01, at.Y + 0.01)));
        Put("dumps", "D1", "甲", HeapModel.Outline(15), ("responsible_party", "none"), ("waste_category", "tailings"), ("status", "listed"), ("area_m2", Geo.Core.Measure.Ellipsoid.Area(HeapModel.Outline(15)).Value));
        Put("dumps", "D2", "乙", factory.ToGeometry(new Envelope(at.X + 0.05, at.X + 0.051, at.Y + 0.05, at.Y + 0.051)), ("responsible_party", "known"), ("waste_category", "tailings"), ("control_grade", "III"), ("status", "listed"), ("area_m2", 9_000.0));
        for (int i = 0; i < 3; i++)
        {
            Put("surveys", $"V{i}", null, null, ("surveyed_at", s_flown.AddYears(i - 3)));
            Put("detections", $"X{i}", null, HeapModel.Outline(12 + i), ("class", "stockpile"), ("survey_id", $"V{i}"), ("acquired_at", s_flown.AddYears(i - 3)), ("area_m2", 500.0 + 90 * i * i), ("site_kind", "dump"), ("site_code", "D1"), ("review", "candidate"), ("track_id", "T"));
        }
    }

    private void Put(string layer, string id, string? name, Geometry? place, params (string Name, object? Value)[] columns)
    {
        var all = columns.ToDictionary(c => c.Name, c => c.Value);
        if (name is not null) (all["code"], all["name"]) = (id, name);
        Geometry? fitting = place is Polygon one && layer is "towns" or "key-control-areas" or "detections" ? one.Factory.CreateMultiPolygon([(Polygon)place!]) : place;
        _store.Write("test", null, null, writer => writer.Put(layer, new Feature(id, fitting, all)));
    }

    private async Task<string> Ingest()
    {
        HeapModel.Write(_folder.File("heap.tif"));
        JsonElement taken = await Execute(IngestJob.Kind, new IngestParameters([_folder.File("heap.tif")], "dsm", null, s_flown, Synthetic: false));
        return taken.GetProperty("scenes")[0].GetProperty("id").GetString()!;
    }

    private async Task<JsonElement> Execute(string kind, object parameters)
    {
        Run run = _store.Runs.Enqueue(kind, JsonSerializer.Serialize(parameters, JobTable.JsonStyle), "officer", "1");
        Run ended = await new RunExecutor(_store, TimeProvider.System).Execute(run.Id, null, CancellationToken.None);
        Assert.True(ended.State == "done", ended.Error);
        return JsonElement.Parse(ended.Outputs!);
    }

    private void Sql(string statement)
    {
        using var connection = new SqliteConnection($"Data Source={_store.Workspace.Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        Assert.True(command.ExecuteNonQuery() > 0, statement);
    }
}
