using NetTopologySuite.Geometries;

namespace Geo.Core.Filters;

/// <summary>A node of a CQL2 1.0 expression; equal where the trees are.</summary>
public abstract record Expression;

/// <summary>A property of the thing filtered.</summary>
public sealed record Property(string Name) : Expression;

/// <summary>A text.</summary>
public sealed record TextLiteral(string Value) : Expression;

/// <summary>A finite number.</summary>
public sealed record NumberLiteral(double Value) : Expression;

/// <summary>True or false.</summary>
public sealed record BooleanLiteral(bool Value) : Expression;

/// <summary>A day without a zone; where it meets instants it is the whole day in UTC.</summary>
public sealed record DateLiteral(DateOnly Value) : Expression;

/// <summary>An instant, UTC.</summary>
public sealed record TimestampLiteral(DateTime Value) : Expression;

/// <summary>A closed interval; a side is an instant expression, or null where it is open.</summary>
public sealed record Interval(Expression? From, Expression? To) : Expression;

/// <summary>A geometry in the filter's CRS, axes in that CRS's order as written; heights are kept and mean nothing.</summary>
public sealed record GeometryLiteral(Geometry Value) : Expression
{
    /// <summary>Equal where vertex by vertex the same.</summary>
    public bool Equals(GeometryLiteral? other) => other is not null && Value.EqualsExact(other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode();
}

/// <summary>A box of four numbers, or six with heights, in the axis order of the filter's CRS; west above east crosses the antimeridian.</summary>
public sealed record BoxLiteral(ValueList<double> Bounds) : Expression;

/// <summary>A list of values.</summary>
public sealed record ArrayLiteral(ValueList<Expression> Items) : Expression;

/// <summary>All hold.</summary>
public sealed record And(ValueList<Expression> Terms) : Expression;

/// <summary>One holds.</summary>
public sealed record Or(ValueList<Expression> Terms) : Expression;

/// <summary>It does not hold; unknown stays unknown.</summary>
public sealed record Not(Expression Term) : Expression;

/// <summary>Two values compared.</summary>
public sealed record Comparison(ComparisonOperator Operator, Expression Left, Expression Right) : Expression;

/// <summary>A text like a pattern: % any characters, _ one, \ takes the next as it is.</summary>
public sealed record Like(Expression Value, Expression Pattern) : Expression;

/// <summary>A number between two, both included.</summary>
public sealed record Between(Expression Value, Expression Low, Expression High) : Expression;

/// <summary>A value that is one of a list.</summary>
public sealed record In(Expression Value, ValueList<Expression> Items) : Expression;

/// <summary>Nothing is there.</summary>
public sealed record IsNull(Expression Value) : Expression;

/// <summary>A relation of two geometries.</summary>
public sealed record Spatial(SpatialRelation Relation, Expression Left, Expression Right) : Expression;

/// <summary>A relation of two instants or intervals.</summary>
public sealed record Temporal(TemporalRelation Relation, Expression Left, Expression Right) : Expression;

/// <summary>A relation of two arrays, taken as sets.</summary>
public sealed record ArrayComparison(ArrayRelation Relation, Expression Left, Expression Right) : Expression;

/// <summary>Two numbers combined, in double precision; what has no value (a division by zero) is null.</summary>
public sealed record Arithmetic(ArithmeticOperator Operator, Expression Left, Expression Right) : Expression;

/// <summary>A text without regard to case (Unicode full case folding).</summary>
public sealed record CaseFolded(Expression Text) : Expression;

/// <summary>A text without accents.</summary>
public sealed record AccentFolded(Expression Text) : Expression;

/// <summary>A function of <see cref="FilterFunction.All"/>.</summary>
public sealed record FunctionCall(string Name, ValueList<Expression> Arguments) : Expression;
