using Geo.Core.Measure;
using NetTopologySuite.Geometries;

namespace Geo.Core.Filters;

/// <summary>An argument of a function.</summary>
/// <param name="Name">Name for people.</param>
/// <param name="Type">Kind; <see cref="FilterType.Timestamp"/> takes days too.</param>
public sealed record FunctionArgument(string Name, FilterType Type);

/// <summary>A function that filters may call beyond what CQL2 names itself; null where an argument is null.</summary>
public sealed record FilterFunction
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<FilterFunction> All { get; } =
    [
        new("area_m2", FilterType.Number, "椭球面积（m²）", "Area on the ellipsoid, m²", [new("geometry", FilterType.Geometry)]) { OfGeometry = g => Ellipsoid.Area(g).Value },
        new("length_m", FilterType.Number, "线长或周长（m）", "Length of lines, perimeter of polygons, m", [new("geometry", FilterType.Geometry)]) { OfGeometry = g => Ellipsoid.Length(g) },
        new("distance_m", FilterType.Number, "最短距离（m）", "Shortest distance, m", [new("a", FilterType.Geometry), new("b", FilterType.Geometry)]) { OfPair = Ellipsoid.Distance },
        new("year", FilterType.Number, "年（UTC）", "Year in UTC", [new("time", FilterType.Timestamp)]) { Sql = a => $"CAST(substr({a[0]}, 1, 4) AS INTEGER)", IsWhole = true },
        new("month", FilterType.Number, "月（UTC）", "Month in UTC, 1 to 12", [new("time", FilterType.Timestamp)]) { Sql = a => $"CAST(substr({a[0]}, 6, 2) AS INTEGER)", IsWhole = true },
        new("abs", FilterType.Number, "绝对值", "Absolute value", [new("number", FilterType.Number)]) { Sql = a => $"abs({a[0]})" },
        new("char_length", FilterType.Number, "字数", "Characters of a text", [new("text", FilterType.Text)]) { Sql = a => $"length({a[0]})", IsWhole = true },
    ];

    private FilterFunction(string name, FilterType returns, string zh, string en, FunctionArgument[] arguments) =>
        (Name, Returns, Zh, En, Arguments) = (name, returns, zh, en, arguments);

    /// <summary>Name in filters.</summary>
    public string Name { get; }

    /// <summary>Kind of its value.</summary>
    public FilterType Returns { get; }

    /// <summary>What it gives, in Chinese.</summary>
    public string Zh { get; }

    /// <summary>What it gives.</summary>
    public string En { get; }

    /// <summary>Its arguments, all needed.</summary>
    public IReadOnlyList<FunctionArgument> Arguments { get; }

    /// <summary>True where its number is whole.</summary>
    public bool IsWhole { get; private init; }

    internal Func<IReadOnlyList<string>, string>? Sql { get; private init; }

    internal Func<Geometry, double>? OfGeometry { get; private init; }

    internal Func<Geometry, Geometry, double>? OfPair { get; private init; }

    /// <summary>The function of a name, without regard to case; null where there is none.</summary>
    public static FilterFunction? Find(string name) => All.FirstOrDefault(f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
