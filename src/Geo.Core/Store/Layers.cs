using static Geo.Core.Store.Columns;

namespace Geo.Core.Store;

/// <summary>The collections of a workspace: what INTERFACE.md promises, column by column. The tables stand in Embedded/Sql/Migrations; a test holds both together.</summary>
public static class Layers
{
    // What tracking and decisions write to mine sites and dumps alike.
    private static readonly ColumnDefinition[] SiteState =
    [
        Text("status", "状态", "Status"),
        Instant("status_at", "状态时间", "Status since"),
        Text("proposed_status", "建议状态", "Proposed status"),
        Instant("proposed_at", "建议时间", "Proposed at"),
        Text("proposed_evidence", "建议依据", "Evidence of the proposal"),
        Real("vegetation_cover_share", "植被覆盖度", "Vegetation cover (share)"),
        Real("relative_recovery_share", "相对恢复度", "Relative recovery (share)"),
        Instant("last_observed_at", "最近监测时间", "Last observed"),
        Text("last_scene_id", "最近监测影像", "Last scene"),
        Text("run_id", "作业编号", "Run"),
    ];

    /// <summary>The listed legacy mine pits.</summary>
    public static LayerDefinition MineSites { get; } = new("mine-sites", "历史遗留矿山", "Legacy mine sites", GeometryKind.Any,
    [
        Text("code", "编号", "Code"),
        Text("name", "名称", "Name"),
        Text("town", "所在镇街", "Town"),
        Text("lead_unit", "牵头单位", "Lead unit"),
        Text("mineral", "矿种", "Mineral"),
        Text("restoration_mode", "修复方式", "Restoration mode"),
        Integer("planned_year", "计划年度", "Planned year"),
        Real("listed_area_m2", "台账面积（m²）", "Listed area (m²)"),
        Real("area_m2", "面积（m²）", "Area (m²)"),
        .. SiteState,
        Text("proposed_evidence_en", "建议依据（英文）", "Evidence of the proposal (English)"),
        Text("proposed_by_rule", "建议规则", "Rule of the proposal"),
        Text("test_answer", "修复检验结论", "Answer of the restoration test"),
        Text("test_variable", "检验变量", "Tested variable"),
        Real("test_ratio", "与参照之比", "Ratio to the reference"),
        Real("test_ratio_low", "比值区间下限", "Ratio, lower bound"),
        Real("test_ratio_high", "比值区间上限", "Ratio, upper bound"),
        Real("test_ratio_uncertainty", "比值标准误", "Ratio, standard error"),
        Integer("test_seasons", "检验季数", "Seasons tested"),
        Integer("test_seasons_needed", "尚需季数", "Seasons still needed"),
        Real("test_power_share", "检验功效", "Power of the test (share)"),
        Text("test_missing", "检验缺什么", "What the test lacks"),
        Text("test_missing_en", "检验缺什么（英文）", "What the test lacks (English)"),
        Integer("baseline_year", "基线年度", "Baseline year"),
        Real("baseline_cover_share", "基线覆盖度", "Cover of the baseline (share)"),
        Real("trend_per_year", "相对恢复度年变化", "Recovery a year (share)"),
        Real("trend_per_year_low", "年变化下限", "Recovery a year, lower bound"),
        Real("trend_per_year_high", "年变化上限", "Recovery a year, upper bound"),
        Real("trend_p", "趋势 p 值", "p of the trend"),
        Text("change_kind", "变化类型", "Change"),
        Instant("change_at", "变化时间", "Change at"),
        Real("change_share", "变化幅度", "Size of the change (share)"),
        Real("scar_area_m2", "创面面积（m²）", "Bare scar (m²)"),
        Real("restored_area_m2", "修复面面积（m²）", "Restored face (m²)"),
        Real("surface_area_m2", "表面积（m²）", "Surface area (m²)"),
        Text("plan_state", "计划执行", "Against the plan"),
        Integer("months_late", "逾期月数", "Months late"),
        List("evidence_missing", "所缺证据", "Evidence that is missing"),
        Text("decided_by", "决定人", "Decided by"),
        Text("decision_reason", "决定理由", "Reason of the decision"),
    ], "last_observed_at", Visibility.Public)
    { IsState = true };

