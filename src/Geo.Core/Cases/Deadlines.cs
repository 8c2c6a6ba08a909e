namespace Geo.Core.Cases;

/// <summary>By when the next step is due. Days are those of Asia/Shanghai; a term ends with its last day.</summary>
public static class Deadlines
{
    /// <summary>The end of the term of a state that began at an instant; null for a closed case.</summary>
    /// <param name="state">The state.</param>
    /// <param name="kind">Redumping has terms of its own.</param>
    /// <param name="since">When the state began, UTC.</param>
    /// <param name="rules">The terms.</param>
    /// <param name="calendar">Working days.</param>
    public static DateTimeOffset? Of(CaseState state, CaseKind kind, DateTimeOffset since, CaseRules rules, WorkingDays calendar)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(calendar);
        if (rules.Term(state, kind) is not var (days, working)) return null;
        DateOnly first = DayOf(since);
        return EndOf(working ? calendar.After(first, days) : calendar.NotBefore(first.AddDays(days)));
    }

    /// <summary>The day in China on which an instant falls.</summary>
    public static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(ChinaTime.Of(at).DateTime);

    /// <summary>The last second of a day in China, UTC.</summary>
    public static DateTimeOffset EndOf(DateOnly day) => new DateTimeOffset(day.ToDateTime(new TimeOnly(23, 59, 59)), ChinaTime.Offset).ToUniversalTime();

    /// <summary>Days from now until a term ends, counted as days of the calendar: 0 on its last day, negative after it.</summary>
    public static int DaysLeft(DateTimeOffset due, DateTimeOffset now) => DayOf(due).DayNumber - DayOf(now).DayNumber;
}
