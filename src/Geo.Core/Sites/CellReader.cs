using System.Globalization;
using System.Text.RegularExpressions;

namespace Geo.Core.Sites;

/// <summary>Cells of a register to values: full-width digits, thousands separators, words for "nothing".</summary>
internal static partial class CellReader
{
    // What clerks write where there is nothing to write. 无 is an answer to 责任主体 and not one of these there.
    private static readonly HashSet<string> Nothing = ["", "-", "--", "—", "——", "/", "\\", "n/a", "na", "null", "空", "无", "暂无"];

    /// <summary>The cell as text in normal width without outer blanks; null where it is empty.</summary>
    public static string? Text(object? cell)
    {
        string text = cell switch
        {
            null => "",
            // A code typed as a number must not become 7.0 or 1E+05.
            double d when d == Math.Truncate(d) && Math.Abs(d) < 1e15 => ((long)d).ToString(CultureInfo.InvariantCulture),
            IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
            _ => cell.ToString() ?? "",
        };
        text = TextWidth.Narrow(text).Trim();
        return text.Length == 0 ? null : text;
    }

    /// <summary>The value of a field, null for an empty cell; false with a reason where it cannot be read.</summary>
    public static bool TryRead(object? cell, RegisterField field, double factor, out object? value, out Reason? reason)
    {
        (value, reason) = (null, null);
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
            "text" => (text, null),
            "list" => (null, new Reason(
                $"{field.Name}：“{text}”不在代码表中，可用：{RegisterSchema.Words(field.List!)}",
                $"{field.Name}: '{text}' is not in the list; use one of {RegisterSchema.Words(field.List!)}")),
            "year" => Year(text, field),
            _ => Number(text, field, factor),
        };
        return reason is null;
    }

    private static (object?, Reason?) Number(string text, RegisterField field, double factor)
    {
        string digits = text.Replace(",", "", StringComparison.Ordinal);
        return double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) && number >= 0
            ? (number * factor, null)
            : (null, new Reason($"{field.Name}：“{text}”不是非负数", $"{field.Name}: '{text}' is not a number of 0 or more"));
    }

    private static (object?, Reason?) Year(string text, RegisterField field)
    {
        var match = YearPattern().Match(text);
        return match.Success
            ? ((object?)int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture), null)
            : (null, new Reason($"{field.Name}：“{text}”不是年份", $"{field.Name}: '{text}' is not a year"));
    }

    [GeneratedRegex(@"^((?:19|20)\d{2})(?:\.0+)?\s*年?度?$")]
    private static partial Regex YearPattern();
}
