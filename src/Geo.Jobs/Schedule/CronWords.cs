using System.Globalization;
using Geo.Core.Sites;

namespace Geo.Jobs.Schedule;

/// <summary>A cron expression in words, where it is one of the usual forms; else the expression itself.</summary>
internal static class CronWords
{
    private static readonly string[] s_zh = ["日", "一", "二", "三", "四", "五", "六", "日"];
    private static readonly string[] s_en = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

    public static Reason Of(string cron)
    {
        if (cron.Split(' ') is not [var minute, var hour, var day, var month, var week] || month != "*") return Itself(cron);
        if (Step(minute) is { } minutes && (hour, day, week) == ("*", "*", "*")) return minutes == 1 ? new Reason("每分钟", "every minute") : new Reason($"每 {minutes} 分钟", $"every {minutes} minutes");
        if (Number(minute) is not { } m) return Itself(cron);
        if (Step(hour) is { } hours && (day, week) == ("*", "*"))
        {
            return hours == 1 ? new Reason($"每小时第 {m} 分", $"every hour at minute {m}") : new Reason($"每 {hours} 小时（第 {m} 分）", $"every {hours} hours at minute {m}");
        }

        if (Number(hour) is not { } h) return Itself(cron);
        string at = string.Create(CultureInfo.InvariantCulture, $"{h:00}:{m:00}");
        return (Number(day), Number(week)) switch
        {
            (null, null) when (day, week) == ("*", "*") => new Reason($"每天 {at}", $"every day at {at}"),
            (null, { } w) when day == "*" && w < s_zh.Length => new Reason($"每周{s_zh[w]} {at}", $"every {s_en[w]} at {at}"),
            ({ } d, null) when week == "*" => new Reason($"每月 {d} 日 {at}", $"on day {d} of each month at {at}"),
            _ => Itself(cron),
        };
    }

    private static Reason Itself(string cron) => new($"cron {cron}", $"cron {cron}");

    // * is every one, */n every n-th.
    private static int? Step(string field) => field == "*" ? 1 : field.StartsWith("*/", StringComparison.Ordinal) ? Number(field[2..]) : null;

    private static int? Number(string field) => int.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
