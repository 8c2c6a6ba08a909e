using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;

namespace Geo.Core.Tiles.Mvt;

/// <summary>Bytes that grow, with the writing that protocol buffers want; disposing gives the memory back to the pool.</summary>
internal sealed class ByteSink(int capacity = 256) : IDisposable
{
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(capacity);

    /// <summary>Bytes written.</summary>
    public int Length { get; private set; }

    /// <summary>What was written.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    /// <summary>Forgets all.</summary>
    public void Clear() => Length = 0;

    /// <summary>How long a number is as a varint.</summary>
    public static int SizeOf(ulong number) => (BitOperations.Log2(number | 1) + 7) / 7;

    /// <summary>A varint.</summary>
    public void Varint(ulong number)
    {
        Room(10);
        var bytes = _bytes;
        int at = Length;
        while (number >= 0x80)
        {
            bytes[at++] = (byte)(number | 0x80);
            number >>= 7;
        }

        bytes[at++] = (byte)number;
        Length = at;
    }

    /// <summary>Two varints.</summary>
    public void Pair(uint first, uint second)
    {
        Room(10);
        if ((first | second) < 0x80)
        {
            Span<byte> two = _bytes.AsSpan(Length, 2);
            (two[0], two[1]) = ((byte)first, (byte)second);
            Length += 2;
            return;
        }

        Varint(first);
        Varint(second);
    }

    /// <summary>One byte.</summary>
    public void Byte(byte value)
    {
        Room(1);
        _bytes[Length++] = value;
    }

    /// <summary>A field of a message of eight bytes with a head of its own.</summary>
    public void Fixed64(int number, byte head, ulong bits)
    {
        Room(11);
        Span<byte> all = _bytes.AsSpan(Length, 11);
        (all[0], all[1], all[2]) = ((byte)(number << 3 | 2), 9, head);
        BinaryPrimitives.WriteUInt64LittleEndian(all[3..], bits);
        Length += 11;
    }

    /// <summary>Bytes as they are.</summary>
    public void Bytes(ReadOnlySpan<byte> values)
    {
        Room(values.Length);
        values.CopyTo(_bytes.AsSpan(Length));
        Length += values.Length;
    }

    /// <summary>A field of bytes: key, length, content.</summary>
    public void Field(int number, ReadOnlySpan<byte> content)
    {
        Byte((byte)(number << 3 | 2));
        Varint((ulong)content.Length);
        Bytes(content);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_bytes.Length > 0) ArrayPool<byte>.Shared.Return(_bytes);
        (_bytes, Length) = ([], 0);
    }

    private void Room(int more)
    {
        if (Length + more > _bytes.Length) Grow(more);
    }

    private void Grow(int more)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(Length + more, _bytes.Length * 2));
        Written.CopyTo(larger);
        if (_bytes.Length > 0) ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
