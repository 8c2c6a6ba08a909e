using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Geo.Core.Filters;

/// <summary>
/// A checked tree to SQL. SQLite's own three-valued logic is CQL2's. What SQLite lacks (LIKE with case, folding, geometries,
/// sets) are functions registered on the connection, which take the number of a pattern, literal or relation made ready here.
/// </summary>
internal sealed partial class SqlTranslation(Queryables queryables, GeometryColumns columns)
{
    private readonly List<(string Name, object Value)> _parameters = [];
    private readonly List<LikePattern> _patterns = [];
    private readonly List<Func<Func<byte[]?, object?>>> _ofRow = [];
    private readonly HashSet<string> _used = [];
    private readonly StringBuilder _near = new();
    private readonly List<string> _places = [];
    private readonly List<IndexableCondition> _indexable = [];

    public SqlFilter Of(Expression expression)
    {
        string condition = Sql(expression);
        Narrow(expression);
        return new SqlFilter(condition, _near.ToString(), _places, _indexable, _parameters, [.. _used.Select(Registered)]);
    }

    private string Sql(Expression expression) => expression switch
    {
        Property property => Column(property).Sql,
        TextLiteral text => Parameter(text.Value),
        NumberLiteral number => Parameter(number.Value),
        BooleanLiteral boolean => boolean.Value ? "1" : "0",
        DateLiteral day => Parameter(Instants.Write(day.Value)),
        TimestampLiteral at => Parameter(Instants.Sortable(at.Value)),
        ArrayLiteral array => ArrayOf(array),
        And and => Balanced([.. and.Terms.Select(Sql)], "AND"),
        Or or => Balanced([.. or.Terms.Select(Sql)], "OR"),
        Not not => $"(NOT {Sql(not.Term)})",
        Comparison c => Compared(c.Operator, c.Left, c.Right),
        Like like => Liked(like.Value, ((TextLiteral)like.Pattern).Value),
        Between b => $"({Compared(ComparisonOperator.AtLeast, b.Value, b.Low)} AND {Compared(ComparisonOperator.AtMost, b.Value, b.High)})",
        In one => OneOf(one),
        IsNull nothing => Nothing(nothing.Value),
        Spatial spatial => Related(spatial),
        Temporal temporal => Timed(temporal),
        ArrayComparison a => $"{Use("cql_sets")}({(int)a.Relation}, {Sql(a.Left)}, {Sql(a.Right)})",
        Arithmetic a => Computed(a),
        CaseFolded folded => Folded(folded.Text, "cql_casei", Folding.Case),
        AccentFolded folded => Folded(folded.Text, "cql_accenti", Folding.Accent),
        FunctionCall call => Called(call),
        _ => throw new InvalidOperationException($"no SQL for {expression.GetType().Name}"),
    };

    private QueryableProperty Column(Property property) => queryables.Find(property.Name)!;

    // As a tree of pairs: SQLite takes no expression deeper than 1000, and a chain of n terms is n deep.
    private static string Balanced(ReadOnlySpan<string> terms, string word) => terms.Length == 1
        ? terms[0]
        : $"({Balanced(terms[..(terms.Length / 2)], word)} {word} {Balanced(terms[(terms.Length / 2)..], word)})";

    private string Compared(ComparisonOperator sign, Expression left, Expression right)
    {
        bool day = IsDay(left), otherDay = IsDay(right);
        if (day == otherDay || !(day || IsInstant(left)) || !(otherDay || IsInstant(right)))
        {
            return $"({Sql(left)} {Operators.Comparisons.Name(sign)} {Sql(right)})";
        }

        // A day beside an instant is all of that day.
        if (day) return Compared(Mirrored(sign), right, left);
        string at = Sql(left);
        var (start, end) = Ends(right, wholeDays: false);
        return sign switch
        {
            ComparisonOperator.Equal => $"({at} >= {start} AND {at} <= {end})",
            ComparisonOperator.NotEqual => $"({at} < {start} OR {at} > {end})",
            ComparisonOperator.Less => $"({at} < {start})",
            ComparisonOperator.AtMost => $"({at} <= {end})",
            ComparisonOperator.Greater => $"({at} > {end})",
            _ => $"({at} >= {start})",
        };
    }

    private static ComparisonOperator Mirrored(ComparisonOperator sign) => sign switch
    {
        ComparisonOperator.Less => ComparisonOperator.Greater,
        ComparisonOperator.Greater => ComparisonOperator.Less,
        ComparisonOperator.AtMost => ComparisonOperator.AtLeast,
        ComparisonOperator.AtLeast => ComparisonOperator.AtMost,
        _ => sign,
    };

