namespace Geo.Core.Store;

/// <summary>Which instant is meant where people ask for a layer as it was known on a day.</summary>
public static class KnownOn
{
    // China keeps one time the year round.

    /// <summary>The last millisecond of a day in Asia/Shanghai, where the bureau counts its days.</summary>
    public static DateTimeOffset EndOf(DateOnly day) => new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), ChinaTime.Offset).AddDays(1).AddMilliseconds(-1);
}
