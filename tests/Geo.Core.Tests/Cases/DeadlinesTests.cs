using Geo.Core.Cases;

namespace Geo.Core.Tests.Cases;

public sealed class DeadlinesTests
{
    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    // Counted by hand on the calendar of the State Council's notices for 2025 and 2026.
    [Theory]
    [InlineData("2026-11-27", 2, "2026-12-01")] // Friday: Monday, Tuesday
    [InlineData("2026-02-13", 1, "2026-02-14")] // the Saturday before Spring Festival is worked on
    [InlineData("2026-02-13", 2, "2026-02-24")] // then nine days off
    [InlineData("2026-02-24", 5, "2026-03-02")] // 25, 26, 27, Saturday 28 (worked), Monday
    [InlineData("2026-09-30", 1, "2026-10-08")] // National Day
    [InlineData("2026-10-08", 2, "2026-10-10")] // Friday, and Saturday 10 is worked on
    [InlineData("2025-09-26", 1, "2025-09-28")] // Sunday is worked on
    [InlineData("2027-01-01", 1, "2027-01-04")] // not announced: Monday to Friday
    public void Working_days_are_those_of_China_and_the_first_day_does_not_count(string from, int days, string to) =>
        Assert.Equal(Day(to), WorkingDays.Default.After(Day(from), days));

    [Fact]
    public void A_term_ends_with_its_last_day_in_China()
    {
        // Found at 23:30 UTC of 1 March, which is 07:30 of Monday, 2 March, there: two working days end on Wednesday.
        var due = Deadlines.Of(CaseState.Found, CaseKind.Suspected, new DateTimeOffset(2026, 3, 1, 23, 30, 0, TimeSpan.Zero), CaseRules.Default, WorkingDays.Default);
        Assert.Equal(new DateTimeOffset(2026, 3, 4, 15, 59, 59, TimeSpan.Zero), due);
        var file = Sample.Found() with { DueAt = due };
        Assert.False(file.Overdue(due!.Value));
        Assert.True(file.Overdue(due.Value.AddSeconds(1)));
        Assert.False((file with { State = CaseState.Closed }).Overdue(due.Value.AddDays(99)));
        Assert.Equal((2, 0, -1), (Deadlines.DaysLeft(due.Value, new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero)), Deadlines.DaysLeft(due.Value, due.Value), Deadlines.DaysLeft(due.Value, due.Value.AddHours(2))));
    }

    [Theory]
    [InlineData(CaseKind.Suspected, "2026-06-22")] // 20 May + 30 days = Friday 19 June, Dragon Boat, off until Sunday
    [InlineData(CaseKind.Redump, "2026-06-04")] // 20 May + 15 days
    public void Days_of_the_calendar_move_off_a_holiday_and_dumping_again_has_less_time(CaseKind kind, string to) =>
        Assert.Equal(Day(to), Deadlines.DayOf(Deadlines.Of(CaseState.Verified, kind, new DateTimeOffset(2026, 5, 20, 3, 0, 0, TimeSpan.Zero), CaseRules.Default, WorkingDays.Default)!.Value));

    [Fact]
    public void A_closed_case_has_no_term() => Assert.Null(Deadlines.Of(CaseState.Closed, CaseKind.Suspected, Sample.Start, CaseRules.Default, WorkingDays.Default));
}
