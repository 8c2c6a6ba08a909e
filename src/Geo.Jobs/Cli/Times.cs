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
}
