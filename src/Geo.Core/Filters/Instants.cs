using System.Globalization;

namespace Geo.Core.Filters;

/// <summary>Days and instants as CQL2 writes them.</summary>
internal static class Instants
{
    private static readonly string[] s_forms = ["yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'"];

    /// <summary>yyyy-MM-dd or an instant with Z; null for any other text.</summary>
    public static Expression? Read(string text)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return new DateLiteral(day);
        return DateTime.TryParseExact(text, s_forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
            ? new TimestampLiteral(at)
            : null;
    }

    public static string Write(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Write(DateTime at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>
    /// The instant as texts that sort among the store's (milliseconds, "…45.678Z"): what is finer than a millisecond stands behind
    /// the Z, so that 45.6785 lies after 45.678 and before 45.679.
    /// </summary>
    public static string Sortable(DateTime at)
    {
        long finer = at.Ticks % TimeSpan.TicksPerMillisecond;
        string text = at.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        return finer == 0 ? text : text + finer.ToString("0000", CultureInfo.InvariantCulture);
    }
}
