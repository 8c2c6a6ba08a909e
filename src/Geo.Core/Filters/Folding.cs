using System.Globalization;
using System.Reflection;
using System.Text;

namespace Geo.Core.Filters;

/// <summary>
/// Texts without regard to case or accents. Case: Unicode full case folding (ß to ss, ς to σ). Accents: canonical decomposition
/// without its non-spacing marks. The program runs without ICU, so the tables are our own (Folding.txt says whence).
/// </summary>
internal static class Folding
{
    private static readonly Dictionary<int, string> s_case = [], s_accent = [];

    static Folding()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Geo.Core.Filters.Folding.txt")
            ?? throw new InvalidOperationException("Folding.txt is not embedded");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            if (line[0] == '#') continue;
            int space = line.IndexOf(' ', StringComparison.Ordinal);
            (line[0] == 'c' ? s_case : s_accent).Add(int.Parse(line.AsSpan(1, space - 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture), line[(space + 1)..]);
        }
    }

    /// <summary>The text in the form that all its spellings in upper and lower case share.</summary>
    public static string Case(string text) => Map(text, s_case, dropMarks: false);

    /// <summary>The text without accents.</summary>
    public static string Accent(string text) => Map(text, s_accent, dropMarks: true);

    private static string Map(string text, Dictionary<int, string> table, bool dropMarks)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (table.TryGetValue(rune.Value, out string? other)) folded.Append(other);
            else if (!dropMarks || Rune.GetUnicodeCategory(rune) != UnicodeCategory.NonSpacingMark) folded.Append(rune);
        }

        return folded.ToString();
    }
}
