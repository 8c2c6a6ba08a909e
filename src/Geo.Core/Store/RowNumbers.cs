using System.Buffers;
using System.Buffers.Text;
using System.Numerics;

namespace Geo.Core.Store;

/// <summary>Numbers of rows, each once, on borrowed memory.</summary>
internal sealed class RowNumbers : IDisposable
{
    private const int Longest = 21; // digits, sign and comma
    private long[] _numbers = ArrayPool<long>.Shared.Rent(1024);
    private byte[] _json = [];

    public int Count { get; private set; }

    public void Add(long number)
    {
        if (Count == _numbers.Length)
        {
            long[] larger = ArrayPool<long>.Shared.Rent(2 * Count);
            _numbers.AsSpan().CopyTo(larger);
            ArrayPool<long>.Shared.Return(_numbers);
            _numbers = larger;
        }

        _numbers[Count++] = number;
    }

    public void Clear() => Count = 0;

    /// <summary>Puts them in order.</summary>
    public void Sort()
    {
        const int worth = 64; // spans to a number below which bits are quicker than comparing
        var numbers = _numbers.AsSpan(0, Count);
        if (Count == 0) return;
        (long least, long most) = (numbers[0], numbers[0]);
        foreach (long number in numbers) (least, most) = (Math.Min(least, number), Math.Max(most, number));
        if ((UInt128)(most - (Int128)least) / worth >= (UInt128)Count)
        {
            numbers.Sort();
            return;
        }

        int words = (int)((most - least) / 64) + 1;
        ulong[] borrowed = ArrayPool<ulong>.Shared.Rent(words);
        var bits = borrowed.AsSpan(0, words);
        bits.Clear();
        foreach (long number in numbers) bits[(int)((number - least) >> 6)] |= 1UL << (int)((number - least) & 63);
        int at = 0;
        for (int word = 0; word < bits.Length; word++)
        {
            for (ulong left = bits[word]; left != 0; left &= left - 1) numbers[at++] = least + 64L * word + BitOperations.TrailingZeroCount(left);
        }

        ArrayPool<ulong>.Shared.Return(borrowed);
    }

    /// <summary>They as a JSON array in UTF-8, until the next call.</summary>
    public ReadOnlySpan<byte> Json()
    {
        Return(ref _json);
        _json = ArrayPool<byte>.Shared.Rent(Longest * Count + 2);
        Span<byte> into = _json;
        int at = 0;
        into[at++] = (byte)'[';
        foreach (long number in _numbers.AsSpan(0, Count))
        {
            if (at > 1) into[at++] = (byte)',';
            Utf8Formatter.TryFormat(number, into[at..], out int written);
            at += written;
        }

        into[at++] = (byte)']';
        return into[..at];
    }

    public void Dispose()
    {
        Return(ref _json);
        if (_numbers.Length > 0) ArrayPool<long>.Shared.Return(_numbers);
        (_numbers, Count) = ([], 0);
    }

    private static void Return(ref byte[] borrowed)
    {
        if (borrowed.Length > 0) ArrayPool<byte>.Shared.Return(borrowed);
        borrowed = [];
    }
}
