using System.Buffers.Binary;
using System.Text;

namespace Geo.Core.Field;

/// <summary>One directory (IFD) of a TIFF structure, TIFF 6.0 section 2. Whatever lies outside the block is not there; it marks the directory as damaged.</summary>
internal sealed class TiffDirectory
{
    private const int EntryLength = 12, Ascii = 2, Short = 3, Long = 4, Rational = 5;
    private readonly byte[] _block;
    private readonly bool _little;
    private readonly Dictionary<int, (int Type, uint Count, int At)> _entries = [];

    private TiffDirectory(byte[] block, bool little) => (_block, _little) = (block, little);

    /// <summary>Something pointed outside the block, or the directory broke off.</summary>
    public bool Damaged { get; private set; }

    /// <summary>The first directory; null where the block is no TIFF.</summary>
    public static TiffDirectory? First(byte[] block)
    {
        if (block.Length < 8) return null;
        bool little = block.AsSpan().StartsWith("II"u8);
        if (!little && !block.AsSpan().StartsWith("MM"u8)) return null;
        var directory = new TiffDirectory(block, little);
        if (directory.UInt16(2) != 42) return null;
        directory.Read(directory.UInt32(4));
        return directory;
    }

    /// <summary>The directory that an entry of this one points to; null where there is none. Only named entries are followed, so there are no loops.</summary>
    public TiffDirectory? Below(int tag)
    {
        if (!_entries.TryGetValue(tag, out var entry) || entry.Type != Long || entry.Count != 1) return null;
        var below = new TiffDirectory(_block, _little);
        below.Read(UInt32(entry.At));
        return below;
    }

    /// <summary>A text without its end mark, blanks round it and control characters; null where there is none.</summary>
    public string? Text(int tag)
    {
        if (!_entries.TryGetValue(tag, out var entry) || entry.Type != Ascii) return null;
        var bytes = _block.AsSpan(entry.At, (int)entry.Count);
        int end = bytes.IndexOf((byte)0);
        string text = Encoding.UTF8.GetString(end < 0 ? bytes : bytes[..end]);
        text = string.Concat(text.Where(c => !char.IsControl(c) && c != '\uFFFD')).Trim();
        return text.Length == 0 ? null : text;
    }

    /// <summary>Unsigned fractions; null where there are not so many.</summary>
    public (uint Numerator, uint Denominator)[]? Rationals(int tag, int count)
    {
        if (!_entries.TryGetValue(tag, out var entry) || entry.Type != Rational || entry.Count != count) return null;
        return [.. Enumerable.Range(0, count).Select(i => (UInt32(entry.At + 8 * i), UInt32(entry.At + 8 * i + 4)))];
    }

    private void Read(uint start)
    {
        if (start > _block.Length - 2)
        {
            Damaged = true;
            return;
        }

        int count = UInt16((int)start);
        for (int i = 0; i < count; i++)
        {
            long at = start + 2 + (long)i * EntryLength;
            if (at + EntryLength > _block.Length)
            {
                Damaged = true;
                return;
            }

            int entry = (int)at, type = UInt16(entry + 2);
            uint values = UInt32(entry + 4);
            long bytes = values * (long)SizeOf(type);
            // Four bytes or less stand in the entry itself.
            long place = bytes <= 4 ? entry + 8 : UInt32(entry + 8);
            if (place + bytes > _block.Length) Damaged = true;
            else _entries.TryAdd(UInt16(entry), (type, values, (int)place));
        }
    }

    private static int SizeOf(int type) => type switch { Short => 2, Long => 4, Rational or 10 or 12 => 8, 8 => 2, 9 or 11 => 4, _ => 1 };

    private ushort UInt16(int at) => _little ? BinaryPrimitives.ReadUInt16LittleEndian(_block.AsSpan(at)) : BinaryPrimitives.ReadUInt16BigEndian(_block.AsSpan(at));

    private uint UInt32(int at) => _little ? BinaryPrimitives.ReadUInt32LittleEndian(_block.AsSpan(at)) : BinaryPrimitives.ReadUInt32BigEndian(_block.AsSpan(at));
}
