using System.Globalization;
using System.Text;
using NetTopologySuite.Geometries;

namespace Geo.Core.Filters;

/// <summary>A tree as CQL2 text, with brackets only where the grammar needs them; read again it is the same tree.</summary>
internal sealed class TextWriter
{
    // What binds how strongly; a weaker expression inside a stronger one gets brackets.
    private const int Disjunction = 0, Conjunction = 1, Negation = 2, Predicate = 3, Sum = 4, Product = 5, Power = 6, Signed = 7, Value = 8;

    private static readonly HashSet<string> s_operators = new(StringComparer.OrdinalIgnoreCase) { "AND", "OR", "NOT", "LIKE", "BETWEEN", "IN", "IS", "NULL", "DIV" };

    private static readonly HashSet<string> s_reserved = new(
        [
            .. s_operators, "TRUE", "FALSE", "CASEI", "ACCENTI", "DATE", "TIMESTAMP", "INTERVAL", "BBOX", "POINT", "LINESTRING", "POLYGON", "MULTIPOINT",
            "MULTILINESTRING", "MULTIPOLYGON", "GEOMETRYCOLLECTION", "Z", .. Operators.Spatial.Keys, .. Operators.Temporal.Keys, .. Operators.Arrays.Keys,
        ], StringComparer.OrdinalIgnoreCase);

    private readonly StringBuilder _text = new();
    private readonly FilterPlace _place;

    private TextWriter(FilterPlace place) => _place = place;

    /// <summary>True for the words that can be no property without quotes.</summary>
    public static bool IsOperator(string word) => s_operators.Contains(word);

    public static string Write(Expression expression, FilterPlace place)
    {
        var writer = new TextWriter(place);
        writer.Put(expression, Disjunction);
        return writer._text.ToString();
    }

    private static int Strength(Expression expression) => expression switch
    {
        Or => Disjunction,
        And => Conjunction,
        Not => Negation,
        Comparison or Like or Between or In or IsNull => Predicate,
        Arithmetic { Operator: ArithmeticOperator.Plus or ArithmeticOperator.Minus } => Sum,
        Arithmetic { Operator: ArithmeticOperator.Power } => Power,
        Arithmetic => Product,
        NumberLiteral { Value: < 0 } => Signed,
        NumberLiteral { Value: 0 } zero when double.IsNegative(zero.Value) => Signed,
        _ => Value,
    };

    private void Put(Expression expression, int least)
    {
        bool brackets = Strength(expression) < least;
        if (brackets) _text.Append('(');
        Plain(expression);
        if (brackets) _text.Append(')');
    }

    private void Plain(Expression expression)
    {
        switch (expression)
        {
            case Or or:
                Join(or.Terms, " OR ", Conjunction);
                break;
            case And and:
                Join(and.Terms, " AND ", Negation);
                break;
            case Not not:
                _text.Append("NOT ");
                Put(not.Term, Predicate);
                break;
            case Comparison c:
                Infix(c.Left, $" {Operators.Comparisons.Name(c.Operator)} ", c.Right, Sum, Sum);
                break;
            case Like like:
                Infix(like.Value, " LIKE ", like.Pattern, Sum, Value);
                break;
            case Between between:
                Infix(between.Value, " BETWEEN ", between.Low, Sum, Sum);
                _text.Append(" AND ");
                Put(between.High, Sum);
                break;
            case In one:
                Put(one.Value, Sum);
                _text.Append(" IN ");
                List(one.Items);
                break;
            case IsNull nothing:
                Put(nothing.Value, Sum);
                _text.Append(" IS NULL");
                break;
            case Arithmetic a:
                int left = Strength(a);
                Infix(a.Left, $" {Operators.Arithmetic.Name(a.Operator)} ", a.Right, left == Power ? Signed : left, left + 1);
                break;
            default:
                Operand(expression);
                break;
        }
    }

