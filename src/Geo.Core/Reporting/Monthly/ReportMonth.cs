using System.Globalization;

namespace Geo.Core.Reporting.Monthly;

/// <summary>A calendar month at the place (Asia/Shanghai): what a monthly report tells of.</summary>
/// <param name="Year">Year.</param>
/// <param name="Month">1 to 12.</param>
public readonly record struct ReportMonth(int Year, int Month) : IComparable<ReportMonth>
{
    /// <summary>Its first instant, UTC.</summary>
    public DateTimeOffset Start => Day(1);

    /// <summary>The first instant that is no more in it, UTC.</summary>
    public DateTimeOffset End => Next.Start;

    /// <summary>The last millisecond in it, UTC: what the store knew then is what the month's end is told from.</summary>
    public DateTimeOffset LastMoment => End.AddMilliseconds(-1);

    /// <summary>The month after.</summary>
    public ReportMonth Next => Month == 12 ? new ReportMonth(Year + 1, 1) : new ReportMonth(Year, Month + 1);

    /// <summary>The month before.</summary>
    public ReportMonth Previous => Month == 1 ? new ReportMonth(Year - 1, 12) : new ReportMonth(Year, Month - 1);

    /// <summary>When its draft is made: the 1st of the next month, at the hour of the settings, UTC.</summary>
    public DateTimeOffset DraftAt(ReportSettings settings) => End.AddHours(settings.DraftHour);

    /// <summary>From when on it is an open task, UTC.</summary>
    public DateTimeOffset TaskFrom(ReportSettings settings) => Next.Day(settings.TaskDay);

    /// <summary>The day by whose end it must be with the office.</summary>
    public DateOnly DueOn(ReportSettings settings) => new(Next.Year, Next.Month, settings.DueDay);

    /// <summary>The first instant at which it is overdue, UTC.</summary>
    public DateTimeOffset OverdueFrom(ReportSettings settings) => Next.Day(settings.DueDay + 1);

    /// <summary>True for an instant of this month.</summary>
    public bool Holds(DateTimeOffset? at) => at is { } instant && instant >= Start && instant < End;

    /// <summary>The month of an instant.</summary>
    public static ReportMonth Of(DateTimeOffset at) => new(ChinaTime.Of(at).Year, ChinaTime.Of(at).Month);

    /// <summary>The last month whose draft is to be there at an instant.</summary>
    public static ReportMonth LastDrafted(DateTimeOffset now, ReportSettings settings) => Of(now.AddHours(-settings.DraftHour)).Previous;

    /// <summary>Reads 2026-08.</summary>
    /// <exception cref="InputException">It is none.</exception>
    public static ReportMonth Parse(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 2000 and < 2200
            ? new ReportMonth(day.Year, day.Month)
            : throw new InputException("report", "month", $"'{text}' is no month", "write it as 2026-08");

    /// <inheritdoc/>
    public int CompareTo(ReportMonth other) => (Year * 12 + Month).CompareTo(other.Year * 12 + other.Month);

    /// <summary>2026-08.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{Month:00}");

    private DateTimeOffset Day(int day) => new DateTimeOffset(Year, Month, day, 0, 0, 0, ChinaTime.Offset).ToUniversalTime();
}