    /// <summary>The inventory of solid-waste dumps.</summary>
    public static LayerDefinition Dumps { get; } = new("dumps", "固体废物堆场", "Dumps", GeometryKind.Any,
    [
        Text("code", "编号", "Code"),
        Text("name", "名称", "Name"),
        Text("town", "所在镇街", "Town"),
        Text("lead_unit", "牵头单位", "Lead unit"),
        Text("waste_category", "固废类别", "Waste category"),
        Text("responsible_party", "责任主体", "Responsible party"),
        Text("responsible_name", "责任主体名称", "Name of the responsible party"),
        Text("control_grade", "管控级别", "Control grade"),
        Text("identification_state", "鉴别状态", "Identification state"),
        Real("area_m2", "面积（m²）", "Area (m²)"),
        Real("listed_area_m2", "台账面积（m²）", "Listed area (m²)"),
        Real("estimated_tonnes", "估算堆存量（t）", "Estimated mass (t)"),
        Real("bulk_density_t_m3", "堆积密度（t/m³）", "Bulk density (t/m³)"),
        Flag("large_bulk", "大宗（≥10万吨）", "At least 100,000 t"),
        Integer("priority_rank", "治理优先序", "Priority rank"),
        .. SiteState,
        Text("proposed_control_grade", "建议管控级别", "Proposed control grade"),
        Text("grade_reason", "级别依据", "Reason of the grade"),
        Text("grade_reason_en", "级别依据（英文）", "Reason of the grade (English)"),
        List("grade_rules", "命中规则", "Rules that hold"),
        Text("sampling_reason", "需抽样鉴别原因", "Why it must be sampled"),
        Text("sampling_reason_en", "需抽样鉴别原因（英文）", "Why it must be sampled (English)"),
        Text("volume_id", "体积测量", "Volume measurement"),
        Real("volume_m3", "堆体体积（m³）", "Volume (m³)"),
        Real("volume_uncertainty_m3", "体积不确定度（m³）", "Uncertainty of the volume (m³)"),
        Instant("volume_at", "测量时间", "Measured at"),
        Real("height_m", "堆高（m）", "Height (m)"),
        Text("mass_source", "堆存量来源", "Source of the mass"),
        Instant("first_seen_at", "首次发现", "First seen"),
        Integer("surveys_seen", "发现次数", "Surveys that saw it"),
        Real("seen_area_m2", "最近遥感面积（m²）", "Area at the last survey (m²)"),
        Real("growth_m2_per_year", "年增长面积（m²/年）", "Growth (m² a year)"),
        Real("growth_m2_per_year_low", "年增长下限", "Growth, lower bound"),
        Real("growth_m2_per_year_high", "年增长上限", "Growth, upper bound"),
        Real("slope_deg", "地面坡度（°）", "Slope of the ground (°)"),
        Text("sensitive_name", "最近敏感区", "Nearest sensitive area"),
        Text("sensitive_kind", "最近敏感区类型", "Kind of the nearest sensitive area"),
        Real("sensitive_distance_m", "与敏感区距离（m）", "Distance to the sensitive area (m)"),
        Text("key_control_area", "所在重点防治区域", "Key control area around it"),
        Text("river_name", "最近河流", "Nearest river"),
        Text("river_reach", "所在河段", "River reach"),
        Real("river_distance_m", "与河流距离（m）", "Distance to the river (m)"),
        Integer("cost_wan", "估算整治费用（万元）", "Estimated cost (10,000 yuan)"),
        Text("cost_source", "费用来源", "Source of the cost"),
        Real("priority_score", "优先得分", "Priority score"),
        Real("priority_top_share", "入围稳定度", "Share of draws in the top k"),
        Flag("funded", "列入资金安排", "In the funded set"),
        Instant("ranked_at", "排序时间", "Ranked at"),
        List("succeeds", "由此合并或拆分而来", "Merged or split from"),
        Text("decided_by", "决定人", "Decided by"),
        Text("decision_reason", "决定理由", "Reason of the decision"),
        Text("grade_decided_by", "定级人", "Grade decided by"),
        Instant("grade_decided_at", "定级时间", "Grade decided at"),
        Text("identified_by", "鉴别结论认定人", "Identified by"),
        Instant("identified_at", "鉴别结论认定时间", "Identified at"),
    ], "last_observed_at", Visibility.Public)
    { IsState = true };

