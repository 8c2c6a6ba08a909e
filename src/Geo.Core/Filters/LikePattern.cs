using System.Text;

namespace Geo.Core.Filters;

/// <summary>A pattern of LIKE: % stands for any characters, _ for one, \ takes the next as it is. Case counts.</summary>
internal sealed class LikePattern
{
    private const int Any = -1, One = -2;
    private readonly int[] _parts;

    public LikePattern(string pattern)
    {
        var parts = new List<int>();
        bool escaped = false;
        foreach (var rune in pattern.EnumerateRunes())
        {
            if (!escaped && rune.Value == '\\')
            {
                escaped = true;
                continue;
            }

            parts.Add(escaped ? rune.Value : rune.Value switch { '%' => Any, '_' => One, int plain => plain });
            escaped = false;
        }

        if (escaped) parts.Add('\\');
        _parts = [.. parts];
    }

    /// <summary>What every match starts with.</summary>
    public string Prefix => string.Concat(_parts.TakeWhile(part => part >= 0).Select(char.ConvertFromUtf32));

    /// <summary>True where the prefix is all.</summary>
    public bool IsPlain => Array.TrueForAll(_parts, part => part >= 0);

    /// <summary>True where the text matches. Only the last % is ever tried again, so the cost is at most text times pattern.</summary>
    public bool Matches(string text)
    {
        Rune[] runes = [.. text.EnumerateRunes()];
        int at = 0, part = 0, lastAny = -1, retry = 0;
        while (at < runes.Length)
        {
            if (part < _parts.Length && _parts[part] == Any)
            {
                (lastAny, retry) = (part++, at);
            }
            else if (part < _parts.Length && (_parts[part] == One || _parts[part] == runes[at].Value))
            {
                (at, part) = (at + 1, part + 1);
            }
            else if (lastAny >= 0)
            {
                (part, at) = (lastAny + 1, ++retry);
            }
            else
            {
                return false;
            }
        }

        return _parts.Skip(part).All(rest => rest == Any);
    }
}
