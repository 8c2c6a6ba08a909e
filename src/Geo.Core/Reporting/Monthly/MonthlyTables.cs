using System.Globalization;

namespace Geo.Core.Reporting.Monthly;

/// <summary>The tables of a monthly report from its data and numbers.</summary>
/// <param name="data">The data.</param>
/// <param name="figures">The computed numbers.</param>
/// <param name="corrections">What a person put in their place.</param>
/// <param name="language">zh or en.</param>
internal sealed class MonthlyTables(MonthlyData data, IReadOnlyDictionary<string, double?> figures, Corrections corrections, string language)
{
    private static readonly string[] SiteCounts = [.. MonthlyFigures.SiteStatuses, "finished", "overdue", "changed"];
    private readonly Dictionary<string, NumberCorrection> _own = corrections.Numbers.ToDictionary(n => n.Key, StringComparer.Ordinal);

    /// <summary>All of them, in the order of the report.</summary>
    public IReadOnlyList<ReportTable> All() =>
        [Tasks(), SitesBy("unit", Say("牵头单位", "Lead unit")), SitesBy("town", Say("镇街", "Town")), Changes(), Sites(), DumpStatuses(), DumpsBy("unit", Say("牵头单位", "Lead unit")), DumpsBy("town", Say("镇街", "Town")),
         Funding(), River(), CasesBy("unit", Say("责任单位", "Unit")), CasesBy("town", Say("镇街", "Town")), Watched(), Corrected(), Scenes(), Models(), Rules()];

    /// <summary>Plan tasks with who leads and what the month brought.</summary>
    public ReportTable Tasks() => new("tasks", Say("任务进展", "Tasks"), Say("实施方案重点任务进展", "Progress of the plan's tasks"),
        [Say("任务", "Task"), Say("牵头单位", "Lead"), Say("指标", "What is counted"), Say("月末数", "At the end"), Say("本月", "In the month")],
        [.. ReportSettings.Default.Tasks.Select(task =>
        {
            (string what, string total, string changed) = task.Layer switch
            {
                "mine-sites" => (Say("已修复或验收矿山；状态变化", "Mines restored or accepted; changed"), "sites.finished", "sites.changed"),
                "dumps" => (Say("在册堆场；列入资金安排", "Dumps in the inventory; proposed for funding"), "dumps.total", "funding.funded"),
                "river-corridor" => (Say("沿黄管控带内对象；本月新立线索", "Things in the river corridor; cases opened"), "river.total", "cases.opened"),
                _ => (Say("在办线索；本月销号", "Open cases; closed in the month"), "cases.open", "cases.closed"),
            };
            return (ReportCell[])[ReportCell.Of($"{task.Number}. {task.Name.In(language)}"), ReportCell.Of(string.Join(Say("、", ", "), task.Lead)), ReportCell.Of(what), Figure(total), Figure(changed)];
        })]);

    /// <summary>Mine sites by unit or town, with their total.</summary>
    public ReportTable SitesBy(string by, string title) => Crossed($"sites-by-{by}", Say(by == "unit" ? "矿山按单位" : "矿山按镇街", by == "unit" ? "Mines by unit" : "Mines by town"),
        Say($"历史遗留矿山修复进展（按{title}，处）", $"Mine sites by {title.ToLowerInvariant()}"), title, "sites", by, MonthlyFigures.Names(data.Sites, s => by == "unit" ? s.Unit : s.Town),
        [.. SiteCounts.Where(c => c is not MonthlyFigures.Unknown || figures.GetValueOrDefault("sites.unknown") is > 0), "total"]);

    /// <summary>Mine sites whose status changed.</summary>
    public ReportTable Changes() => new("site-changes", Say("矿山变化", "Changes"), Say("本月状态变化的矿山", "Mine sites that changed"),
        [Say("编号", "Code"), Say("名称", "Name"), Say("镇街", "Town"), Say("原状态", "Before"), Say("现状态", "Now"), Say("决定人", "Decided by"), Say("日期", "Date"), Say("理由", "Reason")],
        [.. data.Sites.Where(MonthlyFigures.Changed).Select(s => (ReportCell[])
            [ReportCell.Of(s.Code), ReportCell.Of(s.Name), ReportCell.Of(s.Town), ReportCell.Of(s.KnownBefore ? Status(s.Before) : Say("新列入", "newly listed")), ReportCell.Of(Status(s.Status)),
             ReportCell.Of(s.DecidedBy ?? Say("台账", "register")), ReportCell.Of(Day(s.DecidedAt)), ReportCell.Of(s.Reason)])]);

