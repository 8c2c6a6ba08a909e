using System.Globalization;

namespace Geo.Core.Reporting.Monthly;

/// <summary>Codes of a monthly report in words; a code without words stands as it is.</summary>
internal static class MonthlyWords
{
    private static readonly Dictionary<string, (string Zh, string En)> Words = new(StringComparer.Ordinal)
    {
        ["unknown"] = ("未注明", "not stated"),
        ["total"] = ("合计", "total"),
        ["finished"] = ("已修复或验收", "restored or accepted"),
        ["overdue"] = ("逾期", "overdue"),
        ["changed"] = ("本月变化", "changed"),
        ["large"] = ("10万吨以上", "100,000 t or more"),
        ["I"] = ("Ⅰ级", "grade I"),
        ["II"] = ("Ⅱ级", "grade II"),
        ["III"] = ("Ⅲ级", "grade III"),
        ["candidate"] = ("疑似", "candidate"),
        ["listed"] = ("已建档", "listed"),
        ["sampling_planned"] = ("拟采样", "sampling planned"),
        ["sampled"] = ("已采样", "sampled"),
        ["identified"] = ("已鉴别", "identified"),
        ["remediation_planned"] = ("拟整治", "remediation planned"),
        ["funded"] = ("已落实资金", "funded"),
        ["remediating"] = ("整治中", "remediating"),
        ["remediated"] = ("已整治", "remediated"),
        ["verified"] = ("已核验", "verified"),
        ["open_before"] = ("上月末在办", "open before"),
        ["opened"] = ("本月新立", "opened"),
        ["closed"] = ("本月销号", "closed"),
        ["open"] = ("月末在办", "open"),
        ["dump"] = ("堆场", "dumps"),
        ["detection"] = ("疑似图斑", "detections"),
        ["mine_site"] = ("矿山", "mine sites"),
        ["scenes"] = ("影像（景）", "scenes"),
        ["observations"] = ("矿山监测记录（条）", "observations of mine sites"),
        ["surveys"] = ("遥感排查（次）", "surveys"),
        ["detections"] = ("新发现疑似图斑（处）", "detections first seen"),
        ["reviewed"] = ("已复核图斑（处）", "detections reviewed"),
        ["field_checks"] = ("地面核查（次）", "checks on the ground"),
        ["drone_checks"] = ("无人机核查（次）", "checks by drone"),
        ["alerts"] = ("新增预警（条）", "alerts raised"),
        ["open_alerts"] = ("月末未处置预警（条）", "alerts open at the end"),
    };

    public static string Word(string code, string language) => Words.TryGetValue(code, out var words) ? language == "zh" ? words.Zh : words.En
        : DossierWords.Status(code, language) ?? code;

    /// <summary>What a number without evidence says.</summary>
    public static string None(string language) => language == "zh" ? "无数据" : "no data";

    /// <summary>Thousands grouped; up to one decimal where it is no whole number.</summary>
    public static string Number(double value) => value.ToString("#,##0.#", CultureInfo.InvariantCulture);

    /// <summary>The month in words: 2026年8月, August 2026.</summary>
    public static string Month(ReportMonth month, string language) => language == "zh"
        ? string.Create(CultureInfo.InvariantCulture, $"{month.Year}年{month.Month}月")
        : new DateOnly(month.Year, month.Month, 1).ToString("MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>A day in words: 2026年9月5日, 5 September 2026.</summary>
    public static string Day(DateOnly day, string language) => language == "zh"
        ? string.Create(CultureInfo.InvariantCulture, $"{day.Year}年{day.Month}月{day.Day}日")
        : day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>The day of an instant at the place, in words.</summary>
    public static string Day(DateTimeOffset at, string language) => Day(DateOnly.FromDateTime(ChinaTime.Of(at).DateTime), language);
}
