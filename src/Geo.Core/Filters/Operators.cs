namespace Geo.Core.Filters;

/// <summary>= &lt;&gt; &lt; &gt; &lt;= &gt;=</summary>
public enum ComparisonOperator
{
    /// <summary>=</summary>
    Equal = 0,
    /// <summary>&lt;&gt;</summary>
    NotEqual,
    /// <summary>&lt;</summary>
    Less,
    /// <summary>&gt;</summary>
    Greater,
    /// <summary>&lt;=</summary>
    AtMost,
    /// <summary>&gt;=</summary>
    AtLeast,
}

/// <summary>+ - * / % div ^</summary>
public enum ArithmeticOperator
{
    /// <summary>+</summary>
    Plus = 0,
    /// <summary>-</summary>
    Minus,
    /// <summary>*</summary>
    Times,
    /// <summary>/, never cut to a whole number.</summary>
    Divide,
    /// <summary>%, the remainder with the sign of the dividend.</summary>
    Modulo,
    /// <summary>div, the quotient cut towards zero.</summary>
    WholeDivide,
    /// <summary>^</summary>
    Power,
}

#pragma warning disable CS1591 // The names are the standard's own (OGC 21-065r2, tables of the spatial, temporal and array functions).
/// <summary>Relations of geometries, as OGC 06-103r4 defines them.</summary>
public enum SpatialRelation { Contains = 0, Crosses, Disjoint, Equals, Intersects, Overlaps, Touches, Within }

/// <summary>Relations of intervals (Allen 1983, doi 10.1145/182.358434), with disjoint and intersects.</summary>
public enum TemporalRelation
{
    After = 0, Before, Contains, Disjoint, During, Equals, FinishedBy, Finishes, Intersects, Meets, MetBy, OverlappedBy, Overlaps, StartedBy, Starts,
}

/// <summary>Relations of sets.</summary>
public enum ArrayRelation { ContainedBy = 0, Contains, Equals, Overlaps }
#pragma warning restore CS1591

/// <summary>The operators by their names in CQL2.</summary>
internal static class Operators
{
    public static readonly IReadOnlyDictionary<string, ComparisonOperator> Comparisons = new Dictionary<string, ComparisonOperator>
    {
        ["="] = ComparisonOperator.Equal,
        ["<>"] = ComparisonOperator.NotEqual,
        ["<"] = ComparisonOperator.Less,
        [">"] = ComparisonOperator.Greater,
        ["<="] = ComparisonOperator.AtMost,
        [">="] = ComparisonOperator.AtLeast,
    };

    public static readonly IReadOnlyDictionary<string, ArithmeticOperator> Arithmetic = new Dictionary<string, ArithmeticOperator>
    {
        ["+"] = ArithmeticOperator.Plus,
        ["-"] = ArithmeticOperator.Minus,
        ["*"] = ArithmeticOperator.Times,
        ["/"] = ArithmeticOperator.Divide,
        ["%"] = ArithmeticOperator.Modulo,
        ["div"] = ArithmeticOperator.WholeDivide,
        ["^"] = ArithmeticOperator.Power,
    };

    // s_intersects, t_finishedBy, a_containedBy: in text without regard to case, in JSON as written here.
    public static readonly IReadOnlyDictionary<string, SpatialRelation> Spatial = Named<SpatialRelation>('s');

    public static readonly IReadOnlyDictionary<string, TemporalRelation> Temporal = Named<TemporalRelation>('t');

    public static readonly IReadOnlyDictionary<string, ArrayRelation> Arrays = Named<ArrayRelation>('a');

    public static string Name<T>(this IReadOnlyDictionary<string, T> table, T value) where T : struct, Enum =>
        table.First(row => row.Value.Equals(value)).Key;

    /// <summary>The value of a name without regard to case.</summary>
    public static bool Find<T>(this IReadOnlyDictionary<string, T> table, string name, out T value)
    {
        foreach (var (known, found) in table)
        {
            if (known.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                value = found;
                return true;
            }
        }

        value = default!;
        return false;
    }

    private static Dictionary<string, T> Named<T>(char prefix) where T : struct, Enum =>
        Enum.GetValues<T>().ToDictionary(value => $"{prefix}_{char.ToLowerInvariant(value.ToString()[0])}{value.ToString()[1..]}");
}
