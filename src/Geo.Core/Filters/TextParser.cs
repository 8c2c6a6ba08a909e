using System.Globalization;

namespace Geo.Core.Filters;

/// <summary>
/// CQL2 text to a tree, by recursive descent over the grammar of OGC 21-065r2, annex B: or, and, not, predicate, sum, product,
/// power, value. Which kinds of value may stand where is the checker's business, except where the grammar needs to know.
/// </summary>
internal sealed partial class TextParser
{
    private readonly TextLexer _lexer;
    private readonly FilterMeter _meter;
    private Token _token;

    private TextParser(string text, FilterMeter meter)
    {
        meter.Length(text);
        (_lexer, _meter) = (new TextLexer(text, meter.Place), meter);
        _token = _lexer.Next();
    }

    public static Expression Parse(string text, FilterMeter meter)
    {
        var parser = new TextParser(text, meter);
        var expression = parser.Disjunction();
        return parser._token.Kind == TokenKind.End ? expression : throw parser.Expected("AND, OR, an operator or the end of the filter");
    }

    private Expression Disjunction()
    {
        _meter.Down();
        var terms = new List<Expression> { Conjunction() };
        while (Take("OR")) terms.Add(Conjunction());
        _meter.Up();
        return terms.Count == 1 ? terms[0] : _meter.Node(new Or([.. terms]));
    }

    private Expression Conjunction()
    {
        var terms = new List<Expression> { Negation() };
        while (Take("AND")) terms.Add(Negation());
        return terms.Count == 1 ? terms[0] : _meter.Node(new And([.. terms]));
    }

    private Expression Negation() => Take("NOT") ? _meter.Node(new Not(Predicate())) : Predicate();

    private Expression Predicate()
    {
        var left = Sum();
        if (_token.Kind == TokenKind.Symbol && Operators.Comparisons.TryGetValue(_token.Value, out var comparison))
        {
            Advance();
            return _meter.Node(new Comparison(comparison, left, Sum()));
        }

        if (Take("IS"))
        {
            bool not = Take("NOT");
            Demand("NULL", "NULL or NOT NULL");
            return Negated(not, new IsNull(left));
        }

        bool negated = Take("NOT");
        if (Take("LIKE")) return Negated(negated, new Like(left, Value()));
        if (Take("BETWEEN"))
        {
            var low = Sum();
            Demand("AND", "AND and the upper bound");
            return Negated(negated, new Between(left, low, Sum()));
        }

        if (Take("IN"))
        {
            DemandSymbol("(");
            return Negated(negated, new In(left, Rest(Sum())));
        }

        return negated ? throw Expected("LIKE, BETWEEN or IN") : left;
    }

    private Expression Negated(bool not, Expression predicate) => not ? _meter.Node(new Not(_meter.Node(predicate))) : _meter.Node(predicate);

    private Expression Sum()
    {
        var left = Product();
        while (_token.Is("+") || _token.Is("-"))
        {
            var sign = Operators.Arithmetic[Advance().Value];
            left = _meter.Node(new Arithmetic(sign, left, Product()));
        }

        return left;
    }

    private Expression Product()
    {
        var left = Power();
        while (_token.Is("*") || _token.Is("/") || _token.Is("%") || _token.IsWord("div"))
        {
            var sign = Operators.Arithmetic[Advance().Value.ToLowerInvariant()];
            left = _meter.Node(new Arithmetic(sign, left, Power()));
        }

        return left;
    }

    private Expression Power()
    {
        var left = Signed();
        if (!_token.Is("^")) return left;
        Advance();
        var power = _meter.Node(new Arithmetic(ArithmeticOperator.Power, left, Signed()));
        return _token.Is("^") ? throw Expected("no second ^: brackets say which power comes first") : power;
    }

    private Expression Signed()
    {
        if (_token.Is("+"))
        {
            Advance();
            return _token.Kind == TokenKind.Number ? Number(1) : throw Expected("a number after the sign");
        }

        if (!_token.Is("-")) return Value();
        Advance();
        if (_token.Kind == TokenKind.Number) return Number(-1);
        if (_token.Is("-") || _token.Is("+")) throw Expected("a number, property or function after the minus");
        // The standard's examples write a minus as -1 times.
        return _meter.Node(new Arithmetic(ArithmeticOperator.Times, _meter.Node(new NumberLiteral(-1)), Value()));
    }

    private Expression Value()
    {
        switch (_token.Kind)
        {
            case TokenKind.Number:
                return Number(1);
            case TokenKind.Text:
                return _meter.Node(new TextLiteral(Advance().Value));
            case TokenKind.QuotedName:
                return _meter.Node(new Property(Advance().Value));
            case TokenKind.Name:
                return Named();
        }

        if (!_token.Is("(")) throw Expected("a property, a value or a function");
        return Bracketed();
    }

