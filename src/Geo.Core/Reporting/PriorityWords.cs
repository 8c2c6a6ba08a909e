using System.Globalization;
using System.Text.RegularExpressions;

namespace Geo.Core.Reporting;

/// <summary>Remarks of the ranking in Chinese for printed pages; the same sentences as the page's zh.json, held together by a test.</summary>
public static partial class PriorityWords
{
    /// <summary>Chinese sentences by code of the remark.</summary>
    public static IReadOnlyDictionary<string, string> Chinese { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["priority_maximises_scores"] = "资金方案使预算内入选堆场的得分之和最大；这偏向多个费用低的堆场。",
        ["priority_maximises_hazard"] = "资金方案使预算内“得分 × 危险性 × 体积”之和最大；这偏向危险固废量大的堆场。",
        ["priority_budget"] = "入选 {dumps} 处，安排 {spent} / {budget} 万元，余 {left} 万元。",
        ["priority_not_proven"] = "搜索被中止：这是找到的最好方案，未证明最优。",
        ["priority_passed_over"] = "{dumps} 处排名高于最后一处入选者而未入选：用同样的钱，其他堆场合计得分更高。",
        ["priority_volumes_assumed"] = "{dumps} 处没有体积，以其余堆场的中位数代替。",
        ["priority_inconsistent"] = "判断相互矛盾（一致性比率达到 0.10），不据此排序。",
        ["priority_rank"] = "排名第 {rank}（共 {dumps} 处），得分 {score}。",
        ["priority_tie"] = "另有 {dumps} 处得分相同，以编号为序。",
        ["priority_must"] = "必选：先于其他堆场安排资金。",
        ["priority_cannot"] = "未入选：已被排除。",
        ["priority_no_cost"] = "未入选：费用和规模均未知。",
        ["priority_funded"] = "入选，安排 {cost} 万元。",
        ["priority_too_dear"] = "未入选：需 {cost} 万元，扣除必选后仅余 {left} 万元。",
        ["priority_edge"] = "未入选：若列入（{cost} 万元，现余 {left} 万元），须退出 {names}，目标值下降 {loss} %。",
        ["priority_edge_worthless"] = "未入选：列入后目标值不增加。",
        ["priority_missing"] = "缺少数据：{criteria_zh}；计分取中间值，抽样取全区间。",
        ["priority_if_criterion"] = "{criterion_zh}由 {from} 变为 {to} {unit}",
        ["priority_if_cost"] = "费用由 {from} 降至 {to} 万元",
        ["priority_if_budget"] = "预算由 {from} 增至 {to} 万元",
        ["priority_if_weights"] = "“{criterion_zh}”的权重由 {from_share} 升至 {to_share}（其余按比例下降）",
    };

    /// <summary>A remark in a language; English where it has no Chinese sentence.</summary>
    public static string Of(Remark remark, string language)
    {
        ArgumentNullException.ThrowIfNull(remark);
        return language == "zh" && Chinese.TryGetValue(remark.Code, out string? sentence)
            ? Name().Replace(sentence, match => remark.Values.TryGetValue(match.Groups[1].Value, out object? value) ? Told(match.Groups[1].Value, value) : match.Value)
            : remark.English;
    }

    private static string Told(string name, object value) => value switch
    {
        double share when name.EndsWith("share", StringComparison.Ordinal) => (share * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %",
        IFormattable number => number.ToString("#,0", CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Name();
}
