using System.Globalization;

namespace Geo.Core.Filters;

/// <summary>
/// Holds a tree against the properties of a layer: unknown names, wrong kinds of value. Gives the tree back with geometries in
/// longitude/latitude, and texts that stand where an instant is needed read as such (as GDAL and others write them).
/// </summary>
internal sealed class Checker(Queryables queryables, FilterCrs crs, FilterPlace place)
{
    private const string Example = "compare it with something, as in town = '河东镇'";

    /// <summary>The tree as a condition.</summary>
    public Expression Condition(Expression expression)
    {
        if (expression is Property name)
        {
            Find(name);
            throw place.Wrong($"the property {name.Name} alone is no condition", name.Name.Length > 0 && Find(name).Type == FilterType.Boolean ? $"write {name.Name} = TRUE" : Example);
        }

        var (checkedOne, type) = Check(expression);
        return type == FilterType.Boolean ? checkedOne : throw place.Wrong($"a {Word(type)} stands where a condition is needed", Example);
    }

    private QueryableProperty Find(Property property) => queryables.Find(property.Name)
        ?? throw place.Wrong($"there is no property '{Short(property.Name)}'", $"use one of {string.Join(", ", queryables.All.Select(q => q.Name))}; texts stand in single quotes");

    private (Expression Node, FilterType Type) Check(Expression expression)
    {
        switch (expression)
        {
            case Property property:
                return (property, Find(property).Type);
            case TextLiteral:
                return (expression, FilterType.Text);
            case NumberLiteral:
                return (expression, FilterType.Number);
            case BooleanLiteral:
                return (expression, FilterType.Boolean);
            case DateLiteral:
                return (expression, FilterType.Date);
            case TimestampLiteral:
                return (expression, FilterType.Timestamp);
            case Interval interval:
                return (Sides(interval), FilterType.Interval);
            case GeometryLiteral geometry:
                return (new GeometryLiteral(crs.ToLonLat(geometry.Value, place)), FilterType.Geometry);
            case BoxLiteral box:
                return (new GeometryLiteral(crs.ToLonLat(box, place)), FilterType.Geometry);
            case ArrayLiteral array:
                return (Items(array), FilterType.Array);
            case And and:
                return (new And([.. and.Terms.Select(Condition)]), FilterType.Boolean);
            case Or or:
                return (new Or([.. or.Terms.Select(Condition)]), FilterType.Boolean);
            case Not not:
                return (new Not(Condition(not.Term)), FilterType.Boolean);
            case Comparison c:
                var (left, right) = Match(Check(c.Left), Check(c.Right), Operators.Comparisons.Name(c.Operator));
                return (new Comparison(c.Operator, left.Node, right.Node), FilterType.Boolean);
            case Like like:
                return (new Like(Of(like.Value, "LIKE", FilterType.Text), Pattern(like.Pattern)), FilterType.Boolean);
            case Between between:
                return (Bounds(between), FilterType.Boolean);
            case In one:
                return (OneOf(one), FilterType.Boolean);
            case IsNull nothing:
                return (new IsNull(Check(nothing.Value).Node), FilterType.Boolean);
            case Spatial s:
                string relation = Operators.Spatial.Name(s.Relation);
                return (new Spatial(s.Relation, Of(s.Left, relation, FilterType.Geometry), Of(s.Right, relation, FilterType.Geometry)), FilterType.Boolean);
            case Temporal t:
                string name = Operators.Temporal.Name(t.Relation);
                return (new Temporal(t.Relation, Time(t.Left, name), Time(t.Right, name)), FilterType.Boolean);
            case ArrayComparison a:
                string of = Operators.Arrays.Name(a.Relation);
                return (new ArrayComparison(a.Relation, Of(a.Left, of, FilterType.Array), Of(a.Right, of, FilterType.Array)), FilterType.Boolean);
            case Arithmetic a:
                string sign = Operators.Arithmetic.Name(a.Operator);
                return (new Arithmetic(a.Operator, Of(a.Left, sign, FilterType.Number), Of(a.Right, sign, FilterType.Number)), FilterType.Number);
            case CaseFolded folded:
                return (new CaseFolded(Of(folded.Text, "CASEI", FilterType.Text)), FilterType.Text);
            case AccentFolded folded:
                return (new AccentFolded(Of(folded.Text, "ACCENTI", FilterType.Text)), FilterType.Text);
            case FunctionCall call:
                return Function(call);
            default:
                throw new InvalidOperationException($"no check for {expression.GetType().Name}");
        }
    }

    private Expression Of(Expression expression, string asker, params ReadOnlySpan<FilterType> wanted)
    {
        var (node, type) = Check(expression);
        return wanted.Contains(type) ? node : throw place.Wrong($"{Named((node, type))} stands where {asker} needs a {Word(wanted[0])}", "give a value of that kind");
    }

    private Expression Time(Expression expression, string asker) =>
        Of(AsTime(expression), asker, FilterType.Timestamp, FilterType.Date, FilterType.Interval);

