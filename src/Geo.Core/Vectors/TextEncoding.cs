using System.Text;

namespace Geo.Core.Vectors;

/// <summary>Settles the encoding of a file's texts from the bytes.</summary>
internal static class TextEncoding
{
    private static readonly UTF8Encoding s_strictUtf8 = new(false, throwOnInvalidBytes: true);

    static TextEncoding() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>
    /// Strict UTF-8 where every text is, but for a character that a field's width has cut; else what the .cpg beside a shapefile says, if
    /// the texts fit; else GB18030. One encoding a file: a short GBK word may be valid UTF-8 by chance, a file of them is not.
    /// </summary>
    internal static Encoding Of(string path, IEnumerable<byte[]> texts)
    {
        var all = texts.Where(t => t.Any(b => b >= 0x80)).ToList();
        if (all.Count == 0 || Fits(s_strictUtf8, all) || Fits(s_strictUtf8, [.. all.Select(Whole)]))
        {
            return s_strictUtf8;
        }

        string named = Path.ChangeExtension(path, ".cpg");
        return File.Exists(named) && Named(File.ReadAllText(named).Trim()) is { } said && Fits(said, all)
            ? said
            : Encoding.GetEncoding("GB18030");
    }

    /// <summary>The text of bytes; what does not fit becomes U+FFFD.</summary>
    internal static string Decode(Encoding encoding, byte[] bytes) =>
        ReferenceEquals(encoding, s_strictUtf8) ? Encoding.UTF8.GetString(Whole(bytes)) : encoding.GetString(bytes);

    // A DBF cuts at a byte: of the name 台账面积 (12 bytes in UTF-8) it keeps 10. A shorter text was not cut, and may be GBK.
    private static byte[] Whole(byte[] text)
    {
        const int shortest = 8;
        if (text.Length < shortest) return text;
        int last = text.Length - 1;
        while (last > text.Length - 4 && (text[last] & 0xC0) == 0x80) last--;
        int needed = text[last] switch { >= 0xF0 => 4, >= 0xE0 => 3, >= 0xC0 => 2, _ => 1 };
        return needed > text.Length - last && text[last] >= 0xC0 ? text[..last] : text;
    }

    private static bool Fits(Encoding encoding, List<byte[]> texts)
    {
        try
        {
            texts.ForEach(t => _ = encoding.GetCharCount(t));
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    // A .cpg holds a code page's number or a name.
    private static Encoding? Named(string name)
    {
        try
        {
            string known = int.TryParse(name, out int page) && page > 8859 * 10
                ? FormattableString.Invariant($"ISO-8859-{page - 88590}")
                : name;
            return int.TryParse(known, out int number)
                ? Encoding.GetEncoding(number, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
                : Encoding.GetEncoding(known, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