    /// <summary>The list of all mine sites.</summary>
    public ReportTable Sites() => new("sites", Say("矿山清单", "Mines"), Say("历史遗留矿山清单及月末状态", "All mine sites at the month's end"),
        [Say("编号", "Code"), Say("名称", "Name"), Say("镇街", "Town"), Say("牵头单位", "Lead unit"), Say("计划年度", "Planned"), Say("状态", "Status"), Say("上期状态", "Before"), Say("逾期", "Overdue"), Say("面积（公顷）", "Area (ha)")],
        [.. data.Sites.Select(s => (ReportCell[])
            [ReportCell.Of(s.Code), ReportCell.Of(s.Name), ReportCell.Of(s.Town), ReportCell.Of(s.Unit), ReportCell.Of(s.PlannedYear?.ToString(CultureInfo.InvariantCulture)), ReportCell.Of(Status(s.Status)),
             ReportCell.Of(s.KnownBefore ? Status(s.Before) : ""), ReportCell.Of(s.Overdue ? Say("是", "yes") : ""), ReportCell.Of(s.Area is { } m2 ? Math.Round(m2 / 10_000, 2) : null)])]);

    /// <summary>Dumps by stage and grade.</summary>
    public ReportTable DumpStatuses()
    {
        string[] columns = [.. MonthlyFigures.Grades, "large", "total"];
        return new("dumps-by-status", Say("堆场按阶段", "Dumps by stage"), Say("固体废物堆场按办理阶段和管控级别（处）", "Dumps by stage and control grade"),
            [Say("办理阶段", "Stage"), .. columns.Select(Word)],
            [.. MonthlyFigures.DumpStatuses.Where(s => figures.GetValueOrDefault($"dumps.status.{s}.total") is > 0).Select(s => (ReportCell[])[ReportCell.Of(Word(s)), .. columns.Select(c => Figure($"dumps.status.{s}.{c}"))]),
             [ReportCell.Of(Word("total")), .. columns.Select(c => Figure($"dumps.{c}"))]]);
    }

    /// <summary>Dumps by unit or town.</summary>
    public ReportTable DumpsBy(string by, string title) => Crossed($"dumps-by-{by}", Say(by == "unit" ? "堆场按单位" : "堆场按镇街", by == "unit" ? "Dumps by unit" : "Dumps by town"),
        Say($"固体废物堆场（按{title}，处）", $"Dumps by {title.ToLowerInvariant()}"), title, "dumps", by, MonthlyFigures.Names(data.Dumps, d => by == "unit" ? d.Unit : d.Town), [.. MonthlyFigures.Grades, "large", "total"]);

    /// <summary>The adopted funding list.</summary>
    public ReportTable Funding() => new("funding", Say("资金安排", "Funding"), Say("建议优先安排财政资金的堆场", "Dumps proposed for funding"),
        [Say("排序", "Rank"), Say("编号", "Code"), Say("名称", "Name"), Say("镇街", "Town"), Say("级别", "Grade"), Say("得分", "Score"), Say("估算费用（万元）", "Cost (10,000 yuan)"), Say("费用来源", "Source of the cost")],
        [.. MonthlyFigures.Funding(data).Select(d => (ReportCell[])
            [ReportCell.Of(d.Rank), ReportCell.Of(d.Code), ReportCell.Of(d.Name), ReportCell.Of(d.Town), ReportCell.Of(Word(d.Grade ?? MonthlyFigures.Unknown)), ReportCell.Of(d.Score is { } s ? Math.Round(s, 3) : null), ReportCell.Of(d.CostWan), ReportCell.Of(d.CostSource)])]);

    /// <summary>Things along the river by reach.</summary>
    public ReportTable River()
    {
        string[] columns = [.. MonthlyFigures.RiverKinds(data), "total"];
        return new("river", Say("沿黄管控带", "River corridor"), Say("沿黄管控带内对象（按河段，处）", "Things in the river corridor by reach"), [Say("河段", "Reach"), .. columns.Select(Word)],
            [.. MonthlyFigures.Reaches(data).Select(r => (ReportCell[])[ReportCell.Of(Word(r.Key)), .. columns.Select(c => Figure($"river.reach.{r.Key}.{c}"))])]);
    }

