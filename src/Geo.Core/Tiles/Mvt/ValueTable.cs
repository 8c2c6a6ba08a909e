using System.Buffers.Binary;

namespace Geo.Core.Tiles.Mvt;

/// <summary>How a property's values repeat: where next to none did, it is not looked whether one was there before, which costs more than its bytes.</summary>
internal record struct Repeats(int Asked, int Known)
{
    private const int Tried = 512, OneIn = 16;

    /// <summary>It is not worth looking.</summary>
    public readonly bool AreRare => Asked >= Tried && Known * OneIn < Asked;
}

/// <summary>A text among the values and where it stands there; nothing where it has no bytes.</summary>
internal readonly record struct StoredText(int Index, int From, int Length);

/// <summary>The values of a layer, as MVT 2.1 §4.1 keeps them: each once, but for those of properties that hardly repeat (<see cref="Repeats"/>).</summary>
internal sealed class ValueTable : IDisposable
{
    private const int ValuesField = 4, Small = 1024;
    private const byte Double = 3 << 3 | 1;
    private readonly ByteSink _fields = new(4096);
    private readonly List<(int From, int Length, uint Hash, int Index)> _entries = [];
    private readonly RealIndexes _reals = new();
    private readonly byte[] _number = new byte[11];
    private readonly int[] _smallWholes = new int[Small]; // index + 1; 0 is none yet
    private int[] _slots = new int[1024];        // of an entry + 1; 0 is free
    private int _count;
    private byte[] _text = new byte[256];

    /// <summary>A text.</summary>
    public StoredText Text(ReadOnlySpan<byte> utf8, ref Repeats repeats)
    {
        int head = 1 + ByteSink.SizeOf((ulong)utf8.Length);
        if (_text.Length < head + utf8.Length) _text = new byte[2 * (head + utf8.Length)];
        _text[0] = 1 << 3 | 2;
        Varint(_text.AsSpan(1), (ulong)utf8.Length);
        utf8.CopyTo(_text.AsSpan(head));
        var (from, length, _, index) = Add(_text.AsSpan(0, head + utf8.Length), ref repeats);
        return new StoredText(index, from + head, length - head);
    }

    /// <summary>True where a text is this one.</summary>
    public bool Is(StoredText text, ReadOnlySpan<byte> utf8) => text.From > 0 && _fields.Written.Slice(text.From, text.Length).SequenceEqual(utf8);

    /// <summary>Index of a number.</summary>
    public int Real(double value, ref Repeats repeats)
    {
        ulong bits = BitConverter.DoubleToUInt64Bits(value);
        if (!repeats.AreRare)
        {
            repeats.Asked++;
            ref int index = ref _reals.Of(bits);
            if (index > 0)
            {
                repeats.Known++;
                return index - 1;
            }

            index = _count + 1;
        }

        _fields.Fixed64(ValuesField, Double, bits);
        return _count++;
    }

    /// <summary>Index of a whole number.</summary>
    public int Whole(long value, ref Repeats repeats)
    {
        if (value is >= 0 and < Small && _smallWholes[value] is var known and not 0) return known - 1;
        // A negative varint takes ten bytes as int64 and few as sint64.
        _number[0] = value >= 0 ? (byte)(4 << 3) : (byte)(6 << 3);
        var message = _number.AsSpan(0, 1 + Varint(_number.AsSpan(1), value >= 0 ? (ulong)value : (ulong)((value << 1) ^ (value >> 63))));
        if (value is < 0 or >= Small) return Add(message, ref repeats).Index;
        Append(message);
        _smallWholes[value] = _count;
        return _count - 1;
    }

    /// <summary>Index of a truth.</summary>
    public int Flag(bool value, ref Repeats repeats)
    {
        (_number[0], _number[1]) = (7 << 3, value ? (byte)1 : (byte)0);
        return Add(_number.AsSpan(0, 2), ref repeats).Index;
    }

    /// <summary>The values as fields of a layer.</summary>
    public ReadOnlySpan<byte> Written => _fields.Written;

    /// <inheritdoc/>
    public void Dispose()
    {
        _fields.Dispose();
        _reals.Dispose();
    }

    private (int From, int Length, uint Hash, int Index) Add(ReadOnlySpan<byte> message, ref Repeats repeats)
    {
        if (repeats.AreRare) return (Append(message), message.Length, 0, _count - 1);
        repeats.Asked++;
        uint hash = Hash(message);
        int slot = (int)(hash & (uint)(_slots.Length - 1));
        for (; _slots[slot] is var known and not 0; slot = (slot + 1) & (_slots.Length - 1))
        {
            var entry = _entries[known - 1];
            if (entry.Hash != hash || !_fields.Written.Slice(entry.From, entry.Length).SequenceEqual(message)) continue;
            repeats.Known++;
            return entry;
        }

        var added = (Append(message), message.Length, hash, _count - 1);
        _entries.Add(added);
        _slots[slot] = _entries.Count;
        if (2 * _entries.Count > _slots.Length) Grow();
        return added;
    }

    // Where it stands now.
    private int Append(ReadOnlySpan<byte> message)
    {
        _fields.Field(ValuesField, message);
        _count++;
        return _fields.Length - message.Length;
    }

    private void Grow()
    {
        _slots = new int[4 * _slots.Length];
        for (int i = 0; i < _entries.Count; i++)
        {
            int slot = (int)(_entries[i].Hash & (uint)(_slots.Length - 1));
            while (_slots[slot] != 0) slot = (slot + 1) & (_slots.Length - 1);
            _slots[slot] = i + 1;
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