    /// <summary>Polygons that surveys found.</summary>
    public static LayerDefinition Detections { get; } = new("detections", "疑似图斑", "Detections", GeometryKind.MultiPolygon,
    [
        Text("class", "图斑类别", "Class"),
        Real("probability", "概率", "Probability"),
        Real("area_m2", "面积（m²）", "Area (m²)"),
        Integer("pixel_count", "像元数", "Pixels"),
        Text("survey_id", "排查编号", "Survey"),
        Text("run_id", "作业编号", "Run"),
        List("scene_ids", "影像", "Scenes"),
        Instant("acquired_at", "影像时间", "Acquired at"),
        Text("model", "模型", "Model"),
        Text("site_kind", "点位类型", "Kind of site"),
        Text("site_code", "点位编号", "Site code"),
        Real("overlap_share", "与点位重叠比例", "Overlap with the site (share)"),
        Real("site_distance_m", "与点位距离（m）", "Distance to the site (m)"),
        Text("town", "所在镇街", "Town"),
        Text("review", "复核结论", "Review"),
        Text("review_reason", "复核理由", "Reason of the review"),
        Instant("reviewed_at", "复核时间", "Reviewed at"),
        Text("track_id", "追踪编号", "Track"),
        Instant("first_seen_at", "首次发现", "First seen"),
        Instant("last_seen_at", "最近发现", "Last seen"),
        Real("object_probability", "图斑可信度（第二级）", "Probability as an object (second stage)"),
    ], "acquired_at", Visibility.Public);

    /// <summary>What one scene says of one site.</summary>
    public static LayerDefinition Observations { get; } = new("observations", "监测记录", "Observations", GeometryKind.None,
    [
        Text("site_kind", "点位类型", "Kind of site"),
        Text("site_code", "点位编号", "Site code"),
        Text("scene_id", "影像", "Scene"),
        Instant("observed_at", "监测时间", "Observed at"),
        Real("valid_share", "有效比例", "Valid share"),
        Real("ndvi_mean", "NDVI 均值", "NDVI mean"),
        Real("ndvi_stdev", "NDVI 标准差", "NDVI standard deviation"),
        Real("vegetation_cover_share", "植被覆盖度", "Vegetation cover (share)"),
        Real("vegetation_cover_uncertainty", "覆盖度不确定度", "Uncertainty of the cover (share)"),
        Real("bare_share", "裸露比例", "Bare share"),
        Real("water_share", "水体比例", "Water share"),
        Real("reference_cover_share", "参照覆盖度", "Reference cover (share)"),
        Integer("reference_pixels", "参照像元数", "Reference pixels"),
        Real("relative_recovery_share", "相对恢复度", "Relative recovery (share)"),
        Real("relative_recovery_uncertainty", "相对恢复度不确定度", "Uncertainty of the recovery (share)"),
        Text("missing_reason", "缺测原因", "Why a value is missing"),
        Text("run_id", "作业编号", "Run"),
        Text("sensor", "传感器配置", "Sensor profile"),
        Text("harmonised", "波段调整来源", "Band adjustment"),
        Real("cloud_share", "云遮比例", "Under cloud (share)"),
        Real("shadow_share", "阴影比例", "In shadow (share)"),
        Real("snow_share", "积雪比例", "Under snow (share)"),
        Real("haze_share", "霾遮比例", "Under haze (share)"),
        Real("ndvi_uncertainty", "NDVI 不确定度", "Uncertainty of the NDVI"),
        Real("reference_ndvi", "参照 NDVI", "Reference NDVI"),
        Real("reference_ndvi_uncertainty", "参照 NDVI 不确定度", "Uncertainty of the reference NDVI"),
        Real("reference_cover_uncertainty", "参照覆盖度不确定度", "Uncertainty of the reference cover (share)"),
        Real("reference_cover_spread", "参照覆盖度离散", "Spread of the reference cover (share)"),
        Text("reference_method", "参照选取方法", "How the reference was chosen"),
        Real("pit_share", "矿坑比例", "Unrestored pit (share)"),
        Real("stockpile_share", "堆场比例", "Stockpile (share)"),
        Real("projected_area_m2", "投影面积（m²）", "Projected area (m²)"),
        Real("surface_area_m2", "表面积（m²）", "Surface area (m²)"),
        Real("scar_area_m2", "创面面积（m²）", "Bare scar (m²)"),
        Real("restored_area_m2", "修复面面积（m²）", "Restored face (m²)"),
        Text("mask_origin", "质量掩膜来源", "Origin of the mask"),
    ], "observed_at", Visibility.Public);

