using System.Text.Json;
using Geo.Core.Store;
using Geo.Jobs.Runs;
using Geo.Testing;
using NetTopologySuite.IO;

namespace Geo.Jobs.Tests.Jobs;

/// <summary>The run that brings the inventory up to date, over a workspace whose answers can be worked out by hand.</summary>
public sealed class InventoryJobTests
{
    private static readonly DateTimeOffset s_start = new(2023, 6, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_run_writes_setting_growth_grade_and_corridor_and_the_same_again_changes_nothing()
    {
        using var folder = new TemporaryFolder();
        using var store = WorkspaceStore.Create(new Workspace(folder.File("ws")), TimeProvider.System);
        Fill(store);
        JsonElement told = await Run(store);
        Assert.Equal((2, 1, 1, 1), (Int(told, "dumps"), Int(told, "to_be_sampled"), Int(told, "with_growth"), Int(told, "large_bulk")));
        var near = store.Layer("dumps").Get("D1").Properties;
        Assert.Equal(["一小", "school", "黄河镇段"], new[] { near["sensitive_name"], near["sensitive_kind"], near["river_reach"] });
        // echo "40.51 110.05 40.5 110.05" | geod +ellps=GRS80 -I +units=m (PROJ 9.1.1): 1110.44 from the lower edge to the river.
        Assert.Equal(1110.4, (double)near["river_distance_m"]!, 0.11);
        Assert.Equal("管控区", near["key_control_area"]);
        // Areas 1000, 1600, 2000 a year apart: 500 m² a year by hand (AreaGrowthTests).
        Assert.Equal(500, (double)near["growth_m2_per_year"]!, 1e-6);
        Assert.Equal(3L, near["surveys_seen"]);
        Assert.Equal(["无责任主体", "pending", true], new[] { near["sampling_reason"], near["identification_state"], near["large_bulk"] });
        Assert.Contains("in_key_control_area", (IEnumerable<string>)near["grade_rules"]!);
        Assert.Equal("II", near["proposed_control_grade"]);
        Assert.Equal("III", near["control_grade"]); // the register's stays
        var far = store.Layer("dumps").Get("D2").Properties;
        Assert.Null(far["growth_m2_per_year"]);
        Assert.Null(far["key_control_area"]);
        // The rejected detection is not there; the place seen three times is there once.
        Assert.Equal(["detection-X3-main_stem 3000", "dump-D1-main_stem 3000"], store.Layer("river-corridor").Items(ItemsRequest.Everything).Select(r => $"{r.Id} {r.Properties["within_m"]}").Order(StringComparer.Ordinal));

        int versions = store.Layer("dumps").Versions("D1").Count;
        await Run(store);
        Assert.Equal(versions, store.Layer("dumps").Versions("D1").Count);
    }

    private static void Fill(WorkspaceStore store)
    {
        Feature Row(string id, string wkt, params (string Name, object? Value)[] columns)
        {
            var all = columns.ToDictionary(c => c.Name, c => c.Value);
            return new Feature(id, new WKTReader().Read(wkt), all);
        }

        Feature Seen(string id, int year, double area, string review) => Row(id, "POLYGON ((110.05 40.51, 110.051 40.51, 110.051 40.511, 110.05 40.511, 110.05 40.51))",
            ("class", "stockpile"), ("survey_id", $"S{year}"), ("acquired_at", s_start.AddDays(365.25 * year)), ("area_m2", area), ("site_kind", "dump"), ("site_code", "D1"), ("review", review), ("track_id", "T"));
        store.Write("test", null, null, writer =>
        {
            writer.Put("towns", [Row("T1", "POLYGON ((110 40.4, 110.2 40.4, 110.2 40.7, 110 40.7, 110 40.4))", ("code", "T1"), ("name", "镇"))]);
            writer.Put("rivers", [Row("R1", "LINESTRING (110.01 40.5, 110.19 40.5)", ("code", "R1"), ("name", "黄河"), ("kind", "river"))]);
            writer.Put("sensitive-areas", [Row("S1", "POINT (110.06 40.52)", ("code", "S1"), ("name", "一小"), ("kind", "school")), Row("S2", "POINT (110.3 40.6)", ("code", "S2"), ("name", "远处"), ("kind", "school"))]);
            writer.Put("key-control-areas", [Row("K1", "MULTIPOLYGON (((110.04 40.4, 110.07 40.4, 110.07 40.52, 110.04 40.52, 110.04 40.4)))", ("code", "K1"), ("name", "管控区"))]);
            writer.Put("dumps",
            [
                Row("D1", "POLYGON ((110.05 40.51, 110.051 40.51, 110.051 40.511, 110.05 40.511, 110.05 40.51))", ("code", "D1"), ("name", "甲"), ("responsible_party", "none"), ("waste_category", "tailings"), ("control_grade", "III"), ("status", "listed"), ("estimated_tonnes", 120_000.0)),
                Row("D2", "POLYGON ((110.15 40.65, 110.151 40.65, 110.151 40.651, 110.15 40.651, 110.15 40.65))", ("code", "D2"), ("name", "乙"), ("responsible_party", "known"), ("waste_category", "tailings"), ("status", "listed")),
            ]);
            writer.Put("surveys", Enumerable.Range(0, 4).Select(i => new Feature($"S{i}", null, new Dictionary<string, object?> { ["surveyed_at"] = s_start.AddDays(400 + i) })));
            writer.Put("detections", [Seen("X1", 0, 1000, "candidate"), Seen("X2", 1, 1600, "confirmed"), Seen("X3", 2, 2000, "candidate"), Seen("X4", 3, 9000, "rejected")]);
        });
    }

    private static async Task<JsonElement> Run(WorkspaceStore store)
    {
        Run queued = store.Runs.Enqueue("inventory", "{}", "test", "test");
        Run run = await new RunExecutor(store, TimeProvider.System).Execute(queued.Id, null, CancellationToken.None);
        Assert.True(run.State == "done", run.Error);
        return JsonElement.Parse(run.Outputs!);
    }

    private static int Int(JsonElement json, string name) => json.GetProperty(name).GetInt32();
}
