using Geo.Core.Reporting.Monthly;

namespace Geo.Core.Tests.Reporting.Monthly;

public sealed class ReportMonthTests
{
    private static readonly ReportSettings Settings = ReportSettings.Default;

    [Fact]
    public void A_month_begins_and_ends_at_midnight_of_the_place()
    {
        var august = ReportMonth.Parse("2026-08");
        Assert.Equal(new DateTimeOffset(2026, 7, 31, 16, 0, 0, TimeSpan.Zero), august.Start);
        Assert.Equal(new DateTimeOffset(2026, 8, 31, 16, 0, 0, TimeSpan.Zero), august.End);
        Assert.True(august.Holds(august.Start) && august.Holds(august.LastMoment));
        Assert.False(august.Holds(august.End) || august.Holds(august.Start.AddTicks(-1)) || august.Holds(null));
        Assert.Equal(august, ReportMonth.Of(august.LastMoment));
        Assert.Equal(august.Next, ReportMonth.Of(august.End));
    }

    [Fact]
    public void The_year_changes_between_December_and_January()
    {
        var december = ReportMonth.Parse("2026-12");
        Assert.Equal("2027-01", december.Next.ToString());
        Assert.Equal("2026-12", new ReportMonth(2027, 1).Previous.ToString());
        Assert.Equal(new DateOnly(2027, 1, 5), december.DueOn(Settings));
        Assert.Equal(new DateTimeOffset(2026, 12, 31, 18, 0, 0, TimeSpan.Zero), december.DraftAt(Settings));
    }

    // The plan, section 五(四): by the 5th; the task from the 3rd; the draft on the 1st at 02:00.
    [Fact]
    public void Task_due_day_and_delay_follow_the_settings()
    {
        var august = ReportMonth.Parse("2026-08");
        Assert.Equal(new DateTimeOffset(2026, 9, 2, 16, 0, 0, TimeSpan.Zero), august.TaskFrom(Settings));
        Assert.Equal(new DateOnly(2026, 9, 5), august.DueOn(Settings));
        Assert.Equal(new DateTimeOffset(2026, 9, 5, 16, 0, 0, TimeSpan.Zero), august.OverdueFrom(Settings));
        Assert.Equal("2026-07", ReportMonth.LastDrafted(new DateTimeOffset(2026, 8, 31, 17, 59, 0, TimeSpan.Zero), Settings).ToString());
        Assert.Equal("2026-08", ReportMonth.LastDrafted(new DateTimeOffset(2026, 8, 31, 18, 0, 0, TimeSpan.Zero), Settings).ToString());
    }

    [Theory]
    [InlineData(null), InlineData(""), InlineData("2026-13"), InlineData("2026-8"), InlineData("2026/08"), InlineData("0001-01")]
    public void What_is_no_month_is_refused(string? text) => Assert.Equal("month", Assert.Throws<InputException>(() => ReportMonth.Parse(text)).Field);

    [Fact]
    public void The_tasks_of_the_plan_are_4_5_13_and_17() => Assert.Equal([4, 5, 13, 17], Settings.Tasks.Select(t => t.Number));
}