    // (a), or where a comma follows (or nothing stands between the brackets) an array.
    private Expression Bracketed()
    {
        Advance();
        if (_token.Is(")"))
        {
            Advance();
            return _meter.Node(new ArrayLiteral([]));
        }

        var first = Disjunction();
        if (_token.Is(","))
        {
            return _meter.Node(new ArrayLiteral(Rest(first)));
        }

        DemandSymbol(")");
        return first;
    }

    private Expression Named()
    {
        var word = _token;
        if (word.IsWord("TRUE") || word.IsWord("FALSE"))
        {
            Advance();
            return _meter.Node(new BooleanLiteral(word.IsWord("TRUE")));
        }

        if (word.IsWord("NULL")) throw Expected("a value; whether nothing is there is asked with IS NULL");
        if (TextWriter.IsOperator(word.Value)) throw Expected("a property, a value or a function");
        Advance();
        if (IsGeometry(word.Value) && (_token.Is("(") || _token.IsWord("Z")))
        {
            return Geometry(word);
        }

        return _token.Is("(") ? Call(word) : _meter.Node(new Property(word.Value));
    }

    private Expression Call(Token name)
    {
        if (Operators.Spatial.Find(name.Value, out var spatial)) return Pair((a, b) => new Spatial(spatial, a, b), Sum);
        if (Operators.Temporal.Find(name.Value, out var temporal)) return Pair((a, b) => new Temporal(temporal, a, b), Sum);
        if (Operators.Arrays.Find(name.Value, out var array)) return Pair((a, b) => new ArrayComparison(array, a, b), Array);
        switch (name.Value.ToUpperInvariant())
        {
            case "CASEI":
                return _meter.Node(new CaseFolded(Only()));
            case "ACCENTI":
                return _meter.Node(new AccentFolded(Only()));
            case "DATE":
                return Instant(day: true);
            case "TIMESTAMP":
                return Instant(day: false);
            case "INTERVAL":
                return Span();
            case "BBOX":
                return Box();
        }

        Advance();
        if (_token.Is(")"))
        {
            Advance();
            return _meter.Node(new FunctionCall(name.Value, []));
        }

        return _meter.Node(new FunctionCall(name.Value, Rest(Disjunction())));
    }

    // An array stands in brackets here even where it has one item.
    private Expression Array()
    {
        if (!_token.Is("(")) return Value();
        _meter.Down();
        var array = Bracketed();
        _meter.Up();
        return array is ArrayLiteral ? array : _meter.Node(new ArrayLiteral([array]));
    }

    private Expression Pair(Func<Expression, Expression, Expression> make, Func<Expression> operand)
    {
        Advance();
        _meter.Down();
        var left = operand();
        DemandSymbol(",");
        var right = operand();
        DemandSymbol(")");
        _meter.Up();
        return _meter.Node(make(left, right));
    }

    private Expression Only()
    {
        Advance();
        _meter.Down();
        var only = Value();
        _meter.Up();
        DemandSymbol(")");
        return only;
    }

    // What follows the first item up to the closing bracket.
    private ValueList<Expression> Rest(Expression first)
    {
        var items = new List<Expression> { first };
        while (_token.Is(","))
        {
            Advance();
            items.Add(Disjunction());
        }

        DemandSymbol(")");
        return [.. items];
    }

    private NumberLiteral Number(int sign)
    {
        var token = Advance();
        double value = double.Parse(token.Value, NumberStyles.Float, CultureInfo.InvariantCulture);
        return double.IsFinite(value)
            ? _meter.Node(new NumberLiteral(sign * value))
            : throw _lexer.Wrong(token.Start, $"{token.Value} is beyond what a number can hold", "give a number below 1.7E308");
    }

    private Token Advance()
    {
        var token = _token;
        _token = _lexer.Next();
        return token;
    }

    private bool Take(string word)
    {
        if (!_token.IsWord(word)) return false;
        Advance();
        return true;
    }

    private void Demand(string word, string expected)
    {
        if (!Take(word)) throw Expected(expected);
    }

    private void DemandSymbol(string symbol)
    {
        if (!_token.Is(symbol)) throw Expected($"'{symbol}'");
        Advance();
    }

    private InputException Expected(string what)
    {
        string found = _token.Kind switch
        {
            TokenKind.End => "the end of the filter",
            TokenKind.Text => $"the text '{Short(_token.Value)}'",
            _ => $"'{Short(_token.Value)}'",
        };
        return _lexer.Wrong(_token.Start, $"{what} was expected, {found} was found", "write the filter as CQL2, for example town = '河东镇' AND area_m2 > 5000");
    }

    private static string Short(string value) => value.Length <= 40 ? value : value[..40] + "…";
}
