using System.Globalization;

namespace Geo.Jobs.Cli;

/// <summary>Instants on the command line.</summary>
internal static class Times
{
    /// <summary>An ISO 8601 date or instant; without a zone it is UTC.</summary>
    public static DateTimeOffset? Parse(string option, string? text)
    {
        if (text is null)
        {
            return null;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : throw new UsageException($"{option}: '{text}' is no time; write for example 2025-07-14 or 2025-07-14T03:21:00Z");
    }

    /// <summary>The instant whose knowledge is asked for; a bare date is its end in Asia/Shanghai.</summary>
    public static DateTimeOffset? KnownAt(string option, string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? Core.Store.KnownOn.EndOf(day)
            : Parse(option, text);
}
