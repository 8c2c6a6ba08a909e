using System.Globalization;
using System.Text.RegularExpressions;

namespace Geo.Core.Sites.Places;

/// <summary>
/// A longitude, a latitude or a coordinate in metres as people write it: 109.5812, 109°58′12.5″E, 东经109度58分12.5秒, 109 58 12.5,
/// 109-58-12.5, 109:58:12.5, E109°58.208′, 4,490,600.99.
/// </summary>
internal static partial class AngleReader
{
    /// <summary>Reads one.</summary>
    /// <param name="text">In normal width.</param>
    /// <param name="value">Degrees, west and south negative; or metres.</param>
    /// <param name="axis">E or N where the text says which it is.</param>
    /// <param name="reason">Why it cannot be read.</param>
    public static bool TryRead(string text, out double value, out char? axis, out Reason? reason)
    {
        (value, axis, reason) = (0, null, null);
        string rest = Plain(text);
        var side = Side().Match(rest);
        double sign = 1;
        if (side.Success)
        {
            rest = rest.Remove(side.Index, side.Length);
            axis = side.Value is "E" or "W" ? 'E' : 'N';
            sign = side.Value is "W" or "S" ? -1 : 1;
        }

        rest = rest.Trim();
        var number = Number().Match(rest);
        if (number.Success)
        {
            value = sign * double.Parse(number.Groups[1].ValueSpan, NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
            return double.IsFinite(value) || Fail(text, out reason);
        }

        var parts = Sexagesimal().Match(rest);
        if (!parts.Success)
        {
            return Fail(text, out reason);
        }

        double degrees = Part(parts.Groups[2].Value), minutes = Part(parts.Groups[3].Value), seconds = Part(parts.Groups[4].Value);
        if (minutes >= 60 || seconds >= 60 || (degrees != Math.Truncate(degrees)) || (minutes != Math.Truncate(minutes) && parts.Groups[4].Success))
        {
            reason = new Reason($"“{text}”不是有效的度分秒（分、秒须小于 60，只有最后一项可带小数）",
                $"'{text}' is no angle: minutes and seconds are below 60, and only the last part has a fraction");
            return false;
        }

        value = (parts.Groups[1].Value == "-" ? -sign : sign) * (degrees + minutes / 60 + seconds / 3600);
        return true;
    }

    /// <summary>Marks of all kinds to °, ′ and ″, words to letters.</summary>
    public static string Plain(string text)
    {
        string plain = Words().Replace(text.Trim(), word => word.Value switch
        {
            "东经" or "东" => "E",
            "西经" or "西" => "W",
            "北纬" or "北" => "N",
            "南纬" or "南" => "S",
            "度" or "º" or "˚" or "deg" or "d" or "D" or "。" => "°",
            "分" or "'" or "’" or "‘" or "′" or "`" or "´" or "ʹ" => "′",
            "秒" or "\"" or "”" or "“" or "″" or "''" or "’’" or "′′" or "ʺ" => "″",
            "经度" or "纬度" => "",
            var letter => letter.ToUpperInvariant(),
        });
        return plain.Replace(":", " ", StringComparison.Ordinal).Replace("−", "-", StringComparison.Ordinal);
    }

    private static double Part(string digits) => digits.Length == 0 ? 0 : double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static bool Fail(string text, out Reason? reason)
    {
        reason = new Reason($"“{text}”不是坐标（可写 109.5812 或 109°34′52.3″）", $"'{text}' is no coordinate (write 109.5812 or 109°34′52.3″)");
        return false;
    }

    [GeneratedRegex("东经|西经|北纬|南纬|经度|纬度|deg|''|’’|′′|[东西南北度分秒º˚。dD'’‘′`´ʹ\"”“″ʺewnsEWNS]")]
    private static partial Regex Words();

    [GeneratedRegex("^[EWNS]|[EWNS]$")]
    private static partial Regex Side();

    // [0-9], not \d: .NET counts the digits of all scripts as \d and reads none of them as a number.
    [GeneratedRegex(@"^([+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]*)?(?:E[+-]?[0-9]+)?)\s*(?:°|米|[mM])?$")]
    private static partial Regex Number();

    // Degrees, minutes and perhaps seconds; between them a mark, a blank, a hyphen or, as in 109.58.12, a point.
    [GeneratedRegex(@"^([+-]?)([0-9]{1,3}(?:\.[0-9]+(?=°))?)(?:\s*°\s*|\s+|-|\.(?=[0-9]{1,2}\.))([0-9]{1,3}(?:\.[0-9]+(?=\s*′|\s*$))?)(?:(?:\s*′\s*|\s+|-|\.)(?:([0-9]{1,3}(?:\.[0-9]+)?)\s*″?)?)?$")]
    private static partial Regex Sexagesimal();
}
