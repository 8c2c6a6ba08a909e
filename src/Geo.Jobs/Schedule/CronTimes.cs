using System.Globalization;
using Cronos;
using Geo.Core;

namespace Geo.Jobs.Schedule;

/// <summary>When a task is due: five fields of cron, in the time of the place.</summary>
public sealed class CronTimes
{
    private static readonly TimeZoneInfo s_zone = TimeZoneInfo.CreateCustomTimeZone("Asia/Shanghai", ChinaTime.Offset, "Asia/Shanghai", "Asia/Shanghai");
    private static readonly TimeSpan s_shortest = TimeSpan.FromHours(1), s_longest = TimeSpan.FromDays(366 * 8);

    private readonly CronExpression _expression;

    private CronTimes(string text, CronExpression expression) => (Text, _expression) = (text, expression);

    /// <summary>The expression.</summary>
    public string Text { get; }

    /// <summary>Reads five fields: minute, hour, day of the month, month, day of the week.</summary>
    /// <exception cref="InputException">They are none, or are never due.</exception>
    public static CronTimes Parse(string? text)
    {
        InputException Wrong(string problem, Exception? inner = null) => new("schedule", "cron", problem, "give minute, hour, day, month and day of the week, as '0 3 * * *' for each day at 03:00, or '*/10 * * * *' for every 10 minutes", inner);
        string plain = string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        try
        {
            var times = new CronTimes(plain, CronExpression.Parse(plain));
            return times.Next(DateTimeOffset.UnixEpoch) is not null ? times : throw Wrong($"'{text}' is never due");
        }
        catch (CronFormatException exception)
        {
            throw Wrong($"'{text}' is no cron expression", exception);
        }
    }

    /// <summary>Every so many minutes: 1 to 59 that divide the hour, or whole hours that divide the day.</summary>
    /// <exception cref="InputException">The hour, or the day, is no multiple of it.</exception>
    public static CronTimes Every(int minutes) =>
        minutes is >= 1 and < 60 && 60 % minutes == 0 ? Parse(minutes == 1 ? "* * * * *" : string.Create(CultureInfo.InvariantCulture, $"*/{minutes} * * * *"))
        : minutes is >= 60 and <= 1440 && 1440 % minutes == 0 && minutes % 60 == 0 ? Parse(minutes == 1440 ? "0 0 * * *" : minutes == 60 ? "0 * * * *" : string.Create(CultureInfo.InvariantCulture, $"0 */{minutes / 60} * * *"))
        : throw new InputException("schedule", "every", $"{minutes} minutes do not divide the hour or the day evenly", "give 1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30, or 60 times 1, 2, 3, 4, 6, 8, 12, 24");

    /// <summary>The first time after an instant; null for never.</summary>
    public DateTimeOffset? Next(DateTimeOffset after) => _expression.GetNextOccurrence(after.ToUniversalTime(), s_zone)?.ToUniversalTime();

    /// <summary>The last time at or before an instant; null where there was none in the eight years before.</summary>
    public DateTimeOffset? Last(DateTimeOffset until)
    {
        for (TimeSpan back = s_shortest; back <= s_longest * 8; back *= 8)
        {
            DateTimeOffset? last = null;
            for (DateTimeOffset? at = Next(until - back); at <= until; at = Next(at.Value)) last = at;
            if (last is not null) return last;
        }

        return null;
    }
}