    /// <summary>Statuses proposed and decided, never overwritten.</summary>
    public static LayerDefinition SiteHistory { get; } = new("site-history", "状态沿革", "Site history", GeometryKind.None,
    [
        Text("site_kind", "点位类型", "Kind of site"),
        Text("site_code", "点位编号", "Site code"),
        Text("status", "状态", "Status"),
        Instant("status_at", "状态时间", "Status since"),
        Text("source", "来源", "Source"),
        Text("decided_by", "决定人", "Decided by"),
        Text("reason", "理由", "Reason"),
        Text("run_id", "作业编号", "Run"),
        Text("reason_en", "理由（英文）", "Reason (English)"),
        Text("previous_status", "原状态", "Status before"),
        Text("undoes", "撤销的记录", "Undoes"),
        Text("test_answer", "当时检验结论", "Answer of the test then"),
        Text("rule", "建议规则", "Rule of the proposal"),
        Text("changes", "同时变更", "Changed besides"),
        List("related_codes", "相关编号", "Related codes"),
    ], "status_at", Visibility.Public);

    /// <summary>What somebody should look at: new digging, relapse, pit lakes, overdue sites.</summary>
    public static LayerDefinition Alerts { get; } = new("alerts", "预警", "Alerts", GeometryKind.Any,
    [
        Text("site_kind", "点位类型", "Kind of site"),
        Text("site_code", "点位编号", "Site code"),
        Text("site_name", "点位名称", "Name of the site"),
        Text("town", "所在镇街", "Town"),
        Text("kind", "预警类型", "Kind of alert"),
        Text("state", "处置状态", "State"),
        Instant("alert_at", "发生时间", "Happened at"),
        Instant("raised_at", "预警时间", "Raised at"),
        Real("change_share", "变化幅度", "Size of the change (share)"),
        Integer("months_late", "逾期月数", "Months late"),
        Text("evidence", "依据", "Evidence"),
        Text("evidence_en", "依据（英文）", "Evidence (English)"),
        List("scene_ids", "影像", "Scenes"),
        Text("handled_by", "处置人", "Handled by"),
        Instant("handled_at", "处置时间", "Handled at"),
        Text("handled_reason", "处置理由", "Reason of the handling"),
        Text("run_id", "作业编号", "Run"),
    ], "alert_at", Visibility.Staff);

    /// <summary>What people found on the ground, or on drone pictures, at a site.</summary>
    public static LayerDefinition FieldChecks { get; } = new("field-checks", "现场核查", "Field checks", GeometryKind.Any,
    [
        Text("site_kind", "点位类型", "Kind of site"),
        Text("site_code", "点位编号", "Site code"),
        Text("town", "所在镇街", "Town"),
        Text("detection_id", "疑似图斑", "Detection"),
        Instant("checked_at", "核查时间", "Checked at"),
        Text("checked_by", "核查人", "Checked by"),
        Instant("received_at", "收到时间", "Received at"),
        Text("source", "核查方式", "Source"),
        Text("finding", "与卫星结论", "Against the satellite"),
        Text("satellite_status", "核查时的卫星结论", "Status told by the satellite then"),
        Text("status_seen", "现场所见状态", "Status seen"),
        List("works", "已实施工程", "Works seen"),
        Real("cover_share", "目估植被覆盖度", "Vegetation cover, estimated (share)"),
        Text("note", "备注", "Note"),
        List("photos", "照片", "Photos"),
        Text("position_source", "位置来源", "Source of the position"),
        Real("position_accuracy_m", "定位精度（m）", "Accuracy of the position (m)"),
        Real("site_distance_m", "与点位距离（m）", "Distance to the site (m)"),
        List("doubts", "疑点", "Doubts"),
        Text("run_id", "作业编号", "Run"),
        Text("case_id", "线索", "Case"),
        Text("verdict", "核实结论", "Verdict on the ground"),
        Text("waste_category", "所见固废类别", "Waste category seen"),
    ], "checked_at", Visibility.Staff);

