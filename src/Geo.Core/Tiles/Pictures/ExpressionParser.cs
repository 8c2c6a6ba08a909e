using System.Globalization;
using Geo.Core.Imagery;

namespace Geo.Core.Tiles.Pictures;

/// <summary>Recursive descent: sum of products of powers of values; ^ binds to the right and stronger than a sign before it.</summary>
internal sealed class ExpressionParser(string text, IReadOnlyList<SceneBand> bands)
{
    private readonly List<BandExpression.Step> _steps = [];
    private readonly List<SceneBand> _used = [];
    private int _at, _depth, _height, _highest;

    public BandExpression Parse()
    {
        if (text.Length > BandExpression.LongestText) throw Wrong($"it is longer than {BandExpression.LongestText} characters");
        Sum();
        if (Peek() != '\0') throw Wrong($"nothing can follow at character {_at + 1}, where '{text[_at]}' stands");
        return new BandExpression(text, [.. _steps], [.. _used], _highest);
    }

    private void Sum()
    {
        Product();
        while (Peek() is ('+' or '-') and var sign)
        {
            _at++;
            Product();
            Add(sign == '+' ? BandExpression.Operation.Add : BandExpression.Operation.Subtract);
        }
    }

    private void Product()
    {
        Signed();
        while (Peek() is ('*' or '/') and var sign)
        {
            _at++;
            Signed();
            Add(sign == '*' ? BandExpression.Operation.Multiply : BandExpression.Operation.Divide);
        }
    }

    private void Signed()
    {
        if (++_depth > BandExpression.Deepest) throw Wrong($"it is nested deeper than {BandExpression.Deepest}");
        if (Peek() == '-')
        {
            _at++;
            Signed();
            Add(BandExpression.Operation.Negate);
        }
        else
        {
            if (Peek() == '+') _at++;
            Value();
            if (Peek() == '^')
            {
                _at++;
                Signed();
                Add(BandExpression.Operation.Power);
            }
        }

        _depth--;
    }

    private void Value()
    {
        char next = Peek();
        if (next == '(')
        {
            _at++;
            Sum();
            Expect(')');
        }
        else if (char.IsAsciiDigit(next) || next == '.')
        {
            Number();
        }
        else if (char.IsAsciiLetter(next))
        {
            Name();
        }
        else
        {
            throw Wrong(next == '\0' ? "it ends where a band, a number or a bracket is wanted" : $"'{next}' at character {_at + 1} is no band, number or bracket");
        }
    }

    private void Number()
    {
        int from = _at;
        while (_at < text.Length && (char.IsAsciiDigit(text[_at]) || text[_at] == '.')) _at++;
        if (_at + 1 < text.Length && text[_at] is 'e' or 'E' && (char.IsAsciiDigit(text[_at + 1]) || (text[_at + 1] is '-' or '+' && _at + 2 < text.Length && char.IsAsciiDigit(text[_at + 2]))))
        {
            _at += 2;
            while (_at < text.Length && char.IsAsciiDigit(text[_at])) _at++;
        }

        string written = text[from.._at];
        if (!double.TryParse(written, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) || !float.IsFinite((float)number)) throw Wrong($"'{written}' is no number");
        Add(BandExpression.Operation.Number, number);
    }

    private void Name()
    {
        int from = _at;
        while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] == '_')) _at++;
        string name = text[from.._at];
        if (Peek() == '(')
        {
            if (!BandExpression.Functions.Contains(name)) throw Wrong($"there is no function '{name}'; use {string.Join(", ", BandExpression.Functions)}");
            _at++;
            Sum();
            if (name is "min" or "max")
            {
                Expect(',');
                Sum();
            }

            Expect(')');
            Add(Enum.Parse<BandExpression.Operation>(name, ignoreCase: true));
            return;
        }

        SceneBand? band = bands.FirstOrDefault(one => one.Role != BandRole.Other && one.Role.ToString().Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? (name[0] is 'b' or 'B' && int.TryParse(name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? bands.FirstOrDefault(one => one.Index == number) : null);
        if (band is null)
        {
            string there = string.Join(", ", bands.Where(one => one.Role != BandRole.Other).Select(one => one.Role.ToString().ToLowerInvariant()).Concat(bands.Select(one => string.Create(CultureInfo.InvariantCulture, $"b{one.Index}"))));
            throw Wrong($"there is no band '{name}'; there are {there}");
        }

        int place = _used.IndexOf(band);
        if (place < 0)
        {
            if (_used.Count == BandExpression.MostBands) throw Wrong($"it uses more than {BandExpression.MostBands} bands");
            place = _used.Count;
            _used.Add(band);
        }

        Add(BandExpression.Operation.Band, place);
    }

    private void Add(BandExpression.Operation operation, double number = 0)
    {
        if (_steps.Count == BandExpression.MostSteps) throw Wrong($"it has more than {BandExpression.MostSteps} operations");
        _steps.Add(new(operation, number));
        _height += operation switch
        {
            BandExpression.Operation.Number or BandExpression.Operation.Band => 1,
            >= BandExpression.Operation.Negate and <= BandExpression.Operation.Exp => 0,
            _ => -1,
        };
        _highest = Math.Max(_highest, _height);
    }

    private void Expect(char wanted)
    {
        if (Peek() != wanted) throw Wrong(_at < text.Length ? $"'{wanted}' is wanted at character {_at + 1}, where '{text[_at]}' stands" : $"it ends where '{wanted}' is wanted");
        _at++;
    }

    private char Peek()
    {
        // A plus that was not escaped in an address arrives as a space: between two values nothing else can be meant.
        while (_at < text.Length && text[_at] == ' ') _at++;
        return _at < text.Length ? text[_at] : '\0';
    }

    private static InputException Wrong(string problem) => new("request", "expression", problem, "write for example (nir-red)/(nir+red); in an address + is %2B");
}