    private string OneOf(In one)
    {
        bool mixed = one.Items.Any(item => IsDay(item) != IsDay(one.Value));
        return mixed
            ? Balanced([.. one.Items.Select(item => Compared(ComparisonOperator.Equal, one.Value, item))], "OR")
            : $"({Sql(one.Value)} IN ({string.Join(", ", one.Items.Select(Sql))}))";
    }

    // An interval or list of properties is something, whatever is in it.
    private string Nothing(Expression value) => value is Interval or GeometryLiteral ? "0" : $"({Sql(value)} IS NULL)";

    private string Liked(Expression value, string text)
    {
        var pattern = new LikePattern(text);
        string of = Sql(value), prefix = pattern.Prefix;
        if (pattern.IsPlain) return $"({of} = {Parameter(prefix)})";
        _patterns.Add(pattern);
        string call = $"{Use("cql_like")}({of}, {Number(_patterns.Count - 1)})";
        // What a match starts with lets an index of the column serve.
        return value is Property && prefix.Length > 0 && prefix[^1] < '\uD7FF'
            ? $"({of} >= {Parameter(prefix)} AND {of} < {Parameter(prefix[..^1] + (char)(prefix[^1] + 1))} AND {call})"
            : call;
    }

    private string Folded(Expression text, string function, Func<string, string> fold) => Constant(text) is { } plain
        ? Parameter(fold(plain))
        : $"{Use(function)}({Sql(text)})";

    private static string? Constant(Expression text) => text switch
    {
        TextLiteral literal => literal.Value,
        CaseFolded folded => Constant(folded.Text) is { } inner ? Folding.Case(inner) : null,
        AccentFolded folded => Constant(folded.Text) is { } inner ? Folding.Accent(inner) : null,
        _ => null,
    };

    // In doubles throughout: whole numbers divide to fractions, and what has no value is NULL as in SQLite's own division by zero.
    private string Computed(Arithmetic a)
    {
        string left = $"CAST({Sql(a.Left)} AS REAL)", right = $"CAST({Sql(a.Right)} AS REAL)";
        return a.Operator switch
        {
            ArithmeticOperator.Plus => $"({left} + {right})",
            ArithmeticOperator.Minus => $"({left} - {right})",
            ArithmeticOperator.Times => $"({left} * {right})",
            ArithmeticOperator.Divide => $"({left} / {right})",
            ArithmeticOperator.WholeDivide => $"trunc({left} / {right})",
            ArithmeticOperator.Modulo => $"mod({left}, {right})",
            _ => $"pow({left}, {right})",
        };
    }

    private string ArrayOf(ArrayLiteral array) => array.Items.All(SqlArrays.IsConstant)
        ? Parameter(new System.Text.Json.Nodes.JsonArray([.. array.Items.Select(SqlArrays.Constant)]).ToJsonString())
        : $"json_array({string.Join(", ", array.Items.Select(Sql))})";

    private string Parameter(object value)
    {
        string name = "@f" + Number(_parameters.Count);
        _parameters.Add((name, value));
        return name;
    }

    private string Use(string function)
    {
        _used.Add(function);
        return function;
    }

    private static string Number(int n) => n.ToString(CultureInfo.InvariantCulture);

    private Action<SqliteConnection> Registered(string function)
    {
        switch (function)
        {
            case "cql_like":
                var patterns = _patterns;
                return connection => connection.CreateFunction<string?, int, bool?>("cql_like", (text, n) => text is null ? null : patterns[n].Matches(text), isDeterministic: true);
            case "cql_casei":
                return connection => connection.CreateFunction<string?, string?>("cql_casei", text => text is null ? null : Folding.Case(text), isDeterministic: true);
            case "cql_accenti":
                return connection => connection.CreateFunction<string?, string?>("cql_accenti", text => text is null ? null : Folding.Accent(text), isDeterministic: true);
            case "cql_sets":
                return connection => connection.CreateFunction<int, string?, string?, bool?>("cql_sets", (relation, a, b) => SqlArrays.Holds((ArrayRelation)relation, a, b), isDeterministic: true);
            case "cql_pair":
                return connection => connection.CreateFunction<string, byte[]?, byte[]?, object?>("cql_pair", OfPair, isDeterministic: true);
            default:
                var makers = _ofRow;
                return connection =>
                {
                    // Prepared geometries belong to one thread, hence to one command.
                    var ready = makers.ConvertAll(make => make());
                    connection.CreateFunction<int, byte[]?, object?>("cql_row", (n, blob) => ready[n](blob), isDeterministic: true);
                };
        }
    }
}
