namespace Geo.Core.Store;

/// <summary>Which instant is meant where people ask for a layer as it was known on a day.</summary>
public static class KnownOn
{
    private static readonly TimeOnly LastMillisecond = new(23, 59, 59, 999);

    // China keeps one time the year round. Not by the day after: 9999-12-31 has none.

    /// <summary>The last millisecond of a day in Asia/Shanghai, where the bureau counts its days.</summary>
    public static DateTimeOffset EndOf(DateOnly day) => new(day.ToDateTime(LastMillisecond), ChinaTime.Offset);
}
