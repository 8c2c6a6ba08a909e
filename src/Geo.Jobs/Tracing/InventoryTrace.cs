using Geo.Core.Inventory;
using Geo.Core.Inventory.Grading;
using Geo.Core.Inventory.Sampling;
using Geo.Core.Store;
using Geo.Core.Store.Inventory;
using Geo.Core.Tracking.Trends;
using Geo.Jobs.Jobs;

namespace Geo.Jobs.Tracing;

/// <summary>What the inventory wrote is computed again from the layers of the revision that the run has read.</summary>
internal static class InventoryTrace
{
    private static readonly string[] s_grade = ["proposed_control_grade", "grade_reason", "grade_reason_en", "grade_rules"];

    /// <summary>A column of dumps.</summary>
    public static Parts OfDump(Known known, CancellationToken cancel)
    {
        ItemsRequest then = ItemsRequest.At(known.RevisionRead);
        if (known.RowAt("dumps", known.Row.Id, known.RevisionRead) is not { } dump)
        {
            return Gone();
        }

        bool placed = dump.Geometry is { IsEmpty: false };
        DumpSetting? setting = placed ? InventoryReading.SettingsOf(known.Store, CorridorRules.Default, then).Of(dump.Geometry!) : null;
        Feature[] detections = [.. known.Store.Layer("detections").Items(then with { Matching = new Dictionary<string, string> { ["site_code"] = dump.Id } })];
        AreaGrowth growth = AreaGrowth.Of(InventoryReading.SeenAreas(detections, InventoryReading.SurveyTimes(known.Store, then))[dump.Id]);
        bool sloped = known.Property == "slope_deg" || s_grade.Contains(known.Property);
        HashSet<string> scenes = sloped && placed ? HeightScenes(known, then, dump) : [];
        return new Parts(
            [.. scenes.Order(StringComparer.Ordinal).SelectMany(scene => TraceInputs.Of(known.Store, scene, check: true, cancel))],
            [.. Rows(known.Property, setting, detections)], null, () =>
            {
                using var heights = new HeightModels(known.Store, scenes);
                double? slope = sloped && placed ? heights.SlopeRound(dump.Geometry!) : null;
                return known.Among(InventoryColumns.OfDump(dump, setting, growth, slope),
                    $"按作业所读修订 {known.RevisionRead} 的各图层重新计算", $"computed again from the layers of revision {known.RevisionRead}, which the run read");
            })
        { Rules = RulesOf(known) };
    }

    /// <summary>A column of river-corridor.</summary>
    public static Parts OfCorridor(Known known)
    {
        string kind = (string)known.Row.Properties["item_kind"]!, id = (string)known.Row.Properties["item_id"]!, layer = kind == RiverCorridor.Dump ? "dumps" : "detections";
        ItemsRequest then = ItemsRequest.At(known.RevisionRead);
        if (known.RowAt(layer, id, known.RevisionRead) is not { Geometry: { } place } row)
        {
            return Gone();
        }

        RiverReaches rivers = InventoryReading.ReachesOf(known.Store, CorridorRules.Default, then);
        return new Parts([], [$"{layer}/{id}", $"rivers/{known.Row.Properties["river_code"]}"], null, () =>
            RiverCorridor.Of([new CorridorCandidate(kind, id, place)], rivers, CorridorRules.Default).FirstOrDefault(item => item.Id == known.Row.Id) is { } item
                ? known.Among(InventoryColumns.OfCorridor(item, row, InventoryReading.TownsOf(known.Store, then).Around(place)).Properties,
                    $"按作业所读修订 {known.RevisionRead} 的各图层重新计算", $"computed again from the layers of revision {known.RevisionRead}, which the run read")
                : Recomputation.None("按现行规则它不在管控带内", "by the present rules it lies outside the corridor"))
        { Rules = [.. CorridorRules.Default.Values.Select(TracedRule.Of)] };
    }

    /// <summary>The grading rules that held for a row, and the values that they name.</summary>
    public static IReadOnlyList<TracedRule> GradeRules(Feature row)
    {
        string[] ids = [.. row.Properties["grade_rules"] as IEnumerable<string> ?? []];
        GradingRule[] rules = [.. GradingRules.Default.Rules.Where(rule => ids.Contains(rule.Id))];
        var named = rules.SelectMany(rule => rule.When).SelectMany(condition => condition.Named).ToHashSet();
        return
        [
            .. rules.Select(rule => new TracedRule($"{rule.Id} ({rule.Grade})", null, "", rule.Document, rule.Date)),
            .. GradingRules.Default.Values.Where(value => named.Contains(value.Name)).Select(TracedRule.Of),
        ];
    }

    private static IReadOnlyList<TracedRule> RulesOf(Known known) => known.Property switch
    {
        _ when s_grade.Contains(known.Property) => GradeRules(known.Row),
        "slope_deg" => [.. GradingRules.Default.Values.Where(value => value.Name.StartsWith("slope_ring_", StringComparison.Ordinal)).Select(TracedRule.Of)],
        "sampling_reason" or "sampling_reason_en" or "identification_state" =>
            [.. SamplingRules.Default.Who.Where(cause => (known.Row.Properties["sampling_reason"] as string)?.Contains(cause.Zh, StringComparison.Ordinal) == true)
                .Select(cause => new TracedRule(cause.Id, null, "", cause.Document, cause.Date))],
        _ => [],
    };

    private static IEnumerable<string> Rows(string property, DumpSetting? setting, Feature[] detections)
    {
        bool all = s_grade.Contains(property);
        if ((all || property.StartsWith("sensitive_", StringComparison.Ordinal)) && setting?.Sensitive is { } sensitive) yield return $"sensitive-areas/{sensitive.Code}";
        if ((all || property == "key_control_area") && setting?.KeyControl is { } control) yield return $"key-control-areas/{control.Code}";
        if ((all || property.StartsWith("river_", StringComparison.Ordinal)) && setting?.River is { } river) yield return $"rivers/{river.River.Code}";
        if (!(all || property is "first_seen_at" or "surveys_seen" or "seen_area_m2" || property.StartsWith("growth_", StringComparison.Ordinal))) yield break;
        foreach (Feature one in detections) yield return $"detections/{one.Id}";
    }

    // Models that can reach the ring round the dump; those taken in later are not asked.
    private static HashSet<string> HeightScenes(Known known, ItemsRequest then, Feature dump)
    {
        var there = known.Store.Layer("scenes").Items(then).Select(scene => scene.Id).ToHashSet();
        const double ringDegrees = 0.01;
        var round = dump.Geometry!.EnvelopeInternal.Copy();
        round.ExpandBy(ringDegrees);
        return [.. known.Store.Scenes.List().Where(scene => there.Contains(scene.Id) && scene.Profile is "dem" or "dsm" && scene.Footprint.EnvelopeInternal.Intersects(round)).Select(scene => scene.Id)];
    }

    private static Parts Gone() => new([], [], null, () => Recomputation.None("作业所读的修订中没有该记录", "the revision that the run read has no such row"));
}