    /// <summary>Cases by unit or town.</summary>
    public ReportTable CasesBy(string by, string title) => Crossed($"cases-by-{by}", Say(by == "unit" ? "线索按单位" : "线索按镇街", by == "unit" ? "Cases by unit" : "Cases by town"),
        Say($"线索交办情况（按{title}，件）", $"Cases by {title.ToLowerInvariant()}"), title, "cases", by, MonthlyFigures.Names(data.Cases, c => by == "unit" ? c.Unit : c.Town), [.. MonthlyFigures.CaseCounts]);

    /// <summary>What satellite, drone and people on the ground brought.</summary>
    public ReportTable Watched() => new("watched", Say("监测情况", "Monitoring"), Say("天地空一体化监测情况", "Monitoring from space, air and ground"), [Say("项目", "What"), Say("数量", "Number")],
        [.. figures.Keys.Where(k => k.StartsWith("watched.", StringComparison.Ordinal)).Select(k => (ReportCell[])[ReportCell.Of(Word(k[8..])), Figure(k)])]);

    /// <summary>Numbers and sentences that a person put in the place of made ones.</summary>
    public ReportTable Corrected() => new("corrections", Say("人工更正", "Corrections"), Say("人工更正记录", "Corrections by a person"),
        [Say("对象", "What"), Say("系统结果", "Made by the system"), Say("更正为", "Corrected"), Say("理由", "Reason"), Say("更正人", "By"), Say("日期", "Date")],
        [.. corrections.Numbers.Select(n => (ReportCell[])[ReportCell.Of(n.Key), new ReportCell(null, n.Computed, n.Key), ReportCell.Of(n.Value), ReportCell.Of(n.Reason), ReportCell.Of(n.By), ReportCell.Of(Day(n.At))]),
         .. corrections.Sentences.Select(s => (ReportCell[])[ReportCell.Of(s.Key), ReportCell.Of(Made(s.Key)), ReportCell.Of(s.Text), ReportCell.Of(s.Reason), ReportCell.Of(s.By), ReportCell.Of(Day(s.At))])]);

    /// <summary>Scenes with their dates.</summary>
    public ReportTable Scenes() => new("scenes", Say("影像", "Scenes"), Say("所用影像", "Scenes used"), [Say("影像", "Scene"), Say("传感器", "Sensor"), Say("日期", "Date"), Say("本月", "In the month")],
        [.. data.Sources.Scenes.Select(s => (ReportCell[])[ReportCell.Of(s.Id), ReportCell.Of(s.Sensor), ReportCell.Of(Day(s.At)), ReportCell.Of(s.InMonth ? Say("是", "yes") : "")])]);

    /// <summary>Models with the survey that used each last.</summary>
    public ReportTable Models() => new("models", Say("模型", "Models"), Say("所用模型", "Models used"), [Say("模型", "Model"), Say("校验值", "Hash"), Say("排查", "Survey"), Say("日期", "Date")],
        [.. data.Sources.Models.Select(m => (ReportCell[])[ReportCell.Of(m.Name), ReportCell.Of(m.Hash is { Length: > 12 } h ? h[..12] : m.Hash), ReportCell.Of(m.Survey), ReportCell.Of(Day(m.At))])]);

    /// <summary>Files of rules with their hashes.</summary>
    public ReportTable Rules() => new("rules", Say("规则文件", "Rules"), Say("所用规则文件", "Files of rules"), [Say("文件", "File"), "SHA-256"],
        [.. data.Sources.Rules.Select(r => (ReportCell[])[ReportCell.Of(r.File), ReportCell.Of(r.Sha256)])]);

    private ReportTable Crossed(string id, string sheet, string caption, string title, string part, string by, string[] names, string[] columns) => new(id, sheet, caption,
        [title, .. columns.Select(Word)],
        [.. names.Select(name => (ReportCell[])[ReportCell.Of(Word(name)), .. columns.Select(c => Figure($"{part}.{by}.{name}.{c}"))]), [ReportCell.Of(Word("total")), .. columns.Select(c => Figure($"{part}.{c}"))]]);

    private ReportCell Figure(string key) => _own.TryGetValue(key, out var own)
        ? new ReportCell(null, own.Value, key, figures.GetValueOrDefault(key)) { Corrected = true }
        : new ReportCell(null, figures.GetValueOrDefault(key), key);

    private string Made(string key) => MonthlySentences.Of(data, corrections.Applied(figures), language)[key];

    private string Word(string code) => MonthlyWords.Word(code, language);

    private string Status(string? status) => Word(status ?? MonthlyFigures.Unknown);

    private static string Day(DateTimeOffset? at) => at is { } instant ? ChinaTime.Day(instant) : "";

    private string Say(string zh, string en) => language == "zh" ? zh : en;
}
