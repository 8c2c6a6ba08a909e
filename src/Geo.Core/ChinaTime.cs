using System.Globalization;

namespace Geo.Core;

/// <summary>The time of the place, Asia/Shanghai: months, days and deadlines are counted in it. UTC+8 without summer time since 1992.</summary>
public static class ChinaTime
{
    /// <summary>Hours before UTC.</summary>
    public static TimeSpan Offset { get; } = TimeSpan.FromHours(8);

    /// <summary>The same instant, told there.</summary>
    public static DateTimeOffset Of(DateTimeOffset at) => at.ToOffset(Offset);

    /// <summary>Its day there: 2025-07-14.</summary>
    public static string Day(DateTimeOffset at) => Of(at).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
