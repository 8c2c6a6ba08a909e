namespace Geo.Core.Tables;

/// <summary>The text of a cell without what cannot be seen at its ends: blanks of all kinds, byte order marks, zero-width signs from web pages.</summary>
internal static class CellText
{
    /// <summary>What is left; null for nothing.</summary>
    public static string? Of(string text)
    {
        int from = 0, to = text.Length;
        while (from < to && IsBlank(text[from])) from++;
        while (to > from && IsBlank(text[to - 1])) to--;
        return from == to ? null : text[from..to];
    }

    private static bool IsBlank(char c) => char.IsWhiteSpace(c) || c is '\uFEFF' or (>= '\u200B' and <= '\u200F') or '\u2060';
}
