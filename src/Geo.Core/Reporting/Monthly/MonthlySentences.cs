using System.Globalization;

namespace Geo.Core.Reporting.Monthly;

/// <summary>The sentences of a monthly report, made from its numbers; where there is no evidence they say so with the reason.</summary>
public static class MonthlySentences
{
    /// <summary>Keys, in the order of the report. A person may put an own sentence in the place of each.</summary>
    public static IReadOnlyList<string> Keys { get; } =
        ["opening", "sites.summary", "sites.changes", "dumps.summary", "funding.summary", "river.summary", "cases.summary", "watched.summary"];

    /// <summary>Makes them.</summary>
    /// <param name="data">The report's data.</param>
    /// <param name="figures">Its numbers, corrections applied.</param>
    /// <param name="language">zh or en.</param>
    public static IReadOnlyDictionary<string, string> Of(MonthlyData data, IReadOnlyDictionary<string, double?> figures, string language)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(figures);
        return Keys.ToDictionary(key => key, key => new Writer(data, figures, language).Sentence(key), StringComparer.Ordinal);
    }

    private sealed class Writer(MonthlyData data, IReadOnlyDictionary<string, double?> figures, string language)
    {
        private readonly ReportMonth _month = ReportMonth.Parse(data.Month);

        public string Sentence(string key)
        {
            string part = key.Split('.')[0];
            if (key != "opening" && data.Missing.FirstOrDefault(g => g.Part == part) is { } gap)
            {
                return Say($"无数据：{gap.Why.Zh}。", $"No data: {gap.Why.En}.");
            }

            return key switch
            {
                "opening" => Opening(),
                "sites.summary" => Sites(),
                "sites.changes" => Changes(),
                "dumps.summary" => Dumps(),
                "funding.summary" => Funding(),
                "river.summary" => River(),
                "cases.summary" => Cases(),
                _ => Watched(),
            };
        }

        private string Opening()
        {
            string month = MonthlyWords.Month(_month, language);
            return Say(
                $"按照《包头市东河区“十四五”时期“无废城市”建设实施方案》要求，现将{month}固体废物堆场整治、历史遗留矿山生态修复等工作进展情况报告如下。",
                $"As the implementation plan of Donghe District asks, this is the progress of dump remediation and mine restoration in {month}.");
        }

        private string Sites()
        {
            string statuses = List(MonthlyFigures.SiteStatuses.Where(s => N($"sites.{s}") > 0), s => $"sites.{s}");
            double? share = N("sites.total") > 0 ? N("sites.finished") / N("sites.total") : null;
            return Say(
                $"截至月末，列入清单的历史遗留矿山{T("sites.total")}处，其中{statuses}。已修复或验收{T("sites.finished")}处，占{Percent(share)}；超过计划年度尚未完成{T("sites.overdue")}处。",
                $"At the month's end {T("sites.total")} legacy mines are listed: {statuses}. Restored or accepted: {T("sites.finished")} ({Percent(share)}); behind the planned year: {T("sites.overdue")}.");
        }

        private string Changes()
        {
            string since = data.Since.Kind switch
            {
                "frozen_report" => Say($"与上期报告（第{data.Since.Version}版）相比", $"Against the report before (version {data.Since.Version})"),
                "month_end" => Say("与上月末相比", "Against the end of the month before"),
                _ => Say("与上月末（按状态沿革所记日期）相比", "Against the end of the month before (by the dates in the histories)"),
            };
            if (N("sites.changed") is 0) return Say($"{since}，各矿山状态没有变化。", $"{since} no site has changed.");
            SiteRow[] changed = [.. data.Sites.Where(MonthlyFigures.Changed)];
            var moves = changed.GroupBy(s => (Before: s.KnownBefore ? MonthlyWords.Word(s.Before ?? MonthlyFigures.Unknown, language) : Say("新列入", "newly listed"), After: MonthlyWords.Word(s.Status ?? MonthlyFigures.Unknown, language)))
                .OrderByDescending(g => g.Count()).ThenBy(g => g.Key.Before, StringComparer.Ordinal).ThenBy(g => g.Key.After, StringComparer.Ordinal)
                .Select(g => Say($"{g.Key.Before}转{g.Key.After}{Plain(g.Count())}处", $"{g.Key.Before} to {g.Key.After} {Plain(g.Count())}"));
            return Say(
                $"{since}，状态变化{T("sites.changed")}处：{string.Join("、", moves)}。明细及对比影像见附件2。",
                $"{since} {T("sites.changed")} changed: {string.Join(", ", moves)}. Annex 2 has them with pictures.");
        }

        private string Dumps()
        {
            string grades = List(MonthlyFigures.Grades.Where(g => N($"dumps.{g}") > 0), g => $"dumps.{g}");
            string statuses = List(MonthlyFigures.DumpStatuses.Where(s => N($"dumps.status.{s}.total") > 0), s => $"dumps.status.{s}.total");
            string area = N("dumps.area_m2") is { } m2 ? Say($"，占地{Hectares(m2)}公顷", $", {Hectares(m2)} ha") : "";
            return Say(
                $"在册固体废物堆场{T("dumps.total")}处{area}。按管控级别：{grades}；按办理阶段：{statuses}。大宗（10万吨以上）{T("dumps.large")}处。",
                $"{T("dumps.total")} dumps are in the inventory{area}. By control grade: {grades}; by stage: {statuses}. At least 100,000 t: {T("dumps.large")}.");
        }

        private string Funding()
        {
            string open = N("funding.without_cost") > 0 ? Say($"（{T("funding.without_cost")}处尚无费用估算）", $" ({T("funding.without_cost")} without an estimate)") : "";
            return Say(
                $"已排序堆场{T("funding.ranked")}处，建议优先安排财政资金{T("funding.funded")}处，估算整治费用合计{T("funding.cost_wan")}万元{open}，清单见附件4。",
                $"{T("funding.ranked")} dumps are ranked; {T("funding.funded")} are proposed for funding, estimated at {T("funding.cost_wan")} × 10,000 yuan{open}; the list is annex 4.");
        }

        private string River()
        {
            string reaches = string.Join(Say("、", ", "), MonthlyFigures.Reaches(data).Select(r => Say($"{MonthlyWords.Word(r.Key, language)}{T($"river.reach.{r.Key}.total")}处", $"{MonthlyWords.Word(r.Key, language)} {T($"river.reach.{r.Key}.total")}")));
            return Say($"沿黄管控带内堆场和疑似图斑共{T("river.total")}处，按河段：{reaches}。", $"{T("river.total")} dumps and detections lie in the Yellow River corridor; by reach: {reaches}.");
        }

        private string Cases() => Say(
            $"上月末在办线索{T("cases.open_before")}件，本月新立{T("cases.opened")}件、销号{T("cases.closed")}件，月末在办{T("cases.open")}件，其中超期{T("cases.overdue")}件。",
            $"{T("cases.open_before")} cases were open before; {T("cases.opened")} were opened and {T("cases.closed")} closed in the month; {T("cases.open")} are open at its end, {T("cases.overdue")} of them overdue.");

        private string Watched() => Say(
            $"本月接收影像{T("watched.scenes")}景，形成矿山监测记录{T("watched.observations")}条；开展遥感排查{T("watched.surveys")}次，新发现疑似图斑{T("watched.detections")}处，复核{T("watched.reviewed")}处；地面核查{T("watched.field_checks")}次，无人机核查{T("watched.drone_checks")}次；新增预警{T("watched.alerts")}条，月末未处置{T("watched.open_alerts")}条。",
            $"In the month: {T("watched.scenes")} scenes, {T("watched.observations")} observations of mines, {T("watched.surveys")} surveys with {T("watched.detections")} places first seen, {T("watched.reviewed")} reviewed; {T("watched.field_checks")} checks on the ground, {T("watched.drone_checks")} by drone; {T("watched.alerts")} alerts raised, {T("watched.open_alerts")} open at the end.");

        private string Say(string zh, string en) => language == "zh" ? zh : en;

        private double? N(string key) => figures.GetValueOrDefault(key);

        private string T(string key) => N(key) is { } value ? MonthlyWords.Number(value) : MonthlyWords.None(language);

        private string List(IEnumerable<string> codes, Func<string, string> key) => string.Join(Say("、", ", "),
            codes.Select(code => Say($"{MonthlyWords.Word(code, language)}{T(key(code))}处", $"{MonthlyWords.Word(code, language)} {T(key(code))}"))) is { Length: > 0 } told ? told : MonthlyWords.None(language);

        private string Percent(double? share) => share is { } s ? (s * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %" : MonthlyWords.None(language);

        private static string Plain(int count) => count.ToString(CultureInfo.InvariantCulture);

        private static string Hectares(double m2) => (m2 / 10_000).ToString("#,##0.0", CultureInfo.InvariantCulture);
    }
}