    private void Operand(Expression expression)
    {
        switch (expression)
        {
            case Property property:
                Name(property.Name);
                break;
            case TextLiteral text:
                Text(text.Value);
                break;
            case NumberLiteral number:
                _text.Append(Number(number.Value));
                break;
            case BooleanLiteral boolean:
                _text.Append(boolean.Value ? "TRUE" : "FALSE");
                break;
            case DateLiteral date:
                _text.Append(CultureInfo.InvariantCulture, $"DATE('{Instants.Write(date.Value)}')");
                break;
            case TimestampLiteral at:
                _text.Append(CultureInfo.InvariantCulture, $"TIMESTAMP('{Instants.Write(at.Value)}')");
                break;
            case Interval interval:
                _text.Append("INTERVAL(");
                Side(interval.From);
                _text.Append(", ");
                Side(interval.To);
                _text.Append(')');
                break;
            case GeometryLiteral geometry:
                Shape(geometry.Value);
                break;
            case BoxLiteral box:
                _text.Append("BBOX(").AppendJoin(", ", box.Bounds.Select(Number)).Append(')');
                break;
            case ArrayLiteral { Items.Count: 1 }:
                throw _place.Wrong("CQL2 text has no form for a list of one here", "write the filter as CQL2 JSON");
            case ArrayLiteral array:
                List(array.Items);
                break;
            case Spatial spatial:
                Call(Operators.Spatial.Name(spatial.Relation).ToUpperInvariant(), spatial.Left, spatial.Right);
                break;
            case Temporal temporal:
                Call(Operators.Temporal.Name(temporal.Relation).ToUpperInvariant(), temporal.Left, temporal.Right);
                break;
            case ArrayComparison arrays:
                _text.Append(Operators.Arrays.Name(arrays.Relation).ToUpperInvariant()).Append('(');
                Array(arrays.Left);
                _text.Append(", ");
                Array(arrays.Right);
                _text.Append(')');
                break;
            case CaseFolded folded:
                Folded("CASEI", folded.Text);
                break;
            case AccentFolded folded:
                Folded("ACCENTI", folded.Text);
                break;
            case FunctionCall call:
                _text.Append(IsPlain(call.Name) ? call.Name : throw _place.Wrong($"'{call.Name}' is no name of a function in CQL2 text", "use letters, digits and _"));
                List(call.Arguments);
                break;
            default:
                throw new InvalidOperationException($"no text for {expression.GetType().Name}");
        }
    }

    private void Join(ValueList<Expression> terms, string between, int least)
    {
        for (int i = 0; i < terms.Count; i++)
        {
            if (i > 0) _text.Append(between);
            Put(terms[i], least);
        }
    }

    private void Infix(Expression left, string sign, Expression right, int leastLeft, int leastRight)
    {
        Put(left, leastLeft);
        _text.Append(sign);
        Put(right, leastRight);
    }

    private void List(ValueList<Expression> items)
    {
        _text.Append('(');
        Join(items, ", ", Disjunction);
        _text.Append(')');
    }

    private void Array(Expression operand)
    {
        if (operand is ArrayLiteral array) List(array.Items);
        else Put(operand, Value);
    }

    private void Call(string name, Expression left, Expression right)
    {
        _text.Append(name).Append('(');
        Infix(left, ", ", right, Sum, Sum);
        _text.Append(')');
    }

    private void Folded(string name, Expression text)
    {
        _text.Append(name).Append('(');
        Put(text, Value);
        _text.Append(')');
    }

    private void Side(Expression? side)
    {
        string? plain = side switch
        {
            null => "..",
            DateLiteral day => Instants.Write(day.Value),
            TimestampLiteral at => Instants.Write(at.Value),
            _ => null,
        };
        if (plain is not null) _text.Append('\'').Append(plain).Append('\'');
        else Put(side!, Value);
    }

    private void Name(string name)
    {
        if (IsPlain(name)) _text.Append(name);
        else _text.Append('"').Append(name.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
    }

    private static bool IsPlain(string name) => name.Length > 0 && !s_reserved.Contains(name)
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or ':') && !char.IsAsciiDigit(name[0]);

    private void Text(string value)
    {
        if (value.EndsWith('\\')) throw _place.Wrong("CQL2 text has no form for a text that ends with a backslash", "write the filter as CQL2 JSON");
        _text.Append('\'');
        for (int i = 0; i < value.Length; i++)
        {
            // After a backslash '' would be read as an escaped quote and the end.
            if (value[i] == '\'') _text.Append(i > 0 && value[i - 1] == '\\' ? "\\'" : "''");
            else _text.Append(value[i]);
        }

        _text.Append('\'');
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private void Shape(Geometry geometry)
    {
        _text.Append(geometry.GeometryType.ToUpperInvariant()).Append(geometry.Coordinate is CoordinateZ ? " Z " : " ");
        Rings(geometry);
    }

    private void Rings(Geometry geometry)
    {
        switch (geometry)
        {
            case Polygon polygon:
                Members([polygon.Shell, .. polygon.Holes], Rings);
                break;
            case GeometryCollection collection:
                Members(collection.Geometries, collection.GeometryType == "GeometryCollection" ? Shape : Rings);
                break;
            default:
                _text.Append('(').AppendJoin(", ", geometry.Coordinates.Select(c => c is CoordinateZ z ? $"{Number(z.X)} {Number(z.Y)} {Number(z.Z)}" : $"{Number(c.X)} {Number(c.Y)}")).Append(')');
                break;
        }
    }

    private void Members(Geometry[] members, Action<Geometry> put)
    {
        _text.Append('(');
        for (int i = 0; i < members.Length; i++)
        {
            if (i > 0) _text.Append(", ");
            put(members[i]);
        }

        _text.Append(')');
    }
}
