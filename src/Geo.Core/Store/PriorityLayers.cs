using static Geo.Core.Store.Columns;

namespace Geo.Core.Store;

/// <summary>The collection of funding scenarios.</summary>
public static class PriorityLayers
{
    /// <summary>What was asked, by whom, of which revision of the dumps: enough to compute it again.</summary>
    public static LayerDefinition Scenarios { get; } = new("priority-scenarios", "优先级方案", "Priority scenarios", GeometryKind.None,
    [
        Text("name", "方案名称", "Name"),
        Text("note", "说明", "Note"),
        Text("criteria_set", "准则", "Criteria set"),
        Text("criteria_json", "准则全文", "Criteria as they were"),
        Text("question_json", "判断与约束", "Judgements and limits"),
        Text("method", "方法", "Method"),
        Text("objective", "资金目标", "What is maximised"),
        Integer("budget_wan", "预算（万元）", "Budget (10,000 yuan)"),
        Integer("revision_read", "所用数据版次", "Revision read"),
        Instant("known_at", "数据截至", "As known at"),
        Text("created_by", "编制人", "Author"),
        Instant("created_at", "编制时间", "Made at"),
        Integer("dumps", "参评堆场数", "Dumps ranked"),
        Integer("funded", "入选堆场数", "Dumps funded"),
        Integer("spent_wan", "安排资金（万元）", "Spent (10,000 yuan)"),
        List("funded_codes", "入选堆场", "Funded dumps"),
        List("must", "必选", "Must-haves"),
        List("cannot", "不选", "Ruled out"),
        Instant("adopted_at", "采用时间", "Adopted at"),
        Text("adopted_by", "采用人", "Adopted by"),
        Text("run_id", "作业编号", "Run"),
    ], "created_at", Visibility.Staff)
    { IsState = true };
}
