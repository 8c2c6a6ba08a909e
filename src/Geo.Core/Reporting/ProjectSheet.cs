using System.Globalization;
using Geo.Core.Priority;

namespace Geo.Core.Reporting;

/// <summary>What a project sheet tells of.</summary>
/// <param name="Answer">The ranking.</param>
/// <param name="Place">The dump's place in its table.</param>
/// <param name="Cost">Its cost.</param>
/// <param name="CostByPerson">True where a person set it in the scenario.</param>
/// <param name="Shares">Shares of draws.</param>
/// <param name="Changes">What would bring it in.</param>
/// <param name="Scenario">Name of the scenario; null for the working criteria.</param>
/// <param name="Position">Longitude and latitude; null where unknown.</param>
/// <param name="At">As known at.</param>
/// <param name="Synthetic">True for the demo.</param>
public sealed record ProjectSheetInput(PriorityAnswer Answer, int Place, DumpCost Cost, bool CostByPerson, TopShares Shares, IReadOnlyList<Counterfactual> Changes, string? Scenario, (double Longitude, double Latitude)? Position, DateTimeOffset At, bool Synthetic);

/// <summary>One page a dump for the project reserve (项目储备库): what it is, why it stands where it stands, what it costs, how sure that is.</summary>
public static class ProjectSheet
{
    private static readonly Dictionary<string, string> s_categories = new(StringComparer.Ordinal)
    {
        ["smelting_slag"] = "冶炼渣堆场",
        ["coal_combustion"] = "燃煤产物堆场",
        ["desulphurisation_gypsum"] = "脱硫石膏堆场",
        ["tailings"] = "尾矿库",
        ["other_solid_waste"] = "其他固废堆场",
        ["coal_yard"] = "煤炭料场",
        ["iron_concentrate"] = "精铁粉料堆",
        ["damaged_ground"] = "被破坏场地",
        ["construction"] = "建筑垃圾",
        ["domestic"] = "生活垃圾",
        ["agricultural"] = "农业固体废物",
        ["suspected_hazardous"] = "疑似危险废物",
        ["unknown"] = "未知",
        ["none"] = "无",
        ["known"] = "明确",
        ["pending"] = "待鉴别",
        ["under_way"] = "鉴别中",
        ["general"] = "一般固废",
        ["hazardous"] = "危险废物",
        ["not_needed"] = "无需鉴别",
    };

