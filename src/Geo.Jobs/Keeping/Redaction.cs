using System.Text.RegularExpressions;

namespace Geo.Jobs.Keeping;

/// <summary>
/// Takes data out of the program's own sentences: what is quoted, not Latin, a path, a number of a place, or a word that stands
/// in the registers. What is left says what went wrong and not to whom.
/// </summary>
/// <param name="words">Words of the registers (names, codes, towns), split at spaces.</param>
internal sealed partial class Redaction(IReadOnlySet<string> words)
{
    /// <summary>The sentence without data; at most so many characters.</summary>
    public string Of(string text, int most = 400)
    {
        string plain = Quoted().Replace(text.ReplaceLineEnds(), "‹text›");
        plain = PathLike().Replace(plain, "‹path›");
        plain = NotLatin().Replace(plain, "‹text›");
        plain = Word().Replace(plain, word => words.Contains(word.Value) ? "‹text›" : word.Value.Any(char.IsAsciiDigit) && word.Length > 2 ? "‹id›" : word.Value);
        return plain.Length > most ? plain[..most] + "…" : plain;
    }

    [GeneratedRegex("'[^']*'|\"[^\"]*\"|“[^”]*”|「[^」]*」")]
    private static partial Regex Quoted();

    // With a slash or backslash in it, or a file's ending.
    [GeneratedRegex(@"[^\s:;,()]*[/\\][^\s:;,()]*|[\w.-]+\.(tif|tiff|json|geojson|gpkg|csv|xlsx|xls|shp|kml|jpg|png|zip|tar|docx|fgb)\b", RegexOptions.IgnoreCase)]
    private static partial Regex PathLike();

    [GeneratedRegex(@"[^\u0000-\u007f‹›…]+")]
    private static partial Regex NotLatin();

    // Also what a code, an id or a decimal number is made of.
    [GeneratedRegex(@"[A-Za-z0-9]+(?:[-_.+][A-Za-z0-9]+)*")]
    private static partial Regex Word();
}

file static class Lines
{
    public static string ReplaceLineEnds(this string text) => text.ReplaceLineEndings(" ");
}
