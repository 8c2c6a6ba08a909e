using System.Globalization;
using System.Text.RegularExpressions;

namespace Geo.Api.Ogc;

/// <summary>Instants as RFC 3339 §5.6 writes them: a zone always, T and Z in any case, any number of decimals, a leap second.</summary>
internal static partial class Rfc3339
{
    private const int TickDigits = 7;

    /// <summary>An instant; decimals beyond 100 ns are cut. Null where the text is none.</summary>
    public static DateTimeOffset? Instant(string text)
    {
        // A '+' that was not escaped in the query arrives as a space.
        string mended = text.Length > 6 && text[^6] == ' ' ? text[..^6] + "+" + text[^5..] : text;
        if (Form().Match(mended) is not { Success: true } match)
        {
            return null;
        }

        // A leap second has no tick of its own: it is taken as the last of its minute.
        bool leap = match.Groups["second"].ValueSpan is "60";
        string fraction = match.Groups["fraction"].Value;
        string plain = $"{match.Groups["day"].Value}T{match.Groups["minute"].Value}:{(leap ? "59" : match.Groups["second"].Value)}.{fraction[..Math.Min(fraction.Length, TickDigits)].PadRight(TickDigits, '0')}{match.Groups["zone"].Value.ToUpperInvariant()}";
        return DateTimeOffset.TryParseExact(plain, "yyyy-MM-dd'T'HH:mm:ss.fffffffK", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? at : null;
    }

    [GeneratedRegex(@"^(?<day>[0-9]{4}-[0-9]{2}-[0-9]{2})[Tt](?<minute>[0-9]{2}:[0-9]{2}):(?<second>[0-9]{2})(\.(?<fraction>[0-9]+))?(?<zone>[Zz]|[+-][0-9]{2}:[0-9]{2})\z")]
    private static partial Regex Form();
}
