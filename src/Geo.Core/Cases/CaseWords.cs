namespace Geo.Core.Cases;

/// <summary>The bureau's own words, for lists and alerts in Chinese.</summary>
public static class CaseWords
{
    /// <summary>办理状态.</summary>
    public static string State(CaseState state) => state switch
    {
        CaseState.Found => "发现",
        CaseState.Assigned => "已交办",
        CaseState.Verified => "已核实",
        CaseState.Handled => "已整改",
        _ => "已销号",
    };

    /// <summary>核实结论.</summary>
    public static string? Verdict(CaseVerdict? verdict) => verdict switch
    {
        CaseVerdict.Waste => "属实：堆存固体废物",
        CaseVerdict.DamagedGround => "属实：挖损未治理",
        CaseVerdict.NoWaste => "不属实",
        CaseVerdict.ListedSite => "已列入台账",
        CaseVerdict.LegalStock => "合法堆存",
        _ => null,
    };

    /// <summary>销号方式.</summary>
    public static string? Outcome(CaseOutcome? outcome) => outcome switch
    {
        CaseOutcome.Handled => "整改完成",
        CaseOutcome.NothingToDo => "核实无需整改",
        CaseOutcome.Rejected => "审核排除",
        CaseOutcome.Listed => "纳入台账",
        CaseOutcome.Exception => "例外销号",
        _ => null,
    };

    /// <summary>线索来源.</summary>
    public static string Source(CaseSource source) => source switch
    {
        CaseSource.Drone => "无人机",
        CaseSource.Ground => "地面巡查",
        CaseSource.PublicReport => "群众举报",
        _ => "卫星遥感",
    };

    /// <summary>线索类型.</summary>
    public static string Kind(CaseKind kind) => kind switch
    {
        CaseKind.Redump => "整治后重复倾倒",
        CaseKind.Changed => "排除后变化",
        _ => "新发现",
    };

    /// <summary>图斑类别.</summary>
    public static string? Class(string? name) => name switch
    {
        "stockpile" => "固体废物堆",
        "unrestored_pit" => "未修复矿坑",
        _ => name,
    };
}