    /// <summary>Photos of field checks, each where its camera stood.</summary>
    public static LayerDefinition FieldPhotos { get; } = new("field-photos", "现场照片", "Field photos", GeometryKind.Any,
    [
        Text("check_id", "核查编号", "Field check"),
        Text("site_kind", "点位类型", "Kind of site"),
        Text("site_code", "点位编号", "Site code"),
        Text("town", "所在镇街", "Town"),
        Real("direction_deg", "拍摄方向（°）", "Direction of view (°)"),
        Text("direction_reference", "方向基准", "North of the direction"),
        Instant("taken_at", "拍摄时间", "Taken at"),
        Text("time_zone", "时区来源", "Origin of the time zone"),
        Text("camera", "相机", "Camera"),
        Real("site_distance_m", "与点位距离（m）", "Distance to the site (m)"),
        Real("check_distance_m", "与核查位置距离（m）", "Distance to the check (m)"),
        Text("sha256", "文件校验值", "Hash of the file"),
        Text("file", "文件", "File"),
        Text("media_type", "文件类型", "Media type"),
        Integer("size_bytes", "文件大小（字节）", "Size (bytes)"),
        List("flags", "疑点", "Flags"),
        Text("uploaded_by", "上传人", "Uploaded by"),
        Instant("uploaded_at", "上传时间", "Uploaded at"),
        Text("run_id", "作业编号", "Run"),
    ], "taken_at", Visibility.Staff);

    /// <summary>Receptors of harm: water sources, schools, homes.</summary>
    public static LayerDefinition SensitiveAreas { get; } = new("sensitive-areas", "环境敏感区", "Sensitive areas", GeometryKind.Any,
    [
        Text("code", "编号", "Code"),
        Text("name", "名称", "Name"),
        Text("kind", "类型", "Kind"),
        Real("weight", "权重", "Weight"),
        Text("town", "所在镇街", "Town"),
        Real("area_m2", "面积（m²）", "Area (m²)"),
        Text("run_id", "作业编号", "Run"),
    ], null, Visibility.Public)
    { IsState = true };

    /// <summary>Areas of tightened control.</summary>
    public static LayerDefinition KeyControlAreas { get; } = new("key-control-areas", "重点防治区域", "Key control areas", GeometryKind.MultiPolygon,
    [
        Text("code", "编号", "Code"),
        Text("name", "名称", "Name"),
        Text("kind", "类型", "Kind"),
        Real("area_m2", "面积（m²）", "Area (m²)"),
        Text("run_id", "作业编号", "Run"),
    ], null, Visibility.Public)
    { IsState = true };

    /// <summary>Towns and sub-districts.</summary>
    public static LayerDefinition Towns { get; } = new("towns", "镇街", "Towns", GeometryKind.MultiPolygon,
    [
        Text("code", "编号", "Code"),
        Text("name", "名称", "Name"),
        Text("name_en", "英文名", "English name"),
        Real("area_m2", "面积（m²）", "Area (m²)"),
        Text("run_id", "作业编号", "Run"),
    ], null, Visibility.Public)
    { IsState = true };

