using System.Globalization;
using System.Text.RegularExpressions;
using Geo.Core.Tables;

namespace Geo.Core.Sites;

/// <summary>Cells of a register to values: full-width digits, thousands separators, units, words for "nothing", what Excel made of codes.</summary>
internal static partial class CellReader
{
    // Excel keeps 15 digits of a number; more are zeros that nobody typed.
    private const double FirstRounded = 1e15;

    // A code is part of addresses and of file names.
    private const int LongestCode = 100;

    // What clerks write where there is nothing to write. 无 is an answer to 责任主体 and not one of these there.
    private static readonly HashSet<string> Nothing = ["", "-", "--", "—", "——", "/", "\\", "n/a", "na", "null", "空", "无", "暂无"];

    /// <summary>The cell as text in normal width without outer blanks; null where it is empty.</summary>
    public static string? Text(object? cell)
    {
        string text = cell switch
        {
            null => "",
            // A code typed as a number must not become 7.0 or 1E+05.
            double d when d == Math.Truncate(d) && Math.Abs(d) < FirstRounded => ((long)d).ToString(CultureInfo.InvariantCulture),
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateTime { TimeOfDay.Ticks: 0 } day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
            _ => cell.ToString() ?? "",
        };
        text = TextWidth.Narrow(text).Trim();
        return text.Length == 0 ? null : text;
    }

    /// <summary>The value of a field, null for an empty cell; false with a reason where it cannot be read: in Chinese by the column's own head, which is what the clerk sees.</summary>
    public static bool TryRead(object? cell, RegisterField field, MappedColumn column, out object? value, out Reason? reason)
    {
        string head = column.Name;
        (value, reason) = (null, null);
        if (cell is CellFault fault)
        {
            reason = new Reason($"{head}：单元格是公式错误 {fault.Word}", $"{field.Name}: the cell holds the formula error {fault.Word}");
            return false;
        }

        string? text = Text(cell);
        if (text is null)
        {
            return true;
        }

        if (field.Type == "list" && RegisterSchema.CodeOf(field.List!, text) is { } code)
        {
            value = code;
            return true;
        }

        if (Nothing.Contains(text.ToLowerInvariant()))
        {
            // 责任主体: 无 means that there is none.
            value = field is { List: "responsible_party" } && text == "无" ? "none" : null;
            return true;
        }

        (value, reason) = field.Type switch
        {
            "text" when field.Name == "code" => Code(cell, text),
            "text" => (text, null),
            "list" => (null, new Reason(
                $"{head}：“{text}”不在代码表中，可用：{RegisterSchema.Words(field.List!)}",
                $"{field.Name}: '{text}' is not in the list; use one of {RegisterSchema.Words(field.List!)}")),
            "year" => Year(cell, text, field, head),
            _ => Number(text, field, column),
        };
        return reason is null;
    }

    private static (object?, Reason?) Code(object? cell, string text) => cell switch
    {
        DateOnly or DateTime or DateTimeOffset => (null, new Reason(
            $"编号被 Excel 变成了日期（{text}），请把该列设为文本后重新填写", $"Excel has turned the code into a date ({text}): format the column as text and type it again")),
        double d when Math.Abs(d) >= FirstRounded => (null, new Reason(
            $"编号超过 15 位，Excel 已丢失末尾数字（{text}），请把该列设为文本后重新填写", $"the code has more than 15 digits, of which Excel has lost the last ({text}): format the column as text and type it again")),
        string when Shortened().IsMatch(text) => (null, new Reason(
            $"编号被 Excel 缩写为“{text}”，请把该列设为文本后重新填写", $"Excel has shortened the code to '{text}': format the column as text and type it again")),
        _ when text.Length > LongestCode || text.Any(char.IsControl) => (null, new Reason(
            $"编号含有换行等控制字符，或超过 {LongestCode} 个字符", $"the code holds a line break or another control character, or has more than {LongestCode} characters")),
        _ when text.Trim('.').Length == 0 => (null, new Reason($"“{text}”不是编号", $"'{text}' is no code")),
        string when DateLike().IsMatch(text) => (null, new Reason(
            $"编号被 Excel 变成了日期（{text}），请把该列设为文本后重新填写", $"Excel has turned the code into a date ({text}): format the column as text and type it again")),
        // An apostrophe before a number is how text is typed in Excel; it belongs to the cell, not to the code.
        _ => (text.Length > 1 && text[0] == '\'' ? text[1..] : text, null),
    };

    private static (object?, Reason?) Number(string text, RegisterField field, MappedColumn column)
    {
        if (!UnitWords.TryNumber(text, out double number, out string written) || number < 0)
        {
            return (null, new Reason($"{column.Name}：“{text}”不是非负数", $"{field.Name}: '{text}' is not a number of 0 or more"));
        }

        if (written.Length == 0)
        {
            return (number * column.Factor, null);
        }

        // A unit in the cell goes before that of the column's head.
        return UnitWords.Find(written) is { } unit && unit.Of == field.Unit ? (number * unit.Factor, null) : (null, new Reason(
            $"{column.Name}：“{text}”的单位“{written}”在此不适用（应为 {field.Unit ?? "无单位"}）",
            $"{field.Name}: the unit '{written}' of '{text}' does not fit here ({field.Unit ?? "no unit"} is wanted)"));
    }

    private static (object?, Reason?) Year(object? cell, string text, RegisterField field, string head)
    {
        if (cell is DateOnly or DateTime or DateTimeOffset)
        {
            return (int.Parse(text.AsSpan(0, 4), CultureInfo.InvariantCulture), null);
        }

        var match = YearPattern().Match(text);
        return match.Success
            ? ((object?)int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture), null)
            : (null, new Reason($"{head}：“{text}”不是年份", $"{field.Name}: '{text}' is not a year"));
    }

    [GeneratedRegex(@"^((?:19|20)[0-9]{2})(?:\.0+)?\s*(?:年?度?|[-/.年]\s*[0-9]{1,2}\s*(?:月|[-/.月]\s*[0-9]{1,2}\s*日?)?)$")]
    private static partial Regex YearPattern();

    [GeneratedRegex(@"^\d(?:\.\d+)?[eE]\+\d{1,3}$")]
    private static partial Regex Shortened();

    [GeneratedRegex(@"^(?:\d{1,2}月\d{1,2}日|\d{1,2}-(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)-\d{1,2})$", RegexOptions.IgnoreCase)]
    private static partial Regex DateLike();
}
