using static Geo.Core.Store.Columns;

namespace Geo.Core.Store;

/// <summary>The collections round the dump inventory: cases, volumes, samples, and what lies along the river.</summary>
public static class InventoryLayers
{
    /// <summary>Suspected dumping handed to a unit, from found to closed.</summary>
    public static LayerDefinition Cases { get; } = new("cases", "线索交办", "Cases", GeometryKind.Any,
    [
        Text("class", "图斑类别", "Class"),
        Text("state", "办理状态", "State"),
        Text("source", "线索来源", "Source"),
        Text("kind", "线索类型", "Kind of case"),
        Text("waste_category", "固废类别", "Waste category"),
        Text("detection_id", "疑似图斑", "Detection"),
        Text("track_id", "追踪编号", "Track"),
        Text("town", "所在镇街", "Town"),
        Text("unit", "责任单位", "Unit in charge"),
        List("cooperating_units", "配合单位", "Cooperating units"),
        Text("routed_by_rule", "分派规则", "Rule of the routing"),
        Instant("found_at", "发现时间", "Found at"),
        Instant("assigned_at", "交办时间", "Assigned at"),
        Instant("due_at", "办理期限", "Due at"),
        Instant("verified_at", "核实时间", "Verified at"),
        Text("verdict", "核实结论", "Verdict on the ground"),
        Instant("handled_at", "整改时间", "Handled at"),
        Instant("closed_at", "销号时间", "Closed at"),
        Text("field_check_id", "核实核查", "Field check of the verification"),
        Text("closing_check_id", "销号核查", "Field check of the closing"),
        Text("closing_evidence", "销号依据", "Closing evidence"),
        Text("note", "备注", "Note"),
        Real("area_m2", "面积（m²）", "Area (m²)"),
        Text("previous_case", "原线索", "Case before"),
        Integer("times_raised", "发现次数", "Times raised"),
        Instant("last_seen_at", "最近发现", "Last seen"),
        Text("river_name", "最近河流", "Nearest river"),
        Text("river_reach", "所在河段", "River reach"),
        Real("river_distance_m", "与河流距离（m）", "Distance to the river (m)"),
        Text("handled_by", "经办人", "Last handled by"),
        Text("run_id", "作业编号", "Run"),
        Text("place_kind", "地点类型", "Kind of place"),
        Text("outcome", "销号方式", "How it ended"),
        Text("last_action", "最近操作", "Last action"),
        Text("last_reason", "操作说明", "Reason of the last action"),
        Text("drone_scene_id", "核实航片", "Drone scene of the verification"),
        Text("closing_survey_id", "销号排查", "Survey of the closing"),
        Text("reported_by", "上报人", "Reported by"),
        Flag("synthetic", "模拟数据", "Synthetic"),
    ], "found_at", Visibility.Staff)
    { IsState = true };

    /// <summary>What lies above or below a base, measured from a drone's surface model; the geometry is the toe line.</summary>
    public static LayerDefinition Volumes { get; } = new("volumes", "体积测量", "Volumes", GeometryKind.MultiPolygon,
    [
        Text("site_kind", "点位类型", "Kind of site"),
        Text("site_code", "点位编号", "Site code"),
        Instant("measured_at", "测量时间", "Measured at"),
        Text("dsm", "表面模型", "Surface model"),
        Text("earlier_dsm", "早期表面模型", "Earlier surface model"),
        Text("base", "基准面", "Base"),
        Text("toe_source", "坡脚线来源", "Source of the toe line"),
        Real("cut_m3", "挖方（m³）", "Cut (m³)"),
        Real("fill_m3", "填方（m³）", "Fill (m³)"),
        Real("net_m3", "净方量（m³）", "Net (m³)"),
        Real("uncertainty_m3", "净方量标准误（m³）", "Standard error of the net (m³)"),
        Real("net_low_m3", "净方量区间下限（m³）", "Net, lower bound (m³)"),
        Real("net_high_m3", "净方量区间上限（m³）", "Net, upper bound (m³)"),
        Real("bases_low_m3", "各基准面最小（m³）", "Least over the bases (m³)"),
        Real("bases_high_m3", "各基准面最大（m³）", "Most over the bases (m³)"),
        Real("footprint_m2", "占地面积（m²）", "Footprint (m²)"),
        Real("covered_m2", "有数据面积（m²）", "Covered by data (m²)"),
        Real("surface_area_m2", "表面积（m²）", "Surface area (m²)"),
        Real("height_max_m", "最大高度（m）", "Greatest height (m)"),
        Real("height_mean_m", "平均高度（m）", "Mean height (m)"),
        Real("vertical_error_m", "高程误差（m）", "Vertical error (m)"),
        Real("registration_error_m", "配准误差（m）", "Registration error (m)"),
        Real("level_of_detection_m", "检出限（m）", "Level of detection (m)"),
        Real("bulk_density_t_m3", "堆积密度（t/m³）", "Bulk density (t/m³)"),
        Real("tonnes", "堆存量（t）", "Mass (t)"),
        Text("note", "备注", "Note"),
        Text("measured_by", "测量人", "Measured by"),
        Text("run_id", "作业编号", "Run"),
    ], "measured_at", Visibility.Public);

    /// <summary>Sampling points of dumps with what the laboratory found.</summary>
    public static LayerDefinition DumpSamples { get; } = new("dump-samples", "堆场采样", "Dump samples", GeometryKind.Any,
    [
        Text("site_code", "堆场编号", "Dump"),
        Text("plan_id", "采样计划", "Sampling plan"),
        Integer("point_number", "点号", "Number of the point"),
        Text("state", "采样状态", "State"),
        Instant("planned_at", "计划时间", "Planned at"),
        Instant("sampled_at", "采样时间", "Sampled at"),
        Text("sampled_by", "采样人", "Sampled by"),
        Real("depth_m", "采样深度（m）", "Depth (m)"),
        Text("laboratory", "检测机构", "Laboratory"),
        Text("report_number", "检测报告编号", "Number of the laboratory's report"),
        Instant("reported_at", "报告时间", "Reported at"),
        Text("results", "检测结果", "Results"),
        List("exceeded", "超标项", "Limits exceeded"),
        Text("verdict", "鉴别结论", "Verdict"),
        Text("note", "备注", "Note"),
        Text("run_id", "作业编号", "Run"),
    ], "planned_at", Visibility.Staff)
    { IsState = true };

    /// <summary>Dumps and detections near the main stem and the tributaries of the Yellow River.</summary>
    public static LayerDefinition RiverCorridor { get; } = new("river-corridor", "沿黄管控带", "Yellow River corridor", GeometryKind.Any,
    [
        Text("item_kind", "对象类型", "Kind of item"),
        Text("item_id", "对象编号", "Item"),
        Text("name", "名称", "Name"),
        Text("town", "所在镇街", "Town"),
        Text("river_code", "河流编号", "River"),
        Text("river_name", "河流名称", "Name of the river"),
        Text("river_rank", "干支流", "Main stem or tributary"),
        Text("reach", "河段", "Reach"),
        Real("distance_m", "与河流距离（m）", "Distance to the river (m)"),
        Integer("within_m", "距离分带（m）", "Within (m)"),
        Text("class", "类别", "Class"),
        Text("status", "状态", "Status"),
        Real("area_m2", "面积（m²）", "Area (m²)"),
        Instant("seen_at", "最近发现", "Last seen"),
        Text("run_id", "作业编号", "Run"),
    ], "seen_at", Visibility.Public)
    { IsState = true };
}
