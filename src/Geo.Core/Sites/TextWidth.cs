namespace Geo.Core.Sites;

/// <summary>Full-width letters, digits and punctuation to their usual width. (String.Normalize does nothing without ICU.)</summary>
internal static class TextWidth
{
    /// <summary>U+FF01–U+FF5E to U+0021–U+007E, the ideographic and the no-break space to a space.</summary>
    public static string Narrow(string text) => string.Create(text.Length, text, static (into, from) =>
    {
        for (int i = 0; i < from.Length; i++)
        {
            into[i] = from[i] switch
            {
                >= '\uFF01' and <= '\uFF5E' => (char)(from[i] - 0xFEE0),
                '\u3000' or '\u00A0' => ' ',
                _ => from[i],
            };
        }
    });
}
