using System.Globalization;
using Geo.Core;
using Geo.Jobs.Schedule;

namespace Geo.Jobs.Tests.Schedule;

/// <summary>Times worked by hand; China is eight hours ahead of UTC.</summary>
public sealed class CronTimesTests
{
    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("0 3 * * *", "2026-07-10T00:00:00Z", "2026-07-10T19:00:00Z", "2026-07-09T19:00:00Z")] // 03:00 there is 19:00 the day before
    [InlineData("*/5 * * * *", "2026-07-10T00:02:00Z", "2026-07-10T00:05:00Z", "2026-07-10T00:00:00Z")]
    [InlineData("0 2 1 * *", "2026-07-10T00:00:00Z", "2026-07-31T18:00:00Z", "2026-06-30T18:00:00Z")]
    [InlineData("30 8 * * 1", "2026-07-10T00:00:00Z", "2026-07-13T00:30:00Z", "2026-07-06T00:30:00Z")] // Mondays; 10 July 2026 is a Friday
    [InlineData("0 0 29 2 *", "2026-07-10T00:00:00Z", "2028-02-28T16:00:00Z", "2024-02-28T16:00:00Z")]
    public void Next_and_last_are_told_in_the_time_of_the_place(string cron, string now, string next, string last)
    {
        CronTimes times = CronTimes.Parse(cron);
        Assert.Equal((At(next), At(last)), (times.Next(At(now))!.Value, times.Last(At(now))!.Value));
        Assert.Equal(At(next), times.Last(At(next)));
    }

    [Theory]
    [InlineData("0 3 * * *", "每天 03:00", "every day at 03:00")]
    [InlineData("*/5 * * * *", "每 5 分钟", "every 5 minutes")]
    [InlineData("* * * * *", "每分钟", "every minute")]
    [InlineData("15 */6 * * *", "每 6 小时（第 15 分）", "every 6 hours at minute 15")]
    [InlineData("30 8 * * 1", "每周一 08:30", "every Monday at 08:30")]
    [InlineData("0 2 1 * *", "每月 1 日 02:00", "on day 1 of each month at 02:00")]
    [InlineData("0 2 1 1 *", "cron 0 2 1 1 *", "cron 0 2 1 1 *")]
    public void The_usual_ones_have_words(string cron, string zh, string en) => Assert.Equal((zh, en), (CronWords.Of(cron).Zh, CronWords.Of(cron).En));

    [Theory]
    [InlineData(""), InlineData("every day"), InlineData("61 * * * *"), InlineData("0 0 30 2 *"), InlineData("0 3 * *")]
    public void What_is_none_or_never_due_is_refused(string cron) => Assert.Equal("cron", Assert.Throws<InputException>(() => CronTimes.Parse(cron)).Field);

    [Theory]
    [InlineData(1, "* * * * *"), InlineData(10, "*/10 * * * *"), InlineData(60, "0 * * * *"), InlineData(120, "0 */2 * * *"), InlineData(1440, "0 0 * * *")]
    public void Every_so_many_minutes(int minutes, string cron) => Assert.Equal(cron, CronTimes.Every(minutes).Text);

    [Theory]
    [InlineData(0), InlineData(7), InlineData(90), InlineData(1441), InlineData(-5)]
    public void Minutes_that_do_not_divide_the_hour_are_refused(int minutes) => Assert.Throws<InputException>(() => CronTimes.Every(minutes));
}
