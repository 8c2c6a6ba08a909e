using Geo.Core.Inventory;
using Geo.Core.Inventory.Grading;
using Geo.Core.Sites;
using Geo.Core.Store;
using Geo.Core.Store.Inventory;
using Geo.Core.Tracking.Trends;
using Geo.Jobs.Runs;

namespace Geo.Jobs.Jobs;

/// <summary>Nothing to be chosen: the whole inventory is made anew from the layers.</summary>
internal sealed record InventoryParameters;

/// <summary>Setting, growth, proposed grade and sampling reason of every dump, and the corridor along the river.</summary>
internal static class InventoryJob
{
    public const string Kind = "inventory";

    public static Task<object> Execute(RunContext context, CancellationToken cancel)
    {
        object? outputs;
        while ((outputs = Attempt(context, cancel)) is null)
        {
            context.Log("another run of the inventory wrote meanwhile: made anew from what is stored now");
        }

        return Task.FromResult(outputs);
    }

    // Null where another inventory wrote since this one has read: older figures must not replace younger ones.
    private static object? Attempt(RunContext context, CancellationToken cancel)
    {
        WorkspaceStore store = context.Store;
        // One revision for all that is read, so that a trace can read the same.
        long revision = store.Revision;
        ItemsRequest then = ItemsRequest.At(revision);
        Feature[] dumps = [.. store.Layer("dumps").Items(then)], detections = [.. store.Layer("detections").Items(then)];
        CorridorRules rules = CorridorRules.Default;
        Settings settings = InventoryReading.SettingsOf(store, rules, then);
        ILookup<string, SeenArea> seen = InventoryReading.SeenAreas(detections, InventoryReading.SurveyTimes(store, then));
        var columns = new Dictionary<string, Dictionary<string, object?>>(dumps.Length);
        using (var heights = new HeightModels(store, store.Layer("scenes").Items(then).Select(scene => scene.Id).ToHashSet()))
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

        IReadOnlyList<Feature> corridor = Corridor(InventoryReading.TownsOf(store, then), dumps, detections, settings.Rivers, rules);
        bool overtaken = false;
        context.Write(writer =>
        {
            if (overtaken = writer.OtherRunWrote(Kind, revision)) return;
            // A dump that was merged or split meanwhile is no more.
            writer.Put("dumps", columns.Where(c => writer.Find("dumps", c.Key) is not null).Select(c => new Feature(c.Key, null, c.Value)));
            var ids = corridor.Select(row => row.Id).ToHashSet();
            writer.Delete("river-corridor", [.. store.Layer("river-corridor").Items(ItemsRequest.Everything).Select(row => row.Id).Where(id => !ids.Contains(id))]);
            writer.Put("river-corridor", corridor);
        });
        return overtaken ? null : new
        {
            run_id = context.Run.Id,
            revision_read = revision,
            dumps = dumps.Length,
            by_proposed_grade = ControlGrade.All.ToDictionary(g => g, g => columns.Values.Count(c => c["proposed_control_grade"] as string == g)),
            to_be_sampled = columns.Values.Count(c => c["sampling_reason"] is not null),
            with_growth = columns.Values.Count(c => c["growth_m2_per_year"] is not null),
            large_bulk = columns.Values.Count(c => c["large_bulk"] is true),
            in_corridor = corridor.Select(row => (row.Properties["item_kind"], row.Properties["item_id"])).Distinct().Count(),
        };
    }

    private static IReadOnlyList<Feature> Corridor(NamedAreas towns, Feature[] dumps, Feature[] detections, RiverReaches rivers, CorridorRules rules)
    {
        Feature[] places = [.. dumps.Where(d => d.Geometry is { IsEmpty: false })], found = [.. InventoryReading.NewestOfEachPlace(detections)];
        var rows = places.Select(d => (Kind: RiverCorridor.Dump, Row: d)).Concat(found.Select(d => (Kind: RiverCorridor.Detection, Row: d))).ToDictionary(r => (r.Kind, r.Row.Id), r => r.Row);
        return [.. RiverCorridor.Of(rows.Select(r => new CorridorCandidate(r.Key.Kind, r.Key.Id, r.Value.Geometry!)), rivers, rules)
            .Select(item => InventoryColumns.OfCorridor(item, rows[(item.Item.Kind, item.Item.Id)], towns.Around(item.Item.LonLat)))];
    }
}
