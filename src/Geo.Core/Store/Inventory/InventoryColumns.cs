using Geo.Core.Inventory;
using Geo.Core.Inventory.Grading;
using Geo.Core.Inventory.Sampling;
using Geo.Core.Sites;
using Geo.Core.Tracking.Trends;

namespace Geo.Core.Store.Inventory;

/// <summary>Columns that the inventory writes. Nothing is among them that a person decided.</summary>
public static class InventoryColumns
{
    /// <summary>Columns of dumps.</summary>
    /// <param name="row">The dump's row before.</param>
    /// <param name="setting">What lies round it; null for a dump without place.</param>
    /// <param name="growth">Its growth.</param>
    /// <param name="slope">Slope of the ground, degrees; null where no height model covers it.</param>
    public static Dictionary<string, object?> OfDump(Feature row, DumpSetting? setting, AreaGrowth growth, double? slope)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(growth);
        var columns = new Dictionary<string, object?>
        {
            ["sensitive_name"] = setting?.Sensitive?.Name,
            ["sensitive_kind"] = setting?.Sensitive?.Kind,
            ["sensitive_distance_m"] = Metres(setting?.SensitiveMetres),
            ["key_control_area"] = setting?.KeyControl?.Name,
            ["river_name"] = setting?.River?.River.Name,
            ["river_reach"] = setting?.River?.Reach,
            ["river_distance_m"] = Metres(setting?.River?.Metres),
            ["slope_deg"] = slope is { } degrees ? Math.Round(degrees, 2) : null,
            ["first_seen_at"] = growth.Series.Count > 0 ? growth.Series[0].At : null,
            ["surveys_seen"] = (long)growth.Series.Count,
            ["seen_area_m2"] = growth.Series.Count > 0 ? growth.Series[^1].SquareMetres : null,
            ["growth_m2_per_year"] = growth.PerYear,
            ["growth_m2_per_year_low"] = growth.Low,
            ["growth_m2_per_year_high"] = growth.High,
            ["large_bulk"] = row.Properties["estimated_tonnes"] is double mass ? mass >= DumpSite.LargeBulkTonnes : null,
        };
        var all = new Dictionary<string, object?>(row.Properties);
        foreach (var (name, value) in columns) all[name] = value;
        Reason? sampling = SamplingRules.Default.ReasonFor(all);
        if (sampling is not null && all["identification_state"] is null) columns["identification_state"] = all["identification_state"] = "pending";
        GradeProposal grade = GradingRules.Default.Propose(all);
        columns["proposed_control_grade"] = grade.Grade;
        columns["grade_reason"] = grade.Why.Zh;
        columns["grade_reason_en"] = grade.Why.En;
        columns["grade_rules"] = grade.Rules;
        columns["sampling_reason"] = sampling?.Zh;
        columns["sampling_reason_en"] = sampling?.En;
        return columns;
    }

    /// <summary>A row of river-corridor.</summary>
    /// <param name="item">What lies there.</param>
    /// <param name="row">Its row of dumps or detections.</param>
    /// <param name="town">Town that it lies in; null where none does.</param>
    public static Feature OfCorridor(CorridorItem item, Feature row, string? town)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(row);
        bool dump = item.Item.Kind == RiverCorridor.Dump;
        var p = row.Properties;
        return new Feature(item.Id, row.Geometry, new Dictionary<string, object?>
        {
            ["item_kind"] = item.Item.Kind,
            ["item_id"] = item.Item.Id,
            ["name"] = dump ? p["name"] : p["site_code"],
            ["town"] = p["town"] ?? town,
            ["river_code"] = item.River.River.Code,
            ["river_name"] = item.River.River.Name,
            ["river_rank"] = item.River.Rank,
            ["reach"] = item.River.Reach,
            ["distance_m"] = Metres(item.River.Metres),
            ["within_m"] = (long)item.WithinMetres,
            ["class"] = dump ? p["waste_category"] : p["class"],
            ["status"] = dump ? p["status"] : p["review"],
            ["area_m2"] = p["area_m2"],
            ["seen_at"] = dump ? p["last_observed_at"] ?? p["status_at"] : p["acquired_at"],
        });
    }

    // To the decimetre: the outlines are no better, and a rounding makes no new version of a row.
    private static double? Metres(double? value) => value is { } metres ? Math.Round(metres, 1) : null;
}
