using System.Globalization;
using Geo.Core.Tracking.Recovery;

namespace Geo.Core.Reporting;

/// <summary>Codes and numbers in the words of the bureau.</summary>
internal static class DossierWords
{
    private static readonly Dictionary<string, (string Zh, string En)> Statuses = new(StringComparer.Ordinal)
    {
        ["not_started"] = ("未治理", "not started"),
        ["in_progress"] = ("治理中", "in progress"),
        ["vegetating"] = ("复绿中", "vegetating"),
        ["restored"] = ("已修复", "restored"),
        ["accepted"] = ("已验收", "accepted"),
        ["relapsed"] = ("反弹", "relapsed"),
    };

    private static readonly Dictionary<string, (string Zh, string En)> Others = new(StringComparer.Ordinal)
    {
        ["natural"] = ("自然恢复", "natural"),
        ["assisted"] = ("辅助再生", "assisted"),
        ["reconstruction"] = ("生态重建", "reconstruction"),
        ["repurposing"] = ("转型利用", "repurposing"),
        ["register"] = ("台账", "register"),
        ["proposal"] = ("遥感建议", "proposal"),
        ["decision"] = ("人工决定", "decision"),
        ["undo"] = ("撤销", "undo"),
        ["pass"] = ("通过", "pass"),
        ["fail"] = ("不通过", "fail"),
        ["insufficient_evidence"] = ("证据不足", "insufficient evidence"),
        ["stockpile"] = ("疑似堆场", "suspected stockpile"),
        ["unrestored_pit"] = ("疑似未治理矿坑", "suspected unrestored pit"),
        ["candidate"] = ("待复核", "candidate"),
        ["confirmed"] = ("属实", "confirmed"),
        ["rejected"] = ("不属实", "rejected"),
        ["unsure"] = ("存疑", "unsure"),
        ["vegetation_cover"] = ("植被覆盖度", "vegetation cover"),
        ["ndvi"] = ("NDVI", "NDVI"),
        ["satellite"] = ("卫星", "satellite"),
        ["drone"] = ("无人机", "drone"),
        ["ground"] = ("现场", "ground"),
        ["planned"] = ("未到期未动工", "planned, not begun"),
        ["on_time"] = ("按期推进", "on time"),
        ["late"] = ("逾期", "late"),
        ["overdue"] = ("逾期未完成", "overdue"),
        ["restored_on_time"] = ("按期完成", "restored on time"),
        ["restored_late"] = ("逾期完成", "restored late"),
        ["aftercare"] = ("管护期", "aftercare"),
    };

    public static string? Status(string? code, string language) => code is null ? null : Statuses.TryGetValue(code, out var words) ? Pick(words, language) : Word(code, language);

    /// <summary>The word of a code; the code itself where it has none.</summary>
    public static string? Word(string? code, string language) => code is null ? null : Others.TryGetValue(code, out var words) ? Pick(words, language) : code;

    public static string Class(RecoveryClass one, string language) => Pick(one switch
    {
        RecoveryClass.Recovered => ("已恢复", "recovered"),
        RecoveryClass.Recovering => ("恢复中", "recovering"),
        RecoveryClass.Bare => ("裸露", "bare"),
        RecoveryClass.Relapsed => ("反弹", "relapsed"),
        RecoveryClass.Water => ("水体", "water"),
        _ => ("未观测", "not seen"),
    }, language);

    public static string Ground(GroundCover one, string language) => Pick(one switch
    {
        GroundCover.Vegetated => ("植被（达到参照水平）", "vegetation (as the reference)"),
        GroundCover.Sparse => ("稀疏植被", "sparse vegetation"),
        GroundCover.Bare => ("裸露地（创面）", "bare ground (scar)"),
        GroundCover.Water => ("水域", "water"),
        _ => ("未观测", "not seen"),
    }, language);

    /// <summary>Hectares with mu beside in Chinese; empty for null.</summary>
    public static string Area(double? squareMetres, string language) => squareMetres is not { } m2 ? ""
        : language == "zh" ? FormattableString.Invariant($"{m2 / 10_000:#,0.00} 公顷（{m2 / 10_000 * 15:#,0.0} 亩）")
        : FormattableString.Invariant($"{m2 / 10_000:#,0.00} ha");

    public static string Hectares(SquareMetres area) => FormattableString.Invariant($"{area.Hectares:#,0.00}");

    /// <summary>A share in per cent, with its standard error where there is one.</summary>
    public static string Share(double? share, double? error = null) => share is not { } s ? ""
        : error is { } e ? FormattableString.Invariant($"{s * 100:0.0} % ± {e * 100:0.0}") : FormattableString.Invariant($"{s * 100:0.0} %");

    public static string Number(double? number, string format = "0.00") => number?.ToString(format, CultureInfo.InvariantCulture) ?? "";

    /// <summary>The day at the place.</summary>
    public static string Day(DateTimeOffset? at) => at is { } instant ? ChinaTime.Day(instant) : "";

    private static string Pick((string Zh, string En) words, string language) => language == "zh" ? words.Zh : words.En;
}
