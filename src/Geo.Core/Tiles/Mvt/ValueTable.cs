using System.Buffers.Binary;

namespace Geo.Core.Tiles.Mvt;

/// <summary>How a property's values repeat: where next to none did, it is not looked whether one was there before, which costs more than its bytes.</summary>
internal record struct Repeats(int Asked, int Known)
{
    private const int Tried = 512, OneIn = 16;

    /// <summary>It is not worth looking.</summary>
    public readonly bool AreRare => Asked >= Tried && Known * OneIn < Asked;
}

/// <summary>The values of a layer, as MVT 2.1 §4.1 keeps them: each once, but for those of properties that hardly repeat (<see cref="Repeats"/>).</summary>
internal sealed class ValueTable : IDisposable
{
    private const int ValuesField = 4, Small = 1024;
    private readonly ByteSink _fields = new(4096);
    private readonly List<(int From, int Length, uint Hash)> _entries = [];
    private readonly byte[] _number = new byte[11];
    private int[] _slots = new int[1024];        // index + 1; 0 is free
    private readonly int[] _smallWholes = new int[Small]; // index + 1; 0 is none yet
    private int _hashed;
    private byte[] _text = new byte[256];

    /// <summary>Index of a text.</summary>
    public int Text(ReadOnlySpan<byte> utf8, ref Repeats repeats)
    {
        int head = 1 + ByteSink.SizeOf((ulong)utf8.Length);
        if (_text.Length < head + utf8.Length) _text = new byte[2 * (head + utf8.Length)];
        _text[0] = 1 << 3 | 2;
        Varint(_text.AsSpan(1), (ulong)utf8.Length);
        utf8.CopyTo(_text.AsSpan(head));
        return Add(_text.AsSpan(0, head + utf8.Length), ref repeats);
    }

    /// <summary>True where the text at an index is this one.</summary>
    public bool IsText(int index, ReadOnlySpan<byte> utf8)
    {
        var (from, length, _) = _entries[index];
        return length == 1 + ByteSink.SizeOf((ulong)utf8.Length) + utf8.Length && _fields.Written.Slice(from, length).EndsWith(utf8);
    }

    /// <summary>Index of a number.</summary>
    public int Real(double value, ref Repeats repeats)
    {
        _number[0] = 3 << 3 | 1;
        BinaryPrimitives.WriteDoubleLittleEndian(_number.AsSpan(1), value);
        return Add(_number.AsSpan(0, 9), ref repeats);
    }

    /// <summary>Index of a whole number.</summary>
    public int Whole(long value, ref Repeats repeats)
    {
        if (value is >= 0 and < Small && _smallWholes[value] is var known and not 0) return known - 1;
        // A negative varint takes ten bytes as int64 and few as sint64.
        _number[0] = value >= 0 ? (byte)(4 << 3) : (byte)(6 << 3);
        var message = _number.AsSpan(0, 1 + Varint(_number.AsSpan(1), value >= 0 ? (ulong)value : (ulong)((value << 1) ^ (value >> 63))));
        if (value is < 0 or >= Small) return Add(message, ref repeats);
        int index = Append(message, 0);
        _smallWholes[value] = index + 1;
        return index;
    }

    /// <summary>Index of a truth.</summary>
    public int Flag(bool value, ref Repeats repeats)
    {
        (_number[0], _number[1]) = (7 << 3, value ? (byte)1 : (byte)0);
        return Add(_number.AsSpan(0, 2), ref repeats);
    }

    /// <summary>The values as fields of a layer.</summary>
    public ReadOnlySpan<byte> Written => _fields.Written;

    /// <inheritdoc/>
    public void Dispose() => _fields.Dispose();

    private int Add(ReadOnlySpan<byte> message, ref Repeats repeats)
    {
        bool looks = !repeats.AreRare;
        uint hash = 0;
        int slot = 0;
        if (looks)
        {
            repeats.Asked++;
            hash = Hash(message);
            slot = (int)(hash & (uint)(_slots.Length - 1));
            for (; _slots[slot] is var known and not 0; slot = (slot + 1) & (_slots.Length - 1))
            {
                var (from, length, other) = _entries[known - 1];
                if (other != hash || !_fields.Written.Slice(from, length).SequenceEqual(message)) continue;
                repeats.Known++;
                return known - 1;
            }
        }

        int index = Append(message, hash);
        if (!looks) return index;
        _slots[slot] = index + 1;
        if (2 * ++_hashed > _slots.Length) Grow();
        return index;
    }

    private int Append(ReadOnlySpan<byte> message, uint hash)
    {
        _fields.Byte(ValuesField << 3 | 2);
        _fields.Varint((ulong)message.Length);
        _entries.Add((_fields.Length, message.Length, hash));
        _fields.Bytes(message);
        return _entries.Count - 1;
    }

    private void Grow()
    {
        int[] old = _slots;
        _slots = new int[4 * old.Length];
        foreach (int known in old)
        {
            if (known == 0) continue;
            int slot = (int)(_entries[known - 1].Hash & (uint)(_slots.Length - 1));
            while (_slots[slot] != 0) slot = (slot + 1) & (_slots.Length - 1);
            _slots[slot] = known;
        }
    }

    // Eight bytes a step; the mixing of splitmix64's end.
    private static uint Hash(ReadOnlySpan<byte> bytes)
    {
        ulong hash = (ulong)bytes.Length * 0x9E3779B97F4A7C15;
        for (; bytes.Length >= 8; bytes = bytes[8..]) hash = Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        ulong rest = 0;
        foreach (byte one in bytes) rest = rest << 8 | one;
        return (uint)(Mix(hash ^ rest) >> 16);
    }

    private static ulong Mix(ulong n)
    {
        n = (n ^ (n >> 30)) * 0xBF58476D1CE4E5B9;
        n = (n ^ (n >> 27)) * 0x94D049BB133111EB;
        return n ^ (n >> 31);
    }

    private static int Varint(Span<byte> into, ulong number)
    {
        int at = 0;
        for (; number >= 0x80; number >>= 7) into[at++] = (byte)(number | 0x80);
        into[at++] = (byte)number;
        return at;
    }
}
