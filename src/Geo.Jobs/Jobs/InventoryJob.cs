using Geo.Core.Inventory;
using Geo.Core.Inventory.Grading;
using Geo.Core.Store;
using Geo.Core.Store.Inventory;
using Geo.Core.Tracking.Trends;
using Geo.Jobs.Runs;
using NetTopologySuite.Geometries;

namespace Geo.Jobs.Jobs;

/// <summary>Nothing to be chosen: the whole inventory is made anew from the layers.</summary>
internal sealed record InventoryParameters;

/// <summary>Setting, growth, proposed grade and sampling reason of every dump, and the corridor along the river.</summary>
internal static class InventoryJob
{
    public const string Kind = "inventory";

    public static Task<object> Execute(RunContext context, CancellationToken cancel)
    {
        WorkspaceStore store = context.Store;
        Feature[] dumps = [.. store.Layer("dumps").Items(ItemsRequest.Everything)], detections = [.. store.Layer("detections").Items(ItemsRequest.Everything)];
        CorridorRules rules = CorridorRules.Default;
        Settings settings = InventoryReading.SettingsOf(store, rules);
        ILookup<string, SeenArea> seen = InventoryReading.SeenAreas(detections, InventoryReading.SurveyTimes(store));
        var columns = new Dictionary<string, Dictionary<string, object?>>(dumps.Length);
        using (var heights = new HeightModels(store))
        {
            for (int i = 0; i < dumps.Length; i++)
            {
                cancel.ThrowIfCancellationRequested();
                Feature dump = dumps[i];
                bool placed = dump.Geometry is { IsEmpty: false };
                columns[dump.Id] = InventoryColumns.OfDump(dump, placed ? settings.Of(dump.Geometry!) : null, AreaGrowth.Of(seen[dump.Id]), placed ? heights.SlopeRound(dump.Geometry!) : null);
                context.Progress.Report(0.8 * (i + 1) / dumps.Length);
            }
        }

        IReadOnlyList<Feature> corridor = Corridor(store, dumps, detections, settings.Rivers, rules);
        context.Write(writer =>
        {
            writer.Put("dumps", columns.Select(c => new Feature(c.Key, null, c.Value)));
            var ids = corridor.Select(row => row.Id).ToHashSet();
            writer.Delete("river-corridor", [.. store.Layer("river-corridor").Items(ItemsRequest.Everything).Select(row => row.Id).Where(id => !ids.Contains(id))]);
            writer.Put("river-corridor", corridor);
        });
        return Task.FromResult<object>(new
        {
            run_id = context.Run.Id,
            dumps = dumps.Length,
            by_proposed_grade = ControlGrade.All.ToDictionary(g => g, g => columns.Values.Count(c => c["proposed_control_grade"] as string == g)),
            to_be_sampled = columns.Values.Count(c => c["sampling_reason"] is not null),
            with_growth = columns.Values.Count(c => c["growth_m2_per_year"] is not null),
            large_bulk = columns.Values.Count(c => c["large_bulk"] is true),
            in_corridor = corridor.Select(row => (row.Properties["item_kind"], row.Properties["item_id"])).Distinct().Count(),
        });
    }

    private static IReadOnlyList<Feature> Corridor(WorkspaceStore store, Feature[] dumps, Feature[] detections, RiverReaches rivers, CorridorRules rules)
    {
        Func<Geometry, string?> townOf = InventoryReading.TownOf(store);
        Feature[] places = [.. dumps.Where(d => d.Geometry is { IsEmpty: false })], found = [.. InventoryReading.NewestOfEachPlace(detections)];
        var rows = places.Select(d => (Kind: RiverCorridor.Dump, Row: d)).Concat(found.Select(d => (Kind: RiverCorridor.Detection, Row: d))).ToDictionary(r => (r.Kind, r.Row.Id), r => r.Row);
        return [.. RiverCorridor.Of(rows.Select(r => new CorridorCandidate(r.Key.Kind, r.Key.Id, r.Value.Geometry!)), rivers, rules)
            .Select(item => InventoryColumns.OfCorridor(item, rows[(item.Item.Kind, item.Item.Id)], townOf(item.Item.LonLat)))];
    }
}
