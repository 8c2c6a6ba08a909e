using CsCheck;
using Geo.Core.Filters;
using NetTopologySuite.Geometries;

namespace Geo.Core.Tests.Filters;

/// <summary>Random rows and random filters over <see cref="FilterText.Things"/>, with values that meet often.</summary>
internal static class RandomFilters
{
    private static readonly DateTime s_first = new(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly string[] s_names = ["", "a", "A", "ab", "Ab", "é", "É", "a_b", "a%b", "it's", "河东镇", "河西", "b\\c", "abc"];
    private static readonly string[] s_patterns = ["a%", "%b", "_", "a\\_b", "a\\%b", "%", "A_", "河%", "abc", "%'%", "é", ""];

    public static readonly Gen<string> Name = Pick(s_names);
    private static readonly Gen<double> s_number = Gen.OneOf(Gen.Int[-3, 5].Select(n => (double)n), Pick(0.5, -2.25, 1e6));
    private static readonly Gen<DateTime> s_at = Gen.Int[0, 9].Select(h => s_first.AddHours(8 * h)).Select(Pick(0, 1, 500), (at, ms) => at.AddMilliseconds(ms));
    private static readonly Gen<DateOnly> s_day = Gen.Int[0, 4].Select(d => DateOnly.FromDateTime(s_first).AddDays(d));
    private static readonly Gen<Geometry> s_box = Gen.Select(Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[1, 3], Gen.Int[1, 3]).Select(b => (Geometry)Box(b.Item1, b.Item2, b.Item3, b.Item4));
    private static readonly Gen<Geometry> s_point = Gen.Select(Gen.Int[0, 6], Gen.Int[0, 6]).Select(p => (Geometry)new Point(p.Item1, p.Item2));
    private static readonly Gen<Geometry> s_line = Gen.Select(Gen.Int[0, 5], Gen.Int[0, 5], Gen.Int[1, 4]).Select(l => (Geometry)new LineString([new(l.Item1, l.Item2), new(l.Item1 + l.Item3, l.Item2), new(l.Item1 + l.Item3, l.Item2 + 1)]));
    public static readonly Gen<Geometry> Shape = Gen.OneOf(s_box, s_point, s_line);
    private static readonly Gen<string[]> s_tags = Pick("x", "y", "z", "it's").Array[0, 3];

    /// <summary>A row: text, double, bool, DateTime, DateOnly, string[], Geometry; any but the id may be null.</summary>
    public static readonly Gen<Dictionary<string, object?>> Row =
        Gen.Select(Maybe(Name), Maybe(Gen.Int[-3, 5].Select(n => (double)n)), Maybe(s_number), Maybe(Gen.Bool), Gen.Select(Maybe(s_at), Maybe(s_at), Maybe(s_day)), Gen.Select(Maybe(s_tags), Maybe(Shape)))
            .Select(v => new Dictionary<string, object?> { ["name"] = v.Item1, ["n"] = v.Item2, ["r"] = v.Item3, ["ok"] = v.Item4, ["at"] = v.Item5.Item1, ["until"] = v.Item5.Item2, ["day"] = v.Item5.Item3, ["tags"] = v.Item6.Item1, ["geometry"] = v.Item6.Item2 });

    /// <summary>A condition that fits the table.</summary>
    public static readonly Gen<Expression> Condition = Gen.Recursive<Expression>((depth, inner) => depth >= 3
        ? Gen.OneOf(Predicates)
        : Gen.Frequency([(4, Gen.OneOf(Predicates)), (1, inner.Array[2, 4].Select(terms => (Expression)new And([.. terms]))), (1, inner.Array[2, 4].Select(terms => (Expression)new Or([.. terms]))), (1, inner.Select(term => (Expression)new Not(term)))]));

    private static Gen<Expression> Numeric => Gen.Recursive<Expression>((depth, inner) =>
    {
        var leaf = Gen.OneOf(s_number.Select(n => (Expression)new NumberLiteral(n)), Pick<Expression>(new Property("n"), new Property("r"), new FunctionCall("abs", [new Property("r")]), new FunctionCall("char_length", [new Property("name")]), new FunctionCall("year", [new Property("at")])));
        return depth >= 2 ? leaf : Gen.Frequency([(2, leaf), (1, Gen.Select(Gen.Enum<ArithmeticOperator>(), inner, inner).Select(a => (Expression)new Arithmetic(a.Item1, a.Item2, a.Item3)))]);
    });

    private static Gen<Expression> Textual => Gen.OneOf(Name.Where(n => !n.EndsWith('\\')).Select(n => (Expression)new TextLiteral(n)), Pick<Expression>(new Property("name"), new CaseFolded(new Property("name")), new AccentFolded(new CaseFolded(new Property("name")))));

    private static Gen<Expression> Time => Gen.OneOf(s_at.Select(at => (Expression)new TimestampLiteral(at)), Pick<Expression>(new Property("at"), new Property("until")));

    private static Gen<Expression> TimeOrDay => Gen.OneOf(Time, s_day.Select(day => (Expression)new DateLiteral(day)), Gen.Const<Expression>(new Property("day")));

    private static Gen<Expression> Span => Gen.OneOf(Time, Gen.Select(s_at, s_at).Select(i => (Expression)new Interval(new TimestampLiteral(i.Item1 < i.Item2 ? i.Item1 : i.Item2), new TimestampLiteral(i.Item1 < i.Item2 ? i.Item2 : i.Item1))),
        Pick<Expression>(new Interval(new Property("at"), new Property("until")), new Interval(new Property("at"), null)), s_at.Select(at => (Expression)new Interval(null, new TimestampLiteral(at))));

    private static Gen<Expression> Place => Gen.OneOf(Shape.Select(g => (Expression)new GeometryLiteral(g)), Gen.Const<Expression>(new Property("geometry")));

    private static Gen<Expression> List => Gen.OneOf(s_tags.Select(t => (Expression)new ArrayLiteral([.. t.Select(x => (Expression)new TextLiteral(x))])), Gen.Const<Expression>(new Property("tags")));

    private static Gen<Expression>[] Predicates =>
    [
        Gen.Bool.Select(b => (Expression)new BooleanLiteral(b)),
        Compared(Numeric), Compared(Textual), Compared(TimeOrDay), Compared(Gen.OneOf(Gen.Bool.Select(b => (Expression)new BooleanLiteral(b)), Gen.Const<Expression>(new Property("ok")))),
        Gen.Select(Textual, Pick(s_patterns)).Select(l => (Expression)new Like(l.Item1, new TextLiteral(l.Item2))),
        Gen.Select(Numeric, Numeric, Numeric).Select(b => (Expression)new Between(b.Item1, b.Item2, b.Item3)),
        Gen.Select(TimeOrDay, TimeOrDay, TimeOrDay).Select(b => (Expression)new Between(b.Item1, b.Item2, b.Item3)),
        Gen.Select(Numeric, Numeric.Array[1, 3]).Select(i => (Expression)new In(i.Item1, [.. i.Item2])),
        Gen.Select(Textual, Textual.Array[1, 3]).Select(i => (Expression)new In(i.Item1, [.. i.Item2])),
        Gen.Select(TimeOrDay, TimeOrDay.Array[1, 3]).Select(i => (Expression)new In(i.Item1, [.. i.Item2])),
        Gen.OneOf(Numeric, Textual, TimeOrDay, Pick<Expression>(new Property("geometry"), new Property("tags"), new Property("ok"))).Select(v => (Expression)new IsNull(v)),
        Gen.Select(Gen.Enum<SpatialRelation>(), Place, Place).Select(s => (Expression)new Spatial(s.Item1, s.Item2, s.Item3)),
        Gen.Select(Gen.Enum<TemporalRelation>(), Span, Span).Select(t => (Expression)new Temporal(t.Item1, t.Item2, t.Item3)),
        Gen.Select(Gen.Enum<ArrayRelation>(), List, List).Select(a => (Expression)new ArrayComparison(a.Item1, a.Item2, a.Item3)),
    ];

    private static Gen<Expression> Compared(Gen<Expression> value) => Gen.Select(Gen.Enum<ComparisonOperator>(), value, value).Select(c => (Expression)new Comparison(c.Item1, c.Item2, c.Item3));

    private static Gen<object?> Maybe<T>(Gen<T> value) => Gen.Select(Gen.Int[0, 4], value).Select(v => v.Item1 == 0 ? null : (object?)v.Item2);

    private static Gen<T> Pick<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Polygon Box(int x, int y, int width, int height) => new Polygon(new LinearRing([new(x, y), new(x + width, y), new(x + width, y + height), new(x, y + height), new(x, y)]));
}