    /// <summary>Writes it.</summary>
    /// <param name="input">What is known.</param>
    /// <param name="language">zh or en.</param>
    public static PrintedDocument Of(ProjectSheetInput input, string language)
    {
        ArgumentNullException.ThrowIfNull(input);
        bool zh = language == "zh";
        string Say(string chinese, string english) => zh ? chinese : english;
        var (answer, place) = (input.Answer, input.Place);
        var dump = answer.Table.Dumps[place];
        var explained = ScoreExplanation.Of(answer, place);
        string title = Say($"{dump.Name}（{dump.Code}）整治项目储备卡", $"{dump.Name} ({dump.Code}): project sheet");
        var blocks = new List<Block> { new Heading(1, title) };
        if (input.Synthetic) blocks.Add(new Words(Say("模拟数据：演示用，不反映真实堆场", "SYNTHETIC DATA: for demonstration, shows no real dump"), Tone.Banner));
        blocks.Add(new Words(Say($"{(input.Scenario is { } s ? $"方案：{s}。" : "按工作准则。")}资料截至 {DossierWords.Day(input.At)}。", $"{(input.Scenario is { } e ? $"Scenario: {e}. " : "By the working criteria. ")}As known on {DossierWords.Day(input.At)}."), Tone.Note));
        string cost = answer.Funded.Costs[place] is { } wan ? Invariant($"{wan:#,0} 万元") : Say("未知", "unknown");
        blocks.Add(new SheetTable(null, [],
        [
            [Say("所在镇街", "Town"), dump.Town ?? "", Say("固废类别", "Waste"), Word(dump.Text("waste_category"), zh)],
            [Say("位置（经度，纬度）", "Longitude, latitude"), input.Position is { } at ? Invariant($"{at.Longitude:0.00000}, {at.Latitude:0.00000}") : "", Say("责任主体", "Responsible party"), Word(dump.Text("responsible_party"), zh)],
            [Say("面积", "Area"), DossierWords.Area(dump.Number("seen_area_m2") ?? dump.Number("area_m2") ?? dump.Number("listed_area_m2"), language), Say("体积", "Volume"), dump.Number("volume_m3") is { } v ? Invariant($"{v:#,0} m³") : Say("未测量", "not measured")],
            [Say("管控级别", "Control grade"), dump.Text("control_grade") ?? dump.Text("proposed_control_grade") ?? "", Say("鉴别状态", "Identification"), dump.Text("identification_state") is { } state ? Word(state, zh) : Say("未填", "not stated")],
            [Say("整治费用", "Cost"), cost, Say("费用来源", "Source of the cost"), input.CostByPerson ? Say("方案中人工设定", "set by a person in the scenario") : input.Cost.Source ?? ""],
            [Say("优先序", "Rank"), Invariant($"{answer.Ranks[place]} / {answer.Table.Count}"), Say("得分", "Score"), Invariant($"{answer.Scores[place]:0.000}")],
            [Say("资金安排", "Funding"), answer.Funded.Funded[place] ? Say("列入", "funded") : Say("未列入", "not funded"), Say($"前 {input.Shares.K} 名稳定度", $"In the first {input.Shares.K}"), Invariant($"{input.Shares.Share(place) * 100:0.0} % ({input.Shares.Draws:#,0} {Say("次抽样", "draws")})")],
        ]));
        blocks.Add(new Heading(2, Say("得分构成", "Parts of the score")));
        blocks.Add(new SheetTable(null, [Say("准则", "Criterion"), Say("取值", "Read"), Say("紧迫度", "Urgency"), Say("权重", "Weight"), Say("得分", "Part"), Say("与均值之差", "Against the mean")],
            [.. explained.Parts.Select((p, i) => Row(answer.Table.Set.Criteria[i], p, zh))]));
        blocks.Add(new Heading(2, Say("说明", "Remarks")));
        foreach (var remark in explained.Remarks) blocks.Add(new Words(PriorityWords.Of(remark, language)));
        if (input.Changes.Count > 0) blocks.Add(new Words(Say("任一条件满足即可列入：", "Any one of these brings it in: ") + string.Join(Say("；", "; "), input.Changes.Take(5).Select(c => PriorityWords.Of(c.Told, language))) + Say("。", ".")));
        blocks.Add(new Words(Say(
            $"方法：AHP 权重（Saaty 1980），{(answer.Question.Method == RankMethod.Topsis ? "TOPSIS（Hwang & Yoon 1981）" : "加权求和")}；稳定度为 SMAA 抽样（Lahdelma 1998）；预算内 0/1 精确优化。准则分三类：风险源危险性、风险受体脆弱性、风险防控与应急能力（doi 10.12030/j.cjee.202302088）。缺失值按中间值计分，并在抽样中取全区间。",
            $"Method: AHP weights (Saaty 1980), {(answer.Question.Method == RankMethod.Topsis ? "TOPSIS (Hwang & Yoon 1981)" : "weighted sum")}; stability by SMAA draws (Lahdelma 1998); exact 0/1 choice under the budget. Headings: doi 10.12030/j.cjee.202302088. A missing value counts as neutral and is drawn over its whole interval."), Tone.Note));
        return new PrintedDocument(title, $"{dump.Code}  {dump.Name}{(input.Synthetic ? Say("  模拟数据", "  SYNTHETIC DATA") : "")}", language, input.At, blocks);
    }

    // Whole units from a thousand on: nobody knows a heap to the litre.
    private static string Measured(double? value, string unit) => value >= 1000 ? Invariant($"{value:#,0} {unit}") : Invariant($"{value:#,0.##} {unit}");

    private static IReadOnlyList<string> Row(Criterion criterion, ScorePart part, bool zh) =>
    [
        zh ? criterion.Zh : criterion.En,
        part.Reading.Missing ? (zh ? "缺失" : "missing") : part.Reading.Class is { } code ? Word(code, zh) : Measured(part.Reading.Measured, criterion.Unit),
        Invariant($"{part.Reading.Value:0.00}"), Invariant($"{part.Weight * 100:0.0} %"), Invariant($"{part.Part:0.000}"), Invariant($"{part.Lift:+0.000;−0.000;0}"),
    ];

    private static string Word(string? code, bool zh) => code is null ? "" : zh && s_categories.TryGetValue(code, out string? word) ? word : code;

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
