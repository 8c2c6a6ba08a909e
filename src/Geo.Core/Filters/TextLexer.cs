using System.Text;

namespace Geo.Core.Filters;

internal enum TokenKind
{
    End = 0,
    Name,
    QuotedName,
    Text,
    Number,
    Symbol,
}

/// <summary>A word of CQL2 text. Value: the name, text or symbol it stands for; for a number its digits.</summary>
internal readonly record struct Token(TokenKind Kind, int Start, int End, string Value)
{
    public bool Is(string symbol) => Kind == TokenKind.Symbol && Value == symbol;

    public bool IsWord(string word) => Kind == TokenKind.Name && Value.Equals(word, StringComparison.OrdinalIgnoreCase);
}

/// <summary>CQL2 text to words, as annex B of OGC 21-065r2 has them.</summary>
internal sealed class TextLexer(string text, FilterPlace place)
{
    private const string White = "\t\n\v\f\r \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000";
    private int _at;

    public Token Next()
    {
        while (_at < text.Length && White.Contains(text[_at])) _at++;
        int start = _at;
        if (start == text.Length) return new Token(TokenKind.End, start, start, "");
        char c = text[start];
        if (c == '\'') return Quoted(start);
        if (c == '"') return QuotedName(start);
        if (char.IsAsciiDigit(c) || (c == '.' && start + 1 < text.Length && char.IsAsciiDigit(text[start + 1]))) return Number(start);
        if (NameLength(start, first: true) > 0) return Name(start);
        foreach (string symbol in (string[])["<>", "<=", ">=", "=", "<", ">", "(", ")", ",", "+", "-", "*", "/", "%", "^"])
        {
            if (string.CompareOrdinal(text, start, symbol, 0, symbol.Length) == 0)
            {
                _at += symbol.Length;
                return new Token(TokenKind.Symbol, start, _at, symbol);
            }
        }

        throw Wrong(start, $"'{(char.IsHighSurrogate(c) && start + 1 < text.Length ? text.Substring(start, 2) : char.IsControl(c) ? $"U+{(int)c:X4}" : c.ToString())}' has no meaning in CQL2",
            "put texts in single quotes and odd property names in double quotes");
    }

    /// <summary>An error at a place of the text, counted from 1.</summary>
    public InputException Wrong(int at, string problem, string mend) =>
        place.Wrong(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"at character {at + 1}: {problem}"), mend);

    private Token Quoted(int start)
    {
        var value = new StringBuilder();
        for (_at = start + 1; _at < text.Length; _at++)
        {
            bool followed = _at + 1 < text.Length && text[_at + 1] == '\'';
            if (text[_at] is '\'' or '\\' && followed)
            {
                value.Append('\'');
                _at++;
            }
            else if (text[_at] == '\'')
            {
                _at++;
                return new Token(TokenKind.Text, start, _at, value.ToString());
            }
            else
            {
                value.Append(text[_at]);
            }
        }

        throw Wrong(start, "this text has no closing quote", "end it with ' and write a quote inside it as ''");
    }

    private Token QuotedName(int start)
    {
        var value = new StringBuilder();
        for (_at = start + 1; _at < text.Length; _at++)
        {
            if (text[_at] != '"')
            {
                value.Append(text[_at]);
            }
            else if (_at + 1 < text.Length && text[_at + 1] == '"')
            {
                value.Append('"');
                _at++;
            }
            else
            {
                _at++;
                return value.Length > 0 ? new Token(TokenKind.QuotedName, start, _at, value.ToString()) : throw Wrong(start, "this name is empty", "write the property's name between the quotes");
            }
        }

        throw Wrong(start, "this name has no closing quote", "end it with \"");
    }

    private Token Number(int start)
    {
        Digits();
        if (_at < text.Length && text[_at] == '.')
        {
            _at++;
            Digits();
        }

        int exponent = _at + 1;
        if (_at < text.Length && text[_at] is 'e' or 'E')
        {
            if (exponent < text.Length && text[exponent] is '+' or '-') exponent++;
            if (exponent < text.Length && char.IsAsciiDigit(text[exponent]))
            {
                _at = exponent;
                Digits();
            }
        }

        return new Token(TokenKind.Number, start, _at, text[start.._at]);

        void Digits()
        {
            while (_at < text.Length && char.IsAsciiDigit(text[_at])) _at++;
        }
    }

    private Token Name(int start)
    {
        for (int length; (length = NameLength(_at, first: _at == start)) > 0;) _at += length;
        return new Token(TokenKind.Name, start, _at, text[start.._at]);
    }

    // identifierStart and identifierPart of the grammar; 0 where the character is neither, 2 for a surrogate pair.
    private int NameLength(int at, bool first)
    {
        if (at >= text.Length) return 0;
        char c = text[at];
        if (char.IsHighSurrogate(c)) return at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]) && char.ConvertToUtf32(c, text[at + 1]) <= 0xEFFFF ? 2 : 0;
        bool starts = c is ':' or '_' or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z')
            or (>= '\u00C0' and <= '\u00D6') or (>= '\u00D8' and <= '\u00F6') or (>= '\u00F8' and <= '\u02FF') or (>= '\u0370' and <= '\u037D')
            or (>= '\u037F' and <= '\u1FFE' and not '\u1680') or '\u200C' or '\u200D' or (>= '\u2070' and <= '\u218F')
            or (>= '\u2C00' and <= '\u2FEF') or (>= '\u3001' and <= '\uD7FF') or (>= '\uF900' and <= '\uFDCF') or (>= '\uFDF0' and <= '\uFFFD');
        return starts || (!first && c is '.' or (>= '0' and <= '9') or (>= '\u0300' and <= '\u036F') or '\u203F' or '\u2040') ? 1 : 0;
    }
}
