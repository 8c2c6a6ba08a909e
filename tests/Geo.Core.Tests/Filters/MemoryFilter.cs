using System.Text;
using Geo.Core.Filters;
using NetTopologySuite.Geometries;

namespace Geo.Core.Tests.Filters;

/// <summary>
/// A plain evaluator of checked trees over one row, written from the standard and apart from the SQL: three-valued logic,
/// instants as DateTime, NTS's older predicates. Null is unknown.
/// </summary>
internal sealed class MemoryFilter(IReadOnlyDictionary<string, object?> row)
{
    public bool? Holds(Expression e) => (bool?)Value(e);

    private object? Value(Expression e) => e switch
    {
        Property p => row[p.Name],
        TextLiteral t => t.Value,
        NumberLiteral n => n.Value,
        BooleanLiteral b => b.Value,
        DateLiteral d => d.Value,
        TimestampLiteral t => t.Value,
        GeometryLiteral g => g.Value,
        ArrayLiteral a => a.Items.Select(item => (string)Value(item)!).ToArray(),
        And and => and.Terms.Select(Holds).Aggregate((bool?)true, (a, b) => a & b),
        Or or => or.Terms.Select(Holds).Aggregate((bool?)false, (a, b) => a | b),
        Not not => !Holds(not.Term),
        Comparison c => Compare(c.Operator, Value(c.Left), Value(c.Right)),
        Like l => Value(l.Value) is string s ? Matches(s, ((TextLiteral)l.Pattern).Value) : null,
        Between b => Compare(ComparisonOperator.AtLeast, Value(b.Value), Value(b.Low)) & Compare(ComparisonOperator.AtMost, Value(b.Value), Value(b.High)),
        In i => i.Items.Select(item => Compare(ComparisonOperator.Equal, Value(i.Value), Value(item))).Aggregate((bool?)false, (a, b) => a | b),
        IsNull n => Value(n.Value) is null,
        Spatial s => Value(s.Left) is Geometry a && Value(s.Right) is Geometry b ? Related(s.Relation, a, b) : null,
        Temporal t => Timed(t),
        ArrayComparison a => Value(a.Left) is string[] x && Value(a.Right) is string[] y ? Sets(a.Relation, x, y) : null,
        Arithmetic a => Value(a.Left) is double x && Value(a.Right) is double y ? Computed(a.Operator, x, y) : null,
        CaseFolded f => Value(f.Text) is string s ? s.ToUpperInvariant().ToLowerInvariant() : null,
        AccentFolded f => Value(f.Text) is string s ? s.Replace('é', 'e').Replace('É', 'E') : null,
        FunctionCall { Name: "char_length" } f => Value(f.Arguments[0]) is string s ? (double)s.Length : null,
        FunctionCall { Name: "abs" } f => Value(f.Arguments[0]) is double d ? Math.Abs(d) : null,
        FunctionCall { Name: "year" } f => Value(f.Arguments[0]) is DateTime at ? (double)at.Year : null,
        _ => throw new InvalidOperationException(e.ToString()),
    };

