using System.Text;

namespace Geo.Core.Tables;

/// <summary>The text of a file whose encoding nobody has written down.</summary>
internal static class TextFile
{
    static TextFile() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>By its byte order mark; else UTF-16 where every other byte is nothing; else UTF-8 if all of it is; else GB18030.</summary>
    /// <exception cref="InputException">It is none of these, or a damaged one.</exception>
    public static string Read(string path, string called)
    {
        if (new FileInfo(path).Length > TableLimits.Unpacked)
        {
            throw new InputException(called, null, $"the file has more than {TableLimits.Unpacked >> 20} MB", "split it") { Chinese = $"文件超过 {TableLimits.Unpacked >> 20} MB；请拆分后导入" };
        }

        byte[] bytes = File.ReadAllBytes(path);
        ReadOnlySpan<byte> all = bytes;
        string text = all.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? Encoding.UTF8.GetString(bytes, 3, bytes.Length - 3)
            : all.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) ? Encoding.Unicode.GetString(bytes, 2, bytes.Length - 2)
            : all.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) ? Encoding.BigEndianUnicode.GetString(bytes, 2, bytes.Length - 2)
            : LooksWide(all) ? Encoding.Unicode.GetString(bytes)
            : WithoutMark(bytes);
        return text.Contains('\uFFFD', StringComparison.Ordinal)
            ? throw new InputException(called, null, "its text is damaged: some bytes are no UTF-8, UTF-16 or GB18030", "copy the file again, or save it as UTF-8")
            { Chinese = "文字已损坏：部分字节不是 UTF-8、UTF-16 或 GB18030；请重新复制，或另存为 UTF-8" }
            : text;
    }

    /// <summary>UTF-16 without a mark: of a table's separators and digits every second byte is 0.</summary>
    public static bool LooksWide(ReadOnlySpan<byte> bytes)
    {
        int pairs = Math.Min(bytes.Length, 4000) / 2, zeros = 0, other = 0;
        for (int i = 0; i < pairs; i++)
        {
            if (bytes[2 * i + 1] == 0) zeros++;
            if (bytes[2 * i] == 0) other++;
        }

        return pairs >= 4 && zeros > pairs / 4 && other == 0;
    }

    // A UTF-8 file with a byte or two damaged must not be taken for Chinese of another kind: its other characters are all right.
    private static string WithoutMark(byte[] bytes)
    {
        string utf8 = Encoding.UTF8.GetString(bytes);
        int damaged = utf8.Count(c => c == '\uFFFD'), wide = utf8.Count(c => c >= 0x80) - damaged;
        return damaged == 0 || damaged * 3 <= wide ? utf8 : Encoding.GetEncoding("GB18030").GetString(bytes);
    }
}