    private Interval Sides(Interval interval)
    {
        Expression? Side(Expression? side) => side is null ? null : Of(AsTime(side), "INTERVAL", FilterType.Timestamp, FilterType.Date);
        var (from, to) = (Side(interval.From), Side(interval.To));
        bool backwards = (from, to) switch
        {
            (DateLiteral a, DateLiteral b) => a.Value > b.Value,
            (TimestampLiteral a, TimestampLiteral b) => a.Value > b.Value,
            (DateLiteral a, TimestampLiteral b) => a.Value > DateOnly.FromDateTime(b.Value),
            (TimestampLiteral a, DateLiteral b) => DateOnly.FromDateTime(a.Value) > b.Value,
            _ => false,
        };
        return backwards ? throw place.Wrong("an interval ends before it starts", "give its start first") : new Interval(from, to);
    }

    private ArrayLiteral Items(ArrayLiteral array)
    {
        var items = array.Items.Select(Check).ToList();
        if (items.Find(item => item.Type is FilterType.Geometry or FilterType.Interval or FilterType.Array) is { Node: not null } odd)
        {
            throw place.Wrong($"a list holds a {Word(odd.Type)}", "give texts, numbers, true or false, days or instants");
        }

        // SQLite takes at most 127 arguments to json_array.
        if (items.Count > 100 && items.Exists(item => !SqlArrays.IsConstant(item.Node))) throw place.Wrong("a list of more than 100 items holds properties", "give values only");
        return new ArrayLiteral([.. items.Select(item => item.Node)]);
    }

    private In OneOf(In one)
    {
        if (one.Items.Count == 0) throw place.Wrong("the list of IN is empty", "give at least one value");
        var value = Check(one.Value);
        var items = new List<Expression>();
        foreach (var item in one.Items)
        {
            (value, var matched) = Match(value, Check(item), "IN");
            items.Add(matched.Node);
        }

        return new In(value.Node, [.. items]);
    }

    private Between Bounds(Between between)
    {
        var (value, low) = Match(Check(between.Value), Check(between.Low), "BETWEEN");
        (value, var high) = Match(value, Check(between.High), "BETWEEN");
        return value.Type is FilterType.Number or FilterType.Timestamp or FilterType.Date
            ? new Between(value.Node, low.Node, high.Node)
            : throw place.Wrong("BETWEEN compares numbers, days or instants only", "use >= and <= for texts");
    }

    // Two values of one kind; a text beside an instant is read as one.
    private ((Expression Node, FilterType Type) Left, (Expression Node, FilterType Type) Right) Match(
        (Expression Node, FilterType Type) left, (Expression Node, FilterType Type) right, string asker)
    {
        if (IsTime(left.Type)) right = AsTime(right);
        if (IsTime(right.Type)) left = AsTime(left);
        bool comparable = left.Type is not (FilterType.Geometry or FilterType.Array or FilterType.Interval)
            && (left.Type == right.Type || (IsTime(left.Type) && IsTime(right.Type)));
        return comparable ? (left, right) : throw place.Wrong($"{asker} does not compare {Named(left)} with {Named(right)}",
            left.Type == right.Type ? "use the functions S_…, T_… or A_… for geometries, intervals and lists" : "give two values of one kind");
    }

    private (Expression Node, FilterType Type) AsTime((Expression Node, FilterType Type) value) => value.Type == FilterType.Text ? Check(AsTime(value.Node)) : value;

    private static bool IsTime(FilterType type) => type is FilterType.Timestamp or FilterType.Date;

    private static Expression AsTime(Expression expression) => expression is TextLiteral text && Instants.Read(text.Value) is { } instant ? instant : expression;

    private TextLiteral Pattern(Expression pattern)
    {
        string? Text(Expression node) => node switch
        {
            TextLiteral text => text.Value,
            CaseFolded folded => Text(folded.Text) is { } inner ? Folding.Case(inner) : null,
            AccentFolded folded => Text(folded.Text) is { } inner ? Folding.Accent(inner) : null,
            _ => null,
        };
        return Text(pattern) is { } plain ? new TextLiteral(plain) : throw place.Wrong("the pattern of LIKE is no text", "write it in single quotes, in CASEI(…) or ACCENTI(…) if need be");
    }

    private (Expression, FilterType) Function(FunctionCall call)
    {
        var function = FilterFunction.Find(call.Name)
            ?? throw place.Wrong($"there is no function '{Short(call.Name)}'", $"use one of {string.Join(", ", FilterFunction.All.Select(f => f.Name))}");
        if (function.Arguments.Count != call.Arguments.Count)
        {
            throw place.Wrong(string.Create(CultureInfo.InvariantCulture, $"{function.Name} takes {function.Arguments.Count} arguments, {call.Arguments.Count} were given"), $"write {function.Name}({string.Join(", ", function.Arguments.Select(a => a.Name))})");
        }

        var arguments = function.Arguments.Select((wanted, i) => wanted.Type == FilterType.Timestamp
            ? Of(AsTime(call.Arguments[i]), function.Name, FilterType.Timestamp, FilterType.Date)
            : Of(call.Arguments[i], function.Name, wanted.Type));
        return (new FunctionCall(function.Name, [.. arguments]), function.Returns);
    }

    private static string Named((Expression Node, FilterType Type) value) => value.Node is Property property ? $"{property.Name} (a {Word(value.Type)})" : $"a {Word(value.Type)}";

    private static string Word(FilterType type) => type switch
    {
        FilterType.Boolean => "true-or-false value",
        FilterType.Timestamp => "time",
        FilterType.Date => "day",
        FilterType.Interval => "interval of time",
        FilterType.Array => "list",
        _ => type.ToString().ToLowerInvariant(),
    };

    private static string Short(string value) => value.Length <= 40 ? value : value[..40] + "…";
}