    private static bool? Compare(ComparisonOperator sign, object? left, object? right)
    {
        if (left is null || right is null) return null;
        int? order = (left, right) switch
        {
            (string a, string b) => Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b)),
            (double a, double b) => a.CompareTo(b),
            (bool a, bool b) => a.CompareTo(b),
            (DateTime a, DateTime b) => a.CompareTo(b),
            (DateOnly a, DateOnly b) => a.CompareTo(b),
            // A day is all its instants: before it, in it, after it.
            (DateTime a, DateOnly b) => DateOnly.FromDateTime(a).CompareTo(b),
            (DateOnly a, DateTime b) => a.CompareTo(DateOnly.FromDateTime(b)),
            _ => throw new InvalidOperationException($"{left} and {right}"),
        };
        return sign switch
        {
            ComparisonOperator.Equal => order == 0,
            ComparisonOperator.NotEqual => order != 0,
            ComparisonOperator.Less => order < 0,
            ComparisonOperator.Greater => order > 0,
            ComparisonOperator.AtMost => order <= 0,
            _ => order >= 0,
        };
    }

    // By recursion over the pattern, as LIKE is defined.
    private static bool Matches(ReadOnlySpan<char> text, ReadOnlySpan<char> pattern)
    {
        if (pattern.IsEmpty) return text.IsEmpty;
        switch (pattern[0])
        {
            case '%':
                for (int i = 0; i <= text.Length; i++)
                {
                    if (Matches(text[i..], pattern[1..])) return true;
                }

                return false;
            case '\\' when pattern.Length > 1:
                return !text.IsEmpty && text[0] == pattern[1] && Matches(text[1..], pattern[2..]);
            case '_':
                return !text.IsEmpty && Matches(text[1..], pattern[1..]);
            default:
                return !text.IsEmpty && text[0] == pattern[0] && Matches(text[1..], pattern[1..]);
        }
    }

    private static bool Related(SpatialRelation relation, Geometry a, Geometry b) => relation switch
    {
        SpatialRelation.Contains => a.Contains(b),
        SpatialRelation.Crosses => a.Crosses(b),
        SpatialRelation.Disjoint => a.Disjoint(b),
        SpatialRelation.Equals => a.EqualsTopologically(b),
        SpatialRelation.Intersects => a.Intersects(b),
        SpatialRelation.Overlaps => a.Overlaps(b),
        SpatialRelation.Touches => a.Touches(b),
        _ => a.Within(b),
    };

    // By comparisons of ends, each unknown where an end is: what the known ends decide is decided.
    private bool? Timed(Temporal t)
    {
        var (a, z) = Ends(t.Left);
        var (b, y) = Ends(t.Right);
        return t.Relation switch
        {
            TemporalRelation.After => Later(a, y),
            TemporalRelation.Before => Later(b, z),
            TemporalRelation.Contains => Later(b, a) & Later(z, y),
            TemporalRelation.Disjoint => Later(b, z) | Later(a, y),
            TemporalRelation.During => Later(a, b) & Later(y, z),
            TemporalRelation.Equals => Same(a, b) & Same(z, y),
            TemporalRelation.FinishedBy => Later(b, a) & Same(z, y),
            TemporalRelation.Finishes => Later(a, b) & Same(z, y),
            TemporalRelation.Intersects => !Later(a, y) & !Later(b, z),
            TemporalRelation.Meets => Same(z, b),
            TemporalRelation.MetBy => Same(a, y),
            TemporalRelation.OverlappedBy => Later(a, b) & Later(y, a) & Later(z, y),
            TemporalRelation.Overlaps => Later(b, a) & Later(z, b) & Later(y, z),
            TemporalRelation.StartedBy => Same(a, b) & Later(z, y),
            _ => Same(a, b) & Later(y, z),
        };
    }

    private static bool? Later(DateTime? a, DateTime? b) => a is { } x && b is { } y ? x > y : null;

    private static bool? Same(DateTime? a, DateTime? b) => a is { } x && b is { } y ? x == y : null;

    // Only instants here, as the generator makes no days in intervals.
    private (DateTime? Start, DateTime? End) Ends(Expression e) => e is Interval i
        ? (i.From is null ? DateTime.MinValue : (DateTime?)Value(i.From), i.To is null ? DateTime.MaxValue : (DateTime?)Value(i.To))
        : ((DateTime?)Value(e), (DateTime?)Value(e));

    private static bool Sets(ArrayRelation relation, string[] a, string[] b) => relation switch
    {
        ArrayRelation.ContainedBy => Array.TrueForAll(a, b.Contains),
        ArrayRelation.Contains => Array.TrueForAll(b, a.Contains),
        ArrayRelation.Equals => Array.TrueForAll(a, b.Contains) && Array.TrueForAll(b, a.Contains),
        _ => Array.Exists(a, b.Contains),
    };

    private static double? Computed(ArithmeticOperator sign, double a, double b)
    {
        double value = sign switch
        {
            ArithmeticOperator.Plus => a + b,
            ArithmeticOperator.Minus => a - b,
            ArithmeticOperator.Times => a * b,
            ArithmeticOperator.Divide => b == 0 ? double.NaN : a / b,
            ArithmeticOperator.WholeDivide => b == 0 ? double.NaN : Math.Truncate(a / b),
            ArithmeticOperator.Modulo => b == 0 ? double.NaN : a % b,
            _ => Math.Pow(a, b),
        };
        return double.IsNaN(value) ? null : value;
    }
}