    /// <summary>Rivers.</summary>
    public static LayerDefinition Rivers { get; } = new("rivers", "河流", "Rivers", GeometryKind.Any,
    [
        Text("code", "编号", "Code"),
        Text("name", "名称", "Name"),
        Text("kind", "类型", "Kind"),
        Real("length_m", "长度（m）", "Length (m)"),
        Text("run_id", "作业编号", "Run"),
    ], null, Visibility.Public)
    { IsState = true };

    /// <summary>Runs of the detector.</summary>
    public static LayerDefinition Surveys { get; } = new("surveys", "遥感排查", "Surveys", GeometryKind.MultiPolygon,
    [
        Text("model", "模型", "Model"),
        Text("model_hash", "模型校验值", "Model hash"),
        List("scene_ids", "影像", "Scenes"),
        Instant("acquired_at", "影像时间", "Acquired at"),
        Instant("acquired_from", "影像起始时间", "First acquisition"),
        Instant("acquired_to", "影像截止时间", "Last acquisition"),
        Instant("surveyed_at", "排查时间", "Surveyed at"),
        Real("minimum_mapping_unit_m2", "最小上图面积（m²）", "Minimum mapping unit (m²)"),
        Real("threshold", "判定阈值", "Decision threshold"),
        Integer("detections", "图斑数", "Detections"),
        Integer("stockpiles", "堆场图斑数", "Stockpiles"),
        Integer("unrestored_pits", "未修复矿坑图斑数", "Unrestored pits"),
        Real("valid_share", "有效比例", "Valid share"),
        Real("area_m2", "面积（m²）", "Area (m²)"),
        Text("class_raster", "分类栅格", "Class raster"),
        Text("probability_raster", "概率栅格", "Probability raster"),
        Text("run_id", "作业编号", "Run"),
    ], "acquired_at", Visibility.Public);

    /// <summary>Scenes taken in; published as STAC items, not as a collection of features.</summary>
    public static LayerDefinition Scenes { get; } = new("scenes", "影像", "Scenes", GeometryKind.MultiPolygon,
    [
        Text("profile", "传感器配置", "Sensor profile"),
        Instant("acquired_at", "影像时间", "Acquired at"),
        Text("sha256", "源文件校验值", "Hash of the source"),
        Text("cog_file", "影像文件", "COG"),
        Text("quality_file", "质量文件", "Quality COG"),
        Real("valid_share", "有效比例", "Valid share"),
        Real("cloud_share", "云量", "Cloud share"),
        Flag("synthetic", "模拟数据", "Synthetic"),
        Text("scene_json", "影像记录", "Scene record"),
        Text("stac_json", "STAC 条目", "STAC item"),
        Text("run_id", "作业编号", "Run"),
        Text("mask_origin", "质量掩膜来源", "Origin of the mask"),
        Text("shift_state", "配准状态", "Co-registration"),
        Real("shift_east_m", "东偏（米）", "Shift east (m)"),
        Real("shift_north_m", "北偏（米）", "Shift north (m)"),
        Real("shift_uncertainty_m", "偏移不确定度（米）", "Uncertainty of the shift (m)"),
        Integer("shift_windows", "配准窗口数", "Windows of the shift"),
        Text("shift_reference", "配准参考影像", "Reference of the shift"),
    ], "acquired_at", Visibility.Public);

    /// <summary>Every published collection, in the order of the interface.</summary>
    public static IReadOnlyList<LayerDefinition> All { get; } =
        [MineSites, Dumps, Detections, Observations, SiteHistory, Alerts, InventoryLayers.Cases, FieldChecks, FieldPhotos,
         InventoryLayers.Volumes, InventoryLayers.DumpSamples, InventoryLayers.RiverCorridor, PriorityLayers.Scenarios, SensitiveAreas, KeyControlAreas, Towns, Rivers, Surveys];

    internal static IReadOnlyList<LayerDefinition> Stored { get; } = [.. All, Scenes];

    /// <summary>True where there is a collection of this id; the scenes count.</summary>
    public static bool IsCollection(string id) => Stored.Any(l => l.Id == id);

    /// <summary>The collection of an id.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    public static LayerDefinition Get(string id) =>
        Stored.FirstOrDefault(l => l.Id == id) ?? throw new NotFoundException("collection", id);
}
