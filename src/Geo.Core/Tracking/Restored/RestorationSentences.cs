using System.Globalization;
using Geo.Core.Sites;

namespace Geo.Core.Tracking.Restored;

/// <summary>The verdict in words, Chinese and English, made from its numbers.</summary>
internal sealed class RestorationSentences(RestorationTestOptions options, int seasons)
{
    private readonly string _zh = options.Variable == "ndvi" ? "NDVI 比值" : "植被覆盖度比值", _en = options.Variable == "ndvi" ? "NDVI ratio" : "cover ratio";
    private readonly string _share = Number(options.Share), _confidence = (options.Confidence * 100).ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>The answer of a test that could be made.</summary>
    public Reason Of(RestorationAnswer answer, double mean, double lower, double upper) => (answer, options.Null) switch
    {
        (RestorationAnswer.Pass, NullHypothesis.Reverse) => new(
            $"通过：{seasons} 个生长季{_zh}均值 {Number(mean)}，{_confidence}% 单侧置信下限 {Number(lower)}，不低于 {_share}",
            $"pass: mean {_en} {Number(mean)} over {seasons} seasons, lower {_confidence} % bound {Number(lower)}, not below {_share}"),
        (RestorationAnswer.Pass, _) => new(
            $"通过（经典原假设）：{seasons} 个生长季{_zh}均值 {Number(mean)}，{_confidence}% 单侧置信上限 {Number(upper)}，未证明低于 {_share}",
            $"pass (classic null): mean {_en} {Number(mean)} over {seasons} seasons, upper {_confidence} % bound {Number(upper)}, not shown to lie below {_share}"),
        (RestorationAnswer.Fail, _) => new(
            $"不通过：{seasons} 个生长季{_zh}均值 {Number(mean)}，{_confidence}% 单侧置信上限 {Number(upper)}，低于 {_share}",
            $"fail: mean {_en} {Number(mean)} over {seasons} seasons, upper {_confidence} % bound {Number(upper)}, below {_share}"),
        _ => new(
            $"证据不足：{seasons} 个生长季{_zh}均值 {Number(mean)}，{_confidence}% 单侧置信界 {Number(lower)}–{Number(upper)} 跨越 {_share}",
            $"insufficient evidence: mean {_en} {Number(mean)} over {seasons} seasons, {_confidence} % bounds {Number(lower)} to {Number(upper)} span {_share}"),
    };

    /// <summary>There are not enough seasons for a test.</summary>
    public Reason TooFew(double? mean) => mean is { } ratio
        ? new($"证据不足：仅 {seasons} 个生长季，{_zh}均值 {Number(ratio)}", $"insufficient evidence: only {seasons} season{(seasons == 1 ? "" : "s")}, mean {_en} {Number(ratio)}")
        : new("证据不足：没有可用的生长季", "insufficient evidence: no usable season");

    /// <summary>How many more are asked for.</summary>
    public Reason MoreSeasons(int least) => new(
        $"至少需要 {least} 个生长季，还差 {least - seasons} 个",
        $"{least} seasons are needed, {least - seasons} more");

    /// <summary>The reference is too bare for cover.</summary>
    public Reason LowReference(double reference) => new(
        $"参照植被覆盖度中位数 {Number(reference)} 低于 {Number(options.LeastReference)}，覆盖度自身误差过大：改用 NDVI，或累计 {options.SeasonsOverLowReference} 个生长季",
        $"the median reference cover {Number(reference)} is below {Number(options.LeastReference)}, where the error of cover itself drowns the test: test NDVI, or wait for {options.SeasonsOverLowReference} seasons");

    /// <summary>Seasons that gave no ratio.</summary>
    public static Reason Unusable(int count) => new(
        $"{count} 个生长季的参照值不足其误差的两倍，不能求比值",
        $"{count} season{(count == 1 ? " has" : "s have")} a reference of less than twice its error: no ratio");

    /// <summary>The bounds span the share.</summary>
    public Reason Undecided(double mean, double lower, double upper, int? more) => more is { } wait
        ? new($"若均值 {Number(mean)} 与年际波动不变，再有 {wait} 个生长季可得结论（把握 {options.Power * 100:0}%）",
            FormattableString.Invariant($"if the mean {Number(mean)} and the spread stay as they are, {wait} more season{(wait == 1 ? "" : "s")} decide with a power of {options.Power * 100:0} %"))
        : new($"均值 {Number(mean)} 过于接近 {_share}（置信界 {Number(lower)}–{Number(upper)}），再多的生长季也难得结论",
            $"the mean {Number(mean)} is too near {_share} (bounds {Number(lower)} to {Number(upper)}) for any number of seasons to decide");

    private static string Number(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
